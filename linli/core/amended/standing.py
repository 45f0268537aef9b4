"""Where compounds stand under a process that changed: each stage under the evidence of the day it was entered.

What was proved stays proved: facts are never asked for twice, whichever edition they were recorded under.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.core.calendar import WorkingCalendar
from linli.core.faults import Fault
from linli.core.lifecycle import CompoundStanding, Fact, ProcessPlan, check_facts, compile_process, derive
from linli.core.policy.amend import Days, Family, Step


@dataclass(frozen=True)
class _Group:
    """Changes decided together, by the day one stage was entered. after: the predecessors of a stage not yet there."""

    stage: str
    keys: frozenset[str]
    effective: date
    after: tuple[str, ...] | None


class AmendedProcess:
    """The process of a family of editions on ``today``; ``until``: amendments in effect after that day are left out."""

    def __init__(
        self, family: Family, today: date, *, until: date | None = None, calendar: WorkingCalendar | None = None
    ) -> None:
        self.family, self.today, self._calendar = family, today, calendar
        self._plans: dict[frozenset[str], ProcessPlan] = {}
        last = today if until is None else min(until, today)
        every = family.holding(Days(today))
        late = {step.key for step in family.steps if step.effective and step.effective > last}
        self._every = every - late
        self._stages = _stage_ids(family)
        self._groups = self._grouped([step for step in family.steps if step.key in self._every])
        self._fixed = self._every.difference(*(group.keys for group in self._groups))

    @property
    def plan(self) -> ProcessPlan:
        """The process as it stands for a compound that enters every stage today."""
        return self._plan(self._every)

    def _plan(self, keys: frozenset[str]) -> ProcessPlan:
        if keys not in self._plans:
            self._plans[keys] = compile_process(self.family.package(keys), self._calendar)
        return self._plans[keys]

    def check(self, facts: Sequence[Fact]) -> list[Fault]:
        """What is wrong with facts under every edition that may hold for them."""
        faults = check_facts(self.plan, facts)
        if not faults or not self._groups:
            return faults
        old = {fault.line for fault in check_facts(self._plan(self._fixed), facts)}
        return [fault for fault in faults if fault.line in old]

    def derive(self, facts: Sequence[Fact], phase: str | None = None) -> CompoundStanding:
        """The standing of one compound today, each stage under the edition of the day it was entered."""
        keys = self._fixed
        for group in self._groups:
            standing = derive(self._plan(keys), facts, self.today, phase)
            entered = _entered(standing, self._plan(keys), group, facts)
            if entered is None or entered >= group.effective:
                keys |= group.keys
        return derive(self._plan(keys), facts, self.today, phase)

    def _grouped(self, steps: list[Step]) -> list[_Group]:
        """The changes that ask for the day a stage was entered, in the order in which stages are entered."""
        found: dict[tuple[str, str], list[Step]] = {}
        for step in steps:
            stage = _stage_of(step, self._stages)
            if step.governs == "stage_entered_on" and step.before_effective == "old" and stage:
                found.setdefault((step.origin, "" if _is_structural(step, self._stages) else stage), []).append(step)
        groups = [self._group(members) for members in found.values()]
        return sorted(groups, key=lambda group: (self._stages.get(group.stage, len(self._stages)), group.effective))

    def _group(self, members: list[Step]) -> _Group:
        new = next((step for step in members if step.target == "stages" and isinstance(step.now, dict)), None)
        stage = _stage_of(new or members[0], self._stages)
        after = _predecessors(new.now) if new else None
        effective = members[0].effective
        assert effective is not None
        return _Group(stage or "", frozenset(step.key for step in members), effective, after)


def _stage_ids(family: Family) -> dict[str, int]:
    """Every stage of any edition with its place: an inserted one stands where its insertion puts it."""
    order = [str(one.get("id")) for one in family.draft.tree.get("stages", []) if isinstance(one, dict)]
    for step in family.steps:
        if step.target == "stages" and isinstance(step.now, dict) and "id" in step.now:
            anchor = step.before or step.after
            at = order.index(anchor) + (0 if step.before else 1) if anchor in order else len(order)
            order.insert(at, str(step.now["id"]))
    return {name: place for place, name in enumerate(order)}


def _stage_of(step: Step, stages: dict[str, int]) -> str | None:
    if step.target == "stages" and isinstance(step.now, dict):
        return str(step.now.get("id"))
    target = step.target.removeprefix("stages:").removeprefix("stages.")
    fitting = [name for name in stages if target == name or target.startswith(f"{name}.")]
    return max(fitting, key=len, default=None)


def _is_structural(step: Step, stages: dict[str, int]) -> bool:
    """Whether it adds, takes away or moves a whole stage: such changes of one amendment hold together or not at all."""
    return step.target == "stages" or step.target in stages or "after" in step.target.split(".")


def _predecessors(stage: dict[str, Any]) -> tuple[str, ...]:
    told = stage.get("after")
    if not isinstance(told, list):
        return ()
    return tuple(str(one["stage"]) for one in told if isinstance(one, dict) and "stage" in one)


def _entered(standing: CompoundStanding, plan: ProcessPlan, group: _Group, facts: Sequence[Fact]) -> date | None:
    """The day the stage could begin: its predecessors' last; of a first stage, the first fact. None: not yet."""
    planned = plan.stages.get(group.stage)
    before = group.after if planned is None and group.after is not None else planned.after if planned else ()
    stages = [standing.stages[name] for name in before if name in standing.stages]
    if not stages:
        return min((fact.on for fact in facts if fact.on != date.min), default=None)
    days = [stage.since if stage.state == "done" else None for stage in stages]
    return None if None in days else max(day for day in days if day)
