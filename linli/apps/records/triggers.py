"""Triggers that keep official records: no deleting, no changing of what was said, no un-withdrawing; on both databases.

Migrations install them with `operations(...)`. SQLite drops a table's triggers when a later migration rebuilds
the table, so such a migration installs them again (a test counts them).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import migrations

MESSAGE = "official records are kept"
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION linli_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{MESSAGE}: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


@dataclass(frozen=True, slots=True)
class Keep:
    """What is kept of one table. ``columns``: never changed (empty: no column is ever changed);
    ``closing``: once this column is filled the row is closed."""

    table: str
    columns: tuple[str, ...] = ()
    closing: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        closed = (f"{self.table}_closed",) if self.closing else ()
        return (f"{self.table}_no_delete", f"{self.table}_no_change", *closed)

    @property
    def _of_columns(self) -> str:
        return f" OF {', '.join(self.columns)}" if self.columns else ""

    def sqlite(self) -> list[str]:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}: {self.table}'); END"
        found = [
            f"CREATE TRIGGER {self.table}_no_delete BEFORE DELETE ON {self.table} {refuse}",
            f"CREATE TRIGGER {self.table}_no_change BEFORE UPDATE{self._of_columns} ON {self.table} {refuse}",
        ]
        if self.closing:
            found.append(
                f"CREATE TRIGGER {self.table}_closed BEFORE UPDATE ON {self.table} "
                f"WHEN OLD.{self.closing} IS NOT NULL {refuse}"
            )
        return found

    def postgresql(self) -> list[str]:
        refuse = "EXECUTE FUNCTION linli_refuse_change()"
        update = f"BEFORE UPDATE{self._of_columns}"
        found = [
            POSTGRESQL_FUNCTION,
            f"CREATE TRIGGER {self.table}_no_delete BEFORE DELETE ON {self.table} FOR EACH ROW {refuse}",
            f"CREATE TRIGGER {self.table}_no_truncate BEFORE TRUNCATE ON {self.table} FOR EACH STATEMENT {refuse}",
            f"CREATE TRIGGER {self.table}_no_change {update} ON {self.table} FOR EACH ROW {refuse}",
        ]
        if self.closing:
            found.append(
                f"CREATE TRIGGER {self.table}_closed BEFORE UPDATE ON {self.table} FOR EACH ROW "
                f"WHEN (OLD.{self.closing} IS NOT NULL) {refuse}"
            )
        return found

    def install(self, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        statements = self.sqlite() if vendor == "sqlite" else self.postgresql()
        for statement in statements:
            schema_editor.execute(statement, params=None)

    def remove(self, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        extra = () if vendor == "sqlite" else (f"{self.table}_no_truncate",)
        of_table = "" if vendor == "sqlite" else f" ON {self.table}"
        for name in (*self.names, *extra):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}", params=None)


def operations(kept: Sequence[Keep]) -> list[migrations.RunPython]:
    """Migration operations that install the triggers of these tables, and remove them when migrating back."""

    def install(_: Any, schema_editor: Any) -> None:
        for keep in kept:
            keep.remove(schema_editor)
            keep.install(schema_editor)

    def remove(_: Any, schema_editor: Any) -> None:
        for keep in kept:
            keep.remove(schema_editor)

    return [migrations.RunPython(install, remove)]
