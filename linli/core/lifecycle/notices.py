"""A notice that counts only when its days are over: put up, objected to, answered, taken down, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from linli.core.calendar import UnpublishedYearError, WorkingCalendar, period_end
from linli.core.lifecycle.facts import Notice
from linli.core.policy.model import Evidence, Package, Period


@dataclass(slots=True)
class Hanging:
    """A notice as told so far. begun: the day its days run from (not counted, unless the text says so); ends: its last
    day; floor: the day an objection was answered; problem: why ``ends`` cannot be worked out."""

    hung: date | None = None
    begun: date | None = None
    ends: date | None = None
    objected: date | None = None
    answered: date | None = None
    result: date | None = None
    problem: str = ""

    def met(self, period: Period) -> date | None:
        """The day on which it counts, as far as is told; it may lie ahead."""
        if self.ends is None or self.objected or (period.ends == "on-record" and self.result is None):
            return None
        days = [self.ends, self.answered, self.result if period.ends == "on-record" else None]
        return max(day for day in days if day)


def tell(
    hanging: Hanging, evidence: Evidence, notice: Notice, on: date, package: Package, days: WorkingCalendar
) -> None:
    """Take one more fact about the notice, in the order of time."""
    period = evidence.period
    assert period is not None
    what = notice.what
    if what == "hung":
        if hanging.hung is None or hanging.objected:
            _begin(hanging, period, on, package, days)
            hanging.hung, hanging.objected, hanging.answered, hanging.result = on, None, None, None
    elif what == "taken_down":
        hanging.hung = hanging.begun = hanging.ends = hanging.objected = hanging.answered = hanging.result = None
    elif what == "result":
        hanging.result = on if hanging.hung and not hanging.objected else None
    elif what == "objection":
        in_time = hanging.ends is None or on <= hanging.ends or (period.ends == "on-record" and not hanging.result)
        if hanging.hung and in_time and evidence.result == "no-objection":
            hanging.objected, hanging.result = on, None
    elif hanging.objected:
        hanging.objected, hanging.answered = None, on
        if period.after_objection == "restart":
            _begin(hanging, period, on, package, days)


def _begin(hanging: Hanging, period: Period, on: date, package: Package, days: WorkingCalendar) -> None:
    rolls = period.non_working_day or package.deadline_defaults.non_working_day
    hanging.begun, hanging.problem = on, ""
    try:
        hanging.ends = period_end(
            on,
            period.days,
            counting=period.kind,
            calendar=days,
            rolls=rolls == "next-working-day",
            counts_first_day=period.first_day == "counted",
        )
    except UnpublishedYearError as exc:
        hanging.ends, hanging.problem = None, str(exc)
