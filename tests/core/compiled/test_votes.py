"""Many votes counted in columns give what `tally` gives for each, on random rolls, ballots and rules."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.compiled import RollColumns, choice_column, compile_vote, roll_columns, tally_columns
from linli.core.voting import BallotPaper, RollEntry, electors_of, sift_ballots, tally
from tests.core.voting.packages import DAY, package

SHARES = st.sampled_from(("0/1", "1/3", "1/2", "2/3", "3/4", "1/1"))
BOUNDS = st.sampled_from(("at_least", "more_than", "at_most", "less_than"))


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "measure": draw(st.sampled_from(("area", "households", "heads"))),
        "count": draw(st.sampled_from(("for", "participated", "against"))),
        "of": draw(st.sampled_from(("total", "participants"))),
        draw(BOUNDS): draw(SHARES),
    }


@st.composite
def rolls(draw: st.DrawFn) -> list[RollEntry]:
    homes = [
        RollEntry(
            n, str(n), draw(st.sampled_from(("甲", "乙", "丙", "丁、甲"))), draw(st.integers(1, 10_000)),
            draw(st.sampled_from(("住宅", "住宅", "车位", "开发商未售"))),
        )
        for n in range(draw(st.integers(0, 9)))
    ]  # fmt: skip
    return [*homes, RollEntry(99, "99", "戊", 100, "住宅")]


@st.composite
def papers(draw: st.DrawFn) -> list[BallotPaper]:
    dwellings, words = st.integers(0, 10).map(str) | st.just("99"), st.sampled_from(("同意", "反对", "弃权", "？"))
    return [BallotPaper(n, draw(dwellings), draw(words), DAY) for n in range(draw(st.integers(0, 15)))]


@given(
    st.lists(conditions(), min_size=1, max_size=3),
    st.lists(st.lists(conditions(), min_size=1, max_size=2), max_size=2),
    st.sampled_from(("excluded", "included")),
    st.sampled_from(("per-owner", "per-dwelling")),
    st.lists(st.tuples(rolls(), papers()), min_size=1, max_size=5),
)
def test_columns_equal_the_tally(
    own: list[dict[str, Any]], ways: list[list[dict[str, Any]]], parking: str, heads: str, asked: list[Any]
) -> None:
    alternatives = tuple({"id": f"w{n}", "name": "路", "tests": tuple(some)} for n, some in enumerate(ways))
    of = package(*own, electorate={"parking": parking, "heads": heads}, alternatives=alternatives)
    plan = compile_vote(of, "ask", DAY)
    assert plan is not None
    electors = [electors_of(plan.electorate, roll) for roll, _ in asked]
    columns = roll_columns(electors)
    counted = [
        sift_ballots(one, ballots, DAY, plan.electorate)[0] for one, (_, ballots) in zip(electors, asked, strict=True)
    ]
    found = tally_columns(plan, columns, choice_column(columns, counted))
    for n, (roll, ballots) in enumerate(asked):
        expected = tally(of, "ask", DAY, roll, ballots)
        assert found.passed[n] == expected.passed
        assert found.met[:, n].tolist() == [one.met for one in expected.conditions]
        assert found.divided_heads[n] == expected.standing.divided_heads
        for name in ("total", "participated", "for_", "against", "abstained"):
            got, count = getattr(found, name), getattr(expected, name)
            assert (got.dwellings[n], got.heads[n], got.households[n], got.area_centi[n]) == (
                count.dwellings, count.heads, count.households, count.area_centi,
            )  # fmt: skip


def _columns(*areas: int) -> RollColumns:
    count = len(areas)
    return RollColumns(np.zeros(1, np.int64), np.array(areas), np.arange(count), np.ones(count, np.bool_))


def test_a_rule_that_asks_more_than_columns_tell_is_left_to_the_tally() -> None:
    test = {"measure": "area", "at_least": "2/3"}
    assert compile_vote(package(test), "ask", DAY) is not None
    assert compile_vote(package({**test, "within": "payers"}), "ask", DAY) is None
    assert compile_vote(package(test, vetoes=({"id": "v", "name": "异议"},)), "ask", DAY) is None


@pytest.mark.parametrize(("area", "passes"), [(66_666, False), (66_667, True)])
def test_two_thirds_hold_exactly(area: int, passes: bool) -> None:
    plan = compile_vote(package({"measure": "area", "at_least": "2/3"}), "ask", DAY)
    assert plan is not None
    found = tally_columns(plan, _columns(area, 100_000 - area), np.array([1, 2], np.int8))
    assert bool(found.passed[0]) is passes


def test_thresholds_of_huge_areas_do_not_wrap() -> None:
    plan = compile_vote(package({"measure": "area", "at_least": "999999/1000000"}), "ask", DAY)
    assert plan is not None
    most = 2**61
    assert tally_columns(plan, _columns(most, 1), np.array([1, 2], np.int8)).passed[0]
    assert not tally_columns(plan, _columns(most, 10**14), np.array([1, 2], np.int8)).passed[0]
    with pytest.raises(OverflowError):
        tally_columns(plan, _columns(2**62, 2**62), np.array([1, 2], np.int8))


def test_a_vote_without_electors_is_refused() -> None:
    plan = compile_vote(package(), "ask", DAY)
    assert plan is not None
    with pytest.raises(ValueError, match="without electors"):
        roll_columns([electors_of(plan.electorate, [])])
