"""Why a stage stands as it does: its predecessors, its gate piece by piece, its deadline and who makes it late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from linli.core.calendar import format_day
from linli.core.lifecycle.explain_due import due_steps
from linli.core.lifecycle.facts import Fact, No
from linli.core.lifecycle.meaning import understand
from linli.core.lifecycle.plan import Node, Slot
from linli.core.lifecycle.standing import Proof, StageStanding
from linli.core.money import format_yuan
from linli.core.reasons import ReadingNote, Reason


def explain(standing: StageStanding) -> Reason:
    """The reason tree of one stage's standing."""
    values = {"stage": standing.name, "on": _day(standing.compound.today), "since": _day(standing.since)}
    steps = [
        *_before(standing),
        _Gate(standing).tell(),
        *_least(standing),
        *due_steps(standing),
        *_lateness(standing),
        *_idle(standing),
    ]
    opened = "_start" if standing.state == "open" and standing.since is None else ""
    code = f"lifecycle.{standing.state}{opened}"
    return Reason(
        code,
        values,
        standing.planned.stage.cite,
        _notes(standing, standing.planned.stage.interpretations),
        tuple(steps),
    )


def _day(day: date | None) -> str:
    return format_day(day) if day else "—"


def _notes(standing: StageStanding, ids: tuple[str, ...]) -> tuple[ReadingNote, ...]:
    return standing.proof.plan.package.notes(ids)


def _before(standing: StageStanding) -> Iterator[Reason]:
    """Each predecessor, and on what the order rests."""
    stages = standing.compound.stages
    for before in standing.planned.stage.after:
        if before.stage not in stages:
            continue
        other = stages[before.stage]
        code = "lifecycle.before_done" if other.state == "done" else "lifecycle.before_waiting"
        basis = Reason(f"lifecycle.basis_{before.basis}")
        notes = _notes(standing, before.interpretations)
        yield Reason(code, {"stage": other.name, "since": _day(other.since)}, before.cite, notes, (basis,))
    opens = standing.planned.opens
    if opens:
        code = "lifecycle.window_open" if standing.compound.today >= opens else "lifecycle.window_closed"
        yield Reason(code, {"opens": _day(opens)}, standing.planned.due.cite)


class _Gate:
    """Tells the gate's conditions with what the facts say about each."""

    def __init__(self, standing: StageStanding) -> None:
        self.standing = standing
        self.proof: Proof = standing.proof
        self.package = self.proof.plan.package

    def tell(self) -> Reason:
        return self._node(self.standing.planned.gate)

    def _node(self, node: Node) -> Reason:
        if node.kind == "slot":
            return self._slot(self.proof.plan.slots[node.slot])
        since = node.since(self.proof.met)
        code = f"lifecycle.{node.kind}_{'met' if since else 'unmet'}"
        return Reason(code, {"since": _day(since)}, steps=tuple(self._node(part) for part in node.parts))

    def _slot(self, slot: Slot) -> Reason:
        since = self.proof.met[slot.index]
        values = {"name": slot.name, "kind": slot.evidence.kind, "who": self._roles(slot.who), "since": _day(since)}
        code = f"lifecycle.{'proved' if since else 'missing'}"
        if not since and not slot.who:
            code = "lifecycle.missing_unnamed"
        notes = self.package.notes(slot.evidence.interpretations)
        return Reason(code, values, slot.evidence.cite, notes, tuple(self._details(slot, since)))

    def _details(self, slot: Slot, since: date | None) -> Iterator[Reason]:
        yield from self._waiver(slot)
        if slot.hangs:
            yield from self._notice(slot)
        if slot.parties:
            yield from self._parties(slot)
        if slot.evidence.kind == "amount":
            yield self._amount(slot)
        if slot.evidence.against:
            yield Reason("lifecycle.against", {"against": "、".join(slot.evidence.against)})
        last = None if since or slot.hangs else self._last(slot)
        if last:
            yield self._refusal(slot, last)
        yield from self._stand_in(slot)

    def _waiver(self, slot: Slot) -> Iterator[Reason]:
        """Who let it pass without, why and until when; or that this has run out."""
        decision, allowed = self.proof.waivers.get(slot.index), slot.evidence.waivable
        if decision is None or allowed is None or decision.withdrawn:
            return
        code = "waived" if decision.until and self.standing.compound.today <= decision.until else "waiver_over"
        values = {"who": self._roles((decision.by,)), "on": _day(decision.on), "until": _day(decision.until)}
        notes = self.package.notes(allowed.interpretations)
        yield Reason(f"lifecycle.{code}", {**values, "why": decision.why}, allowed.cite, notes)

    def _notice(self, slot: Slot) -> Iterator[Reason]:
        """How long it must hang, since when it does, and what was said against it."""
        hanging, period = self.proof.hung.get(slot.index), slot.evidence.period
        assert period is not None
        values = {"days": str(period.days), "hung": _day(hanging.hung if hanging else None)}
        cite, notes = period.cite, self.package.notes(period.interpretations)
        counted = Reason(f"lifecycle.notice_{period.kind}", values, cite, notes)
        if hanging is None or hanging.hung is None:
            yield Reason("lifecycle.notice_not_hung", values, steps=(counted,))
            return
        values |= {"begun": _day(hanging.begun), "ends": _day(hanging.ends), "objected": _day(hanging.objected)}
        code = "objected" if hanging.objected else "unknown" if hanging.problem else "until"
        yield Reason(f"lifecycle.notice_{code}", {**values, "why": hanging.problem}, steps=(counted,))
        if hanging.answered:
            yield Reason(f"lifecycle.notice_{period.after_objection}", {"answered": _day(hanging.answered)})
        if period.ends == "on-record" and hanging.result is None and not hanging.objected:
            yield Reason("lifecycle.notice_without_result")

    def _parties(self, slot: Slot) -> Iterator[Reason]:
        signed = self.proof.signed.get(slot.index, {})
        for party in slot.parties:
            code = "lifecycle.party_signed" if party in signed else "lifecycle.party_missing"
            yield Reason(code, {"party": self._roles((party,)), "since": _day(signed.get(party))})

    def _amount(self, slot: Slot) -> Reason:
        told, floor = self.proof.amounts.get(slot.index, 0), self.proof.floor_fen(slot)
        if floor is None:
            code = "lifecycle.amount_told" if slot.evidence.at_least is None else "lifecycle.amount_without_floor"
            return Reason(code, {"told": format_yuan(told), "floor": slot.evidence.at_least or ""})
        short = floor - told
        values = {"told": format_yuan(told), "floor": format_yuan(floor), "short": format_yuan(max(short, 0))}
        return Reason("lifecycle.amount_short" if short > 0 else "lifecycle.amount_reached", values)

    def _last(self, slot: Slot) -> Fact | None:
        plan = self.proof.plan
        proving = [fact for fact in self.proof.facts if slot.index in _slots(plan.find(fact.stage, fact.key))]
        return proving[-1] if proving else None

    def _refusal(self, slot: Slot, last: Fact) -> Reason:
        """The last fact said no, or came from somebody who is not asked to sign."""
        values = {"on": _day(last.on), "value": last.value or "—"}
        for says in understand(self.proof.plan, slot.index, last.value):
            if isinstance(says, No) and says.wrong_signer:
                return Reason("lifecycle.wrong_signer", {**values, "signer": self._roles((says.wrong_signer,))})
        return Reason("lifecycle.told", values)

    def _stand_in(self, slot: Slot) -> Iterator[Reason]:
        """Who may sign in the place of a body that does not exist."""
        asked = slot.evidence.signed_by or slot.evidence.by
        role = self.package.role_by_id.get(asked or "")
        if role and role.fallback and slot.evidence.kind != "joint_signoff":
            values = {"who": role.name, "fallback": self._roles((role.fallback,))}
            yield Reason("lifecycle.fallback", values, role.cite, self.package.notes(role.interpretations))

    def _roles(self, ids: tuple[str, ...]) -> str:
        roles = self.package.role_by_id
        return "、".join(roles[role].name if role in roles else role for role in ids)


def _slots(found: tuple[int, ...] | str) -> tuple[int, ...]:
    return () if isinstance(found, str) else found


def _least(standing: StageStanding) -> Iterator[Reason]:
    """The one signature or paper that would open the gate, or how many things it takes at least."""
    needs = standing.needs
    if standing.one_more:
        yield Reason("lifecycle.one_more", {"name": standing.one_more.name})
    elif len(standing.missing) != len(needs) or any(one.alternatives for one in standing.missing):
        values = {"count": str(sum(one.acts for one in needs)), "names": "、".join(one.name for one in needs)}
        yield Reason("lifecycle.at_least", values)


def _lateness(standing: StageStanding) -> Iterator[Reason]:
    if not standing.overdue_days:
        return
    code = "lifecycle.was_late" if standing.state == "done" else "lifecycle.late"
    values = {"days": str(standing.overdue_days), "due": _day(standing.due)}
    cause: tuple[Reason, ...] = ()
    if standing.blocked_by:
        other = standing.compound.stages[standing.blocked_by]
        cause = (Reason("lifecycle.caused_by", {"stage": other.name, "due": _day(other.due)}, other.planned.due.cite),)
    yield Reason(code, values, steps=cause)


def _idle(standing: StageStanding) -> Iterator[Reason]:
    starts = standing.planned.stage.starts
    if starts and standing.idle_days is not None:
        code = "lifecycle.idle" if standing.idle_days else "lifecycle.no_idle"
        yield Reason(code, {"days": str(standing.idle_days)}, starts.cite, _notes(standing, starts.interpretations))
