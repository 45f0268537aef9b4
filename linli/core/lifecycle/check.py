"""Facts held against the policy before they count: every unknown stage, fact, phase and value, all at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

from linli.core.faults import Fault
from linli.core.lifecycle.decisions import due_problems, read_decision, waiver_problems
from linli.core.lifecycle.facts import Fact, normal
from linli.core.lifecycle.meaning import read
from linli.core.lifecycle.plan import ProcessPlan, Slot, compile_process
from linli.core.policy.model import Package
from linli.core.wording import listed, say

COMPOUND, STAGE, KEY, VALUE = "小区", "阶段", "事实", "值"


def check_facts(package: Package | ProcessPlan, facts: Sequence[Fact]) -> list[Fault]:
    """Every fault of these facts, each with its row (``line``) and column; empty when all can be taken."""
    plan = package if isinstance(package, ProcessPlan) else compile_process(package)
    return [fault for fact in facts for fault in _check(plan, fact)]


def _check(plan: ProcessPlan, fact: Fact) -> Iterator[Fault]:
    if not fact.compound.strip():
        yield Fault(say("fact.no_compound"), line=fact.row, column=COMPOUND, hint=say("fact.everybody"))
    found = plan.find(fact.stage, fact.key)
    if found == "phase":
        yield from _check_phase(plan, fact)
    elif found == "area":
        if not fact.value.strip():
            yield Fault(say("fact.no_area"), line=fact.row, column=VALUE)
    elif found in ("waiver", "due"):
        yield from _check_decision(plan, fact)
    elif found:
        yield from _check_value(plan, fact, [slot for slot in found if isinstance(slot, int)])
    else:
        yield _unknown(plan, fact)


def _check_phase(plan: ProcessPlan, fact: Fact) -> Iterator[Fault]:
    if plan.phase_id(fact.value) is None:
        quotas = plan.package.quotas
        names = [phase.name for phase in quotas.phases] if quotas else []
        yield Fault(
            say("fact.no_phase") if names else say("fact.no_phases"),
            line=fact.row, column=VALUE, found=fact.value, expected=listed(names), hint=_nearest(fact.value, names),
        )  # fmt: skip


def _check_decision(plan: ProcessPlan, fact: Fact) -> Iterator[Fault]:
    """A waiver or a deadline for one compound must say who, until when, and why."""
    decision = read_decision(plan, fact)
    stage = plan.due_stage(fact.stage, fact.key)
    if stage is None:
        problems = [p for index in plan.waived(fact.stage, fact.key) for p in waiver_problems(plan, index, decision)]
    else:
        problems = list(due_problems(plan, stage, decision))
    for problem in dict.fromkeys(problems):
        yield Fault(problem, line=fact.row, column=VALUE, found=fact.value, expected=_DECISION)


_DECISION = say("fact.decision_expected")


def _check_value(plan: ProcessPlan, fact: Fact, slots: Iterable[int]) -> Iterator[Fault]:
    for index in slots:
        try:
            read(plan, plan.slots[index], fact.value)
        except ValueError as exc:
            amount = plan.slots[index].evidence.kind == "amount"
            yield Fault(
                str(exc) if amount else say("fact.not_understood"),
                line=fact.row, column=VALUE, found=fact.value, expected=say("fact.amount") if amount else str(exc),
            )  # fmt: skip
            return


def _unknown(plan: ProcessPlan, fact: Fact) -> Fault:
    stage = (fact.stage or "").strip()
    if not stage:
        return _without_stage(plan, fact)
    stage_id = plan.stage_id(stage)
    if stage_id is None:
        names = [word for s in plan.package.stages for word in (s.id, s.name)]
        expected = listed(s.id for s in plan.package.stages)
        return Fault(
            say("fact.no_stage"),
            line=fact.row,
            column=STAGE,
            found=stage,
            expected=expected,
            hint=_nearest(stage, names),
        )
    homes = _homes(plan, fact.key)
    if homes:
        message, hint = say("fact.other_stage", stage=stage_id), say("fact.belongs", stages="、".join(homes))
        return Fault(message, line=fact.row, column=KEY, found=fact.key, expected=_wanted(plan, stage_id), hint=hint)
    near = _nearest(fact.key, [word for slot in _of(plan, stage_id) for word in (slot.evidence.fact, slot.name)])
    return Fault(
        say("fact.not_of_stage"), line=fact.row, column=KEY, found=fact.key, expected=_wanted(plan, stage_id), hint=near
    )


def _without_stage(plan: ProcessPlan, fact: Fact) -> Fault:
    homes = _homes(plan, fact.key)
    if homes:
        message = say("fact.several_stages")
        return Fault(message, line=fact.row, column=STAGE, found=fact.key, expected=listed(homes))
    every = [word for slot in plan.slots for word in (slot.evidence.fact, slot.name)]
    return Fault(
        say("fact.unknown") if fact.key.strip() else say("fact.nothing_told"),
        line=fact.row, column=STAGE, found=fact.key, expected=listed(plan.stages), hint=_nearest(fact.key, every),
    )  # fmt: skip


def _homes(plan: ProcessPlan, key: str) -> list[str]:
    return [stage for stage, keys in plan.keys.items() if normal(key) in keys]


def _of(plan: ProcessPlan, stage: str) -> Iterator[Slot]:
    return (slot for slot in plan.slots if slot.stage == stage)


def _wanted(plan: ProcessPlan, stage: str) -> str:
    return listed(dict.fromkeys(slot.evidence.fact for slot in _of(plan, stage)))


def _nearest(word: str, words: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(words), n=1, cutoff=0.5)
    return say("line.near", near=near[0]) if near else ""
