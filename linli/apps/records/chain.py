"""Appending to the chain: one place in it after the other, inside the transaction of the act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.refusals import RefusalError
from linli.apps.records.capture import WrittenRow, take_noted_rows
from linli.apps.records.models import Event
from linli.apps.records.tables import moment_text
from linli.core.ledger import GENESIS, canonical_json, leaf_hash, plain_text_fault

#: PostgreSQL's advisory lock of the chain: its events take their places one after the other (SQLite: IMMEDIATE)
CHAIN_LOCK = 0x6C6C_0001
VERSION = 1
#: shorter texts hold neither an identity number nor a mobile number
SHORTEST_NUMBER = 11


def append(event: Event) -> Event:
    """Give the event its place in the chain, with every row that its act wrote, and keep it.

    Raises RefusalError when a text that would be kept for ever holds an identity or mobile number; ValueError for a
    value that has no canonical form.
    """
    rows = take_noted_rows()
    refuse_personal_numbers(event, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        cursor.execute("SELECT id, seq, leaf FROM records_event ORDER BY seq DESC LIMIT 1")
        head_id, head_seq, head_leaf = cursor.fetchone() or (0, 0, GENESIS)
    event.id, event.seq, event.prev = head_id + 1, head_seq + 1, head_leaf
    event.algorithm = settings.LINLI_RECORD_HASH
    event.canonical = canonical_json(content(event, [row.as_entry() for row in rows]))
    event.leaf = leaf_hash(event.algorithm, event.prev, event.canonical)
    event.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO records_touchedrow (event_id, table_name, row_id) VALUES (%s, %s, %s)",
            [(event.id, row.table, row.row_id) for row in rows],
        )
    return event


def content(event: Event, rows: Sequence[Any]) -> dict[str, Any]:
    """What is hashed of an event: everything but the hashes themselves."""
    return {
        "v": VERSION,
        "algorithm": event.algorithm,
        "id": event.id,
        "seq": event.seq,
        "at": moment_text(event.recorded_at),
        "kind": event.kind,
        "actor": event.actor_id,
        "post": event.post_id,
        "organisation": event.organisation_id,
        "post_label": event.post_label,
        "mandate": event.mandate_id,
        "subject": [event.subject_type, event.subject_id],
        "programme": event.programme_id,
        "body": event.body,
        "reason": event.reason,
        "request": event.request_id,
        "rows": list(rows),
    }


def refuse_personal_numbers(event: Event, rows: Sequence[WrittenRow]) -> None:
    """The record is kept for ever; a person's number in it could never be erased."""
    said = [event.reason, event.body, *(row.after for row in rows), *(row.before for row in rows)]
    for text in _texts(said):
        if len(text) >= SHORTEST_NUMBER and (fault := plain_text_fault(text)):
            if fault == "identity":
                raise RefusalError(_("文字里有身份证号。办事记录永远保留，请去掉号码，只写事由。"))
            raise RefusalError(_("文字里有手机号。办事记录永远保留，请去掉号码，只写事由。"))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)


def when(text: str) -> datetime:
    """The moment that `content` wrote."""
    return datetime.fromisoformat(text)
