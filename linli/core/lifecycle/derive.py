"""From dated facts to the state of every stage. Facts and package in, standing out; nothing is stored.

A gate is a date: the latest of all its evidence, the earliest of a choice. For one evidence the latest fact, by day and
then by row, decides whether it is proved; it is proved since the first fact of the unbroken run of yeses, so that filing
a paper again does not make it late.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter

from linli.core.lifecycle.facts import Amount, Fact, Yes
from linli.core.lifecycle.meaning import Says, understand
from linli.core.lifecycle.plan import PlannedStage, ProcessPlan
from linli.core.lifecycle.standing import CompoundStanding, Proof, StageStanding, State

_in_time = attrgetter("on", "row")


def derive(plan: ProcessPlan, facts: Sequence[Fact], today: date, phase: str | None = None) -> CompoundStanding:
    """Where one compound stands on ``today``. Facts of later days do not exist yet; unknown facts prove nothing
    (`check_facts` names them). ``phase``: id or name; if None, the facts may tell it."""
    known = sorted((fact for fact in facts if fact.on <= today), key=_in_time)
    proof = _prove(plan, known)
    phase_id = plan.phase_id(phase) or _told_phase(plan, known)
    stages: dict[str, StageStanding] = {}
    standing = CompoundStanding(known[0].compound if known else _name(facts), today, phase_id, stages)
    causes: dict[str, str] = {}
    found = {planned.stage.id: _stand(planned, proof, standing, stages, causes) for planned in plan.order}
    if list(found) != list(plan.stages):
        ordered = {stage: found[stage] for stage in plan.stages}
        stages.clear()
        stages.update(ordered)
    return standing


def _name(facts: Sequence[Fact]) -> str:
    return facts[0].compound if facts else ""


def _told_phase(plan: ProcessPlan, known: Iterable[Fact]) -> str | None:
    told = [fact.value for fact in known if plan.find(fact.stage, fact.key) == "phase"]
    return plan.phase_id(told[-1]) if told else None


def _prove(plan: ProcessPlan, known: list[Fact]) -> Proof:
    count = len(plan.slots)
    proof = Proof(plan, known, [None] * count, {}, {}, [None] * count)
    for fact in known:
        slots = plan.find(fact.stage, fact.key)
        if slots and not isinstance(slots, str):
            for index in slots:
                for says in understand(plan, index, fact.value):
                    _take(proof, index, says, fact.on)
    return proof


def _take(proof: Proof, index: int, says: Says, on: date) -> None:
    """One answer of one fact, in the order of time."""
    slot = proof.plan.slots[index]
    if slot.parties:
        _take_signature(proof, index, says, on)
    elif isinstance(says, Amount):
        _take_amount(proof, index, says, on)
    elif isinstance(says, Yes):
        _set_met(proof, index, on)
    else:
        proof.met[index] = None


def _set_met(proof: Proof, index: int, on: date) -> None:
    if proof.met[index] is None:
        proof.met[index] = on
    if proof.first[index] is None:
        proof.first[index] = on


def _take_signature(proof: Proof, index: int, says: Says, on: date) -> None:
    parties = proof.plan.slots[index].parties
    signed = proof.signed.setdefault(index, {})
    party = "" if isinstance(says, Amount) else says.party
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
    for slot in proof.plan.slots:
        if slot.evidence.kind != "amount" or slot.is_floor or index not in (slot.index, slot.floor_slot):
            continue
        told = proof.amounts.get(slot.index, 0)
        floor = proof.floor_fen(slot)
        unbounded = slot.evidence.at_least is None
        if (unbounded and told > 0) or (floor is not None and told >= floor):
            _set_met(proof, slot.index, on)
        else:
            proof.met[slot.index] = None


def _stand(
    planned: PlannedStage,
    proof: Proof,
    standing: CompoundStanding,
    stages: dict[str, StageStanding],
    causes: dict[str, str],
) -> StageStanding:
    today, gate = standing.today, proof.gate_since(planned.gate)
    ready, is_ready = _ready_since(planned, stages, today)
    state, since = _state(gate, ready, is_ready=is_ready)
    due, judged = _due(planned, proof.plan, standing.phase)
    end = since if state == "done" and since else today
    overdue = max((end - due).days, 0) if due and judged else 0
    if state != "done":
        causes[planned.stage.id] = _cause(planned, stages, causes)
    blocked = causes[planned.stage.id] if overdue and state in ("locked", "early") else None
    result = StageStanding(
        stage=planned.stage.id,
        name=planned.stage.name,
        state=state,
        since=since,
        due=due,
        overdue_days=overdue,
        blocked_by=blocked if blocked != planned.stage.id else None,
        idle_days=_idle(planned, proof, ready, today) if planned.stage.starts and is_ready else None,
        judged=judged,
        planned=planned,
        proof=proof,
        compound=standing,
    )
    stages[planned.stage.id] = result
    return result


def _ready_since(planned: PlannedStage, stages: dict[str, StageStanding], today: date) -> tuple[date | None, bool]:
    """(the last day among the predecessors and a binding window's first day, whether all of it has come)."""
    latest = planned.opens
    for name in planned.after:
        before = stages[name]
        if before.state != "done" or before.since is None:
            return None, False
        latest = before.since if latest is None else max(latest, before.since)
    if planned.opens and today < planned.opens:
        return None, False
    return latest, True


def _state(gate: date | None, ready: date | None, *, is_ready: bool) -> tuple[State, date | None]:
    if gate is None:
        return ("open", ready) if is_ready else ("locked", None)
    if not is_ready:
        return "early", gate
    return "done", gate if ready is None else max(gate, ready)


def _due(planned: PlannedStage, plan: ProcessPlan, phase: str | None) -> tuple[date | None, bool]:
    day = planned.due.by_phase.get(phase, planned.due.day) if phase else planned.due.day
    return day, day is None or plan.judged_from is None or day >= plan.judged_from


def _cause(planned: PlannedStage, stages: dict[str, StageStanding], causes: dict[str, str]) -> str:
    """The first unfinished stage that this one waits for; itself when it waits for none."""
    waiting = [causes[name] for name in planned.after if stages[name].state != "done"]
    return min(waiting, key=lambda name: stages[name].planned.position, default=planned.stage.id)


def _idle(planned: PlannedStage, proof: Proof, ready: date | None, today: date) -> int:
    """Days between the end of the predecessor and the first sign of work on a stage that must start at once."""
    if ready is None:
        return 0
    began = min((day for slot in planned.gate.slots() if (day := proof.first[slot]) is not None), default=today)
    return max((began - ready).days, 0)
