"""The reason tree of a split line: item and cost, the rule with its clause and readings, the arithmetic, the parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from linli.core.funding.formulas import Situation
from linli.core.funding.pools import PoolDivision, pot_allows
from linli.core.funding.resolve import Answer, CostLine, find_payer
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

    def __init__(
        self, package: Package, line: CostLine, shares: Mapping[str, int], limit_fen: int | None, on: date | None
    ) -> None:
        self.package, self.line, self.shares, self.limit_fen, self.on = package, line, shares, limit_fen, on
        self._payers = package.payer_by_id

    def name(self, payer: str) -> str:
        found = self._payers.get(payer)
        return found.name if found else payer

    def say(self, code: str, **values: str | int) -> Reason:
        """A reason whose integer values are fen, written as yuan."""
        texts = {key: format_yuan(value) if isinstance(value, int) else value for key, value in values.items()}
        return Reason(f"funding.{code}", texts)


def _overridden(rule: PaysAll, told: _Telling) -> list[Reason]:
    line, payer = told.line, told.name(find_payer(told.package, told.line.override) or told.line.override)
    steps = [told.say("override", payer=told.name(rule.payer), other=payer, decision=line.decision)]
    if line.approved_fen is None:
        return [*steps, told.say("pays_all", payer=payer, cost=line.cost_fen)]
    paid = min(line.approved_fen, line.cost_fen)
    return [*steps, _grant(told, payer), _rest(told, paid=paid, payer=rule.payer)]


def _pays_all(rule: PaysAll, told: _Telling) -> list[Reason]:
    if told.line.override:
        return _overridden(rule, told)
    steps = [told.say("pays_all", payer=told.name(rule.payer), cost=told.line.cost_fen)]
    if rule.strength == "principle":
        steps.append(told.say("principle"))
    if rule.refers_to:
        steps.append(told.say("refers_to", other=rule.refers_to))
    return [*steps, *_approval_unused(told)]


def _shared(rule: SharedAmong, told: _Telling) -> list[Reason]:
    if rule.key == "given" or told.line.agreement:
        code = "shared_given" if rule.key == "given" else "shared_agreed"
        key = "、".join(f"{told.name(one.payer)}={one.weight}" for one in rule.among)
        if rule.key == "agreed":
            key = "、".join(f"{payer}={part}" for payer, part in told.line.agreement)
        return [told.say(code, cost=told.line.cost_fen, key=key), *_approval_unused(told)]
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
    payer, found = told.name(rule.payer), next((one for one in told.package.pots if one.id == rule.pot), None)
    pot = found.name if found else rule.pot
    at = Situation(told.package, told.line.facts, told.line.cost_fen, told.line.cost_fen, told.line.cost_fen)
    allowed, steps = pot_allows(found, at, told.on) if found else (True, ())
    if not allowed:
        return [told.say("pot", pot=pot), *steps]
    if told.line.approved_fen is not None:
        return [told.say("pot", pot=pot), _grant(told, payer)]
    return [told.say("pot", pot=pot), told.say("pot_whole", payer=payer, cost=told.line.cost_fen)]


def _unresolved(rule: Unresolved, told: _Telling) -> list[Reason]:
    return [told.say("unresolved", why=rule.reason)]


def _pool(division: PoolDivision, place: int, told: _Telling) -> list[Reason]:
    """A line that was divided with others, or by formula: each payment with its arithmetic and this line's part."""
    count = len(division.lines)
    steps = [told.say("pool", count=str(count), cost=division.cost_fen)] if count > 1 else []
    steps.extend(division.steps)
    if told.line.approved_fen is not None:
        steps.append(told.say("approval_asked", approved=told.line.approved_fen))
    for paid in division.payments:
        payer = told.name(paid.payment.payer)
        under = list(paid.steps)
        if count > 1 and paid.paid_fen:
            under.append(told.say("pool_part", paid=paid.paid_fen, part=paid.parts[place], payer=payer))
        part = paid.parts[place]
        values: dict[str, str | int] = {"payer": payer, "paid": paid.paid_fen if count > 1 else part}
        if paid.why in ("as_asked", "up_to_cost") and paid.limit_fen is not None:
            values["limit"] = paid.limit_fen
        if paid.payment.purpose and paid.paid_fen:
            under.append(told.say("purpose", purpose=paid.payment.purpose))
        step = told.say(f"paid.{paid.why}", **values)
        notes = told.package.notes(paid.payment.interpretations)
        steps.append(replace(step, cite=paid.payment.cite, readings=notes, steps=tuple(under)))
    if division.stopped:
        return [*steps, told.say("pool_stopped")] if told.line.cost_fen else steps
    left = division.left[place]
    if division.rest != "undetermined":
        steps.append(_rest(told, paid=told.line.cost_fen - left, payer=division.rest))
    return steps


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
    division: PoolDivision | None = None,
    place: int = 0,
    on: date | None = None,
) -> Reason:
    """Why this line is divided as it is. The rule's reason carries clause and readings; its steps the arithmetic."""
    told = _Telling(package, line, shares, limit_fen, on)
    if division:
        arithmetic = _pool(division, place, told)
    else:
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
