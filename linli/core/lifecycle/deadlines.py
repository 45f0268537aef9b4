"""When a stage is due by the words of the package: days, parts of months, windows, days after something happens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from linli.core.calendar import UnpublishedYearError, WorkingCalendar, last_day_of_month, next_working_day
from linli.core.policy.model import DueAfter, Package, Stage


@dataclass(frozen=True, slots=True)
class DueRule:
    """When a stage is due. ``by_phase``: days of single phases; otherwise ``day``. cite, readings: its grounds.

    after: for a deadline that runs from something that happens; rolls: a rest day moves to the next working day;
    written: day moved so -> the day as written; unknown: days that could not be moved -> why.
    """

    day: date | None
    by_phase: Mapping[str, date]
    cite: tuple[str, ...]
    readings: tuple[str, ...]
    kind: str
    after: DueAfter | None = None
    rolls: bool = False
    written: Mapping[date, date] = field(default_factory=dict)
    unknown: Mapping[date, str] = field(default_factory=dict)


def due_rule(package: Package, stage: Stage, calendar: WorkingCalendar) -> DueRule:
    """The stage's deadline; rest days moved where the package says so."""
    rule = _as_written(package, stage)
    if not rule.rolls:
        return rule
    written: dict[date, date] = {}
    unknown: dict[date, str] = {}

    def moved(day: date) -> date:
        try:
            working = next_working_day(calendar, day)
        except UnpublishedYearError as exc:
            unknown[day] = str(exc)
            return day
        if working != day:
            written[working] = day
        return working

    return DueRule(
        day=moved(rule.day) if rule.day else None,
        by_phase={phase: moved(day) for phase, day in rule.by_phase.items()},
        cite=rule.cite,
        readings=rule.readings,
        kind=rule.kind,
        after=rule.after,
        rolls=True,
        written=written,
        unknown=unknown,
    )


def _as_written(package: Package, stage: Stage) -> DueRule:
    defaults = package.deadline_defaults
    shift = timedelta(days=1 if defaults.before_day == "exclusive" else 0)
    if stage.due is not None:
        due = stage.due
        rolls = (due.non_working_day or defaults.non_working_day) == "next-working-day"
        readings = (*due.interpretations, *defaults.interpretations)
        if due.by == "days-after":
            return DueRule(None, {}, due.cite, readings, due.by, due, rolls)
        if due.by == "day":
            return DueRule(due.on - shift, {}, due.cite, readings, "day", None, rolls)
        year, month = due.on
        mid = due.by == "mid-month"
        day = date(year, month, defaults.mid_month) if mid else last_day_of_month(year, month)
        return DueRule(day, {}, due.cite, readings, due.by, None, rolls)
    return _by_window(package, stage, shift)


def _by_window(package: Package, stage: Stage, shift: timedelta) -> DueRule:
    defaults, window, phases = package.deadline_defaults, stage.window, stage.due_by_phase
    parts = [part for part in (phases, window, *stage.window_by_phase) if part]
    own = tuple(reading for part in parts for reading in part.interpretations)
    by_phase = {one.phase: one.until for one in stage.window_by_phase}
    by_phase |= {phase: day - shift for phase, day in phases.days.items()} if phases else {}
    until = window.until if window else None
    last = until if until or not by_phase else max(by_phase.values())
    readings = (*own, *defaults.interpretations) if last or by_phase else ()
    return DueRule(
        day=last,
        by_phase=by_phase,
        cite=tuple(dict.fromkeys(anchor for part in parts for anchor in part.cite)),
        readings=tuple(dict.fromkeys(readings)),
        kind="phase" if by_phase else "window",
        rolls=defaults.non_working_day == "next-working-day",
    )
