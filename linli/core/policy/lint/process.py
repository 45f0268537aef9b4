"""Periods, waivers, deadlines that run from a day, superiors' deadlines: what their words alone cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from linli.core.policy.holidays import calendar_of
from linli.core.policy.lint.finding import Finding
from linli.core.policy.model import DueAfter, Package, Stage, UpperDeadline
from linli.core.policy.sheets import did_you_mean
from linli.core.policy.textyaml import Keys
from linli.core.policy.walk import evidence_of, stage_evidence
from linli.core.wording import listed, say

#: as many as anybody would wait; a longer period is a slip of the pen
_LONGEST = 3_660


def process_findings(package: Package) -> Iterator[Finding]:
    """What no process can follow."""
    for path, _, evidence in stage_evidence(package):
        if evidence.period and evidence.kind != "publicity":
            yield Finding((*path, "period"), say("lint.only_notice"), found=evidence.fact)
        if evidence.period and not 1 <= evidence.period.days <= _LONGEST:
            yield Finding((*path, "period", "days"), say("lint.notice_days"), found=str(evidence.period.days))
    for index, stage in enumerate(package.stages):
        if isinstance(stage.due, DueAfter):
            yield from _due_findings(package, stage, stage.due, ("stages", index, "due"))
        seen: set[str] = set()
        for number, window in enumerate(stage.window_by_phase):
            path = ("stages", index, "window_by_phase", number)
            if window.from_ > window.until:
                yield Finding(
                    (*path, "until"),
                    say("lint.window_ends"),
                    found=say("law.period", first=window.from_, last=window.until),
                )
            if window.phase in seen:
                yield Finding((*path, "phase"), say("lint.phase_twice"), found=window.phase)
            seen.add(window.phase)


def _due_findings(package: Package, stage: Stage, due: DueAfter, path: Keys) -> Iterator[Finding]:
    if not 1 <= due.days <= _LONGEST:
        yield Finding((*path, "days"), say("lint.due_days"), found=str(due.days))
    if due.stage == stage.id and not due.fact:
        yield Finding((*path, "stage"), say("lint.due_own"), found=stage.id)
    home = package.stage_by_id.get(due.stage or stage.id)
    if due.fact and home:
        facts = [evidence.fact for _, evidence in evidence_of(home.gate)]
        if due.fact not in facts:
            yield Finding((*path, "fact"), say("lint.no_evidence", stage=home.id), found=due.fact,
                          expected=listed(facts), hint=did_you_mean(due.fact, facts))  # fmt: skip


def process_advice(package: Package) -> Iterator[Finding]:
    """A superior's deadline before the stage's own; days whose year has no published arrangement yet."""
    stages = {stage.id: (index, stage) for index, stage in enumerate(package.stages)}
    for number, upper in enumerate(package.upper_deadlines):
        index, stage = stages[upper.stage]
        for path, day in _last_days(stage, ("stages", index)):
            if day > upper.on:
                yield Finding(path, _conflict(stage, day, upper), found=str(day),
                              expected=say("lint.no_later", day=upper.on),
                              other=("upper_deadlines", number, "on"))  # fmt: skip
    if package.deadline_defaults.non_working_day == "next-working-day":
        years = calendar_of(package).years
        for index, stage in stages.values():
            for path, day in _last_days(stage, ("stages", index)):
                if day.year not in years:
                    message = say("lint.unpublished", year=day.year)
                    yield Finding(path, message, found=str(day), hint=say("lint.unpublished_hint"))


def _conflict(stage: Stage, day: date, upper: UpperDeadline) -> str:
    parts = (stage.due, stage.window, stage.due_by_phase, *stage.window_by_phase)
    own = listed(dict.fromkeys(anchor for part in parts if part for anchor in part.cite))
    theirs = listed(upper.cite) or upper.source
    return say(
        "lint.superior_due", stage=stage.id, day=day, own=own or say("lint.no_cite"), upper=upper.on, theirs=theirs
    )


def _last_days(stage: Stage, path: Keys) -> Iterator[tuple[Keys, date]]:
    """Every day on which the package itself says that the stage ends."""
    if stage.due and stage.due.by == "day":
        yield (*path, "due", "on"), stage.due.on
    elif stage.window:
        yield (*path, "window", "until"), stage.window.until
    for phase, day in stage.due_by_phase.days.items() if stage.due_by_phase else ():
        yield (*path, "due_by_phase", phase), day
    for number, window in enumerate(stage.window_by_phase):
        yield (*path, "window_by_phase", number, "until"), window.until
