"""What can only be settled once all facts are told: notices whose days run, waivers, deadlines that run from a day."""

from __future__ import annotations

from datetime import date, timedelta

from linli.core.calendar import UnpublishedYearError, period_end
from linli.core.lifecycle.decisions import Decision, due_problems, read_decision, waiver_problems
from linli.core.lifecycle.plan import ProcessPlan
from linli.core.lifecycle.standing import CompoundStanding, Proof, StageStanding
from linli.core.policy.model import DueAfter

_DAY = timedelta(days=1)


def settle_notices(proof: Proof, today: date) -> None:
    """A notice counts from the day on which its days are over."""
    for slot in proof.plan.notices:
        hanging, period = proof.hung.get(slot.index), slot.evidence.period
        if hanging is None or period is None:
            continue
        met = hanging.met(period)
        proof.met[slot.index] = met if met and met <= today else None
        proof.first[slot.index] = hanging.hung


def settle_decisions(proof: Proof, today: date) -> None:
    """Waivers in force let the gate pass without the paper; a deadline for this compound replaces the text's."""
    plan = proof.plan
    for fact in proof.decided:
        decision = read_decision(plan, fact)
        stage = plan.due_stage(fact.stage, fact.key)
        if stage is not None:
            if not any(due_problems(plan, stage, decision)):
                proof.dues[stage] = decision
            continue
        for index in plan.waived(fact.stage, fact.key):
            if not any(waiver_problems(plan, index, decision)):
                proof.waivers[index] = decision
    for index, decision in proof.waivers.items():
        _waive(proof, index, decision, today)


def _waive(proof: Proof, index: int, decision: Decision, today: date) -> None:
    """A waiver in force counts from its own day; one that ran out, only if the paper came while it lasted."""
    if decision.withdrawn or decision.until is None:
        return
    met = proof.met[index]
    covers = decision.until >= today if met is None else decision.on < met <= decision.until + _DAY
    if covers:
        proof.met[index] = decision.on
        proof.first[index] = proof.first[index] or decision.on


def settle_dues(plan: ProcessPlan, proof: Proof, standing: CompoundStanding, causes: dict[str, str]) -> None:
    """Deadlines that run from a day, and those set for this compound alone."""
    for planned in plan.relative:
        stage = standing.stages[planned.stage.id]
        assert planned.due.after is not None
        stage.began = began(plan, planned.due.after, stage, standing)
        if stage.began:
            try:
                stage.due = _end(plan, planned.due.after, stage, rolls=planned.due.rolls)
            except UnpublishedYearError as exc:
                stage.due_problem = str(exc)
        _judge(stage, plan, causes)
    for name, decision in proof.dues.items():
        if not decision.withdrawn:
            stage = standing.stages[name]
            stage.due, stage.decided, stage.due_problem = decision.until, decision, ""
            _judge(stage, plan, causes)


def began(plan: ProcessPlan, after: DueAfter, stage: StageStanding, standing: CompoundStanding) -> date | None:
    """The day from which the period runs: a stage done, a fact on record; None while it has not happened."""
    if not after.fact:
        before = standing.stages.get(after.stage or "")
        return before.since if before and before.state == "done" else None
    found = plan.find(after.stage or stage.stage, after.fact)
    days = [] if isinstance(found, str) else [stage.proof.met[index] for index in found]
    return max((day for day in days if day), default=None)


def _end(plan: ProcessPlan, after: DueAfter, stage: StageStanding, *, rolls: bool) -> date | None:
    if stage.began is None:
        return None
    plain = period_end(stage.began, after.days, counting=after.kind, calendar=plan.calendar)
    end = period_end(stage.began, after.days, counting=after.kind, calendar=plan.calendar, rolls=rolls)
    stage.due_written = plain if plain != end else None
    return end


def _judge(stage: StageStanding, plan: ProcessPlan, causes: dict[str, str]) -> None:
    """How late, and because of whom, now that the last day is known."""
    due, done = stage.due, stage.state == "done"
    stage.judged = due is None or plan.judged_from is None or due >= plan.judged_from
    end = stage.since if done and stage.since else stage.compound.today
    stage.overdue_days = (end - due).days if due and stage.judged and end > due else 0
    cause = causes.get(stage.stage)
    is_blocked = stage.overdue_days and stage.state in ("locked", "early") and cause != stage.stage
    stage.blocked_by = cause if is_blocked else None
