"""Grants, chains and merged caps: lines of one compound under one rule, divided together.

A pool is the lines that a limit is measured on: one line (``base: item``), the compound's lines under the rule or under
every rule of one ``group``, or those in one category. Payments come in their order; each gives at most its formula, at
most what was applied for, at most what is left. A pool's payment is parted among its lines by what each asks for,
largest remainder; so no line gets more than it asks, and the sum never exceeds the formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from linli.core.faults import Fault
from linli.core.funding.facts import HEADERS, Facts, milestones_in, together
from linli.core.funding.formulas import Situation, Worked, holds, least, missing, told
from linli.core.funding.resolve import Answer, CostLine
from linli.core.money import largest_remainder
from linli.core.policy.model import CappedSubsidy, Chain, Grant, Minimum, Package, Payment, Pot, ShareOfCost
from linli.core.reasons import Reason
from linli.core.wording import listed, say

Pooled: TypeAlias = CappedSubsidy | Grant | Chain
#: a line to divide with the rule that answers for it
Asked: TypeAlias = tuple[CostLine, Answer]


@dataclass(frozen=True, slots=True)
class PaidPart:
    """One payment of a pool. limit_fen: what the formula gives (None: cannot be known); paid_fen: for all lines;
    parts: for each line; steps: the arithmetic; why: code of the outcome."""

    payment: Payment
    limit_fen: int | None
    paid_fen: int
    parts: tuple[int, ...]
    steps: tuple[Reason, ...]
    why: str


@dataclass(frozen=True, slots=True)
class PoolDivision:
    """A pool divided. steps: what was found before any payment; stopped: what is left cannot be determined."""

    package: Package
    lines: tuple[Asked, ...]
    cost_fen: int
    rest: str
    payments: tuple[PaidPart, ...]
    left: tuple[int, ...]
    stopped: bool
    steps: tuple[Reason, ...] = ()

    def shares(self, index: int) -> dict[str, int]:
        """Payer -> fen of the line at this place in the pool."""
        shares: dict[str, int] = {}
        for paid in self.payments:
            if paid.limit_fen is not None:
                shares[paid.payment.payer] = shares.get(paid.payment.payer, 0) + paid.parts[index]
        if not self.stopped and self.rest != "undetermined":
            shares[self.rest] = shares.get(self.rest, 0) + self.left[index]
        return shares


@dataclass(slots=True)
class _Purse:
    """What the lines still ask for and still lack while payments are taken from it."""

    asks: list[int]
    left: list[int]
    payments: list[PaidPart] = field(default_factory=list)


def pools_of(asked: Sequence[Asked]) -> list[list[int]]:
    """The places of lines that are divided here, those together that belong together, in order of their first line."""
    pools: dict[tuple[str, ...] | int, list[int]] = {}
    for place, (line, answer) in enumerate(asked):
        if answer.is_pooled and line.cost_fen:
            pools.setdefault(_key(place, line, answer), []).append(place)
    return list(pools.values())


def _key(place: int, line: CostLine, answer: Answer) -> tuple[str, ...] | int:
    rule = answer.rule
    assert isinstance(rule, (CappedSubsidy, Grant, Chain))
    if rule.base == "item":
        return place
    segment = answer.segment.id if answer.segment else ""
    group = ("group", rule.group) if rule.group else ("rule", answer.rule_id, segment)
    category = answer.item.category if rule.base == "category" else ""
    return (line.compound, category, *group)


def facts_faults(asked: Sequence[Asked]) -> list[Fault]:
    """Lines of one pool that tell a fact differently."""
    faults: list[Fault] = []
    for places in pools_of(asked):
        if len(places) > 1:
            _, differing = together(asked[place][0].facts for place in places)
            faults.extend(
                Fault(say("pool.differ"), line=asked[places[0]][0].row, column=HEADERS[name],
                      found=listed(say("pool.row", row=asked[place][0].row) for place in places),
                      hint=say("pool.differ_hint"))
                for name in differing
            )  # fmt: skip
    return faults


def payments_of(rule: Pooled) -> tuple[Payment, ...]:
    """The rule's payments in their order; a cap is one payment of a share of the cost."""
    if isinstance(rule, CappedSubsidy):
        return (Payment(payer=rule.payer, amount=ShareOfCost(by="share", cap=rule.cap)),)
    return rule.payments


def divide_pool(
    package: Package, asked: Sequence[Asked], rule: Pooled, *, compound_cost_fen: int, on: date | None
) -> PoolDivision:
    """The lines of one pool divided. Raises BadInput where a product leaves 64 bits."""
    lines = [line for line, _ in asked]
    facts, _ = together(line.facts for line in lines)
    asks = [line.cost_fen if line.approved_fen is None else min(line.approved_fen, line.cost_fen) for line in lines]
    purse = _Purse(asks, [line.cost_fen for line in lines])
    cost = sum(purse.left)
    allowed, steps = _minimum(package, rule, facts, cost, lines[0].row)
    stopped = allowed is None
    for payment in payments_of(rule) if allowed else ():
        at = Situation(package, facts, cost, sum(purse.left), compound_cost_fen, lines[0].row)
        paid = _pay(package, payment, at, purse, lines, on)
        purse.payments.append(paid)
        if paid.limit_fen is None:
            stopped = True
            break
    return PoolDivision(
        package, tuple(asked), cost, rule.rest, tuple(purse.payments), tuple(purse.left), stopped, steps
    )


def _minimum(
    package: Package, rule: Pooled, facts: Facts, cost: int, row: int
) -> tuple[bool | None, tuple[Reason, ...]]:
    """Whether subsidies may be given at all, None if that cannot be known yet."""
    minimum: Minimum | None = None if isinstance(rule, CappedSubsidy) else rule.minimum
    if minimum is None:
        return True, ()
    at = Situation(package, facts, cost, cost, cost, row)
    wanted = least((minimum.least,), at)
    if wanted.fen is None:
        return None, wanted.steps
    if cost >= wanted.fen:
        return True, (*wanted.steps, at.say("minimum_reached", minimum, cost=cost, least=wanted.fen))
    short = at.say(f"minimum_missed.{minimum.below}", minimum, cost=cost, least=wanted.fen, short=wanted.fen - cost)
    return (False if minimum.below == "no_subsidy" else None), (*wanted.steps, short)


def _pay(
    package: Package, payment: Payment, at: Situation, purse: _Purse, lines: Sequence[CostLine], on: date | None
) -> PaidPart:
    """The payment worked out and taken from the purse."""
    allowed, before = _released(package, payment, at, on)
    none = tuple(0 for _ in lines)
    if allowed is None:
        return PaidPart(payment, None, 0, none, before, "unknown")
    if not allowed:
        return PaidPart(payment, 0, 0, none, before, "not_given")
    worked = least(payment.amounts, at)
    if worked.fen is None:
        return PaidPart(payment, None, 0, none, (*before, *worked.steps), "unknown")
    asks = [ask if _serves(payment, line) else 0 for ask, line in zip(purse.asks, lines, strict=True)]
    paid = min(worked.fen, sum(asks))
    by_weight = "weight" in package.rounding.tie
    parts = largest_remainder(paid, asks, heavier_first=by_weight)
    for place, part in enumerate(parts):
        purse.asks[place] -= part
        purse.left[place] -= part
    why = _outcome(worked, asks, at, lines, paid)
    return PaidPart(payment, worked.fen, paid, tuple(parts), (*before, *worked.steps), why)


def _outcome(worked: Worked, asks: list[int], at: Situation, lines: Sequence[CostLine], paid: int) -> str:
    """What decided the sum: the formula, what was applied for, what was left, or the money's purpose."""
    if worked.fen == paid:
        return "by_formula"
    if not any(asks):
        return "other_purpose" if at.left_fen else "nothing_left"
    return "as_asked" if any(line.approved_fen is not None for line in lines) else "up_to_cost"


def _serves(payment: Payment, line: CostLine) -> bool:
    """Whether the money may be used for the line: a line that names another purpose than the payment's is out."""
    return not payment.purpose or not line.purpose or line.purpose.strip() == payment.purpose


def _released(
    package: Package, payment: Payment, at: Situation, on: date | None
) -> tuple[bool | None, tuple[Reason, ...]]:
    """Whether the payment may be given: its condition, its milestone, its pot. None with what is missing to know."""
    steps: list[Reason] = []
    verdicts: list[bool | None] = []
    if payment.only_if:
        verdict, names = holds(payment.only_if, at.facts)
        verdicts.append(verdict)
        word = {True: "condition_met", False: "condition_not_met"}
        step = (
            missing(*names)
            if verdict is None
            else (at.say(word[verdict], payment.only_if, when=told(payment.only_if)),)
        )
        steps.extend(step)
    if payment.released_by:
        verdict, step = _reached(payment, at)
        verdicts.append(verdict)
        steps.extend(step)
    if pot := next((pot for pot in package.pots if pot.id == payment.pot), None):
        verdict, step = pot_allows(pot, at, on)
        verdicts.append(verdict)
        steps.extend(step)
    if False in verdicts:
        return False, tuple(steps)
    return (None if None in verdicts else True), tuple(steps)


def _reached(payment: Payment, at: Situation) -> tuple[bool | None, tuple[Reason, ...]]:
    milestone = payment.released_by
    assert milestone is not None
    if at.facts.milestones is None:
        return None, (at.say("milestone_unknown", milestone, name=milestone.name),)
    known = at.facts.milestones
    reached = milestone.id in known or milestones_in(milestone.name) <= known
    return reached, (at.say("milestone_reached" if reached else "milestone_waiting", milestone, name=milestone.name),)


def pot_allows(pot: Pot, at: Situation, on: date | None) -> tuple[bool | None, tuple[Reason, ...]]:
    """Whether the pot may pay for the compound on the day: its expiry and whom it is for."""
    if on and pot.expires and on > pot.expires:
        return False, (at.say("pot_expired", pot, pot=pot.name, on=on.isoformat(), expires=pot.expires.isoformat()),)
    if pot.eligible is None:
        return True, ()
    verdict, names = holds(pot.eligible, at.facts)
    if verdict is None:
        return None, missing(*names)
    code = "pot_eligible" if verdict else "pot_not_eligible"
    return verdict, (at.say(code, pot.eligible, pot=pot.name, when=told(pot.eligible)),)
