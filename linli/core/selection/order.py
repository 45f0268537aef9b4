"""The order in which compounds are looked at: criterion by criterion, or nowhere worse and somewhere better.

There is no total score. Where the text does not order its criteria, a compound goes before another only if it is
nowhere worse and somewhere better; everything else is decided by the day of application, then by name.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

from linli.core.policy.model import Package
from linli.core.selection.candidates import Candidate
from linli.core.selection.grades import grade_column

#: why one stands directly behind the one before it
Because = Literal["first", "criterion", "dominated", "applied", "name"]
_Key = tuple[date, str]


@dataclass(frozen=True)
class Ranking:
    """The candidates in order. keys: name -> for every criterion a number, more is better, None where nothing is told;
    because: name -> why it stands behind the one before it, and by which criterion (its index)."""

    order: tuple[Candidate, ...]
    keys: Mapping[str, tuple[Fraction | None, ...]]
    because: Mapping[str, tuple[Because, int]]

    @cached_property
    def places(self) -> dict[str, int]:
        """Name -> place, from 1."""
        return {one.name: place for place, one in enumerate(self.order, start=1)}


def rank(package: Package, candidates: Sequence[Candidate]) -> Ranking:
    """The candidates in the policy's order; the order of the rows never matters."""
    keys = criterion_keys(package, candidates)
    levels = _levels(candidates, keys)
    ordered = package.selection is not None and package.selection.priority_order == "ordered"
    order = _by_criteria(candidates, levels) if ordered else _by_dominance(candidates, levels)
    because: dict[str, tuple[Because, int]] = {}
    for number, one in enumerate(order):
        before = order[number - 1] if number else None
        because[one.name] = _because(before, one, levels, ordered=ordered)
    return Ranking(tuple(order), keys, because)


def criterion_keys(package: Package, candidates: Sequence[Candidate]) -> dict[str, tuple[Fraction | None, ...]]:
    """For each compound a number for every criterion; more is better."""
    columns = []
    for priority in package.priorities:
        told = {number: str(one.value(priority.measure) or "") for number, one in enumerate(candidates)}
        sign = 1 if priority.better == "high" else -1
        columns.append({row: sign * key for row, key in grade_column(package, priority, told).keys.items()})
    return {one.name: tuple(column.get(row) for column in columns) for row, one in enumerate(candidates)}


def _levels(
    candidates: Sequence[Candidate], keys: Mapping[str, tuple[Fraction | None, ...]]
) -> dict[str, tuple[int, ...]]:
    """Small integers in place of the keys; nothing told is below everything told, so that a blank never helps."""
    columns = []
    for column in zip(*(keys[one.name] for one in candidates), strict=True):
        places = {key: place for place, key in enumerate(sorted({key for key in column if key is not None}), start=1)}
        columns.append([0 if key is None else places[key] for key in column])
    rows = list(zip(*columns, strict=True)) or [()] * len(candidates)
    return {one.name: row for one, row in zip(candidates, rows, strict=True)}


def _key(one: Candidate) -> _Key:
    return (one.applied or date.max, one.name)


def _by_criteria(candidates: Sequence[Candidate], levels: Mapping[str, tuple[int, ...]]) -> list[Candidate]:
    return sorted(candidates, key=lambda one: (tuple(-level for level in levels[one.name]), _key(one)))


def _by_dominance(candidates: Sequence[Candidate], levels: Mapping[str, tuple[int, ...]]) -> list[Candidate]:
    """Again and again the earliest application among those whom nobody left goes before.

    Sets of compounds are bits of one integer; each compound watches one of those that go before it.
    """
    queue = sorted(candidates, key=_key)
    better = _dominators(queue, levels)
    left = (1 << len(queue)) - 1
    watchers: dict[int, list[int]] = {}
    ready: list[int] = []

    def look(number: int) -> None:
        before = better[number] & left
        if before:
            watchers.setdefault(before.bit_length() - 1, []).append(number)
        else:
            heapq.heappush(ready, number)

    for number in range(len(queue)):
        look(number)
    order = []
    while ready:
        number = heapq.heappop(ready)
        order.append(queue[number])
        left &= ~(1 << number)
        for other in watchers.pop(number, ()):
            look(other)
    return order


def _dominators(queue: Sequence[Candidate], levels: Mapping[str, tuple[int, ...]]) -> list[int]:
    """For each compound the set of those nowhere worse and somewhere better."""
    everybody = (1 << len(queue)) - 1
    not_worse, same = [everybody] * len(queue), [everybody] * len(queue)
    rows = [levels[one.name] for one in queue]
    for criterion in range(len(rows[0]) if rows else 0):
        sets: dict[int, int] = {}
        for number, row in enumerate(rows):
            sets[row[criterion]] = sets.get(row[criterion], 0) | 1 << number
        above, at_least = 0, {}
        for level in sorted(sets, reverse=True):
            above |= sets[level]
            at_least[level] = above
        for number, row in enumerate(rows):
            not_worse[number] &= at_least[row[criterion]]
            same[number] &= sets[row[criterion]]
    if not rows or not rows[0]:
        return [0] * len(queue)
    return [some & ~equal for some, equal in zip(not_worse, same, strict=True)]


def _because(
    before: Candidate | None, one: Candidate, levels: Mapping[str, tuple[int, ...]], *, ordered: bool
) -> tuple[Because, int]:
    if before is None:
        return "first", -1
    theirs, mine = levels[before.name], levels[one.name]
    differing = [number for number, pair in enumerate(zip(theirs, mine, strict=True)) if pair[0] != pair[1]]
    if differing and ordered:
        return "criterion", differing[0]
    if differing and all(theirs[number] > mine[number] for number in differing):
        return "dominated", differing[0]
    return ("applied" if before.applied != one.applied else "name"), -1
