"""What differs between two editions, part by part, each side with its clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from linli.core.policy.amend.steps import Step
from linli.core.policy.amend.targets import names
from linli.core.policy.model import Package
from linli.core.policy.model.part import Part

#: not part of what is said: where it stands, what it rests on (told beside), look-up values
_SILENT = {"line", "cite", "interpretations", "content_cite", "standard_cite"}
_UNCOMPARED = {"hash", "id", "format", "sources", "clauses", "versions"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One value. ``part``: table and id (``rules:F-env-90``); ``path``: the way inside it, empty for a whole part that
    was added (``was`` empty) or taken away (``now`` empty)."""

    part: str
    name: str
    path: str
    was: str
    now: str
    was_cite: tuple[str, ...]
    now_cite: tuple[str, ...]


def differences(old: Package, new: Package, steps: Iterable[Step] = ()) -> list[Difference]:
    """Everything that the new package says otherwise, in the order of the format.

    steps: the changes between them, which tell the clause of what was repealed.
    """
    found: list[Difference] = []
    for table in Package.model_fields:
        if table not in _UNCOMPARED:
            found += _table(table, getattr(old, table), getattr(new, table))
    repealed = {step.target.rpartition(":")[2]: step.cite for step in steps if step.op == "repeal"}
    return [
        replace(one, now_cite=repealed.get(one.part.partition(":")[2], ())) if one.now == "废止" else one
        for one in found
    ]


def _table(table: str, old: Any, new: Any) -> Iterator[Difference]:
    if not (isinstance(old, tuple) or isinstance(new, tuple)):
        yield from _inside(table, "", old, new)
        return
    before, after = _by_id(old), _by_id(new)
    for key in dict.fromkeys((*after, *before)):
        part = f"{table}:{key}"
        if key not in before or key not in after:
            one = after.get(key) or before.get(key)
            was, now = ("", "新增") if key not in before else ("有", "废止")
            yield Difference(part, _name(one), "", was, now, _cite(before.get(key)), _cite(after.get(key)))
        else:
            yield from _inside(part, _name(after[key]), before[key], after[key])


def _by_id(entries: Any) -> dict[str, Any]:
    return {
        str(getattr(one, "id", "") or getattr(one, "number", "") or place): one for place, one in enumerate(entries)
    }


def _name(part: Any) -> str:
    return str(
        next((value for key in ("name", "must", "term", "about", "what") if (value := getattr(part, key, ""))), "")
    )


def _cite(part: Any) -> tuple[str, ...]:
    own = getattr(part, "cite", ()) or getattr(part, "content_cite", ())
    return tuple(own)


def _inside(part: str, name: str, old: Any, new: Any) -> Iterator[Difference]:
    """The values that differ inside one part; the clauses told are those of the part nearest to each."""
    before, after = dict(_leaves(_said(old), _cite(old))), dict(_leaves(_said(new), _cite(new)))
    for path in dict.fromkeys((*before, *after)):
        was, was_cite = before.get(path, ("", _cite(old)))
        now, now_cite = after.get(path, ("", _cite(new)))
        if was != now:
            yield Difference(part, name, path, was, now, was_cite, now_cite)


def _said(part: Any) -> Any:
    return part.model_dump(mode="json", by_alias=True) if isinstance(part, Part) else part


def _leaves(value: Any, cite: tuple[str, ...], path: str = "") -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    if isinstance(value, Mapping):
        own = tuple(value.get("cite") or ()) or cite
        for key, item in value.items():
            if key not in _SILENT:
                yield from _leaves(item, own, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for place, item in enumerate(value):
            yield from _leaves(item, cite, f"{path}.{_called(item, place)}")
    elif value not in (None, "", [], False):
        yield path, (_text(value), cite)


def _text(value: Any) -> str:
    if isinstance(value, list) and [type(one) for one in value] == [int, int]:
        return f"{value[0]}-{value[1]:02}"  # a month
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _called(item: Any, place: int) -> str:
    """An element by its name, so that one inserted does not make all after it look changed."""
    if isinstance(item, Mapping) and "kind" in item and "ref" in item:
        return f"{item['kind']}:{item['ref']}"
    return next(iter(names(item)), str(place))
