"""The tests of a vote rule, in exact integers: how much was counted, of how much, and how much more would do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from linli.core.policy.model import Alternative, VoteTest
from linli.core.voting.counts import Standing


@dataclass(frozen=True, slots=True)
class ConditionFinding:
    """One test. value: counted and base, in 0.01 m² or heads or households; with a base of zero it is not met, except
    that a test within a group of owners that has no member is.

    needed: the least amount that meets it on the present base (for an inverse test the most). lacking: how much more
    would meet it, if those who have not voted join in favour; 0 when met, None when that cannot meet it any more.
    alternative: id of the alternative it belongs to. known: False where the roll does not tell whom it is within.
    """

    id: str
    test: VoteTest
    value: tuple[int, int]
    needed: int
    met: bool
    lacking: int | None
    alternative: str = ""
    known: bool = True


def _least(threshold: Fraction, base: int, *, inclusive: bool) -> int:
    """The least whole amount that is at least (or more than) ``threshold × base``."""
    exact = threshold * base
    return -(-exact.numerator // exact.denominator) if inclusive else exact.numerator // exact.denominator + 1


def _is_met(test: VoteTest, counted: int, base: int) -> bool:
    left, right = counted * test.threshold.denominator, test.threshold.numerator * base
    if test.is_ceiling:
        return base > 0 and (left <= right if test.inclusive else left < right)
    return base > 0 and (left >= right if test.inclusive else left > right)


def _joining(test: VoteTest, counted: int, base: int) -> int | None:
    """How many more must join in favour when each joins the base as well."""
    rest = 1 - test.threshold
    if rest <= 0:
        return None
    gap = (test.threshold * base - counted) / rest
    return max(1, _least(gap, 1, inclusive=test.inclusive))


def _diluting(test: VoteTest, counted: int, base: int) -> int | None:
    """How many more must take part without objecting, so that the objections are few enough among them."""
    if not test.threshold:
        return None
    wide = _least(counted / test.threshold, 1, inclusive=test.inclusive)
    return max(1, wide - base)


def _lacking(test: VoteTest, standing: Standing, counted: int, base: int) -> int | None:
    absent = standing.total.of(test.measure) - standing.participated.of(test.measure)
    lacking: int | None = None
    if test.is_ceiling:
        lacking = _diluting(test, counted, base) if test.of == "participants" else None
    elif test.count == "against":
        return None
    elif test.of == "total":
        lacking = _least(test.threshold, base, inclusive=test.inclusive) - counted
    else:
        lacking = _joining(test, counted, base)
    return lacking if lacking is not None and lacking <= absent else None


def _needed(test: VoteTest, base: int) -> int:
    """The least that meets the test on this base; for an inverse test the most that does."""
    if test.is_ceiling:
        return _least(test.threshold, base, inclusive=not test.inclusive) - 1
    return _least(test.threshold, base, inclusive=test.inclusive)


def _find(test: VoteTest, standing: Standing | None, name: str, alternative: str) -> ConditionFinding:
    if standing is None:
        return ConditionFinding(name, test, (0, 0), 0, met=False, lacking=None, alternative=alternative, known=False)
    counted = standing.counted(test.count).of(test.measure)
    base = standing.base(test.of).of(test.measure)
    nobody_there = bool(test.within) and not standing.total.of(test.measure)
    met = nobody_there or _is_met(test, counted, base)
    lacking = 0 if met else _lacking(test, standing, counted, base)
    return ConditionFinding(name, test, (counted, base), _needed(test, base), met, lacking, alternative)


class _Names:
    """Ids of tests: ``area.for.total``; narrower ones ``…@payers``; a second of the same kind gets ``-2``."""

    def __init__(self) -> None:
        self._used = dict[str, int]()

    def name(self, test: VoteTest) -> str:
        name = f"{test.measure}.{test.count}.{test.of}" + (f"@{test.within}" if test.within else "")
        self._used[name] = self._used.get(name, 0) + 1
        return name if self._used[name] == 1 else f"{name}-{self._used[name]}"


def judge(
    tests: Iterable[VoteTest],
    standing: Standing,
    *,
    within: Callable[[VoteTest], Standing | None] | None = None,
    alternatives: Iterable[Alternative] = (),
) -> tuple[ConditionFinding, ...]:
    """Every test judged, in the rule's order, then those of its alternatives.

    within: the counts a test is judged on where it asks only some owners; None if the roll does not tell who they are.
    """
    names = _Names()
    every = [("", test) for test in tests] + [(one.id, test) for one in alternatives for test in one.tests]
    found = []
    for alternative, test in every:
        counts = within(test) if within and test.within else standing
        found.append(_find(test, counts, names.name(test), alternative))
    return tuple(found)
