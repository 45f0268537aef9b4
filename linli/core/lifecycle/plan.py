"""A package's process, compiled once: which fact proves what, what each gate asks for, when each stage is due."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from linli.core.calendar import WorkingCalendar
from linli.core.lifecycle.deadlines import DueRule, due_rule
from linli.core.lifecycle.facts import Meaning, normal
from linli.core.lifecycle.names import evidence_name, fact_names
from linli.core.money import parse_money
from linli.core.policy.holidays import calendar_of
from linli.core.policy.model import AllOf, AnyOf, Evidence, Gate, Package, Stage, UpperDeadline
from linli.core.wording import listed, say

#: what a fact without evidence may say about the compound itself
PHASE_KEYS = frozenset(map(normal, ("phase", "分期", "期", "期次", "所属分期")))
AREA_KEYS = frozenset(map(normal, ("area", "城区", "区", "街道", "街道（乡镇）", "辖区", "片区")))

#: how many different words a plan remembers before it forgets them all
REMEMBERED = 100_000

#: what a fact may say that is no evidence: that one is waived, that this compound has a deadline of its own
WAIVER = re.compile(r"(?:waiver|豁免|容缺):(.+)")
DUE = re.compile(r"(?:due|期限|限期|延期)(?::(.+))?")

About = Literal["phase", "area", "waiver", "due"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that facts can prove.

    signers: roles whose name in the value counts as yes (empty: any known role's does); parties: who must all sign;
    floor_fen / floor_slot: the amount to be reached, given or itself told by facts.
    """

    index: int
    stage: str
    evidence: Evidence
    name: str
    who: tuple[str, ...]
    signers: frozenset[str] = frozenset()
    parties: tuple[str, ...] = ()
    floor_fen: int | None = None
    floor_slot: int | None = None
    is_floor: bool = False

    @property
    def is_plain(self) -> bool:
        """One yes proves it: neither several signatures, an amount, nor a notice that must hang for some days."""
        return not self.parties and self.evidence.kind != "amount" and not self.hangs

    @property
    def hangs(self) -> bool:
        """A notice that counts only when its days are over."""
        return self.evidence.period is not None and self.evidence.kind == "publicity"


@dataclass(frozen=True, slots=True)
class Node:
    """A gate or a part of it: a slot, all of its parts, or any one of them."""

    kind: Literal["slot", "all", "any"]
    slot: int = -1
    parts: tuple[Node, ...] = ()

    def since(self, met: Sequence[date | None]) -> date | None:
        """The day on which it was met: the latest of all parts, the earliest of any; None while it is not."""
        if self.kind == "slot":
            return met[self.slot]
        found: date | None = None
        for part in self.parts:
            day = met[part.slot] if part.kind == "slot" else part.since(met)
            if day is None:
                if self.kind == "all":
                    return None
            elif found is None or (day > found) == (self.kind == "all"):
                found = day
        return found

    def slots(self) -> Iterator[int]:
        if self.kind == "slot":
            yield self.slot
        for part in self.parts:
            yield from part.slots()


@dataclass(frozen=True, slots=True)
class PlannedStage:
    stage: Stage
    position: int
    gate: Node
    after: tuple[str, ...]
    due: DueRule
    opens: date | None
    cite: tuple[str, ...]
    readings: tuple[str, ...]
    opens_by_phase: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class ProcessPlan:
    """order: predecessors come first; judged_from: deadlines before this day are only kept on record; notices: slots
    that must hang; upper: superiors' deadlines by stage; relative: stages whose deadline runs from what happens."""

    package: Package
    stages: Mapping[str, PlannedStage]
    order: tuple[PlannedStage, ...]
    slots: tuple[Slot, ...]
    roles: Mapping[str, str]
    stage_ids: Mapping[str, str]
    phase_ids: Mapping[str, str]
    keys: Mapping[str, Mapping[str, tuple[int, ...]]]
    judged_from: date | None
    plain: tuple[bool, ...]
    calendar: WorkingCalendar
    notices: tuple[Slot, ...] = ()
    upper: Mapping[str, tuple[UpperDeadline, ...]] = field(default_factory=dict)
    relative: tuple[PlannedStage, ...] = ()
    found: dict[tuple[str | None, str], tuple[int, ...] | About] = field(default_factory=dict, compare=False)
    meanings: dict[tuple[int, str], tuple[Meaning, ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def is_reordered(self) -> bool:
        """The text names a stage before one that it waits for."""
        return [planned.stage.id for planned in self.order] != list(self.stages)

    @cached_property
    def amounts(self) -> tuple[Slot, ...]:
        """The amounts that must reach something."""
        return tuple(slot for slot in self.slots if slot.evidence.kind == "amount" and not slot.is_floor)

    def find(self, stage: str | None, key: str) -> tuple[int, ...] | About:
        """The slots that a fact proves; ``phase``, ``area`` for a fact about the compound, ``waiver``, ``due`` for what
        somebody decided about it; empty if unknown."""
        known = self.found.get((stage, key))
        if known is None:
            if len(self.found) > REMEMBERED:
                self.found.clear()
            known = self.found[stage, key] = self._find(stage, key)
        return known

    def _find(self, stage: str | None, key: str) -> tuple[int, ...] | About:
        word = normal(key)
        if word in PHASE_KEYS:
            return "phase"
        stage_id = self.stage_id(stage or "")
        if stage_id is not None and word in self.keys[stage_id]:
            return self.keys[stage_id][word]
        if WAIVER.fullmatch(word) and self.waived(stage, key):
            return "waiver"
        if self.due_stage(stage, key):
            return "due"
        if stage and stage.strip():
            return ()
        if word in AREA_KEYS:
            return "area"
        found = [slots for keys in self.keys.values() if (slots := keys.get(word))]
        return found[0] if len(found) == 1 else ()

    def waived(self, stage: str | None, key: str) -> tuple[int, ...]:
        """The slots that ``waiver:<fact>`` is about."""
        match = WAIVER.fullmatch(normal(key))
        found = self.find(stage, match[1]) if match else ()
        return () if isinstance(found, str) else found

    def due_stage(self, stage: str | None, key: str) -> str | None:
        """The stage whose deadline ``due:<stage>`` (or ``due``, under that stage) sets for one compound."""
        match = DUE.fullmatch(normal(key))
        return self.stage_id(match[1] or stage or "") if match else None

    def stage_id(self, text: str) -> str | None:
        """The id of a stage written as id, name, or ``S1.1 组织人员培训``."""
        return self.stage_ids.get(normal(text)) or self.stage_ids.get(normal(text.strip().split(" ")[0]))

    def phase_id(self, text: str | None) -> str | None:
        """The id of a phase written as id, name or number (``1``, ``一期``)."""
        return self.phase_ids.get(normal(text)) if text else None


def compile_process(package: Package, calendar: WorkingCalendar | None = None) -> ProcessPlan:
    """The plan of a package's process. ``calendar``: the working days, the national ones and the package's own if None.

    Raises ValueError if stages wait for one another in a circle.
    """
    calendar = calendar_of(package) if calendar is None else calendar
    slots: list[Slot] = []
    keys: dict[str, dict[str, tuple[int, ...]]] = {}
    planned: dict[str, PlannedStage] = {}
    for position, stage in enumerate(package.stages):
        gate = _compile(package, stage, stage.gate, slots)
        keys[stage.id] = _keys(package, [slot for slot in slots if slot.stage == stage.id])
        planned[stage.id] = _plan_stage(package, stage, position, gate, slots, calendar)
    return ProcessPlan(
        package=package,
        stages=planned,
        order=tuple(_in_order(planned)),
        slots=tuple(slots),
        roles={normal(word): role.id for role in package.roles for word in (role.name, role.id)},
        stage_ids={normal(word): stage.id for stage in package.stages for word in (stage.name, stage.id)},
        phase_ids=_phase_ids(package),
        keys=keys,
        judged_from=_judged_from(package),
        plain=tuple(slot.is_plain for slot in slots),
        calendar=calendar,
        notices=tuple(slot for slot in slots if slot.hangs),
        upper=_upper(package),
        relative=tuple(stage for stage in planned.values() if stage.due.after),
    )


def _upper(package: Package) -> dict[str, tuple[UpperDeadline, ...]]:
    stages = dict.fromkeys(upper.stage for upper in package.upper_deadlines)
    return {name: tuple(upper for upper in package.upper_deadlines if upper.stage == name) for name in stages}


def _compile(package: Package, stage: Stage, gate: Gate, slots: list[Slot]) -> Node:
    if isinstance(gate, Evidence):
        return Node("slot", slot=_slot(package, stage, gate, slots))
    kind: Literal["all", "any"] = "all" if isinstance(gate, AllOf) else "any"
    parts = gate.any if isinstance(gate, AnyOf) else gate.all
    return Node(kind, parts=tuple(_compile(package, stage, part, slots) for part in parts))


def _slot(package: Package, stage: Stage, evidence: Evidence, slots: list[Slot]) -> int:
    floor_fen, floor_slot = None, None
    if evidence.kind == "amount" and evidence.at_least is not None:
        try:
            floor_fen = parse_money(evidence.at_least)
        except ValueError:
            floor_slot = _floor_slot(stage, evidence, slots)
    parties = tuple(dict.fromkeys(role for role in (evidence.by, *evidence.with_) if role))
    slots.append(
        Slot(
            index=len(slots),
            stage=stage.id,
            evidence=evidence,
            name=evidence_name(package, evidence),
            who=_who(package, evidence),
            signers=_signers(package, evidence),
            parties=parties if evidence.kind == "joint_signoff" else (),
            floor_fen=floor_fen,
            floor_slot=floor_slot,
        )
    )
    return len(slots) - 1


def _floor_slot(stage: Stage, evidence: Evidence, slots: list[Slot]) -> int:
    """The slot of the amount that another amount must reach."""
    own = Evidence(kind="amount", ref=str(evidence.at_least), name=evidence.at_least_name, cite=evidence.cite)
    slots.append(Slot(len(slots), stage.id, own, own.name or own.ref, (), is_floor=True))
    return len(slots) - 1


def _who(package: Package, evidence: Evidence) -> tuple[str, ...]:
    """The roles that must act: signers and parties; the author of a paper nobody signs."""
    named = tuple(role for role in (evidence.signed_by, evidence.by, *evidence.with_) if role)
    if named or evidence.kind != "document":
        return tuple(dict.fromkeys(named))
    return tuple(d.by for d in package.documents if d.id == evidence.ref and d.by)


def _signers(package: Package, evidence: Evidence) -> frozenset[str]:
    """The roles whose signature counts: the one named, and whoever acts in its place where it does not exist."""
    allowed: list[str] = [role for role in (evidence.signed_by or evidence.by,) if role]
    for role_id in allowed:
        role = package.role_by_id.get(role_id)
        if role and role.fallback and role.fallback not in allowed:
            allowed.append(role.fallback)
    return frozenset(allowed)


def _keys(package: Package, slots: list[Slot]) -> dict[str, tuple[int, ...]]:
    """Normalised word -> slots. Within a rank, a word that could mean two facts of the stage means neither."""
    ranked = [(slot, fact_names(package, slot.evidence, slot.name)) for slot in slots]
    keys: dict[str, tuple[int, ...]] = {}
    for rank in range(max((len(ranks) for _, ranks in ranked), default=0)):
        owners: dict[str, dict[str, list[int]]] = {}
        for slot, ranks in ranked:
            for word in dict.fromkeys(map(normal, ranks[rank])):
                owners.setdefault(word, {}).setdefault(slot.evidence.fact, []).append(slot.index)
        for word, facts in owners.items():
            if word not in keys and len(facts) == 1:
                keys[word] = tuple(next(iter(facts.values())))
    return keys


def _plan_stage(
    package: Package, stage: Stage, position: int, gate: Node, slots: list[Slot], calendar: WorkingCalendar
) -> PlannedStage:
    proofs = [slots[index].evidence for index in gate.slots()]
    due = due_rule(package, stage, calendar)
    binding = package.deadline_defaults.windows_bind == "compound"
    periods = [period for proof in proofs for period in (proof.period, proof.waivable) if period]
    parts = (stage, *stage.after, *proofs, *periods)
    return PlannedStage(
        stage=stage,
        position=position,
        gate=gate,
        after=tuple(before.stage for before in stage.after if before.stage in package.stage_by_id),
        due=due,
        opens=stage.window.from_ if binding and stage.window else None,
        opens_by_phase={one.phase: one.from_ for one in stage.window_by_phase} if binding else {},
        cite=tuple(dict.fromkeys([*stage.cite, *due.cite, *(a for part in parts for a in part.cite)])),
        readings=tuple(dict.fromkeys([*due.readings, *(i for part in parts for i in part.interpretations)])),
    )


def _in_order(planned: Mapping[str, PlannedStage]) -> Iterator[PlannedStage]:
    """Each stage after all its predecessors, otherwise as in the text."""
    waiting, given = dict(planned), set[str]()
    while waiting:
        ready = next((stage for stage in waiting.values() if given.issuperset(stage.after)), None)
        if ready is None:
            raise ValueError(say("process.circle", stages=listed(waiting)))
        del waiting[ready.stage.id]
        given.add(ready.stage.id)
        yield ready


def _phase_ids(package: Package) -> dict[str, str]:
    phases = package.quotas.phases if package.quotas else ()
    ids: dict[str, str] = {}
    for number, phase in enumerate(phases, 1):
        chinese = "一二三四五六七八九十"[number - 1] if number <= 10 else str(number)
        for word in (phase.id, phase.name, str(number), f"{number}期", f"第{number}期", f"{chinese}期", chinese):
            ids.setdefault(normal(word), phase.id)
    for stage in package.stages:
        named = (
            *(stage.due_by_phase.days if stage.due_by_phase else ()),
            *(one.phase for one in stage.window_by_phase),
        )
        for phase_id in named:
            ids.setdefault(normal(phase_id), phase_id)
    return ids


def _judged_from(package: Package) -> date | None:
    if package.deadline_defaults.before_signed == "judge":
        return None
    own = [source.signed for source in package.sources if source.signed and not source.external]
    return min(own, default=None)
