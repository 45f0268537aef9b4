"""Inputs as plain JSON and back: texts and whole numbers only, so that one value is written in one way."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from linli.core.faults import BadInput, Fault
from linli.core.wording import say


def canonical(value: Any) -> bytes:
    """The one way to write a JSON document: keys sorted, no blanks, UTF-8, a line end."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def encoded(value: Any) -> Any:
    """A value as texts, whole numbers, lists and mappings; what is None or left at its default is left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        told = {one.name: getattr(value, one.name) for one in dataclasses.fields(value) if not _is_default(value, one)}
        return {name: encoded(item) for name, item in told.items()}
    if isinstance(value, Mapping):
        return {str(key): encoded(item) for key, item in value.items() if item is not None}
    if isinstance(value, (set, frozenset)):
        return sorted(encoded(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [encoded(item) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (int, str)):
        return value
    raise TypeError(f"cannot be put on record: {type(value).__name__}")


def _is_default(owner: Any, one: dataclasses.Field[Any]) -> bool:
    value = getattr(owner, one.name)
    return value is None or (one.default is not dataclasses.MISSING and value == one.default)


def decoded(kind: Any, value: Any) -> Any:
    """The value of this type that `encoded` wrote. Raises BadInput for anything else."""
    try:
        return _decode(kind, value)
    except (TypeError, ValueError, KeyError, AttributeError) as exc:
        raise BadInput([Fault(say("determination.inputs"), path="inputs", found=str(exc)[:200])]) from exc


def _decode(kind: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        unknown = {one.name: None for one in dataclasses.fields(kind) if type(None) in typing.get_args(hints[one.name])}
        return kind(**{**unknown, **{name: _decode(hints[name], item) for name, item in value.items()}})
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _decode(_member(arguments, value), value)
    if origin in (tuple, frozenset, list):
        return _sequence(origin, arguments, value)
    if kind is bool:
        return {"yes": True, "no": False}[value]
    if kind is Fraction:
        return Fraction(value)
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    if kind is typing.Any or isinstance(value, kind):
        return value
    raise TypeError(f"{value!r} is no {kind.__name__}")


def _sequence(origin: Any, arguments: tuple[Any, ...], value: Any) -> Any:
    if origin is tuple and len(arguments) == 2 and arguments[1] is not Ellipsis:
        return tuple(_decode(kind, item) for kind, item in zip(arguments, value, strict=True))
    return origin(_decode(arguments[0], item) for item in value)


def _member(kinds: tuple[Any, ...], value: Any) -> Any:
    """Which of several types was written: a moment has a clock time, a day has none."""
    known = [kind for kind in kinds if kind is not type(None)]
    if datetime in known and date in known:
        return datetime if "T" in value else date
    return known[0]
