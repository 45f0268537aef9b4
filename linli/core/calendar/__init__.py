"""Days as documents write them, and working days: reading ``2020.3.20``; "end of the month"; "within ten workdays"."""

from linli.core.calendar.days import EARLIEST_DAY, format_day, last_day_of_month, parse_day, parse_month
from linli.core.calendar.working import (
    Counting,
    DayMark,
    UnpublishedYearError,
    WorkingCalendar,
    add_months,
    add_working_days,
    is_working_day,
    next_working_day,
    period_end,
    rest_day_name,
)

__all__ = [
    "EARLIEST_DAY", "Counting", "DayMark", "UnpublishedYearError", "WorkingCalendar", "add_months", "add_working_days",
    "format_day", "is_working_day", "last_day_of_month", "next_working_day", "parse_day", "parse_month", "period_end",
    "rest_day_name",
]  # fmt: skip
