"""Why a stage is due on its day: the text's words, what they run from, rest days, other deadlines beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from linli.core.calendar import format_day, rest_day_name
from linli.core.lifecycle.standing import StageStanding
from linli.core.reasons import ReadingNote, Reason


def _day(day: date | None) -> str:
    return format_day(day) if day else "—"


def _notes(standing: StageStanding, ids: tuple[str, ...]) -> tuple[ReadingNote, ...]:
    return standing.proof.plan.package.notes(ids)


def due_steps(standing: StageStanding) -> Iterator[Reason]:
    """The deadline, step by step."""
    if standing.decided:
        yield _decided(standing)
    elif standing.planned.due.after:
        yield from _after(standing)
    elif standing.due is None and not standing.due_unknown:
        yield Reason("lifecycle.no_due")
    else:
        yield _as_written(standing)
    if standing.due_unknown:
        yield Reason("lifecycle.due_unknown", {"why": standing.due_unknown})
    if not standing.judged:
        package = standing.proof.plan.package
        signed = _day(standing.proof.plan.judged_from)
        values = {"due": _day(standing.due), "signed": signed}
        yield Reason("lifecycle.before_signed", values, package.deadline_defaults.cite)
    yield from _upper(standing)


def _as_written(standing: StageStanding) -> Reason:
    rule, package = standing.planned.due, standing.proof.plan.package
    defaults = package.deadline_defaults
    phases = {phase.id: phase.name for phase in package.quotas.phases} if package.quotas else {}
    phase = standing.compound.phase
    code = f"lifecycle.due_{rule.kind.replace('-', '_')}"
    if rule.kind == "phase" and phase not in rule.by_phase:
        code = "lifecycle.due_phase_unknown" if phase is None else "lifecycle.due_window"
    if rule.kind == "day" and defaults.before_day == "exclusive":
        code = "lifecycle.due_day_exclusive"
    due = standing.due or next(iter(rule.unknown), None)
    written = rule.written.get(due, due) if due else None
    values = {"due": _day(written), "phase": phases.get(phase or "", phase or ""), "mid": str(defaults.mid_month)}
    steps = tuple(_moved(standing, written, standing.due))
    return Reason(code, values, rule.cite, _notes(standing, rule.readings), steps)


def _moved(standing: StageStanding, written: date | None, due: date | None) -> Iterator[Reason]:
    if written and due and written != due:
        rest = rest_day_name(standing.proof.plan.calendar, written)
        defaults = standing.proof.plan.package.deadline_defaults
        yield Reason("lifecycle.due_moved", {"written": _day(written), "rest": rest, "due": _day(due)}, defaults.cite)


def _after(standing: StageStanding) -> Iterator[Reason]:
    rule, stages = standing.planned.due, standing.compound.stages
    assert rule.after is not None
    after = rule.after
    name = after.fact
    if after.fact:
        found = standing.proof.plan.find(after.stage or standing.stage, after.fact)
        slots = () if isinstance(found, str) else found
        name = standing.proof.plan.slots[slots[0]].name if slots else after.fact
    elif after.stage and after.stage in stages:
        name = stages[after.stage].name
    values = {"name": name, "days": str(after.days), "began": _day(standing.began), "due": _day(standing.due)}
    code = f"lifecycle.due_after_{after.kind}" if standing.began else "lifecycle.due_not_begun"
    steps = tuple(_moved(standing, standing.due_written, standing.due))
    if steps:
        values["due"] = _day(standing.due_written)
    yield Reason(code, values, rule.cite, _notes(standing, rule.readings), steps)


def _decided(standing: StageStanding) -> Reason:
    """A deadline for this compound alone: who set it, when, why, and whether the text says who may."""
    decision, roles = standing.decided, standing.proof.plan.package.role_by_id
    assert decision is not None
    who = roles[decision.by].name if decision.by in roles else decision.by
    values = {"due": _day(decision.until), "who": who, "on": _day(decision.on), "why": decision.why or "—"}
    rule = standing.planned.due
    written = rule.by_phase.get(standing.compound.phase or "", rule.day)
    steps = []
    if written:
        steps.append(Reason("lifecycle.due_instead", {"due": _day(written)}, rule.cite))
    if not standing.planned.stage.due_set_by:
        steps.append(Reason("lifecycle.due_setter_unsaid"))
    return Reason("lifecycle.due_decided", values, steps=tuple(steps))


def _upper(standing: StageStanding) -> Iterator[Reason]:
    """Superiors' deadlines; where the stage's own is later, both clauses."""
    sources = {source.id: source.number or source.title for source in standing.proof.plan.package.sources}
    for upper in standing.upper:
        deadline = upper.deadline
        values = {"on": _day(deadline.on), "source": sources.get(deadline.source, deadline.source),
                  "due": _day(upper.due), "days": str(upper.overdue_days)}  # fmt: skip
        notes = _notes(standing, deadline.interpretations)
        steps = []
        if upper.conflicts:
            cite = (*standing.planned.due.cite, *deadline.cite)
            steps.append(Reason("lifecycle.upper_conflict", values, cite))
        if upper.overdue_days:
            steps.append(Reason("lifecycle.upper_late", values))
        yield Reason("lifecycle.upper", values, deadline.cite, notes, tuple(steps))
