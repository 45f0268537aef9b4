"""Where the demo lives: its database is prepared once, rebuilt on request, and never confused with a real one."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from linli.core.faults import BadInput, Fault
from linli.core.wording import say
from linli.stages import upgrade

#: the tables whose content tells an empty database from one in use
_TELLING = ("accounts_user", "accounts_organisation", "programme_programme", "records_event")


def is_empty() -> bool:
    """Whether nothing of linli has been entered into the database yet (fresh, or only migrated)."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if present and not present & {"django_migrations"}:
            return False
        for table in _TELLING:
            if table not in present:
                continue
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 -- own constant
            if cursor.fetchone():
                return False
    return True


def migrate() -> None:
    """Create or upgrade the tables."""
    upgrade.migrate()


def wipe() -> None:
    """Remove the demo's database. The caller has made sure that it is a demo's."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(name + ending).unlink(missing_ok=True)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")


@contextmanager
def preparing(folder: Path) -> Iterator[None]:
    """One process at a time prepares the demo of a data folder; a second one waits for the first."""
    with _locked(folder / "demo.preparing", fcntl.LOCK_EX):
        yield


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """While the demo of this folder is served, it may be served twice, but not reset."""
    with _locked(folder / "demo.serving", fcntl.LOCK_SH):
        yield


@contextmanager
def nobody_serving(folder: Path) -> Iterator[None]:
    """Raises BadInput while another process serves the demo of this folder."""
    try:
        with _locked(folder / "demo.serving", fcntl.LOCK_EX | fcntl.LOCK_NB):
            yield
    except BlockingIOError as exc:
        hint = say("demo.being_served_hint")
        raise BadInput([Fault(say("demo.being_served"), file=str(folder), hint=hint)]) from exc


@contextmanager
def _locked(path: Path, how: int) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("w") as file:
        fcntl.flock(file, how)
        yield


def not_a_demo() -> BadInput:
    """What to say when the database holds somebody's real records."""
    name = connection.settings_dict["NAME"]
    return BadInput(
        [
            Fault(
                say("demo.not_a_demo", name=name),
                hint=say("demo.not_a_demo_hint"),
            )
        ]
    )
