"""The rows of every table as lines of text, the same on both databases; and a hash of what they say.

A line is a JSON list of the row's columns: instants in UTC, bytes in base64, everything else as it is. The hash of a
table is taken over its rows in the order of their keys, with the members of JSON objects sorted (PostgreSQL keeps them
in an order of its own): equal content gives equal hashes, whichever database it stands in.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

AT_ONCE = 2_000
MIGRATIONS_TABLE = "django_migrations"


def kept_models(registry: Any = apps) -> list[type[models.Model]]:
    """Every table with rows of its own, tables between two others included, in one fixed order."""
    found = [
        model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy  # noqa: SLF001 -- Django's documented API
    ]
    return sorted([*found, MigrationRecorder.Migration], key=lambda model: model._meta.db_table)  # noqa: SLF001


def columns_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)  # noqa: SLF001 -- Django's documented API


def rows_of(model: type[models.Model], columns: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows in the order of their keys, as Django reads them. ``columns``: in this order, not in the model's own."""
    names = columns or [field.attname for field in columns_of(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)  # noqa: SLF001 -- documented: without filters
    yield from rows.iterator(chunk_size=AT_ONCE)


def as_line(row: Iterable[Any], *, ordered: bool = False) -> bytes:
    """``ordered``: members of objects sorted, for hashing."""
    values = [_portable(value) for value in row]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=ordered).encode() + b"\n"


def from_line(line: bytes, model: type[models.Model], columns: Sequence[str]) -> Any:
    """The row as an unsaved object of ``model``; the line's values stand in the order of ``columns``."""
    fields = {field.attname: field for field in columns_of(model)}
    values = {
        name: value if isinstance(fields[name], models.JSONField) else fields[name].to_python(value)
        for name, value in zip(columns, json.loads(line), strict=True)
    }
    return model(**values)


def has_objects(model: type[models.Model]) -> bool:
    return any(isinstance(field, models.JSONField) for field in columns_of(model))


def table_hash(model: type[models.Model], columns: Sequence[str] = ()) -> tuple[int, str]:
    """How many rows the table has, and the hash of what they say."""
    digest, count = hashlib.sha256(), 0
    for row in rows_of(model, columns):
        digest.update(as_line(row, ordered=True))
        count += 1
    return count, digest.hexdigest()


def logical_hash(tables: Mapping[str, tuple[int, str]]) -> str:
    """One hash over all tables: table → rows, hash. Tables without rows count for nothing: other versions lack them."""
    lines = [f"{name} {rows} {sha256}\n" for name, (rows, sha256) in sorted(tables.items()) if rows]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def tables_without_model() -> set[str]:
    """Tables in the database that no model speaks for: a backup would miss them."""
    known = {model._meta.db_table for model in kept_models()}  # noqa: SLF001 -- Django's documented API
    return set(connection.introspection.table_names()) - known


def _portable(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if value is None or isinstance(value, bool | int | str | dict | list):
        return value
    return str(value)
