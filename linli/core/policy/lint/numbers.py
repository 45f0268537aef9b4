"""Numbers that cannot be: shares above the whole, sums that do not close, windows that end before they begin."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.money import format_wan
from linli.core.policy.lint.finding import Finding
from linli.core.policy.lint.grants import MAX_TERM
from linli.core.policy.model import CappedSubsidy, Package
from linli.core.policy.walk import plain_rules

_SHORTEST_MONTH = 28


def number_findings(package: Package) -> Iterator[Finding]:
    """Every number out of its bounds and every sum that does not close."""
    for path, _, _, rule in plain_rules(package):
        if isinstance(rule, CappedSubsidy):
            if not 0 <= rule.cap <= 1:
                yield Finding((*path, "cap"), "上限要在 0 与 100% 之间", found=f"{rule.cap}")
            if max(rule.cap.numerator, rule.cap.denominator) > MAX_TERM:
                yield Finding(
                    (*path, "cap"), "比例的分子或分母过大", found=f"{rule.cap}", expected=f"不超过 {MAX_TERM}"
                )
    yield from _sum_findings(package)
    yield from _day_findings(package)


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
