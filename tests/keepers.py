"""Lets a test database be emptied between tests although official records refuse to be deleted.

Tests in real transactions (threads, live server) end with a flush; it lifts the keeping triggers, empties, and sets
them again. Production has no such way.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.db import connection

from linli.apps.records import capture
from linli.apps.records.triggers import Keep

#: the newest migration that installs the triggers of each table
NEWEST = (
    ("records", "0005_keep_chain"),
    ("personal", "0002_keep_personal"),
    ("signin", "0002_keep_signin"),
    ("evidence", "0001_initial"),
    ("residents", "0002_keep_residents"),
    ("programme", "0002_keep_programme"),
    ("funding", "0003_particulars_and_parts"),
    ("determinations", "0001_initial"),
    ("determinations", "0002_duties_done"),
    ("determinations", "0003_waivers"),
)
KEPT: tuple[Keep, ...] = tuple(
    keep for app, name in NEWEST for keep in import_module(f"linli.apps.{app}.migrations.{name}").KEPT
)


class _Editor:
    """As much of Django's schema editor as the triggers need."""

    def __init__(self) -> None:
        self.connection = connection

    def execute(self, statement: str, params: None = None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def let_tests_flush() -> None:
    """Wraps this connection's flush once."""
    operations = connection.ops
    flush = operations.execute_sql_flush

    def lifted(statements: Sequence[str]) -> Any:
        capture.lift()
        for keep in KEPT:
            keep.remove(_Editor())
        try:
            return flush(statements)
        finally:
            for keep in KEPT:
                keep.install(_Editor())
            capture.install()

    operations.execute_sql_flush = lifted
