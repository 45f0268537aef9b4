"""Mutants of who pays what: caps, payers, rests, rates, the rule of an item; conditions and standards of items."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from linli.core.cases.mutants.tree import REMOVED, Mutant, mutant, other, share_text
from linli.core.policy.model import CappedSubsidy, CatalogueItem, FundingRule, Package, Requirement, SegmentedRule
from linli.core.policy.model.funding import PlainRule, SubsidyRateUnstated
from linli.core.policy.textyaml import Keys
from linli.core.policy.walk import plain_rules

_MONEY, _REQUIREMENTS = "资金.csv", "条件.csv"
_POINT = Fraction(1, 100)


def money_mutants(package: Package) -> Iterator[Mutant]:
    """Every mutant of the funding rules and of the catalogue."""
    for path, rule_id, segment, rule in plain_rules(package):
        name = f"{rule_id}·{segment}" if segment else rule_id
        yield from _rule_mutants(package, path, name, rule)
    for index, item in enumerate(package.items):
        yield from _item_mutants(package, ("items", index), item)


def _rule_mutants(package: Package, path: Keys, name: str, rule: PlainRule) -> Iterator[Mutant]:
    payers = [payer.id for payer in package.payers]
    hint = f"加一行用到 {name} 的费用，写出各方应出的数"
    payer, rest = getattr(rule, "payer", None), getattr(rule, "rest", None)
    if payer and (swapped := other(payer, payers, avoid=[rest or ""])):
        yield mutant((*path, "payer"), swapped, was=payer, what=f"{name} 的出资方", sheet=_MONEY, hint=hint)
    if rest:
        choices = [*payers, "undetermined"] if isinstance(rule, SubsidyRateUnstated) else payers
        if swapped := other(rest, choices, avoid=[payer or ""]):
            yield mutant((*path, "rest"), swapped, was=rest, what=f"{name} 的其余部分", sheet=_MONEY,
                         hint=hint + "（有批复且低于费用）")  # fmt: skip
    if isinstance(rule, CappedSubsidy):
        for cap in (rule.cap + _POINT, rule.cap - _POINT):
            if 0 <= cap <= 1:
                tip = f"加一行费用 100 元、没有批复的用例，写出上限 {share_text(rule.cap)} 时的数"
                yield mutant(
                    (*path, "cap"), share_text(cap), was=rule.cap, what=f"{name} 的上限", sheet=_MONEY, hint=tip
                )
    if isinstance(rule, SubsidyRateUnstated):
        yield _as_if_paid_in_full(path, name, rule, hint)


def _as_if_paid_in_full(path: Keys, name: str, rule: SubsidyRateUnstated, hint: str) -> Mutant:
    """The rate that the text does not state, taken for the whole."""
    whole: dict[str, Any] = {"kind": "pays_all", "payer": rule.payer}
    segmented = path[-1] == "rule"
    changes = ((path, whole),) if segmented else (((*path, "kind"), "pays_all"), ((*path, "rest"), REMOVED))
    return Mutant((*path, "kind"), f"{name} 的种类", rule.kind, "pays_all", _MONEY, hint + "（没有批复）", changes)


def _item_mutants(package: Package, path: Keys, item: CatalogueItem) -> Iterator[Mutant]:
    title = f"{item.number} {item.name}"
    swapped = _other_rule(package, item)
    if swapped:
        changes: tuple[tuple[Keys, Any], ...] = (((*path, "rule"), swapped),)
        if not _fits(package, swapped, item):
            changes = (*changes, ((*path, "segments"), []))
        hint = f"给 {title} 加一行费用，写出各方应出的数"
        yield Mutant((*path, "rule"), f"{title} 的资金规则", item.rule, swapped, _MONEY, hint, changes)
    rule = package.rule_by_id[item.rule]
    if item.segments and isinstance(rule, SegmentedRule) and len(item.segments) < len(rule.segments):
        hint = f"给 {title} 加一行写了不可用分段的费用，期望·拒绝 写 是"
        was = "、".join(item.segments)
        yield mutant((*path, "segments"), [], was=was, what=f"{title} 可用的分段", sheet=_MONEY, hint=hint)
    for side, label in (("conditions", "适用条件"), ("standards", "标准")):
        for number, requirement in enumerate(getattr(item, side)):
            yield from _requirement_mutants((*path, side, number), f"{title} 的{label}", requirement)


def _other_rule(package: Package, item: CatalogueItem) -> str | None:
    """A rule that answers otherwise than the item's own: one of the same shape if there is one."""
    own = _answer(package.rule_by_id[item.rule])
    others = [rule.id for rule in package.rules if _answer(rule) != own]
    fitting = [rule for rule in others if _fits(package, rule, item)]
    return other(item.rule, fitting) or other(item.rule, others)


def _answer(rule: FundingRule) -> str:
    """What a rule says about money, without its name, clause and readings."""
    silent = {"id", "name", "cite", "interpretations", "strength", "refers_to"}
    if isinstance(rule, SegmentedRule):
        return str([(segment.id, segment.rule.model_dump(exclude=silent)) for segment in rule.segments])
    return str(rule.model_dump(exclude=silent))


def _fits(package: Package, rule_id: str, item: CatalogueItem) -> bool:
    """Whether a rule could answer for the item with the segments it has."""
    rule, own = package.rule_by_id[rule_id], package.rule_by_id[item.rule]
    if not item.segments:
        return isinstance(rule, SegmentedRule) == isinstance(own, SegmentedRule)
    return isinstance(rule, SegmentedRule) and set(item.segments) <= {segment.id for segment in rule.segments}


_STRICTER = {"<=": "<", ">=": ">", "<": "<=", ">": ">="}


def _requirement_mutants(path: Keys, what: str, requirement: Requirement) -> Iterator[Mutant]:
    what = f"{what} {requirement.measure}"
    hint = f"加两行：{requirement.measure} 恰好到 {requirement.value} 和刚好不到"
    yield mutant(path, REMOVED, was=f"{requirement.op}{requirement.value}", what=what, sheet=_REQUIREMENTS, hint=hint)
    if strict := _STRICTER.get(requirement.op):
        yield mutant(
            (*path, "op"), strict, was=requirement.op, what=f"{what} 是否含本数", sheet=_REQUIREMENTS, hint=hint
        )
    if isinstance(requirement.value, Fraction):
        step = _POINT if 0 < requirement.value <= 1 else Fraction(1)
        for value in (requirement.value + step, requirement.value - step):
            if value < 0:
                continue
            yield Mutant((*path, "value"), what, str(requirement.value), str(value), _REQUIREMENTS, hint,
                         (((*path, "value"), value),))  # fmt: skip
    else:
        now = {"yes": "no", "no": "yes"}.get(requirement.value, "other")
        yield mutant((*path, "value"), now, was=requirement.value, what=what, sheet=_REQUIREMENTS, hint=hint)
