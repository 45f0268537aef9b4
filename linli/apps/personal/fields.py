"""A column that holds a sealed value, and what may be done with it without showing it.

The column's text is what `linli.integrations.crypto.seal` made, bound to table, row and column; nothing but the
services of this app opens it. Where the model has a column ``<name>_index``, the value can be found by exact match.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from linli.integrations.crypto import blind_index, blind_indexes, masked, normal, open_sealed, seal

#: what a value is: decides its one form, its mask, and the purpose of its index
KINDS = ("phone", "id_number", "bank_account", "email", "signature", "text")
INDEX_LENGTH = 80
_INDEX_OPTIONS: dict[str, Any] = {
    "max_length": INDEX_LENGTH, "blank": True, "default": "", "db_index": True, "editable": False,
}  # fmt: skip


class SealedField(models.TextField):  # type: ignore[type-arg]
    """``kind``: one of ``KINDS``; ``purpose``: the batch of keys (its own for what must be erasable in one stroke);
    ``retention``: class of `linli.apps.personal.retention`; ``since``: the column (a day) that its period runs from."""

    def __init__(
        self, *args: Any, kind: str = "text", purpose: str = "personal", retention: str = "contact",
        since: str = "", **options: Any,
    ) -> None:  # fmt: skip
        if kind not in KINDS:
            raise ValueError(f"no such kind of sealed value: {kind}")
        self.kind, self.purpose, self.retention, self.since = kind, purpose, retention, since
        options.setdefault("default", "")
        options.setdefault("blank", True)
        options["editable"] = False
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """For migrations a sealed column is a text column; what it means stands in the model."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.TextField", arguments, options


class IndexField(models.CharField):  # type: ignore[type-arg]
    """The blind index of a sealed column."""

    def __init__(self, *args: Any, **options: Any) -> None:
        for name, value in _INDEX_OPTIONS.items():
            options.setdefault(name, value)
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options


def sealed_fields(model: type[models.Model]) -> list[SealedField]:
    found = model._meta.concrete_fields  # noqa: SLF001 -- Django's documented API
    return [field for field in found if isinstance(field, SealedField)]


def sealed_field(model: type[models.Model], name: str) -> SealedField:
    """Raises KeyError when the model has no sealed column of this name."""
    return {field.attname: field for field in sealed_fields(model)}[name]


def seal_into(thing: models.Model, **values: str) -> list[str]:
    """Put the values, sealed, into the columns of this row (which must have its key); empty text empties a column.

    Returns the names of the columns set, for ``save(update_fields=…)``.
    """
    if thing.pk is None:
        raise ValueError("a value is bound to its row: save the row first")
    changed = []
    for name, value in values.items():
        field = sealed_field(type(thing), name)
        text = normal(value, field.kind) if field.kind in ("phone", "id_number", "bank_account") else value.strip()
        sealed = seal(text, purpose=field.purpose, place=place_of(thing, name)) if text else ""
        setattr(thing, name, sealed)
        changed.append(name)
        if _has_index(type(thing), name):
            index = blind_index(text, purpose=field.kind, scope=_scope(type(thing))) if text else ""
            setattr(thing, f"{name}_index", index)
            changed.append(f"{name}_index")
    return changed


def opened(thing: models.Model, name: str) -> str:
    """The value itself, for the services of this app and for what must write it (a bank file). Never for a page.

    Raises CryptoError when it was altered, moved, or its key is gone.
    """
    field, sealed = sealed_field(type(thing), name), getattr(thing, name)
    return open_sealed(sealed, purpose=field.purpose, place=place_of(thing, name)) if sealed else ""


def masked_value(thing: models.Model, name: str) -> str:
    """What may stand on a page: ``138****5678``."""
    return masked(opened(thing, name), sealed_field(type(thing), name).kind)


def matching(model: type[models.Model], name: str, value: str) -> Q:
    """Rows whose sealed column holds exactly this value, however it is written."""
    indexes = blind_indexes(value, purpose=sealed_field(model, name).kind, scope=_scope(model))
    return Q(**{f"{name}_index__in": indexes})


def place_of(thing: models.Model, name: str) -> str:
    return f"{thing._meta.db_table}:{thing.pk}:{name}"  # noqa: SLF001 -- Django's documented API


def _has_index(model: type[models.Model], name: str) -> bool:
    names = {field.attname for field in model._meta.concrete_fields}  # noqa: SLF001 -- Django's documented API
    return f"{name}_index" in names


def _scope(model: type[models.Model]) -> str:
    """Values are matched within one table: the same telephone in two tables does not show as the same."""
    table: str = model._meta.db_table  # noqa: SLF001 -- Django's documented API
    return table
