"""Duties that come again: every period once, nothing counted twice, what is not over is open."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.lifecycle import Fact
from linli.core.policy import find, load
from linli.core.programme import duty_occurrences, periods
from linli.core.programme.duties import Every

PACKAGE = load(Path(__file__).parents[2] / "policies/packages/marks-and-meetings")
XIANGSHAN = load(find("xiangshan-2020"))
days = st.dates(date(2019, 1, 1), date(2022, 12, 31))
kinds = st.sampled_from(("week", "month", "quarter", "half-year", "year"))


@given(kinds, days, st.integers(0, 800))
def test_periods_follow_each_other_without_gap_or_overlap(every: Every, from_: date, length: int) -> None:
    until = from_ + timedelta(days=length)
    found = list(periods(every, from_, until))
    assert found[0][1] <= from_ <= found[0][2]
    assert found[-1][1] <= until <= found[-1][2]
    assert all(before[2] + timedelta(days=1) == after[1] for before, after in pairwise(found))
    assert len({label for label, _, _ in found}) == len(found)


@given(st.lists(days, max_size=30), days, st.integers(0, 300))
def test_each_meeting_counts_in_one_month_only(held: list[date], from_: date, length: int) -> None:
    until = from_ + timedelta(days=length)
    facts = [Fact("", on, None, "monthly", "", row) for row, on in enumerate(held)]
    found = [one for one in duty_occurrences(PACKAGE, from_, until, facts) if one.duty == "monthly"]
    for one in found:
        assert one.begins is not None
        expected = sum(one.begins <= on <= min(one.last, until) for on in held)
        assert one.done == expected
        assert (one.state == "done") == (expected >= 2)
        assert one.state != "missed" or one.last < until


def test_a_duty_in_principle_is_told_and_not_judged() -> None:
    found = duty_occurrences(XIANGSHAN, date(2020, 7, 1), date(2020, 9, 15), [])
    missed = [one for one in found if one.duty == "monthly" and one.state == "missed"]
    assert [one.label for one in missed] == ["2020-07", "2020-08"]
    assert all(one.principle for one in missed)
    assert "原则上" in missed[0].reason.telling()
    assert "J-16" in {note.id for note in missed[0].reason.all_readings()}


@pytest.mark.parametrize(("compounds", "state"), [(87, "done"), (86, "missed")])
def test_all_eighty_seven_compounds_must_be_surveyed(compounds: int, state: str) -> None:
    facts = [Fact(f"小区{n}", date(2020, 3, 20), "X1", "document:household_survey", "", n) for n in range(compounds)]
    found = duty_occurrences(XIANGSHAN, date(2020, 3, 1), date(2020, 3, 31), facts)
    assert [one.state for one in found if one.duty == "u08"] == [state]


def test_what_is_recorded_later_does_not_exist_yet() -> None:
    facts = [Fact("", date(2021, 3, 30), None, "quarter_report", "", 1)]
    early = duty_occurrences(PACKAGE, date(2021, 1, 1), date(2021, 3, 29), facts)
    assert [one.state for one in early if one.duty == "report"] == ["open"]
