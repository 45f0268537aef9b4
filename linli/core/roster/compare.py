"""How a later list differs from an earlier one: who came, who went, whose seat or post changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from linli.core.roster.posts import body_key
from linli.core.roster.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Change:
    """The same person, before and after."""

    before: Sitting
    after: Sitting


@dataclass(frozen=True, slots=True)
class Comparison:
    came: tuple[Sitting, ...]
    went: tuple[Sitting, ...]
    changed: tuple[Change, ...]
    stayed: tuple[Change, ...]


def _exactly(one: Sitting) -> Any:
    return (one.rank, one.name, one.post)


def _in_the_seat(one: Sitting) -> Any:
    return (one.rank, one.name, body_key(one.body))


def _from_the_body(one: Sitting) -> Any:
    return (one.name, body_key(one.body))


def _by_rank(one: Sitting) -> Any:
    return (one.rank, one.name)


def _by_name(one: Sitting) -> Any:
    return one.name


def compare(before: Sequence[Sitting], after: Sequence[Sitting]) -> Comparison:
    """Pairs people from the closest likeness to the loosest: two of one name are told apart by body, then by seat."""
    left, right = list(before), list(after)
    stayed = _paired(left, right, _exactly)
    changed = [
        pair
        for likeness in (_in_the_seat, _from_the_body, _by_rank, _by_name)
        for pair in _paired(left, right, likeness)
    ]
    return Comparison(came=tuple(right), went=tuple(left), changed=tuple(changed), stayed=tuple(stayed))


def _paired(left: list[Sitting], right: list[Sitting], likeness: Callable[[Sitting], Any]) -> list[Change]:
    """Takes the pairs that are alike out of both lists."""
    found = []
    for after in list(right):
        before = next((one for one in left if likeness(one) == likeness(after)), None)
        if before is not None:
            left.remove(before)
            right.remove(after)
            found.append(Change(before, after))
    return found
