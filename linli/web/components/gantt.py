"""Stages against the days of the policy: window, share done, today. One row per stage, drawn on the server."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from linli.web.components.svg import picture, rect, titled, vertical, words

MOST_TICKS = 14
MARGIN = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A stage: its first and last day (either may be unknown), how many of ``whole`` are done, how many late."""

    id: str
    label: str
    begins: date | None
    ends: date | None
    done: int
    whole: int
    late: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """The days a chart shows."""

    first: date
    last: date

    def at(self, day: date) -> Fraction:
        """Where a day stands between the first (0) and the last (1)."""
        return Fraction((day - self.first).days, max((self.last - self.first).days, 1))

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


def span_of(rows: Iterable[GanttRow], today: date) -> Span | None:
    """Whole months around every window, widened to today unless today is more than half a year away."""
    days = [day for row in rows for day in (row.begins, row.ends) if day]
    if not days:
        return None
    first, last = min(days), max(days)
    if timedelta(0) < today - last < timedelta(days=185):
        last = today
    if timedelta(0) < first - today < timedelta(days=185):
        first = today
    first, last = first.replace(day=1), month_end(last)
    if (last - first).days < 90:
        first = (first - MARGIN).replace(day=1)
        last = month_end(last + MARGIN)
    return Span(first, last)


def axis(span: Span, today: date) -> SafeString:
    """Months along the top and the tag of today."""
    months = _months(span)
    every = -(-len(months) // MOST_TICKS)
    marks: list[SafeString] = []
    for index, month in enumerate(months):
        if index % every == 0:
            middle = (span.at(month) + min(span.at(month_end(month)), Fraction(1))) / 2
            name = _("%(month)d月") % {"month": month.month}
            text = f"{month.year}" if month.month == 1 and every > 1 else name
            marks.append(words(middle, text, y=12, look="ax"))
    if today in span:
        at = min(max(span.at(today), Fraction(1, 30)), Fraction(29, 30))
        marks.append(words(at, _("今天"), y=28, look="g-now"))
    return picture("g-axis", "", *marks)


def bar(row: GanttRow, span: Span, today: date) -> SafeString:
    """The row of one stage: months, window, share done inside the window, today's line."""
    marks = [
        vertical(span.at(month), top=0, bottom=46, look="g-year" if month.month == 1 else "g-grid")
        for month in _months(span)
    ]
    ends = row.ends
    if ends:
        begins = row.begins or max(span.first, ends - timedelta(days=30))
        left, width = span.at(begins), span.at(ends) - span.at(begins)
        done = Fraction(row.done, row.whole) if row.whole else Fraction(0)
        inside = [rect(left, width, y=11, height=24, look="g-win", radius=5)]
        if done:
            inside.append(rect(left, width * done, y=11, height=24, look="f-work", radius=5))
        if row.late:
            at = left + width * done
            inside.append(rect(at, width * Fraction(row.late, row.whole), y=11, height=24, look="f-late", radius=5))
        marks.append(titled(f"{row.label} {begins:%Y-%m-%d} – {ends:%Y-%m-%d}", *inside))
    if today in span:
        marks.append(vertical(span.at(today), top=0, bottom=46, look="g-today"))
    return picture("g-row", _sentence(row), *marks)


def _sentence(row: GanttRow) -> str:
    return _("%(stage)s：%(whole)d 个中完成 %(done)d 个，逾期 %(late)d 个") % {
        "stage": row.label, "whole": row.whole, "done": row.done, "late": row.late,
    }  # fmt: skip


def _months(span: Span) -> Sequence[date]:
    found, month = [], span.first
    while month <= span.last:
        found.append(month)
        month = month_end(month) + timedelta(days=1)
    return found


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    following = day.replace(day=28) + timedelta(days=4)
    return following.replace(day=1) - timedelta(days=1)
