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
            yield Finding((*path, "group"), f"规则 {rule_id} 逐项计算（base: item），不能又写 group", found=rule.group)
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
        yield Finding(
            (*path, "group"), "同一组的几条规则合并计算，内容必须一样", found=rule.group, other=(*first, "group")
        )


def _sharer_findings(path: Keys, rule: SharedAmong) -> Iterator[Finding]:
    payers = [one.payer for one in rule.among]
    for index, one in enumerate(rule.among):
        here = (*path, "among", index)
        if one.payer in payers[:index]:
            yield Finding((*here, "payer"), "同一家列了两次", found=one.payer)
        if rule.key == "given" and not one.weight:
            yield Finding(here, "份额由文件规定（key: given），每一家都要写 weight", found=one.payer)
        if rule.key == "agreed" and one.weight is not None:
            yield Finding((*here, "weight"), "份额由各方商定（key: agreed），这里不能写 weight", found=one.payer)
    if rule.key == "given" and not rule.among:
        yield Finding((*path, "key"), "份额由文件规定（key: given），要在 among 里列明各家和 weight")


def _advance_findings(path: Keys, rule: PlainRule) -> Iterator[Finding]:
    if not isinstance(rule, (Grant, Chain)):
        return
    for index, payment in enumerate(rule.payments):
        here: Keys = (*path, "payments", index) if isinstance(rule, Chain) else path
        if payment.advance is not None and not 0 <= payment.advance <= 1:
            yield Finding((*here, "advance"), "预拨比例要在 0 与 100% 之间", found=str(payment.advance))
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
            yield Finding((*path, "cap"), "比例要在 0 与 100% 之间", found=str(amount.cap))
        if max(amount.cap.numerator, amount.cap.denominator) > MAX_TERM:
            yield Finding((*path, "cap"), "比例的分子或分母过大", found=str(amount.cap), expected=f"不超过 {MAX_TERM}")
        if amount.ceiling:
            yield from _rate_findings((*path, "ceiling"), amount.ceiling)
        if amount.coefficient:
            yield from _step_findings((*path, "coefficient"), amount.coefficient)


def _money_findings(path: Keys, fen: int | None) -> Iterator[Finding]:
    if fen is not None and not 0 <= fen <= _MAX_RATE:
        yield Finding(path, "标准要大于或等于零，且不能大得离谱", found=f"{fen} 分")


def _rate_findings(path: Keys, amount: PerCount) -> Iterator[Finding]:
    if amount.rate is None and not amount.rates:
        yield Finding(path, "要写 rate（标准）或 rates（标准表）")
    yield from _money_findings((*path, "rate"), amount.rate)
    for index, row in enumerate(amount.rates):
        here = (*path, "rates", index)
        yield from _money_findings((*here, "rate"), row.rate)
        yield from _span_findings((*here, "when"), row.when)
        if row.when == When(cite=row.when.cite, interpretations=row.when.interpretations):
            yield Finding((*here, "when"), "标准表的每一行都要写条件；其余情形写在 rate")
        for number, other in enumerate(amount.rates[:index]):
            if _overlap(row.when, other.when):
                message = "标准表的两行可能同时成立，一种情形只能有一个标准"
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
            yield Finding((*path, name), "起数大于止数，没有一个数符合", found=str(span))
        if span and span.at_least is None and span.at_most is None:
            yield Finding((*path, name), "请写 at_least 或 at_most")


def _step_findings(path: Keys, coefficient: Coefficient) -> Iterator[Finding]:
    before = None
    for index, step in enumerate(coefficient.steps):
        here = (*path, "steps", index)
        if before is not None and step.at_least <= before:
            yield Finding((*here, "at_least"), "各级的起点要从小到大", found=str(step.at_least))
        before = step.at_least
        if max(step.factor.numerator, step.factor.denominator) > MAX_TERM:
            yield Finding((*here, "factor"), "系数的分子或分母过大", found=str(step.factor))
