"""Reading and writing calendar days. A day is a `datetime.date`; no clock is read here."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date

from linli.core.wording import say

#: nothing that linli keeps happened before; an earlier year (0202, 1090) is a slip of the pen
EARLIEST_DAY = date(1900, 1, 1)


def parse_day(text: str) -> date:
    """The day written ``2020-03-20``, ``2020.3.20``, ``2020/3/20``, ``2020年3月20日`` (full-width digits too).

    ValueError otherwise."""
    normal = unicodedata.normalize("NFKC", text).strip().replace(" ", "")
    match = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[T]?00:00(?::00)?)?", normal)
    if not match:
        raise ValueError(say("day.not_a_day", text=text))
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as exc:
        raise ValueError(say("day.no_such_day", text=text)) from exc
    if day < EARLIEST_DAY:
        raise ValueError(say("day.too_early", text=text))
    return day


def parse_month(text: str) -> tuple[int, int]:
    """Year and month of ``2017-12``. ValueError otherwise."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
    if not match or not 1 <= int(match[2]) <= 12:
        raise ValueError(say("day.not_a_month", text=text))
    return int(match[1]), int(match[2])


def last_day_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def format_day(day: date) -> str:
    """``2020-03-20``."""
    return day.isoformat()
