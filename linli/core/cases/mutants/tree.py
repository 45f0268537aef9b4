"""A mutant: the package with one value changed, as a clerk might mistype it or an amendment might alter it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

from linli.core.policy.textyaml import Keys


class _Removed:
    """Stands for: taken out."""

    def __repr__(self) -> str:
        return "（删去）"


REMOVED: Final = _Removed()


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed value. ``changes``: what is written where in the tree (two places when a sum must still close).

    sheet: the case sheet that should notice; hint: the case to add if none does.
    """

    path: Keys
    what: str
    was: str
    now: str
    sheet: str
    hint: str
    changes: tuple[tuple[Keys, Any], ...]


def mutant(path: Keys, now: Any, *, was: Any, what: str, sheet: str, hint: str) -> Mutant:
    """A mutant that writes ``now`` at ``path``."""
    return Mutant(path, what, str(was), str(now), sheet, hint, ((path, now),))


def changed(tree: Any, changes: Sequence[tuple[Keys, Any]]) -> Any:
    """The tree with the changes written; untouched branches are shared with the original.

    A change is the new value, `REMOVED`, or a function of the old value.
    """
    for path, value in changes:
        tree = _written(tree, path, value)
    return tree


def _written(node: Any, path: Keys, value: Any) -> Any:
    if not path:
        return value(node) if callable(value) else value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        entries = list(node)
        if not rest and value is REMOVED:
            del entries[step]
        else:
            entries[step] = _written(entries[step], rest, value)
        return entries
    fields = dict(node or {})
    if not rest and value is REMOVED:
        fields.pop(step, None)
    else:
        fields[step] = _written(fields.get(step), rest, value)
    return fields


def renamed(key: str, now: str) -> Callable[[Any], Any]:
    """The mapping with ``key`` under another name."""
    return lambda node: {now if name == key else name: value for name, value in node.items()}


def swapped_with_next(index: int) -> Callable[[Any], Any]:
    """The list with entry ``index`` and the next in each other's place."""
    return lambda entries: [*entries[:index], entries[index + 1], entries[index], *entries[index + 2 :]]


def share_text(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"


def other(choice: str, choices: Sequence[str], avoid: Sequence[str] = ()) -> str | None:
    """The next of ``choices`` after ``choice``, round the end; None if there is no other."""
    rest = [c for c in choices if c != choice and c not in avoid]
    if not rest:
        return None
    after = [c for c in choices[choices.index(choice) + 1 :] if c in rest] if choice in choices else []
    return (after or rest)[0]


def day_after(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()


def month_after(month: tuple[int, int], months: int) -> str:
    year, zero_based = divmod(month[0] * 12 + month[1] - 1 + months, 12)
    return f"{year:04d}-{zero_based + 1:02d}"
