"""The split of cost lines among their payers, exactly, by the one rule that answers for each item and segment.

A capped payer takes the floor of ``cost × cap`` and whoever bears the rest absorbs the remainder; so a cap is never
exceeded by rounding. What the text gives to nobody stays undetermined; so the parts always add up to the cost. Lines
whose limit is measured on several together (`pools`) are divided together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from linli.core.faults import BadInput, Fault
from linli.core.funding.formulas import Situation
from linli.core.funding.lines import CostLine, LineSplit, Split, Subtotal
from linli.core.funding.pools import Asked, divide_pool, facts_faults, pools_of, pot_allows
from linli.core.funding.resolve import Answer, check_line, find_payer, known_answers
from linli.core.money import floor_share, largest_remainder
from linli.core.policy.model import (
    CappedSubsidy,
    Chain,
    FromPot,
    Grant,
    Package,
    PaysAll,
    RegulatedPrice,
    SharedAmong,
    SubsidyRateUnstated,
    Unresolved,
)

#: shares by payer, and the most a capped payer may pay (None without a cap); what is not shared is undetermined
_Division = tuple[dict[str, int], int | None]


def _pays_all(package: Package, rule: PaysAll, line: CostLine, _on: date | None) -> _Division:
    instead = find_payer(package, line.override) if line.override else None
    if instead is None:
        return {rule.payer: line.cost_fen}, None
    paid = line.cost_fen if line.approved_fen is None else min(line.approved_fen, line.cost_fen)
    shares = {instead: paid}
    if line.approved_fen is not None:
        shares[rule.payer] = shares.get(rule.payer, 0) + line.cost_fen - paid
    return shares, None


def _regulated(_package: Package, rule: RegulatedPrice, line: CostLine, _on: date | None) -> _Division:
    return {rule.payer: line.cost_fen}, None


def _shared(package: Package, rule: SharedAmong, line: CostLine, _on: date | None) -> _Division:
    """By the text's weights, or by the agreement on the line; otherwise the group as a whole."""
    if rule.key == "given":
        parts = {one.payer: one.weight or 0 for one in rule.among}
    else:
        named = ((find_payer(package, text), part) for text, part in line.agreement)
        parts = {payer: part for payer, part in named if payer is not None}  # type: ignore[misc]
    if not parts:
        return {rule.payer: line.cost_fen}, None
    by_weight = "weight" in package.rounding.tie
    fens = largest_remainder(line.cost_fen, list(parts.values()), heavier_first=by_weight)
    return dict(zip(parts, fens, strict=True)), None


def _capped(_package: Package, rule: CappedSubsidy, line: CostLine, _on: date | None) -> _Division:
    limit = floor_share(line.cost_fen, rule.cap)
    paid = limit if line.approved_fen is None else min(line.approved_fen, limit)
    shares = {rule.payer: paid}
    shares[rule.rest] = shares.get(rule.rest, 0) + line.cost_fen - paid
    return shares, limit


def _as_approved(_package: Package, rule: SubsidyRateUnstated, line: CostLine, _on: date | None) -> _Division:
    if line.approved_fen is None:
        return {}, None
    paid = min(line.approved_fen, line.cost_fen)
    shares = {rule.payer: paid}
    if rule.rest != "undetermined":
        shares[rule.rest] = shares.get(rule.rest, 0) + line.cost_fen - paid
    return shares, None


def _from_pot(package: Package, rule: FromPot, line: CostLine, on: date | None) -> _Division:
    pot = next((pot for pot in package.pots if pot.id == rule.pot), None)
    at = Situation(package, line.facts, line.cost_fen, line.cost_fen, line.cost_fen, line.row)
    if pot and pot_allows(pot, at, on)[0] is not True:
        return {}, None
    granted = line.cost_fen if line.approved_fen is None else min(line.approved_fen, line.cost_fen)
    return {rule.payer: granted}, None


def _nobody(_package: Package, _rule: Unresolved, _line: CostLine, _on: date | None) -> _Division:
    return {}, None


_DIVIDE: Mapping[str, Callable[[Package, Any, CostLine, date | None], _Division]] = {
    "pays_all": _pays_all,
    "shared": _shared,
    "regulated_price": _regulated,
    "capped_subsidy": _capped,
    "subsidy_rate_unstated": _as_approved,
    "from_pot": _from_pot,
    "unresolved": _nobody,
}


def _divide(package: Package, asked: Sequence[Asked], on: date | None) -> tuple[LineSplit, ...]:
    """Every line divided; lines that belong together, together. The answers stand in the order of the lines."""
    pools = pools_of(asked)
    costs: dict[str, int] = {}
    for line, _ in asked if pools else ():
        costs[line.compound] = costs.get(line.compound, 0) + line.cost_fen
    pooled = dict(
        one for places in pools for one in _pool(package, asked, places, costs[asked[places[0]][0].compound], on)
    )
    return tuple(
        pooled[place] if place in pooled else _alone(package, line, answer, on)
        for place, (line, answer) in enumerate(asked)
    )


def _alone(package: Package, line: CostLine, answer: Answer, on: date | None) -> LineSplit:
    """A line divided by itself; one that costs nothing bears nothing."""
    cost = line.cost_fen
    if not cost:
        return LineSplit(package, line, answer, {}, 0)
    shares, limit = _DIVIDE[answer.rule.kind](package, answer.rule, line, on)
    return LineSplit(package, line, answer, shares, cost - sum(shares.values()), limit, None, 0, on)


def _pool(
    package: Package, asked: Sequence[Asked], places: Sequence[int], compound_cost_fen: int, on: date | None
) -> Iterable[tuple[int, LineSplit]]:
    rule = asked[places[0]][1].rule
    assert isinstance(rule, (CappedSubsidy, Grant, Chain))
    members = [asked[place] for place in places]
    division = divide_pool(package, members, rule, compound_cost_fen=compound_cost_fen, on=on)
    for index, (place, (line, answer)) in enumerate(zip(places, members, strict=True)):
        shares = division.shares(index)
        alone = len(members) == 1 and len(division.payments) == 1
        limit = division.payments[0].limit_fen if alone else None
        left = line.cost_fen - sum(shares.values())
        yield place, LineSplit(package, line, answer, shares, left, limit, division, index, on)


def split_line(package: Package, line: CostLine, *, on: date | None = None) -> LineSplit:
    """Who bears how much of this line by itself, and why. Raises BadInput when it cannot be read under this package.

    on: the day of the answer, where a pot's expiry matters.
    """
    answer, faults = check_line(package, line)
    if faults or answer is None:
        raise BadInput(faults)
    return _divide(package, [(line, answer)], on)[0]


def _add_up(payers: Iterable[str], some: Iterable[tuple[int, Mapping[str, int], int]]) -> Subtotal:
    """Costs, shares and what is undetermined, added up; the payers in their order."""
    sums: dict[str, int] = {}
    cost = undetermined = 0
    for cost_fen, shares, undetermined_fen in some:
        cost += cost_fen
        undetermined += undetermined_fen
        for payer, fen in shares.items():
            sums[payer] = sums.get(payer, 0) + fen
    return Subtotal(cost, {payer: sums[payer] for payer in payers if payer in sums} | sums, undetermined)


def _read(package: Package, lines: Iterable[CostLine]) -> tuple[list[Asked], list[Fault]]:
    asked: list[Asked] = []
    faults: list[Fault] = []
    known = known_answers(package)
    for line in lines:
        answer = known.get((line.item, line.segment))
        if answer is None or not answer.takes(line):
            answer, found = check_line(package, line)
            faults.extend(found)
            if answer is None or found:
                continue
        asked.append((line, answer))
    return asked, [*faults, *facts_faults(asked)]


def check_lines(package: Package, lines: Iterable[CostLine]) -> list[Fault]:
    """Everything wrong with these lines: unknown items and segments, negative or oversize amounts, decisions that the
    rule does not allow, facts told differently by lines that are divided together."""
    return _read(package, lines)[1]


def split(package: Package, lines: Iterable[CostLine], *, on: date | None = None) -> Split:
    """All lines divided and added up per payer and per compound. Raises BadInput with every fault of every line.

    on: the day of the answer, where a pot's expiry matters.
    """
    asked, faults = _read(package, lines)
    if faults:
        raise BadInput(faults)
    done = _divide(package, asked, on)
    groups: dict[str, list[tuple[int, Mapping[str, int], int]]] = {}
    for one in done:
        groups.setdefault(one.line.compound, []).append((one.line.cost_fen, one.shares, one.undetermined_fen))
    payers = tuple(package.payer_by_id)
    by_compound = {name: _add_up(payers, group) for name, group in groups.items()}
    whole = _add_up(payers, [(sub.cost_fen, sub.shares, sub.undetermined_fen) for sub in by_compound.values()])
    return Split(done, whole.shares, whole.undetermined_fen, by_compound)
