"""What the treasury approved line by line in the 柳州 pilot: below, at and above the cap, or not yet anything."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from linli.core.policy.model import CappedSubsidy, FundingRule, Package, SubsidyRateUnstated
from linli.demo.plan import CostPlan

#: approved per mille of the estimate: mostly near the caps, some above them, some well below
_RATES = (1000, 980, 960, 950, 940, 920, 900, 900, 880, 850, 800, 720)


def with_approvals(package: Package, rng: random.Random, costs: Sequence[CostPlan]) -> tuple[CostPlan, ...]:
    """The same lines with the amounts approved for those that a subsidy may reach; one in six is still waiting."""
    return tuple(
        replace(cost, approved_fen=_approved(rng, cost.cost_fen)) if _is_subsidised(package, cost) else cost
        for cost in costs
    )


def _is_subsidised(package: Package, cost: CostPlan) -> bool:
    rule = package.rule_by_id[package.item_by_key[cost.item].rule]
    return isinstance(_plain(rule, cost.segment), (CappedSubsidy, SubsidyRateUnstated))


def _plain(rule: FundingRule, segment: str) -> object:
    if rule.kind != "by_segment":
        return rule
    return next(part.rule for part in rule.segments if part.id == segment)


def _approved(rng: random.Random, cost_fen: int) -> int | None:
    waiting, rate = rng.random(), rng.choice(_RATES)
    if waiting < 1 / 6:
        return None
    return cost_fen * rate // 1000 // 10_000 * 10_000 or cost_fen
