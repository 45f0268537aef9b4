"""Many votes counted at once: columns of areas, heads and choices, one stretch of rows per vote.

Counts and tests are those of `tally`, in exact integers. A rule that asks more than columns tell (an objection that
stops the vote, owners who pay, an earlier round) has no plan here and is left to `tally`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from linli.core.policy.model import Electorate, Package, VoteTest
from linli.core.voting import CountedBallot, Electors, edition_on, find_vote

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
#: a choice by number, 0: no ballot that counts
FOR = 1
AGAINST = FOR << 1
ABSTAINED = AGAINST << 1
CHOICES = {"for": FOR, "against": AGAINST, "abstained": ABSTAINED}
_WIDEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class VotePlan:
    """A vote rule as it reads on a day. tests: with the alternative each belongs to ("" for none)."""

    matter_id: str
    electorate: Electorate
    tests: tuple[tuple[str, VoteTest], ...]
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RollColumns:
    """The electors of many votes, those of one vote next to each other. starts: the first row of each vote; area: 0.01
    m²; head: number of the row's head, none shared between votes and none left out; is_home: no parking space; names:
    dwellings, where the columns were read from rolls."""

    starts: Ints
    area: Ints
    head: Ints
    is_home: Flags
    names: tuple[dict[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CountColumns:
    """The counts of every vote."""

    dwellings: Ints
    heads: Ints
    households: Ints
    area_centi: Ints

    def of(self, measure: str) -> Ints:
        return {"area": self.area_centi, "households": self.households, "heads": self.heads}[measure]


@dataclass(frozen=True, slots=True)
class VoteColumns:
    """The result of every vote. met: a row per test of the plan."""

    total: CountColumns
    participated: CountColumns
    for_: CountColumns
    against: CountColumns
    abstained: CountColumns
    divided_heads: Ints
    met: Flags
    passed: Flags


def compile_vote(package: Package, matter_id: str, on: date) -> VotePlan | None:
    """The plan of a matter on the day of the vote; None if columns cannot tell what its rule asks.

    Raises BadInput for an unknown matter, or a day for which the rule says nothing.
    """
    base, matter = find_vote(package, matter_id)
    rule, _ = edition_on(base, on)
    beyond = rule.vetoes or any(test.within for test in rule.every_test)
    if beyond or (matter and (matter.after or matter.scope != "compound")):
        return None
    tests = [("", test) for test in rule.tests]
    tests += [(one.id, test) for one in rule.alternatives for test in one.tests]
    return VotePlan(matter_id, rule.electorate, tuple(tests), tuple(one.id for one in rule.alternatives))


def roll_columns(rolls: Iterable[Electors]) -> RollColumns:
    """The columns of many votes' electors; none may be empty."""
    starts, area, head, is_home = list[int](), list[int](), list[int](), list[bool]()
    names, heads = list[dict[str, int]](), 0
    for electors in rolls:
        if not electors.entries:
            raise ValueError("a vote without electors")
        starts.append(len(area))
        numbers = {one: heads + number for number, one in enumerate(dict.fromkeys(electors.heads.values()))}
        heads += len(numbers)
        names.append({name: len(area) + place for place, name in enumerate(electors.entries)})
        for name, entry in electors.entries.items():
            area.append(entry.area_centi)
            head.append(numbers[electors.heads[name]])
            is_home.append(not entry.is_parking)
    return RollColumns(
        np.array(starts, np.int64), np.array(area, np.int64), np.array(head, np.int64), np.array(is_home, np.bool_),
        tuple(names),
    )  # fmt: skip


def choice_column(roll: RollColumns, ballots: Sequence[Iterable[CountedBallot]]) -> npt.NDArray[np.int8]:
    """The choice in each row of the roll, from the ballots of each vote that count."""
    choices = np.zeros(roll.area.size, np.int8)
    for names, counted in zip(roll.names, ballots, strict=True):
        for ballot in counted:
            choices[names[ballot.dwelling]] = CHOICES[ballot.choice]
    return choices


def tally_columns(plan: VotePlan, roll: RollColumns, choices: npt.NDArray[np.int8]) -> VoteColumns:
    """The result of every vote. Raises OverflowError where an area leaves 64 bits (`tally` has no such bound)."""
    if int(roll.area.max()) * roll.area.size > _WIDEST:
        raise OverflowError("areas of this roll leave 64 bits")
    vote_of_head = _vote_of_head(roll)
    said = np.zeros(vote_of_head.size, np.int8)
    for one in CHOICES.values():
        said[roll.head[choices == one]] |= one
    votes = roll.starts.size

    def heads(who: Flags) -> Ints:
        return np.bincount(vote_of_head[who], minlength=votes)

    divided = heads((said & (said - 1)) != 0)
    plain = {one: heads(said == one) for one in CHOICES.values()}
    total = _counts(roll, np.ones(choices.size, np.bool_), heads(np.ones(said.size, np.bool_)))
    participated = _counts(roll, choices != 0, heads(said != 0))
    for_, against = (_counts(roll, choices == one, plain[one]) for one in (FOR, AGAINST))
    abstained = _counts(roll, choices == ABSTAINED, plain[ABSTAINED] + divided)
    counted = {"for": for_, "participated": participated, "against": against}
    met = np.array(
        [_met(test, counted[test.count], total if test.of == "total" else participated) for _, test in plan.tests],
        np.bool_,
    ).reshape(len(plan.tests), votes)
    return VoteColumns(
        total, participated, for_, against, abstained, divided, met, _passed(plan, met, votes)
    )  # fmt: skip


def _vote_of_head(roll: RollColumns) -> Ints:
    found = np.zeros(int(roll.head.max()) + 1, np.int64)
    ends = np.append(roll.starts[1:], roll.area.size)
    found[roll.head] = np.repeat(np.arange(roll.starts.size), ends - roll.starts)
    return found


def _counts(roll: RollColumns, who: Flags, heads: Ints) -> CountColumns:
    def added(values: npt.NDArray[np.generic]) -> Ints:
        found: Ints = np.add.reduceat(values, roll.starts, dtype=np.int64)
        return found

    return CountColumns(added(who), heads, added(who & roll.is_home), added(np.where(who, roll.area, 0)))


def _met(test: VoteTest, counts: CountColumns, bases: CountColumns) -> Flags:
    counted, base = counts.of(test.measure), bases.of(test.measure)
    num, den = test.threshold.numerator, test.threshold.denominator
    wide = int(base.max()) * max(num, den) > _WIDEST
    left, right = (counted.astype(object) * den, base.astype(object) * num) if wide else (counted * den, base * num)
    compare: dict[tuple[bool, bool], Callable[..., Flags]] = {
        (True, True): np.less_equal, (True, False): np.less,
        (False, True): np.greater_equal, (False, False): np.greater,
    }  # fmt: skip
    return (base > 0) & compare[test.is_ceiling, test.inclusive](left, right).astype(np.bool_)


def _passed(plan: VotePlan, met: Flags, votes: int) -> Flags:
    """All tests met, and all of one alternative, if there are any; a rule without tests passes nothing."""
    own = np.array([not alternative for alternative, _ in plan.tests], np.bool_)
    passed = np.full(votes, bool(plan.tests)) & met[own].all(axis=0)
    ways = [met[[name == one for name, _ in plan.tests]].all(axis=0) for one in plan.alternatives]
    return passed & np.any(ways, axis=0) if ways else passed
