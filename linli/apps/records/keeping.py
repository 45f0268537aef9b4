"""Whether every trigger that keeps and notes official rows stands as it was installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from linli.apps.records import capture
from linli.apps.records.rebuild import Broken
from linli.apps.records.tables import OURS, recorded_tables
from linli.apps.records.triggers import Keep
from linli.core.wording import say


@cache
def kept_tables() -> dict[str, Keep]:
    """Every table that a migration keeps by triggers; the last migration that says so counts."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    found: dict[str, Keep] = {}
    for key in sorted(loader.disk_migrations):
        module = sys.modules[loader.disk_migrations[key].__module__]
        if module.__name__.startswith(OURS):
            found.update({keep.table: keep for keep in getattr(module, "KEPT", ())})
    return found


def missing() -> Iterator[Broken]:
    """One broken place per trigger that is gone, switched off, or not as linli installs it."""
    expected: dict[str, tuple[str, str]] = {}
    standing = _standing()
    tables = set(connection.introspection.table_names())
    for keep in kept_tables().values():
        if keep.table in tables:
            statements = keep.sqlite() if connection.vendor == "sqlite" else [""] * len(keep.names)
            expected.update({name: (keep.table, text) for name, text in zip(keep.names, statements, strict=True)})
    for table in recorded_tables().values():
        if table.name in tables:
            expected.update({name: (table.name, text) for name, text in capture.expected(table).items()})
    for name, (table_name, text) in expected.items():
        if name not in standing or (text and _bare(standing[name]) != _bare(text)):
            yield Broken(say("audit.trigger", name=name), 0, table_name)


def _standing() -> dict[str, str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        return dict(cursor.fetchall())


def _bare(text: str) -> str:
    return "".join(text.replace('"', "").split())
