"""The states of all stages of many compounds from columns of days: gates as latest and earliest, one pass per stage.

A day is its ordinal; `NEVER`, later than every day, stands for what has not happened, so that the latest of all parts
and the earliest of any need no question about missing days. The columns hold since when each slot is proved, as
`prove` finds it; the states, days, lateness and causes equal those of `derive`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from linli.core.calendar import UnpublishedYearError, period_end
from linli.core.lifecycle import Fact, PlannedStage, ProcessPlan, State, prove
from linli.core.lifecycle.plan import Node
from linli.core.policy.model import DueAfter

Days: TypeAlias = npt.NDArray[np.int32]
Flags: TypeAlias = npt.NDArray[np.bool_]
#: the states by number, as in ``StageColumns.state``
STATES: tuple[State, ...] = ("locked", "open", "early", "done")
LOCKED, OPEN, EARLY, DONE = range(len(STATES))
NEVER = np.int32(date.max.toordinal() + 1)
#: beyond every position of a stage
_NOBODY = np.int16(32_000)


@dataclass(frozen=True, slots=True)
class ProofColumns:
    """met: a row per slot, a column per compound: since when it is proved. phase: each compound's, a place in
    ``phases``, -1 unknown. dues: stage -> the day set for each compound alone, `NEVER` where none."""

    met: Days
    phases: tuple[str, ...]
    phase: npt.NDArray[np.int16]
    dues: Mapping[str, Days] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StageColumns:
    """One stage of every compound. state: place in `STATES`; since, due: ordinals, `NEVER` for none; blocked_by:
    position of the stage that holds it up, -1 for none."""

    state: npt.NDArray[np.int8]
    since: Days
    due: Days
    overdue_days: npt.NDArray[np.int32]
    blocked_by: npt.NDArray[np.int16]


@dataclass(slots=True)
class _Pass:
    """What one stage leaves for the next: whether it is done, since when, and the position of what holds it up."""

    done: Flags
    since: Days
    cause: npt.NDArray[np.int16]


def prove_columns(
    plan: ProcessPlan, ledgers: Sequence[Sequence[Fact]], today: date, phases_given: Sequence[str | None] = ()
) -> ProofColumns:
    """The columns of many compounds' facts, read one compound at a time. phases_given: each one's phase by id or name;
    where it is None or unknown, the facts may tell it."""
    met = np.full((len(plan.slots), len(ledgers)), NEVER, np.int32)
    phases = tuple(dict.fromkeys(plan.phase_ids.values()))
    phase = np.full(len(ledgers), -1, np.int16)
    dues: dict[str, Days] = {}
    for column, facts in enumerate(ledgers):
        proof, told = prove(plan, facts, today)
        for slot, day in enumerate(proof.met):
            if day is not None:
                met[slot, column] = day.toordinal()
        phase_id = plan.phase_id(phases_given[column] if phases_given else None) or plan.phase_id(told)
        if phase_id is not None:
            phase[column] = phases.index(phase_id)
        for stage, decision in proof.dues.items():
            if not decision.withdrawn and decision.until:
                own = dues.setdefault(stage, np.full(len(ledgers), NEVER, np.int32))
                own[column] = decision.until.toordinal()
    return ProofColumns(met, phases, phase, dues)


def stage_columns(plan: ProcessPlan, proofs: ProofColumns, today: date) -> dict[str, StageColumns]:
    """Every stage of every compound on ``today``, in the order of the text."""
    passed: dict[str, _Pass] = {}
    found: dict[str, StageColumns] = {}
    for planned in plan.order:
        gate = _since(planned.gate, proofs.met)
        ready, waits, cause = _wait(planned, passed, proofs)
        stood, state, since = _state(gate, ready, waits | (_opens(planned, proofs) > today.toordinal()))
        passed[planned.stage.id] = _Pass(stood, since, np.where(cause < 0, planned.position, cause).astype(np.int16))
        due = _due(planned, proofs)
        found[planned.stage.id] = _late(plan, StageColumns(state, since, due, due, cause), today)
    for planned in plan.relative:
        assert planned.due.after is not None
        began = _began(plan, planned, planned.due.after, passed, proofs)
        _again(plan, planned, found, passed, _ends(plan, planned, planned.due.after, began), today)
    for name, own in proofs.dues.items():
        _again(plan, plan.stages[name], found, passed, np.where(own == NEVER, found[name].due, own), today)
    return {name: found[name] for name in plan.stages}


def _since(node: Node, met: Days) -> Days:
    """The day on which the gate was met: the latest of all parts, the earliest of any."""
    if node.kind == "slot":
        column: Days = met[node.slot]
        return column
    fold = np.maximum if node.kind == "all" else np.minimum
    days = _since(node.parts[0], met)
    for part in node.parts[1:]:
        days = fold(days, _since(part, met))
    return days


def _by_phase(days: Mapping[str, date], otherwise: date | None, none: int, proofs: ProofColumns) -> Days | np.int32:
    """The day of each compound's phase; ``none`` where there is no day."""
    rest = np.int32(otherwise.toordinal() if otherwise else none)
    if not days:
        return rest
    table = [np.int32(days[phase].toordinal()) if phase in days else rest for phase in proofs.phases]
    return np.array([*table, rest], np.int32)[proofs.phase]


def _opens(planned: PlannedStage, proofs: ProofColumns) -> Days | np.int32:
    return _by_phase(planned.opens_by_phase, planned.opens, 0, proofs)


def _wait(
    planned: PlannedStage, passed: Mapping[str, _Pass], proofs: ProofColumns
) -> tuple[Days, Flags, npt.NDArray[np.int16]]:
    """The last day among predecessors and the window's first day (0: there is none); whether one is unfinished; the
    first unfinished stage that it waits for."""
    count = proofs.met.shape[1]
    ready = np.full(count, _opens(planned, proofs), np.int32)
    waits = np.zeros(count, np.bool_)
    cause = np.full(count, _NOBODY, np.int16)
    for name in planned.after:
        before = passed[name]
        np.maximum(ready, np.where(before.done, before.since, 0), out=ready)
        waits |= ~before.done
        np.minimum(cause, np.where(before.done, _NOBODY, before.cause), out=cause)
    return ready, waits, np.where(waits, cause, np.int16(-1))


def _state(gate: Days, ready: Days, waits: Flags) -> tuple[Flags, npt.NDArray[np.int8], Days]:
    is_met = gate != NEVER
    done = is_met & ~waits
    state = (is_met.view(np.int8) << 1) + (~waits).view(np.int8)
    latest = np.maximum(gate, ready)
    since = np.where(done, latest, np.where(is_met, gate, np.where(waits | (ready == 0), NEVER, ready)))
    return done, state, since


def _due(planned: PlannedStage, proofs: ProofColumns) -> Days:
    rule = planned.due
    day = None if rule.day in rule.unknown else rule.day
    by_phase = {phase: one for phase, one in rule.by_phase.items() if one not in rule.unknown}
    unknown = [proofs.phases.index(phase) for phase, one in rule.by_phase.items() if one in rule.unknown]
    due = np.full(proofs.met.shape[1], _by_phase(by_phase, day, int(NEVER), proofs), np.int32)
    for number in unknown:
        due[proofs.phase == number] = NEVER
    return due


def _late(plan: ProcessPlan, stage: StageColumns, today: date) -> StageColumns:
    """How late, and because of whom. ``stage.blocked_by`` holds the cause, whether late or not."""
    done = stage.state == DONE
    late = np.where(done, stage.since, np.int32(today.toordinal())) - stage.due
    floor = plan.judged_from
    if floor is not None:
        late[stage.due < floor.toordinal()] = 0
    np.maximum(late, 0, out=late)
    waits = (stage.state == LOCKED) | (stage.state == EARLY)
    blocked = np.where((late > 0) & waits, stage.blocked_by, np.int16(-1))
    return StageColumns(stage.state, stage.since, stage.due, late, blocked)


def _again(
    plan: ProcessPlan, planned: PlannedStage, found: dict[str, StageColumns], passed: Mapping[str, _Pass],
    due: Days, today: date,
) -> None:  # fmt: skip
    """Judge a stage by another deadline."""
    name = planned.stage.id
    cause = passed[name].cause
    waits = np.where(cause == planned.position, np.int16(-1), cause)
    found[name] = _late(plan, StageColumns(found[name].state, found[name].since, due, due, waits), today)


def _began(
    plan: ProcessPlan, planned: PlannedStage, after: DueAfter, passed: Mapping[str, _Pass], proofs: ProofColumns
) -> Days:
    """The day from which the period runs."""
    never = np.full(proofs.met.shape[1], NEVER, np.int32)
    if not after.fact:
        before = passed.get(after.stage or "")
        return never if before is None else np.where(before.done, before.since, NEVER)
    found = plan.find(after.stage or planned.stage.id, after.fact)
    slots = [] if isinstance(found, str) else list(found)
    if not slots:
        return never
    latest = np.where(proofs.met[slots] == NEVER, 0, proofs.met[slots]).max(axis=0)
    return np.where(latest == 0, NEVER, latest).astype(np.int32)


def _ends(plan: ProcessPlan, planned: PlannedStage, after: DueAfter, began: Days) -> Days:
    """The last day of a period for each day it can begin on: few days, many compounds."""
    days, place = np.unique(began, return_inverse=True)
    ends = [NEVER if day == NEVER else _end(plan, planned, after, date.fromordinal(int(day))) for day in days]
    return np.array(ends, np.int32)[place]


def _end(plan: ProcessPlan, planned: PlannedStage, after: DueAfter, began: date) -> np.int32:
    try:
        end = period_end(began, after.days, counting=after.kind, calendar=plan.calendar, rolls=planned.due.rolls)
        period_end(began, after.days, counting=after.kind, calendar=plan.calendar)
    except UnpublishedYearError:
        return NEVER
    return np.int32(end.toordinal())
