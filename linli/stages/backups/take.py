"""Taking a backup while people work: one consistent view of the database, then the files.

SQLite: a reading transaction, which neither waits for writers nor stops them. PostgreSQL: a repeatable, read-only
transaction. Files are content-addressed and never deleted, so those copied after the rows are at least all they name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from linli.apps.records.models import Event
from linli.core.faults import BadInput, Fault
from linli.core.wording import say
from linli.integrations.backups import BackupWriter
from linli.integrations.backups.envelope import PIECE, is_backup
from linli.integrations.crypto import CryptoError, keys
from linli.stages.backups.rows import as_line, columns_of, has_objects, kept_models, logical_hash, rows_of, table_hash

FORM = 1
#: folders of the data folder that belong to the records; keys and the database's own files are never among them
FOLDERS = ("evidence", "policies")


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup taken. ``events``: acts on record in it; ``keys``: ids of the keys that its sealed values need."""

    path: Path
    sha256: str
    logical_hash: str
    size: int
    rows: int
    files: int
    events: int
    keys: tuple[str, ...]


def take_backup(path: Path, *, now: datetime) -> Taken:
    """Everything linli keeps, as one file at ``path``. Raises BadInput when it cannot be written there."""
    _check_place(path)
    with BackupWriter(path) as backup:
        with consistent_view():
            tables = [_write_table(backup, model) for model in kept_models()]
            applied = sorted(MigrationRecorder(connection).applied_migrations())
            events = Event.objects.count()
        files = [_write_file(backup, file) for file in _files(settings.DATA_DIR)]
        needed = key_ids()
        hashes = {table["table"]: (table["rows"], table["sha256"]) for table in tables}
        backup.finish(
            {
                "form": FORM,
                "linli": version("linli"),
                "taken_at": now.isoformat(timespec="seconds"),
                "database": connection.vendor,
                "migrations": [list(one) for one in applied],
                "events": events,
                "tables": tables,
                "logical_hash": logical_hash(hashes),
                "keys_needed": list(needed),
            }
        )
        sha256 = backup.sha256
    return Taken(
        path, sha256, logical_hash(hashes), path.stat().st_size, sum(table["rows"] for table in tables), len(files),
        events, needed,
    )  # fmt: skip


@contextmanager
def consistent_view() -> Iterator[None]:
    """Everything read inside is of one moment; writers go on meanwhile."""
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED" if connection.vendor == "sqlite" else begin)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def database_hash() -> str:
    """The logical hash of the database as it stands now."""
    with consistent_view():
        return logical_hash({model._meta.db_table: table_hash(model) for model in kept_models()})  # noqa: SLF001


def _check_place(path: Path) -> None:
    if not path.parent.is_dir():
        raise BadInput([Fault(message=say("backup.no_folder", folder=path.parent), file=str(path))])
    if path.exists() and path.stat().st_size and not (path.is_file() and is_backup(path)):
        raise BadInput([Fault(message=say("backup.exists", file=path))])


def _write_table(backup: BackupWriter, model: type[models.Model]) -> dict[str, Any]:
    table, digest, count = model._meta.db_table, hashlib.sha256(), 0  # noqa: SLF001 -- Django's documented API
    ordered = has_objects(model)
    with backup.member(f"tables/{table}.jsonl") as member:
        for row in rows_of(model):
            line = as_line(row)
            member.write(line)
            digest.update(as_line(row, ordered=True) if ordered else line)
            count += 1
    return {
        "table": table,
        "model": model._meta.label_lower,  # noqa: SLF001 -- Django's documented API
        "columns": [field.attname for field in columns_of(model)],
        "rows": count,
        "sha256": digest.hexdigest(),
    }


def key_ids() -> tuple[str, ...]:
    """Ids of the keys at hand; without a key file there are none, and nothing is sealed."""
    try:
        return tuple(key.id for key in keys().all() if not key.destroyed)
    except CryptoError:
        return ()


def _files(data_dir: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((data_dir / folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):  # a dot: being written
                yield path


def _write_file(backup: BackupWriter, path: Path) -> str:
    name = path.relative_to(settings.DATA_DIR).as_posix()
    packed = name.startswith("policies/")
    with backup.member(f"files/{name}", packed=packed) as member, path.open("rb") as file:
        while piece := file.read(PIECE):
            member.write(piece)
    return name
