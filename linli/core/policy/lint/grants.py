"""Grants, chains, merged groups, sharers: rows of a table exclude each other, steps rise, terms of a group agree."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.money import MAX_FEN
from linli.core.policy.lint.finding import Finding
from linli.core.policy.model import (
    CappedSubsidy,
    Chain,
    Coefficient,
    FloorSteps,
    Grant,
    Package,
    PerCount,
    SharedAmong,
    ShareOfCost,
    When,
)
from linli.core.policy.model.funding import PlainRule
from linli.core.policy.textyaml import Keys
from linli.core.policy.walk import amounts_of, plain_rules
from linli.core.wording import say

#: the largest numerator or denominator of a share or factor: money × numerator stays far from any machine limit
MAX_TERM = 1_000_000
#: so many of anything at the highest rate still fit into 64 bits
_MAX_RATE = MAX_FEN // 1_000
_SPANS = ("year", "built", "floors", "households", "buildings")


def grant_findings(package: Package) -> Iterator[Finding]:
    """Everything in a formula that could answer twice, never, or wrongly."""
    groups: dict[str, tuple[Keys, str]] = {}
    for path, rule_id, _, rule in plain_rules(package):
        if isinstance(rule, SharedAmong):
            yield from _sharer_findings(path, rule)
        yield from _group_findings(path, rule, groups)
        yield from _advance_findings(path, rule)
        if isinstance(rule, (Grant, Chain)) and rule.base == "item" and rule.group:
            yield Finding((*path, "group"), say("lint.item_group", rule=rule_id), found=rule.group)
        for where, amount in amounts_of(rule, path):
            yield from _amount_findings(where, amount)
    for index, pot in enumerate(package.pots):
        if pot.eligible:
            yield from _span_findings(("pots", index, "eligible"), pot.eligible)


def _group_findings(path: Keys, rule: PlainRule, groups: dict[str, tuple[Keys, str]]) -> Iterator[Finding]:
    """Rules of one group are computed as one, so they must say the same."""
    if not isinstance(rule, (CappedSubsidy, Grant, Chain)) or not rule.group:
        return
    terms = str(rule.model_dump(exclude={"id", "name", "cite", "interpretations"}))
    first, said = groups.setdefault(rule.group, (path, terms))
    if said != terms:
        yield Finding((*path, "group"), say("lint.group_same"), found=rule.group, other=(*first, "group"))


def _sharer_findings(path: Keys, rule: SharedAmong) -> Iterator[Finding]:
    payers = [one.payer for one in rule.among]
    for index, one in enumerate(rule.among):
        here = (*path, "among", index)
        if one.payer in payers[:index]:
            yield Finding((*here, "payer"), say("lint.sharer_twice"), found=one.payer)
        if rule.key == "given" and not one.weight:
            yield Finding(here, say("lint.given_weight"), found=one.payer)
        if rule.key == "agreed" and one.weight is not None:
            yield Finding((*here, "weight"), say("lint.agreed_weight"), found=one.payer)
    if rule.key == "given" and not rule.among:
        yield Finding((*path, "key"), say("lint.given_among"))


def _advance_findings(path: Keys, rule: PlainRule) -> Iterator[Finding]:
    if not isinstance(rule, (Grant, Chain)):
        return
    for index, payment in enumerate(rule.payments):
        here: Keys = (*path, "payments", index) if isinstance(rule, Chain) else path
        if payment.advance is not None and not 0 <= payment.advance <= 1:
            yield Finding((*here, "advance"), say("lint.advance_range"), found=str(payment.advance))
        if payment.only_if:
            yield from _span_findings((*here, "only_if"), payment.only_if)


def _amount_findings(path: Keys, amount: ShareOfCost | PerCount | FloorSteps) -> Iterator[Finding]:
    if isinstance(amount, PerCount):
        yield from _rate_findings(path, amount)
    elif isinstance(amount, FloorSteps):
        for name in ("base", "step", "most"):
            yield from _money_findings((*path, name), getattr(amount, name))
    else:
        if not 0 <= amount.cap <= 1:
            yield Finding((*path, "cap"), say("lint.share_range"), found=str(amount.cap))
        if max(amount.cap.numerator, amount.cap.denominator) > MAX_TERM:
            yield Finding(
                (*path, "cap"),
                say("lint.share_terms"),
                found=str(amount.cap),
                expected=say("lint.at_most", most=MAX_TERM),
            )
        if amount.ceiling:
            yield from _rate_findings((*path, "ceiling"), amount.ceiling)
        if amount.coefficient:
            yield from _step_findings((*path, "coefficient"), amount.coefficient)


def _money_findings(path: Keys, fen: int | None) -> Iterator[Finding]:
    if fen is not None and not 0 <= fen <= _MAX_RATE:
        yield Finding(path, say("lint.rate_range"), found=say("lint.fen", fen=fen))


def _rate_findings(path: Keys, amount: PerCount) -> Iterator[Finding]:
    if amount.rate is None and not amount.rates:
        yield Finding(path, say("lint.rate_missing"))
    yield from _money_findings((*path, "rate"), amount.rate)
    for index, row in enumerate(amount.rates):
        here = (*path, "rates", index)
        yield from _money_findings((*here, "rate"), row.rate)
        yield from _span_findings((*here, "when"), row.when)
        if row.when == When(cite=row.when.cite, interpretations=row.when.interpretations):
            yield Finding((*here, "when"), say("lint.rates_when"))
        for number, other in enumerate(amount.rates[:index]):
            if _overlap(row.when, other.when):
                message = say("lint.rates_overlap")
                yield Finding((*here, "when"), message, other=(*path, "rates", number, "when"))


def _overlap(one: When, other: When) -> bool:
    """Whether some compound could meet both conditions."""
    for name in ("district", "kind"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine and theirs and not set(mine) & set(theirs):
            return False
    for name in _SPANS:
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine and theirs and not mine.meets(theirs):
            return False
    return True


def _span_findings(path: Keys, when: When) -> Iterator[Finding]:
    for name in _SPANS:
        span = getattr(when, name)
        if span and span.at_least is not None and span.at_most is not None and span.at_least > span.at_most:
            yield Finding((*path, name), say("lint.span_empty"), found=str(span))
        if span and span.at_least is None and span.at_most is None:
            yield Finding((*path, name), say("lint.span_open"))


def _step_findings(path: Keys, coefficient: Coefficient) -> Iterator[Finding]:
    before = None
    for index, step in enumerate(coefficient.steps):
        here = (*path, "steps", index)
        if before is not None and step.at_least <= before:
            yield Finding((*here, "at_least"), say("lint.steps_rise"), found=str(step.at_least))
        before = step.at_least
        if max(step.factor.numerator, step.factor.denominator) > MAX_TERM:
            yield Finding((*here, "factor"), say("lint.factor_terms"), found=str(step.factor))
