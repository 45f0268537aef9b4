"""Where a compound stands: each stage's state, since when, what is missing and who owes it, how late and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from linli.core.lifecycle.decisions import Decision
from linli.core.lifecycle.facts import Fact
from linli.core.lifecycle.notices import Hanging
from linli.core.lifecycle.plan import Node, PlannedStage, ProcessPlan, Slot
from linli.core.policy.model import UpperDeadline
from linli.core.reasons import ReadingNote, Reason

State = Literal["locked", "open", "early", "done"]


@dataclass(frozen=True, slots=True)
class MissingEvidence:
    """One thing that a gate still asks for. fact: ``kind:ref``, empty for a choice; who: ids of the roles that owe it;
    parties: who has not signed yet of several; short_fen: how much money is lacking (None: not known);
    alternatives: for a choice, what is missing in each way of meeting it — any one way is enough; until: the last day
    of a notice that hangs; waivable_by: who may let it pass without."""

    stage: str
    fact: str = ""
    name: str = ""
    who: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    short_fen: int | None = None
    alternatives: tuple[tuple[MissingEvidence, ...], ...] = ()
    until: date | None = None
    waivable_by: tuple[str, ...] = ()

    @property
    def acts(self) -> int:
        """How many acts would settle it: a signature of each party, one for anything else; of a choice, the fewest."""
        if self.alternatives:
            return min(sum(part.acts for part in way) for way in self.alternatives)
        return max(len(self.parties), 1)

    def least(self) -> tuple[MissingEvidence, ...]:
        """The fewest things that would settle it: itself; of a choice, its shortest way (the first of equals)."""
        if not self.alternatives:
            return (self,)
        way = min(self.alternatives, key=lambda parts: sum(part.acts for part in parts))
        return tuple(one for part in way for one in part.least())

    def facts(self) -> Iterator[str]:
        """The names of the facts, those of every alternative included."""
        if self.fact:
            yield self.fact
        for way in self.alternatives:
            for part in way:
                yield from part.facts()


@dataclass(slots=True)
class Proof:
    """What the facts up to today say about every slot. met: since when (None: not proved); signed: party -> day;
    amounts: fen last told; first: the first day on which anything of the slot was proved; hung: notices; decided:
    facts that waive something or set a deadline; waivers: slot -> the last word; dues: stage -> this compound's own."""

    plan: ProcessPlan
    facts: list[Fact]
    met: list[date | None]
    signed: dict[int, dict[str, date]]
    amounts: dict[int, int]
    first: list[date | None]
    hung: dict[int, Hanging] = field(default_factory=dict)
    decided: list[Fact] = field(default_factory=list)
    waivers: dict[int, Decision] = field(default_factory=dict)
    dues: dict[str, Decision] = field(default_factory=dict)

    def missing(self, node: Node, stage: str) -> tuple[MissingEvidence, ...]:
        if node.since(self.met) is not None:
            return ()
        if node.kind == "slot":
            return (self._missing_slot(self.plan.slots[node.slot]),)
        if node.kind == "all":
            return tuple(part for child in node.parts for part in self.missing(child, stage))
        ways = tuple(self.missing(part, stage) for part in node.parts)
        return (MissingEvidence(stage, cite=_cites(ways), alternatives=ways),)

    def _missing_slot(self, slot: Slot) -> MissingEvidence:
        signed = self.signed.get(slot.index, {})
        unsigned = tuple(party for party in slot.parties if party not in signed)
        hanging, waivable = self.hung.get(slot.index), slot.evidence.waivable
        return MissingEvidence(
            stage=slot.stage,
            fact=slot.evidence.fact,
            name=slot.name,
            who=unsigned or slot.who,
            cite=slot.evidence.cite,
            parties=unsigned,
            short_fen=self.short_fen(slot),
            until=hanging.ends if hanging and not hanging.objected else None,
            waivable_by=waivable.by if waivable else (),
        )

    def short_fen(self, slot: Slot) -> int | None:
        """How much an amount lacks; None if it is no amount, or what it must reach is not on record."""
        floor = self.floor_fen(slot)
        return None if floor is None else max(floor - self.amounts.get(slot.index, 0), 0)

    def floor_fen(self, slot: Slot) -> int | None:
        return slot.floor_fen if slot.floor_slot is None else self.amounts.get(slot.floor_slot)


def _cites(ways: tuple[tuple[MissingEvidence, ...], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(anchor for way in ways for part in way for anchor in part.cite))


@dataclass(frozen=True, slots=True)
class UpperStanding:
    """A superior's deadline beside the stage's own day (``due``). overdue_days: by how much it has passed undone."""

    deadline: UpperDeadline
    due: date | None
    overdue_days: int

    @property
    def conflicts(self) -> bool:
        """The stage's own deadline is later than the superior's."""
        return self.due is not None and self.due > self.deadline.on


@dataclass
class StageStanding:
    """One stage of one compound on a day; an answer, not to be changed (not frozen: a city has thousands of them).

    since: done — the latest of gate and predecessors; early — the gate; open — the last predecessor; locked — None.
    due: the last day, included; overdue_days: 0 when not late; blocked_by: the first unfinished predecessor that makes
    a locked or early stage late. idle_days: for a stage that must start at once, the days nothing happened.
    judged: False for a deadline that had passed when the document was signed. began: the day a deadline runs from;
    due_written: the rest day that moved; due_problem: why the deadline cannot be worked out; decided: who set another.
    """

    stage: str
    name: str
    state: State
    since: date | None
    due: date | None
    overdue_days: int
    blocked_by: str | None
    idle_days: int | None
    judged: bool
    planned: PlannedStage = field(repr=False, compare=False)
    proof: Proof = field(repr=False, compare=False)
    compound: CompoundStanding = field(repr=False, compare=False)
    tell: Callable[[StageStanding], Reason] = field(repr=False, compare=False)
    began: date | None = field(default=None, init=False)
    due_written: date | None = field(default=None, init=False)
    due_problem: str = field(default="", init=False)
    decided: Decision | None = field(default=None, init=False)

    @property
    def due_unknown(self) -> str:
        """Why the last day cannot be worked out, where that is so: working days of a year not yet published."""
        rule = self.planned.due
        return self.due_problem or ("" if self.due or not rule.unknown else next(iter(rule.unknown.values())))

    @cached_property
    def needs(self) -> tuple[MissingEvidence, ...]:
        """The fewest things that would meet the gate: of every choice, its shortest way."""
        return tuple(one for part in self.missing for one in part.least())

    @property
    def one_more(self) -> MissingEvidence | None:
        """The single signature or paper that would meet the gate, if one is enough."""
        return self.needs[0] if len(self.needs) == 1 and self.needs[0].acts == 1 else None

    @cached_property
    def upper(self) -> tuple[UpperStanding, ...]:
        """The superiors' deadlines for this stage, beside its own."""
        done = self.since if self.state == "done" else None
        told = self.proof.plan.upper.get(self.stage, ())
        return tuple(
            UpperStanding(one, self.due, max(((done or self.compound.today) - one.on).days, 0)) for one in told
        )

    @property
    def cite(self) -> tuple[str, ...]:
        return self.planned.cite

    @cached_property
    def readings(self) -> tuple[ReadingNote, ...]:
        return self.proof.plan.package.notes(self.planned.readings)

    @cached_property
    def missing(self) -> tuple[MissingEvidence, ...]:
        """What the gate still asks for; empty once it is met."""
        return self.proof.missing(self.planned.gate, self.stage)

    @cached_property
    def gate_since(self) -> date | None:
        return self.planned.gate.since(self.proof.met)

    def reason(self) -> Reason:
        """Why the stage stands as it does, built when asked for."""
        return self.tell(self)


@dataclass(frozen=True, slots=True)
class NextAct:
    """What to do next: the first thing missing in the first open stage."""

    stage: str
    stage_name: str
    missing: MissingEvidence
    due: date | None
    overdue_days: int


@dataclass(frozen=True)
class CompoundStanding:
    """All stages of one compound on ``today``, in the order of the text. ``phase``: its id, None when unknown."""

    compound: str
    today: date
    phase: str | None
    stages: Mapping[str, StageStanding]

    @property
    def current(self) -> StageStanding | None:
        """The first open stage."""
        return next((stage for stage in self.stages.values() if stage.state == "open"), None)

    @property
    def next_act(self) -> NextAct | None:
        stage = self.current
        if stage is None:
            return None
        return NextAct(stage.stage, stage.name, stage.missing[0], stage.due, stage.overdue_days)

    @property
    def late(self) -> tuple[StageStanding, ...]:
        """Stages that are not done and past their day."""
        return tuple(stage for stage in self.stages.values() if stage.overdue_days and stage.state != "done")

    @property
    def is_finished(self) -> bool:
        return all(stage.state == "done" for stage in self.stages.values())
