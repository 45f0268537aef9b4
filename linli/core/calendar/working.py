"""Working days: weekends, public holidays and the weekend days that are worked instead, as the notices say.

A calendar knows the years whose arrangement has been published. Asking about any other year is an error: nobody can
count working days that have not been announced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from linli.core.calendar.days import last_day_of_month
from linli.core.wording import say

#: how days of a period are counted: every day, only working days, or whole months
Counting = Literal["calendar", "working", "month"]
ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_MONTHS = 12


class UnpublishedYearError(ValueError):
    """The holidays of this year have not been announced, so its working days are not known."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(say("day.unpublished", year=year))


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day that is not what its weekday says: ``is_off`` 休 or 班; name of the holiday; number: of the notice."""

    on: date
    is_off: bool
    name: str = ""
    number: str = ""


@dataclass(frozen=True)
class WorkingCalendar:
    """The marked days; a year is published if it has at least one."""

    marks: Mapping[date, DayMark]

    @cached_property
    def years(self) -> frozenset[int]:
        return frozenset(day.year for day in self.marks)

    def with_marks(self, marks: Iterable[DayMark]) -> WorkingCalendar:
        """This calendar with further days; a later mark replaces an earlier one of the same day."""
        return WorkingCalendar({**self.marks, **{mark.on: mark for mark in marks}})


def is_working_day(calendar: WorkingCalendar, day: date) -> bool:
    """Whether offices work on the day. Raises UnpublishedYearError."""
    if day.year not in calendar.years:
        raise UnpublishedYearError(day.year)
    mark = calendar.marks.get(day)
    return day.weekday() < _SATURDAY if mark is None else not mark.is_off


def rest_day_name(calendar: WorkingCalendar, day: date) -> str:
    """What kind of rest day it is: the holiday's name, or 周六、周日; empty for a working day."""
    if is_working_day(calendar, day):
        return ""
    mark = calendar.marks.get(day)
    return (mark.name if mark else "") or ("周六" if day.weekday() == _SATURDAY else "周日")


def next_working_day(calendar: WorkingCalendar, day: date) -> date:
    """The day itself if it is a working day, otherwise the next one. Raises UnpublishedYearError."""
    while not is_working_day(calendar, day):
        day += ONE_DAY
    return day


def add_working_days(calendar: WorkingCalendar, start: date, days: int) -> date:
    """The ``days``-th working day after ``start``; ``start`` itself is not counted (民法典第二百零一条).

    Raises UnpublishedYearError, and ValueError for a negative number.
    """
    if days < 0:
        raise ValueError(say("day.negative_days"))
    day = start
    while days:
        day += ONE_DAY
        days -= is_working_day(calendar, day)
    return day


def add_months(start: date, months: int) -> date:
    """The same day ``months`` later, or the last day of that month where there is none (民法典第二百零二条).

    >>> add_months(date(2020, 1, 31), 1)
    datetime.date(2020, 2, 29)
    """
    year, zero_based = divmod(start.year * _MONTHS + start.month - 1 + months, _MONTHS)
    last = last_day_of_month(year, zero_based + 1)
    return last if start.day > last.day else last.replace(day=start.day)


def period_end(
    start: date,
    days: int,
    *,
    counting: Counting = "calendar",
    calendar: WorkingCalendar | None = None,
    rolls: bool = False,
    counts_first_day: bool = False,
) -> date:
    """The last day of a period that begins with ``start``.

    The first day is not counted unless ``counts_first_day``; if the last day is a rest day and the period ``rolls``, it
    ends on the next working day (民法典第二百零一条、第二百零三条). Raises UnpublishedYearError where working days of a
    year without a published arrangement are needed; ValueError where they are needed and no calendar is given.
    """
    if counting == "working":
        begin = start - ONE_DAY if counts_first_day else start
        return add_working_days(_needed(calendar), begin, days)
    if counting == "month":
        end = add_months(start, days) - (ONE_DAY if counts_first_day else timedelta())
    else:
        end = start + timedelta(days=days - counts_first_day)
    return next_working_day(_needed(calendar), end) if rolls else end


def _needed(calendar: WorkingCalendar | None) -> WorkingCalendar:
    if calendar is None:
        raise ValueError(say("day.no_calendar"))
    return calendar
