"""Days as documents write them: reading ``2020.3.20``, ``2020年3月20日``; "end of the month"; "before mid-month"."""

from linli.core.calendar.days import format_day, last_day_of_month, parse_day, parse_month

__all__ = ["format_day", "last_day_of_month", "parse_day", "parse_month"]
