"""Numbers that cannot be: shares above the whole, sums that do not close, windows that end before they begin."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from linli.core.money import format_wan
from linli.core.policy.lint.finding import Finding
from linli.core.policy.model import CappedSubsidy, Package
from linli.core.policy.walk import plain_rules

#: the largest numerator or denominator of a share: money × numerator stays far from any machine limit
_MAX_TERM = 1_000_000
_SHORTEST_MONTH = 28


def number_findings(package: Package) -> Iterator[Finding]:
    """Every number out of its bounds and every sum that does not close."""
    for path, _, _, rule in plain_rules(package):
        if isinstance(rule, CappedSubsidy):
            if not 0 <= rule.cap <= 1:
                yield Finding((*path, "cap"), "上限要在 0 与 100% 之间", found=f"{rule.cap}")
            if max(rule.cap.numerator, rule.cap.denominator) > _MAX_TERM:
                yield Finding(
                    (*path, "cap"), "比例的分子或分母过大", found=f"{rule.cap}", expected=f"不超过 {_MAX_TERM}"
                )
    yield from _vote_findings(package)
    yield from _sum_findings(package)
    yield from _day_findings(package)


def _vote_findings(package: Package) -> Iterator[Finding]:
    for index, vote in enumerate(package.votes):
        if not vote.tests:
            yield Finding(("votes", index, "tests"), f"表决规则 {vote.id} 一个条件也没有，任何结果都会通过")
        for number, test in enumerate(vote.tests):
            key = "at_least" if test.inclusive else "more_than"
            path = ("votes", index, "tests", number, key)
            least, most = (Fraction(0), Fraction(1)) if test.inclusive else (Fraction(-1), Fraction(1))
            if not least < test.threshold <= most or (test.threshold == 1 and not test.inclusive):
                yield Finding(path, "门槛要在 0 与 100% 之间，且可能达到也可能达不到", found=f"{test.threshold}")
            elif test.threshold < 0 or max(test.threshold.numerator, test.threshold.denominator) > _MAX_TERM:
                yield Finding(path, "比例的分子或分母过大", found=f"{test.threshold}", expected=f"不超过 {_MAX_TERM}")


def _sum_findings(package: Package) -> Iterator[Finding]:
    quotas = package.quotas
    if quotas and "sum-equals-total" in quotas.checks:
        total = sum(phase.compounds for phase in quotas.phases)
        if total != quotas.total:
            yield Finding(("quotas", "total"), f"各期之和是 {total}，与总数不符", found=str(quotas.total))
    for index, pot in enumerate(package.pots):
        if pot.total <= 0 or any(grant.amount <= 0 for grant in pot.parts):
            yield Finding(("pots", index), "资金数额要大于零")
        total = sum(grant.amount for grant in pot.parts)
        if "sum-equals-total" in pot.checks and total != pot.total:
            message = f"各笔之和是 {format_wan(total)}万元，与总额不符"
            yield Finding(("pots", index, "total"), message, found=f"{format_wan(pot.total)}万元")


def _day_findings(package: Package) -> Iterator[Finding]:
    for index, stage in enumerate(package.stages):
        if stage.window and stage.window.from_ > stage.window.until:
            yield Finding(("stages", index, "window", "until"), "时段的止日早于起日",
                          found=f"{stage.window.from_} 至 {stage.window.until}")  # fmt: skip
    for index, source in enumerate(package.sources):
        if source.effective and source.until and source.effective > source.until:
            yield Finding(("sources", index, "until"), "失效日早于施行日", found=str(source.until))
    if not 1 <= package.deadline_defaults.mid_month <= _SHORTEST_MONTH:
        yield Finding(("deadline_defaults", "mid_month"), "中旬要是每个月都有的一天",
                      found=str(package.deadline_defaults.mid_month), expected=f"1 至 {_SHORTEST_MONTH}")  # fmt: skip
