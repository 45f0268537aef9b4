"""The split of a cost line among its payers, exactly, by the one rule that answers for its item and segment.

A capped payer takes the floor of ``cost × cap`` and whoever bears the rest absorbs the remainder; so a cap is never
exceeded by rounding. What the text gives to nobody stays undetermined; so the parts always add up to the cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from linli.core.faults import BadInput
from linli.core.funding.lines import CostLine, LineSplit, Split, Subtotal
from linli.core.funding.resolve import Answer, check_line
from linli.core.money import floor_share
from linli.core.policy.model import (
    CappedSubsidy,
    FromPot,
    Package,
    PaysAll,
    RegulatedPrice,
    SharedAmong,
    SubsidyRateUnstated,
    Unresolved,
)

#: shares by payer, and the most a capped payer may pay (None without a cap); what is not shared is undetermined
_Division = tuple[dict[str, int], int | None]


def _whole_to_payer(rule: PaysAll | SharedAmong | RegulatedPrice, line: CostLine) -> _Division:
    return {rule.payer: line.cost_fen}, None


def _capped(rule: CappedSubsidy, line: CostLine) -> _Division:
    limit = floor_share(line.cost_fen, rule.cap)
    paid = limit if line.approved_fen is None else min(line.approved_fen, limit)
    shares = {rule.payer: paid}
    shares[rule.rest] = shares.get(rule.rest, 0) + line.cost_fen - paid
    return shares, limit


def _as_approved(rule: SubsidyRateUnstated, line: CostLine) -> _Division:
    if line.approved_fen is None:
        return {}, None
    paid = min(line.approved_fen, line.cost_fen)
    shares = {rule.payer: paid}
    if rule.rest != "undetermined":
        shares[rule.rest] = shares.get(rule.rest, 0) + line.cost_fen - paid
    return shares, None


def _from_pot(rule: FromPot, line: CostLine) -> _Division:
    granted = line.cost_fen if line.approved_fen is None else min(line.approved_fen, line.cost_fen)
    return {rule.payer: granted}, None


def _nobody(_rule: Unresolved, _line: CostLine) -> _Division:
    return {}, None


_DIVIDE: Mapping[str, Callable[[Any, CostLine], _Division]] = {
    "pays_all": _whole_to_payer,
    "shared": _whole_to_payer,
    "regulated_price": _whole_to_payer,
    "capped_subsidy": _capped,
    "subsidy_rate_unstated": _as_approved,
    "from_pot": _from_pot,
    "unresolved": _nobody,
}


def _divide(package: Package, line: CostLine, answer: Answer) -> LineSplit:
    if not line.cost_fen:
        return LineSplit(package, line, answer, {}, 0)
    shares, limit = _DIVIDE[answer.rule.kind](answer.rule, line)
    return LineSplit(package, line, answer, shares, line.cost_fen - sum(shares.values()), limit)


def split_line(package: Package, line: CostLine) -> LineSplit:
    """Who bears how much of this line, and why. Raises BadInput when the line cannot be read under this package."""
    answer, faults = check_line(package, line)
    if faults or answer is None:
        raise BadInput(faults)
    return _divide(package, line, answer)


def _add_up(package: Package, lines: Iterable[LineSplit]) -> Subtotal:
    sums: dict[str, int] = {}
    cost = undetermined = 0
    for one in lines:
        cost += one.line.cost_fen
        undetermined += one.undetermined_fen
        for payer, fen in one.shares.items():
            sums[payer] = sums.get(payer, 0) + fen
    ordered = {payer.id: sums[payer.id] for payer in package.payers if payer.id in sums}
    return Subtotal(cost, {**ordered, **sums}, undetermined)


def split(package: Package, lines: Iterable[CostLine]) -> Split:
    """All lines divided and added up per payer and per compound. Raises BadInput with every fault of every line."""
    done, faults = [], []
    for line in lines:
        answer, found = check_line(package, line)
        faults.extend(found)
        if answer and not found:
            done.append(_divide(package, line, answer))
    if faults:
        raise BadInput(faults)
    groups: dict[str, list[LineSplit]] = {}
    for one in done:
        groups.setdefault(one.line.compound, []).append(one)
    whole = _add_up(package, done)
    by_compound = {name: _add_up(package, group) for name, group in groups.items()}
    return Split(tuple(done), whole.shares, whole.undetermined_fen, by_compound)
