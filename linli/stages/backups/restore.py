"""Restoring a backup into an empty place: all of it, checked row by row against the backup, or nothing.

The tables are first built as they were when the backup was taken, then filled with the keeping triggers lifted, hashed
and compared, and only then brought up to this version. What was confirmed after the backup is missing; how much, a
checkpoint kept outside tells (`linli.stages.backups.gaps`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from linli.core.faults import BadInput, Fault
from linli.core.wording import listed, say
from linli.integrations.backups import BackupReader, DamagedBackupError
from linli.integrations.backups.envelope import OWNER_ONLY, PIECE, sync_folder
from linli.stages.backups.rows import AT_ONCE, MIGRATIONS_TABLE, from_line, kept_models, table_hash
from linli.stages.backups.take import FORM

#: a database that holds rows in one of these is somebody's
TELLING_TABLES = (
    "accounts_organisation", "accounts_user", "accounts_post", "compounds_compound", "programme_programme",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. ``taken_at``: ISO instant of the backup; ``missing_keys``: ids of keys that sealed values need
    and that are not at hand."""

    taken_at: str
    logical_hash: str
    rows: int
    files: int
    events: int
    missing_keys: tuple[str, ...]


def restore(path: Path, *, keys_at_hand: Iterable[str] = ()) -> Restored:
    """Bring the backup back into the empty database and data folder of the settings.

    Raises BadInput when the file is damaged, comes from a newer linli, or the place is not empty; then nothing changed.
    """
    try:
        with BackupReader(path) as backup:
            nodes = _known_migrations(backup)
            _refuse_unless_empty(backup)
            _write_files(backup)
            _clear_tables()
            _build(nodes)
            _fill(backup, nodes)
            call_command("migrate", verbosity=0, interactive=False)
            return _told(backup, set(keys_at_hand))
    except DamagedBackupError as exc:
        raise BadInput([Fault(message=exc.words)]) from exc


def _told(backup: BackupReader, at_hand: set[str]) -> Restored:
    manifest = backup.manifest
    return Restored(
        manifest["taken_at"],
        manifest["logical_hash"],
        sum(table["rows"] for table in manifest["tables"]),
        sum(1 for member in backup.members if member["name"].startswith("files/")),
        manifest["events"],
        tuple(sorted(set(manifest["keys_needed"]) - at_hand)),
    )


def _known_migrations(backup: BackupReader) -> list[tuple[str, str]]:
    """The migrations that the backup's tables were built by. BadInput when one is not known here."""
    manifest = backup.manifest
    if manifest["form"] != FORM:
        raise BadInput([Fault(message=say("backup.other_form", file=backup.path, form=manifest["form"]))])
    applied = [(str(app), str(name)) for app, name in manifest["migrations"]]
    known = set(MigrationExecutor(connection).loader.graph.nodes)
    installed = {config.label for config in apps.get_app_configs()}
    unknown = [f"{app}.{name}" for app, name in applied if (app, name) not in known]
    if unknown:
        version = manifest["linli"]
        words = say("backup.newer", file=backup.path, version=version, migrations=listed(unknown))
        raise BadInput([Fault(message=words)])
    return [node for node in applied if node[0] in installed]


def _refuse_unless_empty(backup: BackupReader) -> None:
    there = set(connection.introspection.table_names())
    found = []
    with connection.cursor() as cursor:
        for table in TELLING_TABLES:
            if table in there:
                cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608 -- a name from the list above
                if count := cursor.fetchone()[0]:
                    found.append(f"{table}: {count}")
    if found:
        raise BadInput([Fault(message=say("backup.target_not_empty", found=listed(found)))])
    faults = [Fault(message=say("backup.file_differs", file=target)) for target in _differing(backup)]
    if faults:
        raise BadInput(faults)


# files ---------------------------------------------------------------------------------------------------------------


def _targets(backup: BackupReader) -> Iterator[tuple[dict[str, Any], Path]]:
    root = settings.DATA_DIR.resolve()
    for member in backup.members:
        if not member["name"].startswith("files/"):
            continue
        target = (root / member["name"].removeprefix("files/")).resolve()
        if not target.is_relative_to(root):
            raise DamagedBackupError(say("backup.damaged", file=backup.path))
        yield member, target


def _differing(backup: BackupReader) -> list[Path]:
    return [
        target for member, target in _targets(backup) if target.exists() and _sha256(target) != member["sha256"]
    ]  # fmt: skip


def _write_files(backup: BackupReader) -> None:
    """Each under another name first and through to the disk; one that is there already is the same."""
    for member, target in _targets(backup):
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = target.with_name(f".{target.name}.part")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
        with os.fdopen(handle, "wb") as file, backup.open(member["name"]) as source:
            while piece := source.read(PIECE):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
        sync_folder(target.parent)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# tables --------------------------------------------------------------------------------------------------------------


def _clear_tables() -> None:
    """Remove the empty tables that `linli migrate` may have made here; nobody's rows are in them."""
    labels = tuple(f"{config.label}_" for config in apps.get_app_configs())
    ours = [
        name
        for name in connection.introspection.table_names()
        if name.startswith(labels) or name == MIGRATIONS_TABLE
    ]  # fmt: skip
    if not ours:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=OFF")
        try:
            for name in ours:
                cascade = "" if connection.vendor == "sqlite" else " CASCADE"
                cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)}{cascade}")
        finally:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA foreign_keys=ON")


def _build(nodes: Sequence[tuple[str, str]]) -> None:
    """The tables as they were when the backup was taken."""
    executor = MigrationExecutor(connection)
    executor.migrate(_newest(executor, nodes))


def _newest(executor: MigrationExecutor, nodes: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of every app the migrations that no other of the same app builds on."""
    graph, given = executor.loader.graph, set(nodes)
    return [
        node
        for node in nodes
        if not any(child.key[0] == node[0] and child.key in given for child in graph.node_map[node].children)
    ]


def _fill(backup: BackupReader, nodes: Sequence[tuple[str, str]]) -> None:
    """All rows in one transaction, with the keeping triggers lifted; taken back when one table is not what it was."""
    executor = MigrationExecutor(connection)
    registry = executor.loader.project_state(_newest(executor, nodes)).apps
    by_table = {model._meta.db_table: model for model in kept_models(registry)}  # noqa: SLF001 -- documented API
    filled = [(by_table[table["table"]], table) for table in backup.manifest["tables"]]
    with transaction.atomic(), _triggers_lifted(list(by_table)):
        _forget_first_rows(list(by_table))
        for model, table in filled:
            _load(backup, model, table)
        wrong = [
            table["table"]
            for model, table in filled
            if table_hash(model, table["columns"]) != (table["rows"], table["sha256"])
        ]
        if wrong:
            raise BadInput([Fault(message=say("backup.not_the_same", tables=listed(wrong)))])
        _continue_numbering([model for model, _ in filled])


def _forget_first_rows(tables: Sequence[str]) -> None:
    """What building the tables put into them by itself; the backup brings its own."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- Django's own table names


def _load(backup: BackupReader, model: type[models.Model], table: dict[str, Any]) -> None:
    waiting = []
    for line in backup.lines(f"tables/{table['table']}.jsonl"):
        waiting.append(from_line(line, model, table["columns"]))
        if len(waiting) == AT_ONCE:
            model._base_manager.bulk_create(waiting)  # noqa: SLF001 -- documented: without filters
            waiting = []
    model._base_manager.bulk_create(waiting)  # noqa: SLF001 -- documented: without filters


def _continue_numbering(filled: Sequence[type[models.Model]]) -> None:
    """New rows get numbers above those that came back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(filled)):
            cursor.execute(statement)


@contextmanager
def _triggers_lifted(tables: Sequence[str]) -> Iterator[None]:
    """Within the transaction: the rows were official when they were written, and are written once more as they were."""
    if connection.vendor == "sqlite":
        with _sqlite_triggers_lifted():
            yield
        return
    named = [connection.ops.quote_name(table) for table in tables]
    with connection.cursor() as cursor:
        for table in named:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in named:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def _sqlite_triggers_lifted() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)
