"""Money, catalogue, quotas and pots of a reading edition, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from linli.core.money import format_wan
from linli.core.policy.edition.formulas import amount_line, payment_lines
from linli.core.policy.edition.parts import Entry, Maker, Section
from linli.core.policy.model import (
    CappedSubsidy,
    FromPot,
    PaysAll,
    RegulatedPrice,
    Requirement,
    SegmentedRule,
    SharedAmong,
    SubsidyRateUnstated,
    Unresolved,
)
from linli.core.policy.model.funding import Chain, Grant, PlainRule

_BASES = {"item": ("逐项", "an item"), "group": ("同组合计", "the group"), "category": ("整个类别合计", "the category")}


def money_sections(make: Maker) -> Iterator[Section]:
    """Who pays for what, the catalogue, quotas, pots and priorities."""
    yield Section("rules", make.say("资金规则", "Who pays"), tuple(_rules(make)))
    yield Section("items", make.say("改造项目", "Catalogue of works"), tuple(_items(make)))
    yield Section("quotas", make.say("分期、资金与次序", "Phases, pots and order"), tuple(_quotas(make)))


def _rules(make: Maker) -> Iterator[Entry]:
    for rule in make.package.rules:
        if isinstance(rule, SegmentedRule):
            parts = [part for segment in rule.segments for part in (segment, segment.rule)]
            lines = [
                line
                for segment in rule.segments
                for line in _under(f"· {segment.name}{make.say('：', ': ')}", _pays(make, segment.rule))
            ]
        else:
            parts, lines = [], _pays(make, rule)
        yield make.entry(
            rule.id,
            rule.name,
            lines,
            cite=[*rule.cite, *(anchor for part in parts for anchor in part.cite)],
            readings=[*rule.interpretations, *(reading for part in parts for reading in part.interpretations)],
        )


def _under(head: str, lines: list[str]) -> list[str]:
    return [head + lines[0], *("　" + line for line in lines[1:])]


def _pays(make: Maker, rule: PlainRule) -> list[str]:
    if isinstance(rule, (Grant, Chain)):
        return [*payment_lines(make, rule.payments), *_terms(make, rule)]
    for kind, tell in _TELL.items():
        if isinstance(rule, kind):
            return [str(tell(make, rule))]
    raise TypeError(rule.kind)


def _terms(make: Maker, rule: Grant | Chain) -> list[str]:
    rest = make.payer(rule.rest)
    lines = [make.say(f"其余：{rest}", f"The rest: {rest}")]
    if rule.minimum:
        least = amount_line(make, rule.minimum.least)
        lines.append(make.say(f"改造投入不少于{least}", f"At least {least} must be spent"))
    return lines


def _pays_all(make: Maker, rule: PaysAll) -> str:
    default = make.say("原则上", "in principle ") if rule.strength == "principle" else ""
    refers = make.say(f"（另见{rule.refers_to}）", f" (see {rule.refers_to})") if rule.refers_to else ""
    return make.say(
        f"{default}由{make.payer(rule.payer)}全额承担{refers}", f"{default}{make.payer(rule.payer)} pays all{refers}"
    )


def _capped(make: Maker, rule: CappedSubsidy) -> str:
    payer, rest, cap = make.payer(rule.payer), make.payer(rule.rest), _percent(rule.cap)
    base = make.say(*_BASES[rule.base])
    return make.say(f"{payer}至多承担 {cap}（{base}，向下取整到分），其余由{rest}承担",
                    f"{payer} pays at most {cap} of {base}, rounded down to the fen; {rest} the rest")  # fmt: skip


def _unstated(make: Maker, rule: SubsidyRateUnstated) -> str:
    payer, rest = make.payer(rule.payer), make.payer(rule.rest)
    return make.say(f"{payer}按批复数承担；文件没有写比例，没有批复就不作答，其余：{rest}",
                    f"{payer} pays what is approved; no rate is stated, so without an approval there is no answer; "
                    f"the rest: {rest}")  # fmt: skip


def _shared(make: Maker, rule: SharedAmong) -> str:
    payer = make.payer(rule.payer)
    if rule.key == "given":
        parts = make.say("、", ", ").join(f"{make.payer(one.payer)} {one.weight or 1}" for one in rule.among)
        return make.say(f"由{payer}按比例分摊：{parts}", f"{payer} share it in proportion: {parts}")
    return make.say(f"由{payer}共同承担，按各方协议分摊", f"{payer} share it as they agree")


def _regulated(make: Maker, rule: RegulatedPrice) -> str:
    payer = make.payer(rule.payer)
    return make.say(f"由{payer}按{rule.price_by}承担", f"{payer} pays at the price set by {rule.price_by}")


def _pot(make: Maker, rule: FromPot) -> str:
    pot = next((pot.name for pot in make.package.pots if pot.id == rule.pot), rule.pot)
    return make.say(f"由{pot}支付；文件没有写单项比例，只受总额限制", f"Paid from {pot}; only its total limits it")


def _unresolved(make: Maker, rule: Unresolved) -> str:
    return make.say(f"文件没有写由谁承担（{rule.reason}），不作答", f"The text does not say who pays ({rule.reason})")


_TELL = {
    PaysAll: _pays_all,
    CappedSubsidy: _capped,
    SubsidyRateUnstated: _unstated,
    SharedAmong: _shared,
    RegulatedPrice: _regulated,
    FromPot: _pot,
    Unresolved: _unresolved,
}


def _percent(share: Fraction) -> str:
    percent = share * 100
    return f"{percent.numerator}%" if percent.denominator == 1 else str(share)


def _items(make: Maker) -> Iterator[Entry]:
    measures = {measure.id: measure for measure in make.package.measures}

    def told(requirement: Requirement) -> str:
        measure = measures.get(requirement.measure)
        value = requirement.value
        text = value if isinstance(value, str) else _number(requirement, value)
        words = {"yes": make.say("是", "yes"), "no": make.say("否", "no"), **(measure.words if measure else {})}
        name = measure.name if measure else requirement.measure
        return f"{name} {requirement.op} {words.get(text, text)}{measure.unit if measure else ''}"

    for item in make.package.items:
        rule = make.package.rule_by_id[item.rule]
        lines = [item.content, item.standard]
        for label, requirements in ((make.say("标准：", "Standard: "), item.standards),
                                    (make.say("适用：", "Applies if: "), item.conditions)):  # fmt: skip
            if requirements:
                lines.append(label + make.say("；", "; ").join(told(requirement) for requirement in requirements))
        lines.append(make.say(f"资金：{rule.name}（{rule.id}）", f"Money: {rule.name} ({rule.id})"))
        cite = (*item.content_cite, *item.standard_cite, *rule.cite)
        yield make.entry(item.number, item.name, lines, cite=cite, readings=item.interpretations)


def _number(requirement: Requirement, value: Fraction) -> str:
    if 0 < value < 1 or (value == 1 and requirement.op == ">="):
        return _percent(value)
    return str(value)


def _quotas(make: Maker) -> Iterator[Entry]:
    package = make.package
    if quotas := package.quotas:
        lines = [make.say(f"{phase.name}：{phase.compounds} 个", f"{phase.name}: {phase.compounds}")
                 for phase in quotas.phases]  # fmt: skip
        lines.append(make.say(f"合计 {quotas.total} 个", f"{quotas.total} in all"))
        title = make.say("各期小区数", "Compounds by phase")
        yield make.entry("quotas", title, lines, cite=quotas.cite, readings=quotas.interpretations)
    titles = {source.id: source.title for source in package.sources}
    for pot in package.pots:
        unit = make.say("万元", " × 10,000 yuan")
        lines = [f"{titles.get(grant.from_, grant.from_)}{make.say('：', ': ')}{format_wan(grant.amount)}{unit}"
                 for grant in pot.parts]  # fmt: skip
        lines.append(make.say(f"合计 {format_wan(pot.total)}万元", f"{format_wan(pot.total)}{unit} in all"))
        if pot.shortfall:
            lines.append(
                make.say("当年安排不到的项目移至下年计划", "Projects it does not reach move to next year's plan")
            )
        cite = (*pot.cite, *(pot.shortfall.cite if pot.shortfall else ()))
        yield make.entry(pot.id, pot.name, lines, cite=cite, readings=pot.interpretations)
    for order, priority in enumerate(package.priorities, start=1):
        better = make.say("高者优先" if priority.better == "high" else "低者优先", f"{priority.better} first")
        line = make.say(f"第 {order} 项，{better}", f"Criterion {order}, {better}")
        yield make.entry(priority.id, priority.name, [line], cite=priority.cite, readings=priority.interpretations)
    for factor in package.application_factors:
        yield make.entry(factor.id, factor.name, [make.say("申报时考虑", "Considered on application")],
                         cite=factor.cite, readings=factor.interpretations)  # fmt: skip
