"""Triggers that note every row written to a table on record, until an act's event takes it over.

Whoever writes (a service, a bulk insert, a statement typed by hand), the row is noted; and a noted row that no event
tells cannot be committed (`models.UnrecordedRow`). Installed after every `migrate`, lifted while migrations run.
"""

# ruff: noqa: S608 -- the names of tables and columns are our own

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import connection

from linli.apps.records.models import CommitmentSalt
from linli.apps.records.tables import BATCH, RecordedTable, recorded_tables

NOTES = "records_unrecordedrow"
#: the event that never exists
NO_EVENT = 0
SALT_BYTES = 16
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION linli_note_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO {NOTES} (table_name, row_id, before, event_id)
        VALUES (TG_TABLE_NAME, (to_jsonb(NEW) ->> TG_ARGV[0])::bigint, '', {NO_EVENT});
    ELSE
        INSERT INTO {NOTES} (table_name, row_id, before, event_id)
        VALUES (TG_TABLE_NAME, (to_jsonb(OLD) ->> TG_ARGV[0])::bigint, to_jsonb(OLD)::text, {NO_EVENT});
    END IF;
    RETURN NULL;
END $$
"""


def install() -> None:
    """Notes from now on. Tables and columns that do not stand yet are left out."""
    standing = _standing_tables()
    if NOTES not in standing:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for table in recorded_tables().values():
            if table.name in standing:
                for statement in (*_removal(table), *_installation(table, _columns(table))):
                    cursor.execute(statement)


def lift() -> None:
    """Notes nothing until `install`: while migrations rebuild tables."""
    standing = _standing_tables()
    with connection.cursor() as cursor:
        for table in recorded_tables().values():
            if table.name in standing:
                for statement in _removal(table):
                    cursor.execute(statement)


def _standing_tables() -> set[str]:
    return set(connection.introspection.table_names())


def _columns(table: RecordedTable) -> list[str]:
    with connection.cursor() as cursor:
        standing = {column.name for column in connection.introspection.get_table_description(cursor, table.name)}
    return [column for column in table.columns if column in standing]


def trigger_names(table: RecordedTable) -> list[str]:
    """The triggers that `install` leaves on a table."""
    if connection.vendor == "postgresql":
        return [f"{table.name}_noted"]
    return [f"{table.name}_noted_{act}" for act in ("insert", "update", "delete")]


def _removal(table: RecordedTable) -> list[str]:
    quote = connection.ops.quote_name
    of_table = f" ON {quote(table.name)}" if connection.vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {quote(name)}{of_table}" for name in trigger_names(table)]


def _installation(table: RecordedTable, columns: list[str]) -> list[str]:
    quote = connection.ops.quote_name
    of_columns = ", ".join(quote(column) for column in (table.key, *columns))
    if connection.vendor == "postgresql":
        acts = f"INSERT OR DELETE OR UPDATE OF {of_columns}"
        each = f"FOR EACH ROW EXECUTE FUNCTION linli_note_row('{table.key}')"
        return [f"CREATE TRIGGER {quote(table.name + '_noted')} AFTER {acts} ON {quote(table.name)} {each}"]
    plain = [column for column in columns if column not in table.committed]
    kept = ", ".join(
        f"'{column}', " + (f"hex(OLD.{quote(column)})" if column in table.binary else f"OLD.{quote(column)}")
        for column in plain
    )
    head = f"INSERT INTO {NOTES} (table_name, row_id, before, event_id) VALUES ('{table.name}'"
    key = quote(table.key)
    insert, update, delete = (quote(name) for name in trigger_names(table))
    new = f"BEGIN {head}, NEW.{key}, '', {NO_EVENT}); END"
    old = f"BEGIN {head}, OLD.{key}, json_object({kept}), {NO_EVENT}); END"
    return [
        f"CREATE TRIGGER {insert} AFTER INSERT ON {quote(table.name)} {new}",
        f"CREATE TRIGGER {update} AFTER UPDATE OF {of_columns} ON {quote(table.name)} {old}",
        f"CREATE TRIGGER {delete} AFTER DELETE ON {quote(table.name)} {old}",
    ]


def expected(table: RecordedTable) -> dict[str, str]:
    """Name → statement of the triggers that should stand; empty on PostgreSQL, which writes them in its own way."""
    statements = _installation(table, _columns(table))
    return dict(zip(trigger_names(table), statements if connection.vendor == "sqlite" else [""], strict=True))


# Taking the noted rows over -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row that the act wrote. ``after``: as it stands now, None when it is gone; ``before``: the plain columns that
    were otherwise, None for a new row."""

    table: str
    row_id: int
    after: dict[str, Any] | None
    before: dict[str, Any] | None

    def as_entry(self) -> list[Any]:
        """As it stands in an event's canonical bytes."""
        entry: list[Any] = [self.table, self.row_id, self.after]
        return [*entry, self.before] if self.before is not None else entry


def take_noted_rows() -> list[WrittenRow]:
    """The rows written since the transaction's last event, in the order of tables and ids; the notes are emptied."""
    first: dict[tuple[str, int], str] = {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT table_name, row_id, before FROM {NOTES} ORDER BY id")
        for table, row_id, before in cursor.fetchall():
            first.setdefault((table, row_id), before)
        if not first:
            return []
        cursor.execute(f"DELETE FROM {NOTES}")
    written: list[WrittenRow] = []
    for name, keys in groupby(sorted(first), key=lambda key: key[0]):
        table, ids = recorded_tables()[name], [row_id for _name, row_id in keys]
        after = present_states(table, ids)
        for row_id in ids:
            raw = first[name, row_id]
            before = _changed(table.before(raw), after.get(row_id)) if raw else None
            if row_id in after or raw:
                written.append(WrittenRow(name, row_id, after.get(row_id), before))
    return written


def _changed(before: dict[str, Any], after: dict[str, Any] | None) -> dict[str, Any]:
    return before if after is None else {column: value for column, value in before.items() if after[column] != value}


def present_states(table: RecordedTable, ids: list[int]) -> dict[int, dict[str, Any]]:
    """Id → state of the rows as they stand, with fresh salts for what is committed."""
    states: dict[int, dict[str, Any]] = {}
    for batch in _batches(ids):
        salts = _fresh_salts(table.name, batch) if table.committed else {}
        marks = ", ".join(["%s"] * len(batch))
        with connection.cursor() as cursor:
            cursor.execute(table.select(f"WHERE {connection.ops.quote_name(table.key)} IN ({marks})"), batch)
            for values in cursor.fetchall():
                states[values[0]] = table.state(values, salts.get(values[0], ""))
    return states


def _fresh_salts(table: str, ids: list[int]) -> dict[int, str]:
    salts = {row_id: secrets.token_hex(SALT_BYTES) for row_id in ids}
    CommitmentSalt.objects.bulk_create(
        [CommitmentSalt(table_name=table, row_id=row_id, salt=salt) for row_id, salt in salts.items()],
        update_conflicts=True,
        unique_fields=["table_name", "row_id"],
        update_fields=["salt"],
    )
    return salts


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    every = list(ids)
    for start in range(0, len(every), BATCH):
        yield every[start : start + BATCH]
