"""The reason tree of a split line: item and cost, the rule with its clause and readings, the arithmetic, the parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from linli.core.funding.formulas import Situation
from linli.core.funding.pools import PoolDivision, pot_allows
from linli.core.funding.resolve import find_payer
from linli.core.policy.model import (
    CappedSubsidy,
    FromPot,
    PaysAll,
    RegulatedPrice,
    SharedAmong,
    SubsidyRateUnstated,
    Unresolved,
)
from linli.core.reasons import Reason

if TYPE_CHECKING:
    from linli.core.funding.lines import LineSplit


def _name(done: LineSplit, payer: str) -> str:
    found = done.package.payer_by_id.get(payer)
    return found.name if found else payer


def _say(code: str, **values: str | int | Fraction) -> Reason:
    """A reason whose integer values are fen."""
    return Reason(f"funding.{code}", values)


def _overridden(rule: PaysAll, done: LineSplit) -> list[Reason]:
    line, payer = done.line, _name(done, find_payer(done.package, done.line.override) or done.line.override)
    steps = [_say("override", payer=_name(done, rule.payer), other=payer, decision=line.decision)]
    if line.approved_fen is None:
        return [*steps, _say("pays_all", payer=payer, cost=line.cost_fen)]
    paid = min(line.approved_fen, line.cost_fen)
    return [*steps, _grant(done, payer), _rest(done, paid=paid, payer=rule.payer)]


def _pays_all(rule: PaysAll, done: LineSplit) -> list[Reason]:
    if done.line.override:
        return _overridden(rule, done)
    steps = [_say("pays_all", payer=_name(done, rule.payer), cost=done.line.cost_fen)]
    if rule.strength == "principle":
        steps.append(_say("principle"))
    if rule.refers_to:
        steps.append(_say("refers_to", other=rule.refers_to))
    return [*steps, *_approval_unused(done)]


def _shared(rule: SharedAmong, done: LineSplit) -> list[Reason]:
    if rule.key == "given" or done.line.agreement:
        code = "shared_given" if rule.key == "given" else "shared_agreed"
        key = "、".join(f"{_name(done, one.payer)}={one.weight}" for one in rule.among)
        if rule.key == "agreed":
            key = "、".join(f"{payer}={part}" for payer, part in done.line.agreement)
        return [_say(code, cost=done.line.cost_fen, key=key), *_approval_unused(done)]
    return [_say("shared", payer=_name(done, rule.payer), cost=done.line.cost_fen), *_approval_unused(done)]


def _regulated(rule: RegulatedPrice, done: LineSplit) -> list[Reason]:
    step = _say("regulated", payer=_name(done, rule.payer), cost=done.line.cost_fen, authority=rule.price_by)
    return [step, *_approval_unused(done)]


def _approval_unused(done: LineSplit) -> list[Reason]:
    return [_say("approval_unused", approved=done.line.approved_fen)] if done.line.approved_fen is not None else []


def _rest(done: LineSplit, *, paid: int, payer: str) -> Reason:
    cost = done.line.cost_fen
    return _say("rest", cost=cost, paid=paid, rest=cost - paid, payer=_name(done, payer))


def _capped(rule: CappedSubsidy, done: LineSplit) -> list[Reason]:
    line, limit = done.line, done.limit_fen or 0
    payer = _name(done, rule.payer)
    steps = [_say("cap", cost=line.cost_fen, cap=rule.cap, limit=limit, payer=payer)]
    paid = limit
    if line.approved_fen is None:
        steps.append(_say("at_cap", payer=payer, paid=limit))
    elif line.approved_fen > limit:
        over = line.approved_fen - limit
        steps.append(_say("approval_cut", approved=line.approved_fen, limit=limit, over=over, payer=payer))
    else:
        paid = line.approved_fen
        steps.append(_say("approval_taken", approved=paid, limit=limit, payer=payer))
    steps.append(_rest(done, paid=paid, payer=rule.rest))
    return steps


def _as_approved(rule: SubsidyRateUnstated, done: LineSplit) -> list[Reason]:
    line, payer = done.line, _name(done, rule.payer)
    if line.approved_fen is None:
        return [_say("rate_unstated", payer=payer)]
    paid = min(line.approved_fen, line.cost_fen)
    steps = [_grant(done, payer)]
    if rule.rest != "undetermined":
        steps.append(_rest(done, paid=paid, payer=rule.rest))
    return steps


def _grant(done: LineSplit, payer: str) -> Reason:
    cost, approved = done.line.cost_fen, done.line.approved_fen or 0
    if approved > cost:
        return _say("grant_cut", approved=approved, cost=cost, payer=payer)
    return _say("grant", approved=approved, payer=payer)


def _from_pot(rule: FromPot, done: LineSplit) -> list[Reason]:
    payer, found = _name(done, rule.payer), next((one for one in done.package.pots if one.id == rule.pot), None)
    pot = found.name if found else rule.pot
    at = Situation(done.package, done.line.facts, done.line.cost_fen, done.line.cost_fen, done.line.cost_fen)
    allowed, steps = pot_allows(found, at, done.on) if found else (True, ())
    if not allowed:
        return [_say("pot", pot=pot), *steps]
    if done.line.approved_fen is not None:
        return [_say("pot", pot=pot), _grant(done, payer)]
    return [_say("pot", pot=pot), _say("pot_whole", payer=payer, cost=done.line.cost_fen)]


def _unresolved(rule: Unresolved, _done: LineSplit) -> list[Reason]:
    return [_say("unresolved", why=rule.reason)]


def _pool(division: PoolDivision, place: int, done: LineSplit) -> list[Reason]:
    """A line that was divided with others, or by formula: each payment with its arithmetic and this line's part."""
    count = len(division.lines)
    steps = [_say("pool", count=str(count), cost=division.cost_fen)] if count > 1 else []
    steps.extend(division.steps)
    if done.line.approved_fen is not None:
        steps.append(_say("approval_asked", approved=done.line.approved_fen))
    for paid in division.payments:
        payer = _name(done, paid.payment.payer)
        under = list(paid.steps)
        if count > 1 and paid.paid_fen:
            under.append(_say("pool_part", paid=paid.paid_fen, part=paid.parts[place], payer=payer))
        part = paid.parts[place]
        values: dict[str, str | int] = {"payer": payer, "paid": paid.paid_fen if count > 1 else part}
        if paid.why in ("as_asked", "up_to_cost") and paid.limit_fen is not None:
            values["limit"] = paid.limit_fen
        if paid.payment.purpose and paid.paid_fen:
            under.append(_say("purpose", purpose=paid.payment.purpose))
        step = _say(f"paid.{paid.why}", **values)
        notes = done.package.notes(paid.payment.interpretations)
        steps.append(step._replace(cite=paid.payment.cite, readings=notes, steps=tuple(under)))
    if division.stopped:
        return [*steps, _say("pool_stopped")] if done.line.cost_fen else steps
    left = division.left[place]
    if division.rest != "undetermined":
        steps.append(_rest(done, paid=done.line.cost_fen - left, payer=division.rest))
    return steps


_TELL: Mapping[str, Callable[[Any, LineSplit], list[Reason]]] = {
    "pays_all": _pays_all,
    "shared": _shared,
    "regulated_price": _regulated,
    "capped_subsidy": _capped,
    "subsidy_rate_unstated": _as_approved,
    "from_pot": _from_pot,
    "unresolved": _unresolved,
}


def explain_line(done: LineSplit) -> Reason:
    """Why this line is divided as it is. The rule's reason carries clause and readings; its steps the arithmetic."""
    line, answer = done.line, done.answer
    if done.division:
        arithmetic = _pool(done.division, done.place, done)
    else:
        arithmetic = _TELL[answer.rule.kind](answer.rule, done) if line.cost_fen else [_say("zero")]
    rule = Reason(
        "funding.rule_segment" if answer.segment else "funding.rule",
        answer.named,
        answer.cite,
        done.package.notes(answer.reading_ids),
        tuple(arithmetic),
    )
    steps = [rule]
    for payer, fen in done.shares.items():
        steps.append(Reason("funding.share", {"payer": _name(done, payer), "amount": fen}))
    if done.undetermined_fen:
        steps.append(_say("undetermined", amount=done.undetermined_fen))
    return Reason("funding.line", {"item": answer.title, "cost": line.cost_fen}, (), (), tuple(steps))
