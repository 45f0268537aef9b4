"""From dated facts to the state of every stage. Facts and package in, standing out; nothing is stored.

A gate is a date: the latest of all its evidence, the earliest of a choice. For one evidence the latest fact, by day
and then by row, decides whether it is proved; it is proved since the first fact of the unbroken run of yeses, so that
filing a paper again does not make it late.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from linli.core.lifecycle.explain import explain
from linli.core.lifecycle.facts import Amount, Fact, Notice, Yes
from linli.core.lifecycle.meaning import Says, understand
from linli.core.lifecycle.notices import Hanging, tell
from linli.core.lifecycle.plan import PlannedStage, ProcessPlan
from linli.core.lifecycle.settle import settle_decisions, settle_dues, settle_notices
from linli.core.lifecycle.standing import CompoundStanding, Proof, StageStanding, State

_in_time = attrgetter("on", "row")


def derive(plan: ProcessPlan, facts: Sequence[Fact], today: date, phase: str | None = None) -> CompoundStanding:
    """Where one compound stands on ``today``. Facts of later days do not exist yet; unknown facts prove nothing
    (`check_facts` names them). ``phase``: id or name; if None, the facts may tell it."""
    proof, told = prove(plan, facts, today)
    known = proof.facts
    name = known[0].compound if known else facts[0].compound if facts else ""
    stages: dict[str, StageStanding] = {}
    standing = CompoundStanding(name, today, plan.phase_id(phase) or plan.phase_id(told), stages)
    causes: dict[str, str] = {}
    for planned in plan.order:
        stages[planned.stage.id] = _stand(planned, proof, standing, stages, causes)
    if plan.relative or proof.dues:
        settle_dues(plan, proof, standing, causes)
    if plan.is_reordered:
        ordered = {stage: stages[stage] for stage in plan.stages}
        stages.clear()
        stages.update(ordered)
    return standing


def prove(plan: ProcessPlan, facts: Sequence[Fact], today: date) -> tuple[Proof, str | None]:
    """What the facts of one compound up to ``today`` prove, notices and decisions settled; and the phase they tell."""
    proof, told = _prove(plan, sorted((fact for fact in facts if fact.on <= today), key=_in_time))
    if plan.notices:
        settle_notices(proof, today)
    if proof.decided:
        settle_decisions(proof, today)
    return proof, told


def _prove(plan: ProcessPlan, known: list[Fact]) -> tuple[Proof, str | None]:
    """What the facts prove, and the phase they tell last."""
    count = len(plan.slots)
    met: list[date | None] = [None] * count
    first: list[date | None] = [None] * count
    proof = Proof(plan, known, met, {}, {}, first)
    phase = None
    for fact in known:
        slots = plan.find(fact.stage, fact.key)
        if isinstance(slots, str):
            if slots == "phase":
                phase = fact.value
            elif slots != "area":
                proof.decided.append(fact)
            continue
        for index in slots:
            for says in understand(plan, index, fact.value):
                if not plan.plain[index]:
                    _take(proof, index, says, fact.on)
                elif not isinstance(says, Yes):
                    met[index] = None
                elif met[index] is None:
                    met[index] = fact.on
                    first[index] = first[index] or fact.on
    return proof, phase


def _take(proof: Proof, index: int, says: Says, on: date) -> None:
    """One answer about something that needs several signatures or an amount, in the order of time."""
    if proof.plan.slots[index].parties:
        _take_signature(proof, index, says, on)
    elif isinstance(says, Amount):
        _take_amount(proof, index, says, on)
    elif isinstance(says, Notice):
        hanging = proof.hung.setdefault(index, Hanging())
        tell(hanging, proof.plan.slots[index].evidence, says, on, proof.plan.package, proof.plan.calendar)


def _take_signature(proof: Proof, index: int, says: Says, on: date) -> None:
    parties = proof.plan.slots[index].parties
    signed = proof.signed.setdefault(index, {})
    party = "" if isinstance(says, (Amount, Notice)) else says.party
    for name in (party,) if party else parties:
        if isinstance(says, Yes):
            signed.setdefault(name, on)
        else:
            signed.pop(name, None)
    complete = len(signed) == len(parties)
    proof.met[index] = max(signed.values()) if complete else None
    if signed and proof.first[index] is None:
        proof.first[index] = on


def _take_amount(proof: Proof, index: int, says: Amount, on: date) -> None:
    """An amount told (what has been raised so far, or what is due): weigh again every slot that it bears on."""
    proof.amounts[index] = says.fen
    for slot in proof.plan.amounts:
        if index not in (slot.index, slot.floor_slot):
            continue
        told = proof.amounts.get(slot.index, 0)
        floor = proof.floor_fen(slot)
        unbounded = slot.evidence.at_least is None
        if (unbounded and told > 0) or (floor is not None and told >= floor):
            proof.met[slot.index] = proof.met[slot.index] or on
            proof.first[slot.index] = proof.first[slot.index] or on
        else:
            proof.met[slot.index] = None


def _stand(
    planned: PlannedStage,
    proof: Proof,
    standing: CompoundStanding,
    stages: dict[str, StageStanding],
    causes: dict[str, str],
) -> StageStanding:
    today, name = standing.today, planned.stage.id
    opens = planned.opens
    if planned.opens_by_phase and standing.phase:
        opens = planned.opens_by_phase.get(standing.phase, opens)
    ready, cause = _wait(planned, opens, stages, causes)
    opened = opens is None or today >= opens
    is_ready = opened and cause is None
    state, since = _state(planned.gate.since(proof.met), ready, is_ready=is_ready)
    due, judged = _due(planned, proof.plan, standing.phase)
    end = since if state == "done" and since else today
    overdue = (end - due).days if due and judged and end > due else 0
    if state != "done":
        causes[name] = cause or name
    blocked_by = cause if overdue and state in ("locked", "early") else None
    idle = _idle(planned, proof, ready, today) if planned.stage.starts and is_ready else None
    # in the order of the fields: a city has thousands of stages, and names cost a tenth of the time
    return StageStanding(
        name,
        planned.stage.name,
        state,
        since,
        due,
        overdue,
        blocked_by,
        idle,
        judged,
        planned,
        proof,
        standing,
        explain,
    )


def _wait(
    planned: PlannedStage, opens: date | None, stages: dict[str, StageStanding], causes: dict[str, str]
) -> tuple[date | None, str | None]:
    """The last day among the predecessors and a binding window's first day; the first unfinished stage it waits for."""
    latest, cause = opens, None
    for name in planned.after:
        before = stages[name]
        if before.state != "done":
            root = causes[name]
            if cause is None or stages[root].planned.position < stages[cause].planned.position:
                cause = root
        elif before.since is not None and (latest is None or before.since > latest):
            latest = before.since
    return latest, cause


def _state(gate: date | None, ready: date | None, *, is_ready: bool) -> tuple[State, date | None]:
    if gate is None:
        return ("open", ready) if is_ready else ("locked", None)
    if not is_ready:
        return "early", gate
    return "done", gate if ready is None else max(gate, ready)


def _due(planned: PlannedStage, plan: ProcessPlan, phase: str | None) -> tuple[date | None, bool]:
    rule = planned.due
    day = rule.by_phase.get(phase, rule.day) if phase else rule.day
    if rule.unknown and day in rule.unknown:
        return None, True
    return day, day is None or plan.judged_from is None or day >= plan.judged_from


def _idle(planned: PlannedStage, proof: Proof, ready: date | None, today: date) -> int:
    """Days between the end of the predecessor and the first sign of work on a stage that must start at once."""
    if ready is None:
        return 0
    began = min((day for slot in planned.gate.slots() if (day := proof.first[slot]) is not None), default=today)
    return max((began - ready).days, 0)
