"""The tests of a vote rule, in exact integers: how much was counted, of how much, and how much more would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from linli.core.policy.model import VoteTest
from linli.core.voting.counts import Standing


@dataclass(frozen=True, slots=True)
class ConditionFinding:
    """One test. value: counted and base, in 0.01 m² or heads or households; with a base of zero it is not met.

    needed: the least amount that meets it on the present base. lacking: how much more would meet it, if those who have
    not voted join in favour; 0 when met, None when that cannot meet it any more.
    """

    id: str
    test: VoteTest
    value: tuple[int, int]
    needed: int
    met: bool
    lacking: int | None


def _least(threshold: Fraction, base: int, *, inclusive: bool) -> int:
    """The least whole amount that is at least (or more than) ``threshold × base``."""
    exact = threshold * base
    return -(-exact.numerator // exact.denominator) if inclusive else exact.numerator // exact.denominator + 1


def _is_met(test: VoteTest, counted: int, base: int) -> bool:
    left, right = counted * test.threshold.denominator, test.threshold.numerator * base
    return base > 0 and (left >= right if test.inclusive else left > right)


def _joining(test: VoteTest, counted: int, base: int) -> int | None:
    """How many more must join in favour when each joins the base as well."""
    rest = 1 - test.threshold
    if rest <= 0:
        return None
    gap = (test.threshold * base - counted) / rest
    return max(1, _least(gap, 1, inclusive=test.inclusive))


def _lacking(test: VoteTest, standing: Standing, counted: int, base: int) -> int | None:
    absent = standing.total.of(test.measure) - standing.participated.of(test.measure)
    if test.count == "against":
        return None
    if test.of == "total":
        lacking: int | None = _least(test.threshold, base, inclusive=test.inclusive) - counted
    else:
        lacking = _joining(test, counted, base)
    return lacking if lacking is not None and lacking <= absent else None


def _find(test: VoteTest, standing: Standing, name: str) -> ConditionFinding:
    counted = standing.counted(test.count).of(test.measure)
    base = standing.base(test.of).of(test.measure)
    met = _is_met(test, counted, base)
    lacking = 0 if met else _lacking(test, standing, counted, base)
    needed = _least(test.threshold, base, inclusive=test.inclusive)
    return ConditionFinding(name, test, (counted, base), needed, met, lacking)


def judge(tests: Iterable[VoteTest], standing: Standing) -> tuple[ConditionFinding, ...]:
    """Every test judged, in the rule's order. Ids read ``area.for.total``; a second of the same kind gets ``-2``."""
    findings, used = [], dict[str, int]()
    for test in tests:
        name = f"{test.measure}.{test.count}.{test.of}"
        used[name] = used.get(name, 0) + 1
        findings.append(_find(test, standing, name if used[name] == 1 else f"{name}-{used[name]}"))
    return tuple(findings)
