"""Working days as the State Council's notices move them; years without a notice are refused, never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.calendar import (
    DayMark,
    UnpublishedYearError,
    add_months,
    add_working_days,
    is_working_day,
    next_working_day,
    period_end,
    rest_day_name,
)
from linli.core.policy.holidays import national_calendar

CHINA = national_calendar()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("on", "works"),
    [
        ("2020-09-27", True),  # a Sunday, worked for the National Day
        ("2020-10-01", False),
        ("2020-10-08", False),
        ("2020-10-09", True),
        ("2020-10-10", True),  # a Saturday, worked
        ("2020-10-11", False),
        ("2020-01-31", False),  # the Spring Festival of 2020 was prolonged
        ("2026-10-10", True),
        ("2026-10-07", False),
    ],
)
def test_a_day_is_what_the_notice_says(on: str, works: bool) -> None:
    assert is_working_day(CHINA, day(on)) is works


def test_a_year_not_published_is_refused_with_its_number() -> None:
    assert is_working_day(CHINA, day("2026-12-31"))
    with pytest.raises(UnpublishedYearError, match="2027 年放假安排未公布"):
        is_working_day(CHINA, day("2027-01-01"))
    with pytest.raises(UnpublishedYearError, match="2027"):
        add_working_days(CHINA, day("2026-12-31"), 1)
    with pytest.raises(UnpublishedYearError, match="2003"):
        is_working_day(CHINA, day("2003-12-31"))


def test_an_office_may_add_a_year_and_change_a_day() -> None:
    more = CHINA.with_marks(
        [DayMark(day("2027-01-01"), is_off=True, name="元旦"), DayMark(day("2020-10-09"), is_off=True)]
    )
    assert next_working_day(more, day("2027-01-01")) == day("2027-01-04")
    assert next_working_day(more, day("2020-10-01")) == day("2020-10-10")
    assert next_working_day(CHINA, day("2020-10-01")) == day("2020-10-09")


def test_a_rest_day_has_a_name() -> None:
    assert [rest_day_name(CHINA, day(on)) for on in ("2020-10-01", "2020-11-07", "2020-11-08", "2020-11-09")] == [
        "国庆节", "周六", "周日", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [("2020-09-24", 0, "2020-09-24"), ("2020-09-24", 1, "2020-09-25"), ("2020-09-24", 2, "2020-09-27"),
     ("2020-09-30", 1, "2020-10-09"), ("2020-09-24", 15, "2020-10-21")],
)  # fmt: skip
def test_the_first_day_is_not_counted(start: str, days: int, end: str) -> None:
    assert add_working_days(CHINA, day(start), days) == day(end)


def test_a_last_day_on_a_rest_day_moves_only_where_the_text_says_so() -> None:
    assert period_end(day("2020-09-24"), 7) == day("2020-10-01")
    assert period_end(day("2020-09-24"), 7, calendar=CHINA, rolls=True) == day("2020-10-09")
    assert period_end(day("2020-09-24"), 7, counts_first_day=True) == day("2020-09-30")
    with pytest.raises(ValueError, match="放假安排"):
        period_end(day("2020-09-24"), 7, rolls=True)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2020-01-31", 1, "2020-02-29"), ("2020-01-30", 1, "2020-02-29"), ("2020-01-29", 1, "2020-02-29"),
     ("2020-11-30", 3, "2021-02-28"), ("2020-10-15", 14, "2021-12-15")],
)  # fmt: skip
def test_months_end_on_the_same_day_or_the_last(start: str, months: int, end: str) -> None:
    assert add_months(day(start), months) == day(end)


@given(st.dates(date(2005, 1, 1), date(2025, 12, 31)), st.integers(0, 60))
def test_as_many_working_days_lie_between_as_were_asked_for(start: date, days: int) -> None:
    end = add_working_days(CHINA, start, days)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working_day(CHINA, one) for one in between) == days
    assert not days or is_working_day(CHINA, end)
