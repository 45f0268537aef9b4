"""Numbers that cannot be: shares above the whole, sums that do not close, windows that end before they begin."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.money import format_wan
from linli.core.policy.lint.finding import Finding
from linli.core.policy.lint.grants import MAX_TERM
from linli.core.policy.model import CappedSubsidy, Package
from linli.core.policy.walk import plain_rules
from linli.core.wording import say

_SHORTEST_MONTH = 28


def number_findings(package: Package) -> Iterator[Finding]:
    """Every number out of its bounds and every sum that does not close."""
    for path, _, _, rule in plain_rules(package):
        if isinstance(rule, CappedSubsidy):
            if not 0 <= rule.cap <= 1:
                yield Finding((*path, "cap"), say("lint.cap_range"), found=f"{rule.cap}")
            if max(rule.cap.numerator, rule.cap.denominator) > MAX_TERM:
                yield Finding(
                    (*path, "cap"),
                    say("lint.share_terms"),
                    found=f"{rule.cap}",
                    expected=say("lint.at_most", most=MAX_TERM),
                )
    yield from _sum_findings(package)
    yield from _day_findings(package)


def _sum_findings(package: Package) -> Iterator[Finding]:
    quotas = package.quotas
    if quotas and "sum-equals-total" in quotas.checks:
        total = sum(phase.compounds for phase in quotas.phases)
        if total != quotas.total:
            yield Finding(("quotas", "total"), say("lint.phases_sum", total=total), found=str(quotas.total))
    for index, pot in enumerate(package.pots):
        if pot.total <= 0 or any(grant.amount <= 0 for grant in pot.parts):
            yield Finding(("pots", index), say("lint.pot_positive"))
        total = sum(grant.amount for grant in pot.parts)
        if "sum-equals-total" in pot.checks and total != pot.total:
            message = say("lint.parts_sum", total=format_wan(total))
            yield Finding(("pots", index, "total"), message, found=say("lint.wan", amount=format_wan(pot.total)))


def _day_findings(package: Package) -> Iterator[Finding]:
    for index, stage in enumerate(package.stages):
        if stage.window and stage.window.from_ > stage.window.until:
            yield Finding(("stages", index, "window", "until"), say("lint.window_ends"),
                          found=say("law.period", first=stage.window.from_, last=stage.window.until))  # fmt: skip
    for index, source in enumerate(package.sources):
        if source.effective and source.until and source.effective > source.until:
            yield Finding(("sources", index, "until"), say("lint.repeal_early"), found=str(source.until))
    if not 1 <= package.deadline_defaults.mid_month <= _SHORTEST_MONTH:
        yield Finding(("deadline_defaults", "mid_month"), say("lint.mid_month"),
                      found=str(package.deadline_defaults.mid_month),
                      expected=say("lint.days_of_month", last=_SHORTEST_MONTH))  # fmt: skip
