"""Which tables stand in the record, and how one of their rows is written: plain values, the same on both databases."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models

from linli.core.ledger import OffRecord, OnRecord, canonical_json
from linli.core.ledger.canonical import MAX_EXACT

Plain = Callable[[Any], Any]
OURS = "linli.apps."
#: rows asked for at once (SQLite allows 999 parameters in old builds)
BATCH = 500


@dataclass(frozen=True)
class RecordedTable:
    """A table on record. ``plain``: column → how its value is written; ``committed``: of these only a commitment."""

    name: str
    key: str
    plain: Mapping[str, Plain]
    committed: frozenset[str]
    binary: frozenset[str]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.plain)

    def select(self, condition: str = "") -> str:
        """A statement for key and columns, in this order."""
        return select(self.name, (self.key, *self.columns), condition)

    def state(self, values: Sequence[Any], salt: str) -> dict[str, Any]:
        """Column → plain value or commitment, of a row as `select` gives it."""
        row_id, found = values[0], {}
        for (column, plain), value in zip(self.plain.items(), values[1:], strict=True):
            told = _told(plain, value)
            found[column] = commitment(salt, self.name, row_id, column, told) if column in self.committed else told
        return found

    def before(self, raw: str) -> dict[str, Any]:
        """Column → plain value, of the JSON that a trigger kept; committed columns are left out."""
        values = json.loads(raw, parse_float=Decimal)
        return {
            column: _told(plain, values[column])
            for column, plain in self.plain.items()
            if column not in self.committed and column in values
        }


def select(table: str, columns: Sequence[str], condition: str = "") -> str:
    """A statement for the columns as the database keeps them, unconverted: SQLite would otherwise turn a day that is
    none into an error, and any number into yes or no (``+`` takes the column's declared type away)."""
    quote = connection.ops.quote_name
    raw = "+" if connection.vendor == "sqlite" else ""
    named = ", ".join(f"{raw}{quote(column)}" for column in columns)
    return f"SELECT {named} FROM {quote(table)} {condition}"  # noqa: S608 -- names of our own tables


def _told(plain: Plain, value: Any) -> Any:
    try:
        return None if value is None else plain(value)
    except (ValueError, TypeError, ArithmeticError):
        return f"!{value!r}"


def commitment(salt: str, table: str, row_id: int, column: str, value: Any) -> str:
    """Says that the value is known without saying it; opened only with the row's salt."""
    said = canonical_json([salt, table, row_id, column, value])
    return "c1:" + hashlib.sha256(said.encode()).hexdigest()


# How values are written ---------------------------------------------------------------------------------------------
# What no honest write leaves behind (a letter in a number, a day that is none) is passed on as it is: it differs from
# what the record says, and must never stop the comparison.
SQLITE_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?")
POSTGRESQL_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00:00")


def _whole(value: Any) -> int | str:
    if isinstance(value, int):
        return int(value) if abs(value) <= MAX_EXACT else str(value)
    return f"!{value!r}"


def _yes_no(value: Any) -> Any:
    return bool(value) if value in (0, 1) else f"!{value!r}"


def _day(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def moment_text(value: Any) -> str:
    """A moment in UTC to the microsecond: ``2020-12-20T01:02:03.000004Z``."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC) if value.tzinfo else value  # SQLite's are naive, in UTC
        return f"{value:%Y-%m-%dT%H:%M:%S.%fZ}"
    text = str(value)
    if SQLITE_MOMENT.fullmatch(text):
        return f"{text[:10]}T{text[11:19]}.{text[20:] or '000000'}Z"
    if found := POSTGRESQL_MOMENT.fullmatch(text):
        return f"{found[1]}.{found[2] or '':0<6}Z"
    return text


def _binary(value: Any) -> str:
    return value.removeprefix("\\x").lower() if isinstance(value, str) else bytes(value).hex()


def _json(value: Any) -> Any:
    return _exact(json.loads(value) if isinstance(value, str) else value)


def _exact(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _exact(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_exact(inner) for inner in value]
    if isinstance(value, (float, Decimal)) or (isinstance(value, int) and abs(value) > MAX_EXACT):
        return str(value)
    return value


def _decimal(places: int) -> Plain:
    step = Decimal(1).scaleb(-places)

    def plain(value: Any) -> str:
        given = Decimal(str(value))
        rounded = given.quantize(step)
        return str(rounded if rounded == given else given)

    return plain


def _plain_for(field: models.Field[Any, Any]) -> Plain:
    if field.is_relation:
        return _plain_for(field.target_field)  # type: ignore[attr-defined]
    if isinstance(field, models.DecimalField):
        return _decimal(int(field.decimal_places or 0))
    kinds: dict[type[Any], Plain] = {
        models.BooleanField: _yes_no,
        models.DateTimeField: moment_text,
        models.DateField: _day,
        models.JSONField: _json,
        models.BinaryField: _binary,
        models.IntegerField: _whole,
    }
    return next((plain for kind, plain in kinds.items() if isinstance(field, kind)), str)


# The tables ---------------------------------------------------------------------------------------------------------
def declared(model: type[models.Model]) -> OnRecord | OffRecord | None:
    """What the model says about itself; the table between two models says what its owner says."""
    owner: Any = model
    if model._meta.auto_created:  # noqa: SLF001 -- Django's documented API
        owner = model._meta.auto_created  # noqa: SLF001
        return OnRecord() if isinstance(getattr(owner, "on_record", None), OnRecord) else declared(owner)
    found = model.__dict__.get("on_record")
    return found if isinstance(found, (OnRecord, OffRecord)) else None


def our_models() -> Iterator[type[models.Model]]:
    for config in apps.get_app_configs():
        if config.name.startswith(OURS):
            yield from config.get_models(include_auto_created=True)


@cache
def recorded_tables() -> dict[str, RecordedTable]:
    """Name → table, of everything on record, in the order of the apps."""
    found = {}
    for model in our_models():
        said = declared(model)
        if isinstance(said, OnRecord):
            table = _table(model, said)
            found[table.name] = table
    return found


def _table(model: type[models.Model], said: OnRecord) -> RecordedTable:
    meta = model._meta  # noqa: SLF001 -- Django's documented API
    fields = [field for field in meta.local_concrete_fields if not field.primary_key]
    fields = [field for field in fields if field.name not in said.left_out]
    return RecordedTable(
        name=meta.db_table,
        key=str(meta.pk.column),
        plain={str(field.column): _plain_for(field) for field in fields},
        committed=frozenset(str(field.column) for field in fields if field.name in said.committed),
        binary=frozenset(str(field.column) for field in fields if isinstance(field, models.BinaryField)),
    )


def model_of(table: str) -> type[models.Model] | None:
    """The model whose rows the table holds."""
    return next((model for model in our_models() if model._meta.db_table == table), None)  # noqa: SLF001
