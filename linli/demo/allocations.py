"""How a pot was handed out: phase after phase, those furthest ahead first, until it no longer reaches (X6.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from linli.core.funding import CostLine, split
from linli.core.policy.model import Package
from linli.demo.plan import AllocationPlan, CompoundPlan


def needs_of(package: Package, compounds: Sequence[CompoundPlan], payer: str) -> dict[str, int]:
    """Fen that each compound needs from ``payer``, by the rules of the package."""
    lines = [
        CostLine(row, compound.name, cost.item, cost.segment or None, cost.cost_fen, cost.approved_fen)
        for compound in compounds
        for row, cost in enumerate(compound.costs, start=1)
    ]
    by_compound = split(package, lines).by_compound
    return {name: subtotal.shares.get(payer, 0) for name, subtotal in by_compound.items()}


def allocations_of(
    package: Package, compounds: Sequence[CompoundPlan], days: Mapping[str, date], day: date
) -> tuple[AllocationPlan, ...]:
    """Who got how much on which day. The first that no longer fits gets the rest in whole 万元, later ones nothing."""
    pot = package.pots[0]
    payer = next(rule.payer for rule in package.rules if rule.kind == "from_pot" and rule.pot == pot.id)
    needs = needs_of(package, compounds, payer)
    left, given = pot.total, []
    for compound in _in_order(compounds, days):
        on, need = days[compound.phase], needs[compound.name]
        if on > day or need == 0:
            continue
        amount = need if need <= left else left // 1_000_000 * 1_000_000
        if amount == 0:
            break
        given.append(AllocationPlan(pot.id, compound.name, amount, on))
        left -= amount
        if amount < need:
            break
    return tuple(given)


def _in_order(compounds: Sequence[CompoundPlan], days: Mapping[str, date]) -> list[CompoundPlan]:
    """By phase; within a phase those with more evidence first, then as listed."""
    phases = list(days)
    return sorted(compounds, key=lambda compound: (phases.index(compound.phase), -len(compound.facts)))
