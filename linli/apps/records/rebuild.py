"""The present state out of the events, and where the tables differ from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from linli.apps.records.models import CommitmentSalt, Event
from linli.apps.records.tables import RecordedTable, recorded_tables, select
from linli.core.wording import Wording, say

CHUNK = 2000
_DIGEST = 16
_write = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where the record, or the data beside it, is not as it was left. ``seq``: the event concerned; 0: none."""

    words: Wording
    seq: int = 0
    table: str = ""
    row_id: int | None = None
    column: str = ""

    def told(self, language: str = "zh") -> str:
        """One line: where, and what."""
        place = [f"#{self.seq}"] if self.seq else []
        place += [part for part in (self.table, str(self.row_id or ""), self.column) if part]
        words = self.words.english if language.startswith("en") else str.__str__(self.words)
        return f"{' '.join(place)}: {words}"

    def as_dict(self, language: str = "zh") -> dict[str, Any]:
        words = self.words.english if language.startswith("en") else str.__str__(self.words)
        return {"what": words, "code": self.words.code, "event": self.seq or None, "table": self.table or None,
                "row": self.row_id, "column": self.column or None}  # fmt: skip


def digest(state: Mapping[str, Any]) -> bytes:
    """Short name of a row's state: a million rows are kept as these."""
    return hashlib.sha256(_write(state).encode("utf-8", "surrogatepass")).digest()[:_DIGEST]


@dataclass
class Rebuilt:
    """table → row → (event that wrote it last, digest of what it wrote; None when it took the row away)."""

    rows: dict[str, dict[int, tuple[int, bytes | None]]] = field(default_factory=dict)

    def apply(self, seq: int, entries: Sequence[Any]) -> None:
        """Take over what an event wrote."""
        for entry in entries:
            table, row_id, after = entry[0], entry[1], entry[2]
            state = None if after is None else digest(after)
            self.rows.setdefault(table, {})[row_id] = (seq, state)

    def differences(self) -> Iterator[Broken]:
        """Where the tables differ, row by row, with the column."""
        for table in recorded_tables().values():
            yield from self.differences_of(table)

    def differences_of(self, table: RecordedTable) -> Iterator[Broken]:
        """Where one table differs."""
        told = self.rows.get(table.name, {})
        salts = _salts(table)
        seen = 0
        for values in stream(table.select(f"ORDER BY {connection.ops.quote_name(table.key)}")):
            seq, expected = told.get(values[0], (0, None))
            seen += expected is not None
            if expected is None:
                yield Broken(say("audit.extra"), seq, table.name, values[0])
                continue
            state = table.state(values, salts.get(values[0], ""))
            if digest(state) != expected:
                yield Broken(say("audit.value"), seq, table.name, values[0], _column(table, seq, values[0], state))
        if seen < sum(state is not None for _seq, state in told.values()):
            yield from self._gone(table)

    def _gone(self, table: RecordedTable) -> Iterator[Broken]:
        standing = {row_id for (row_id,) in stream(select(table.name, (table.key,)))}
        for row_id, (seq, state) in self.rows.get(table.name, {}).items():
            if state is not None and row_id not in standing:
                yield Broken(say("audit.missing"), seq, table.name, row_id)


def _salts(table: RecordedTable) -> dict[int, str]:
    if not table.committed:
        return {}
    return dict(CommitmentSalt.objects.filter(table_name=table.name).values_list("row_id", "salt").iterator(CHUNK))


def _column(table: RecordedTable, seq: int, row_id: int, state: Mapping[str, Any]) -> str:
    """The first column that is not as the event left it."""
    after = written_state(seq, table.name, row_id) or {}
    return next((column for column in {**after, **state} if after.get(column) != state.get(column)), "")


def written_state(seq: int, table: str, row_id: int) -> dict[str, Any] | None:
    """What an event says of a row; None when it says nothing that can be read."""
    text = Event.objects.filter(seq=seq).values_list("canonical", flat=True).first()
    try:
        entries = json.loads(text or "{}")["rows"]
        return next((entry[2] for entry in entries if entry[0] == table and entry[1] == row_id), None)
    except (ValueError, TypeError, KeyError, IndexError):
        return None


def stream(statement: str) -> Iterator[Sequence[Any]]:
    """The rows of a statement, without holding them all."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while chunk := cursor.fetchmany(CHUNK):
            yield from chunk


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is of one moment, while others go on writing; nobody waits."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        raw = cursor.connection
        raw.text_factory = _any_text
        try:
            yield
        finally:
            raw.text_factory = str
            raw.rollback()


def _any_text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")
