"""The split as columns of integers: for each item and segment a row of a table, for each row a column of costs.

The table holds what the rule does to a line: whom it pays, the numerator and denominator of the limit, who bears the
rest. What a table cannot hold (grants, chains, merged caps, weights, pots for some compounds only, recorded decisions)
and what leaves 64 bits goes the explaining path, counted. Both paths answer the same to the fen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from linli.core.faults import BadInput
from linli.core.funding import NOTHING_KNOWN, Answer, CostLine, answer_for, check_lines, split
from linli.core.money import MAX_FEN
from linli.core.policy.model import (
    CappedSubsidy,
    FromPot,
    Package,
    PaysAll,
    RegulatedPrice,
    SegmentedRule,
    SharedAmong,
    SubsidyRateUnstated,
    Unresolved,
)

Fens: TypeAlias = npt.NDArray[np.int64]
Table: TypeAlias = npt.NDArray[np.int64] | npt.NDArray[np.object_]

#: an approval that is not there
NONE = -1
_WIDEST = 2**63 - 1
#: lines worked on at a time, so that what is in between stays in the processor's cache
_BLOCK = 1 << 15


@dataclass(frozen=True, slots=True)
class Place:
    """One item and segment. limit: ``cost × num // den``; asks: an approval lowers what is paid; unstated: without an
    approval nothing is known; payer, rest: columns of the answer (the last is “undetermined”); columnar: the table
    holds the whole rule. most_fen: the largest cost whose product with ``num`` stays within 64 bits."""

    item: str
    segment: str | None
    payer: int
    rest: int
    num: int = 1
    den: int = 1
    asks: bool = False
    unstated: bool = False
    columnar: bool = True
    pooled: bool = False
    pot: str = ""

    @property
    def most_fen(self) -> int:
        return min(MAX_FEN, _WIDEST // max(self.num, 1))


@dataclass(frozen=True)
class SplitPlan:
    """The table of a package. payers: ids, in the package's order; the answers have one column more, undetermined."""

    package: Package
    payers: tuple[str, ...]
    places: tuple[Place, ...]
    known: dict[tuple[str, str | None], int] = field(default_factory=dict, compare=False)

    def place(self, item: str, segment: str | None) -> int:
        """The row of an item and segment, written as on a sheet. Raises BadInput as `answer_for` does."""
        key = (item, segment)
        if key not in self.known:
            answer = answer_for(self.package, item, segment)
            self.known[key] = self.known[answer.item.number, answer.segment.id if answer.segment else None]
        return self.known[key]


@dataclass(frozen=True, slots=True)
class Column:
    """The lines of one place. approved: `NONE` where there is no approval, None if there is none at all; compound: the
    number of each line's compound, None: 0, 1, 2 …"""

    place: int
    cost: Fens
    approved: Fens | None = None
    compound: npt.NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True)
class CostColumns:
    """Cost lines by place. compounds: how many; alone: lines with more to them than columns hold."""

    columns: tuple[Column, ...]
    compounds: int
    alone: tuple[CostLine, ...] = ()
    names: tuple[str, ...] = ()

    def name(self, compound: int) -> str:
        return self.names[compound] if self.names else str(compound)


@dataclass(frozen=True, slots=True)
class Totals:
    """``sum(shares) + undetermined_fen == cost_fen``; payers that bear nothing are left out.

    by_compound: a row per payer and one for “undetermined”, a column per compound (None if not asked for).
    explained_lines: how many went the explaining path.
    """

    cost_fen: int
    shares: Mapping[str, int]
    undetermined_fen: int
    by_compound: Table | None
    explained_lines: int


def compile_split(package: Package) -> SplitPlan:
    """The table of a package's funding rules, one row for each item and segment."""
    payers = tuple(payer.id for payer in package.payers)
    plan = SplitPlan(package, payers, ())
    places: list[Place] = []
    for item in package.items:
        rule = package.rule_by_id[item.rule]
        named = [one.id for one in rule.segments] if isinstance(rule, SegmentedRule) else [None]
        for segment in (one for one in named if not item.segments or one in item.segments):
            plan.known[item.number, segment] = len(places)
            places.append(_place(package, answer_for(package, item.number, segment), payers))
    return SplitPlan(package, payers, tuple(places), plan.known)


def _place(package: Package, answer: Answer, payers: Sequence[str]) -> Place:
    number, segment, rule = answer.item.number, answer.segment.id if answer.segment else None, answer.rule
    nobody = len(payers)

    def column(payer: str) -> int:
        return nobody if payer == "undetermined" else payers.index(payer)

    if isinstance(rule, CappedSubsidy) and rule.base == "item":
        cap = rule.cap
        return Place(number, segment, column(rule.payer), column(rule.rest), cap.numerator, cap.denominator, asks=True)
    if isinstance(rule, SubsidyRateUnstated):
        return Place(number, segment, column(rule.payer), column(rule.rest), asks=True, unstated=True)
    if isinstance(rule, FromPot):
        pot = next((one for one in package.pots if one.id == rule.pot), None)
        open_to_all = pot is None or pot.eligible is None
        return Place(number, segment, column(rule.payer), nobody, asks=True, columnar=open_to_all, pot=rule.pot)
    if isinstance(rule, Unresolved):
        return Place(number, segment, nobody, nobody)
    if isinstance(rule, (PaysAll, RegulatedPrice)) or (isinstance(rule, SharedAmong) and rule.key == "agreed"):
        return Place(number, segment, column(rule.payer), nobody)
    return Place(number, segment, nobody, nobody, columnar=False, pooled=not isinstance(rule, SharedAmong))


def read_columns(plan: SplitPlan, lines: Iterable[CostLine]) -> CostColumns:
    """Lines as columns. Raises BadInput for unknown items or segments, with every fault of every line.

    Decisions, agreements, facts and amounts out of range keep their line out of the columns; a line under a merged cap
    or a grant keeps out every line of its compound.
    """
    lines = list(lines)
    try:
        at = [plan.place(line.item, line.segment) for line in lines]
    except BadInput as bad:
        raise BadInput(check_lines(plan.package, lines)) from bad
    merged = {line.compound for line, place in zip(lines, at, strict=True) if plan.places[place].pooled}
    numbers = {name: number for number, name in enumerate(dict.fromkeys(line.compound for line in lines))}
    gathered: dict[int, list[CostLine]] = {}
    alone: list[CostLine] = []
    for line, place in zip(lines, at, strict=True):
        if line.compound in merged or not _is_plain(plan.places[place], line):
            alone.append(line)
        else:
            gathered.setdefault(place, []).append(line)
    columns = tuple(_column(place, several, numbers) for place, several in gathered.items())
    return CostColumns(columns, len(numbers), tuple(alone), tuple(numbers))


def _is_plain(place: Place, line: CostLine) -> bool:
    """Whether the line is no more than its amounts."""
    in_range = 0 <= line.cost_fen <= place.most_fen and 0 <= (line.approved_fen or 0) <= MAX_FEN
    told = line.override or line.agreement or line.facts is not NOTHING_KNOWN
    return place.columnar and in_range and not told


def _column(place: int, lines: list[CostLine], numbers: Mapping[str, int]) -> Column:
    some = any(line.approved_fen is not None for line in lines)
    approved = [NONE if line.approved_fen is None else line.approved_fen for line in lines] if some else None
    return Column(
        place,
        np.fromiter((line.cost_fen for line in lines), np.int64, len(lines)),
        None if approved is None else np.array(approved, np.int64),
        np.fromiter((numbers[line.compound] for line in lines), np.int64, len(lines)),
    )


def split_columns(plan: SplitPlan, lines: CostColumns, *, on: date | None = None, by_compound: bool = False) -> Totals:
    """The totals of `split`, over columns. Raises BadInput with the faults `split` finds.

    on: the day of the answer, where a pot's expiry matters.
    """
    held = [column for column in lines.columns if plan.places[column.place].columnar]
    rest = [line for column in lines.columns if not plan.places[column.place].columnar
            for line in _as_lines(plan, column, lines)]  # fmt: skip
    merged = {line.compound for line in rest if plan.places[plan.place(line.item, line.segment)].pooled}
    if merged or not _fits(plan, held):
        rest += [line for column in held for line in _as_lines(plan, column, lines)]
        held = []
    sums = [0] * (len(plan.payers) + 1)
    table = np.zeros((len(sums), lines.compounds), np.int64) if by_compound else None
    for column in held:
        _add(plan, column, sums, table, closed=_closed(plan, column, on))
    explained = (*lines.alone, *rest)
    found = _explain(plan, explained, lines, on, sums, table) if explained else table
    shares = {payer: sums[number] for number, payer in enumerate(plan.payers) if sums[number]}
    return Totals(sum(sums), shares, sums[-1], found, len(explained))


def _fits(plan: SplitPlan, columns: Iterable[Column]) -> bool:
    """Whether no product and no sum can leave 64 bits and no amount is one that a sheet may not hold."""
    total = 0
    for column in columns:
        if not column.cost.size:
            continue
        most = int(column.cost.view(np.uint64).max())  # a negative amount reads as one beyond every limit
        total += most * column.cost.size
        if most > plan.places[column.place].most_fen:
            return False
        if column.approved is not None and not NONE <= column.approved.min() <= column.approved.max() <= MAX_FEN:
            return False
    return total <= _WIDEST or sum(sum(map(int, column.cost)) for column in columns) <= _WIDEST


def _closed(plan: SplitPlan, column: Column, on: date | None) -> bool:
    """Whether the column's pot has run out on the day."""
    name = plan.places[column.place].pot
    pot = next((one for one in plan.package.pots if name and one.id == name), None)
    return bool(on and pot and pot.expires and on > pot.expires)


def _add(plan: SplitPlan, column: Column, sums: list[int], table: Fens | None, *, closed: bool) -> None:
    """Add a column's shares to the sums, a block at a time."""
    place, nobody = plan.places[column.place], len(plan.payers)
    if closed or place.payer == nobody:
        place = Place(place.item, place.segment, nobody, nobody)
    for start in range(0, column.cost.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        cost = column.cost[block]
        approved = None if column.approved is None else column.approved[block]
        compound = None if column.compound is None else column.compound[block]
        whole = int(cost.sum())
        paid, unknown = _paid(place, cost, approved)
        if table is not None:
            for row, fens in ((place.payer, paid), (nobody, unknown), (place.rest, cost - paid - unknown)):
                if compound is None:
                    table[row, start : start + cost.size] += fens
                else:
                    np.add.at(table[row], compound, fens)
        given = whole if paid is cost else int(paid.sum())
        open_ = int(unknown.sum()) if isinstance(unknown, np.ndarray) else 0
        sums[place.payer] += given
        sums[nobody] += open_
        sums[place.rest] += whole - given - open_


def _paid(place: Place, cost: Fens, approved: Fens | None) -> tuple[Fens, Fens | int]:
    """What the payer bears of each line, and what is not known of it."""
    limit = cost if place.num == place.den else cost * place.num // place.den
    if not place.asks:
        return limit, 0
    if approved is None:
        return (np.zeros_like(cost), cost) if place.unstated else (limit, 0)
    # read as unsigned, a missing approval is beyond every limit
    paid = np.minimum(approved.view(np.uint64), limit.view(np.uint64)).view(np.int64)
    if not place.unstated:
        return paid, 0
    unknown = np.where(approved < 0, cost, 0)
    return paid - unknown, unknown


def _as_lines(plan: SplitPlan, column: Column, lines: CostColumns) -> list[CostLine]:
    """The column's lines as the explaining path reads them; lines that cost nothing bear nothing."""
    place = plan.places[column.place]
    approved: Sequence[int] = [NONE] * column.cost.size if column.approved is None else column.approved.tolist()
    compound = range(column.cost.size) if column.compound is None else column.compound.tolist()
    return [
        CostLine(row, lines.name(number), place.item, place.segment, cost, None if given == NONE else given)
        for row, (number, cost, given) in enumerate(zip(compound, column.cost.tolist(), approved, strict=True), 1)
        if cost
    ]


def _explain(
    plan: SplitPlan, some: Sequence[CostLine], lines: CostColumns, on: date | None, sums: list[int], table: Fens | None
) -> Table | None:
    """Add what the explaining path finds; the table turns to unbounded integers if it must."""
    found = split(plan.package, some, on=on)
    columns = {payer: number for number, payer in enumerate(plan.payers)}
    for payer, fen in found.totals.items():
        sums[columns[payer]] += fen
    sums[-1] += found.undetermined_fen
    if table is None:
        return None
    wide: Table = table if sum(sums) <= _WIDEST else table.astype(np.object_)
    numbers = {lines.name(number): number for number in range(lines.compounds)}
    for name, subtotal in found.by_compound.items():
        wide[-1, numbers[name]] += subtotal.undetermined_fen
        for payer, fen in subtotal.shares.items():
            wide[columns[payer], numbers[name]] += fen
    return wide
