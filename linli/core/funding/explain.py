"""The reason tree of a split line: item and cost, the rule with its clause and readings, the arithmetic, the parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from linli.core.funding.resolve import Answer, CostLine
from linli.core.money import format_yuan
from linli.core.policy.model import (
    CappedSubsidy,
    FromPot,
    Package,
    PaysAll,
    RegulatedPrice,
    SharedAmong,
    SubsidyRateUnstated,
    Unresolved,
)
from linli.core.reasons import Reason


class _Telling:
    """What the sentences of one line are filled with."""

    def __init__(self, package: Package, line: CostLine, shares: Mapping[str, int], limit_fen: int | None) -> None:
        self.line, self.shares, self.limit_fen = line, shares, limit_fen
        self._names = {payer.id: payer.name for payer in package.payers}
        self.pots = {pot.id: pot.name for pot in package.pots}

    def name(self, payer: str) -> str:
        return self._names.get(payer, payer)

    def say(self, code: str, **values: str | int) -> Reason:
        """A reason whose integer values are fen, written as yuan."""
        texts = {key: format_yuan(value) if isinstance(value, int) else value for key, value in values.items()}
        return Reason(f"funding.{code}", texts)


def _pays_all(rule: PaysAll, told: _Telling) -> list[Reason]:
    steps = [told.say("pays_all", payer=told.name(rule.payer), cost=told.line.cost_fen)]
    if rule.strength == "principle":
        steps.append(told.say("principle"))
    if rule.refers_to:
        steps.append(told.say("refers_to", other=rule.refers_to))
    return [*steps, *_approval_unused(told)]


def _shared(rule: SharedAmong, told: _Telling) -> list[Reason]:
    return [told.say("shared", payer=told.name(rule.payer), cost=told.line.cost_fen), *_approval_unused(told)]


def _regulated(rule: RegulatedPrice, told: _Telling) -> list[Reason]:
    step = told.say("regulated", payer=told.name(rule.payer), cost=told.line.cost_fen, authority=rule.price_by)
    return [step, *_approval_unused(told)]


def _approval_unused(told: _Telling) -> list[Reason]:
    return [told.say("approval_unused", approved=told.line.approved_fen)] if told.line.approved_fen is not None else []


def _rest(told: _Telling, *, paid: int, payer: str) -> Reason:
    cost = told.line.cost_fen
    return told.say("rest", cost=cost, paid=paid, rest=cost - paid, payer=told.name(payer))


def _capped(rule: CappedSubsidy, told: _Telling) -> list[Reason]:
    line, limit = told.line, told.limit_fen or 0
    payer = told.name(rule.payer)
    steps = [told.say("cap", cost=line.cost_fen, cap=str(rule.cap), limit=limit, payer=payer)]
    paid = limit
    if line.approved_fen is None:
        steps.append(told.say("at_cap", payer=payer, paid=limit))
    elif line.approved_fen > limit:
        over = line.approved_fen - limit
        steps.append(told.say("approval_cut", approved=line.approved_fen, limit=limit, over=over, payer=payer))
    else:
        paid = line.approved_fen
        steps.append(told.say("approval_taken", approved=paid, limit=limit, payer=payer))
    return [*steps, _rest(told, paid=paid, payer=rule.rest)]


def _as_approved(rule: SubsidyRateUnstated, told: _Telling) -> list[Reason]:
    line, payer = told.line, told.name(rule.payer)
    if line.approved_fen is None:
        return [told.say("rate_unstated", payer=payer)]
    paid = min(line.approved_fen, line.cost_fen)
    steps = [_grant(told, payer)]
    if rule.rest != "undetermined":
        steps.append(_rest(told, paid=paid, payer=rule.rest))
    return steps


def _grant(told: _Telling, payer: str) -> Reason:
    cost, approved = told.line.cost_fen, told.line.approved_fen or 0
    if approved > cost:
        return told.say("grant_cut", approved=approved, cost=cost, payer=payer)
    return told.say("grant", approved=approved, payer=payer)


def _from_pot(rule: FromPot, told: _Telling) -> list[Reason]:
    payer, pot = told.name(rule.payer), told.pots.get(rule.pot, rule.pot)
    if told.line.approved_fen is not None:
        return [told.say("pot", pot=pot), _grant(told, payer)]
    return [told.say("pot", pot=pot), told.say("pot_whole", payer=payer, cost=told.line.cost_fen)]


def _unresolved(rule: Unresolved, told: _Telling) -> list[Reason]:
    return [told.say("unresolved", why=rule.reason)]


_TELL: Mapping[str, Callable[[Any, _Telling], list[Reason]]] = {
    "pays_all": _pays_all,
    "shared": _shared,
    "regulated_price": _regulated,
    "capped_subsidy": _capped,
    "subsidy_rate_unstated": _as_approved,
    "from_pot": _from_pot,
    "unresolved": _unresolved,
}


def explain_line(
    package: Package,
    line: CostLine,
    answer: Answer,
    shares: Mapping[str, int],
    undetermined_fen: int,
    *,
    limit_fen: int | None,
) -> Reason:
    """Why this line is divided as it is. The rule's reason carries clause and readings; its steps the arithmetic."""
    told = _Telling(package, line, shares, limit_fen)
    arithmetic = _TELL[answer.rule.kind](answer.rule, told) if line.cost_fen else [told.say("zero")]
    rule = Reason(
        "funding.rule_segment" if answer.segment else "funding.rule",
        {"rule": answer.rule_name, **({"segment": answer.segment.name} if answer.segment else {})},
        cite=answer.cite,
        readings=package.notes(answer.reading_ids),
        steps=tuple(arithmetic),
    )
    parts = [told.say("share", payer=told.name(payer), amount=fen) for payer, fen in shares.items()]
    if undetermined_fen:
        parts.append(told.say("undetermined", amount=undetermined_fen))
    title = f"{answer.item.number} {answer.item.name}"
    return Reason("funding.line", {"item": title, "cost": format_yuan(line.cost_fen)}, steps=(rule, *parts))
