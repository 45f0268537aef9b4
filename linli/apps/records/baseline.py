"""After an upgrade: rows that migrations wrote, and rows from before the chain, are taken into the record.

What was already otherwise before the upgrade is not: an upgrade must not whitewash an alteration.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from linli.apps.accounts.actors import console
from linli.apps.records.models import Event, UnrecordedRow
from linli.apps.records.rebuild import one_moment
from linli.apps.records.services import record_event
from linli.apps.records.tables import recorded_tables
from linli.apps.records.walk import EVENTS, walk

#: rows taken over in one event
BATCH = 1000
Place = tuple[str, int | None]


def stands() -> bool:
    """Whether the tables of the chain are there (an older linli had none)."""
    with connection.cursor() as cursor:
        if EVENTS not in connection.introspection.table_names(cursor):
            return False
        columns = {column.name for column in connection.introspection.get_table_description(cursor, EVENTS)}
    return "canonical" in columns


def differing_rows() -> set[Place]:
    """The rows that differ from what the events say; tables that do not stand yet are left out."""
    standing = set(connection.introspection.table_names())
    with one_moment():
        rebuilt = walk(sizes={}).rebuilt
        tables = [table for table in recorded_tables().values() if table.name in standing and _in_step(table.name)]
        return {(broken.table, broken.row_id) for table in tables for broken in rebuilt.differences_of(table)}


def _in_step(name: str) -> bool:
    with connection.cursor() as cursor:
        standing = {column.name for column in connection.introspection.get_table_description(cursor, name)}
    return set(recorded_tables()[name].columns) <= standing


@transaction.atomic
def take_over(*, now: datetime, known: set[Place]) -> int:
    """Record every row that differs now and did not before (``known``); returns how many."""
    rows = sorted((table, row_id) for table, row_id in differing_rows() - known if row_id is not None)
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        UnrecordedRow.objects.bulk_create(
            [UnrecordedRow(table_name=table, row_id=row_id, before="{}", event_id=0) for table, row_id in batch]
        )
        record_event(
            actor=console(),
            now=now,
            kind="records.state.taken_over",
            subject=Event(pk=0),
            body={"rows": len(batch), "tables": len({table for table, _row in batch}), "differed_before": len(known)},
        )
    return len(rows)
