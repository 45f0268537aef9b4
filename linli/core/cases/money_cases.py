"""``cases/资金.csv``: cost lines with the share that each payer should bear. The parts must always add up to the cost.

Rows of one 用例 are lines of one compound; what is measured on several together is so. Facts that formulas ask for
stand in columns of their own. 期望·预拨: what is paid ahead of the payments that have an advance.
期望·拒绝 = 是: the line must be refused (a segment that the item does not have).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from linli.core.cases.outcome import Outcome
from linli.core.cases.rows import CellReader
from linli.core.faults import BadInput, Fault
from linli.core.funding import HEADERS, CostLine, Facts, LineSplit, agreement_in, check_lines, facts_of, split
from linli.core.money import format_yuan, parse_area, parse_factor, parse_money
from linli.core.policy.model import Package
from linli.core.policy.sheets import Sheet, SheetRow, did_you_mean, plain
from linli.core.wording import listed, say

NAME = "资金.csv"
#: the tables of the package that the answers depend on
READS = frozenset({"rules", "items", "payers", "pots", "rounding", "money"})
REQUIRED = ("用例", "项目", "费用(元)")
_DECISIONS = ("用途", "改由", "依据", "协议份额")
OPTIONAL = ("分段", "批复(元)", *HEADERS.values(), *_DECISIONS, "日期", "期望·*", "说明")
_EXPECTED = "期望·"
_REFUSED = "期望·拒绝"
_ADVANCE = "期望·预拨"
_UNDETERMINED = ("未定", "undetermined")


@dataclass(frozen=True, slots=True)
class MoneyCase:
    """A cost line and the fen expected of each payer (None: of nobody)."""

    name: str
    note: str
    line: CostLine
    expected: tuple[tuple[str | None, int], ...]
    refused: bool = False
    on: date | None = None
    advance: int | None = None


def parse(sheet: Sheet, package: Package) -> tuple[list[MoneyCase], list[Fault]]:
    """The cases of the sheet. A column for a payer the package does not know is a fault."""
    cells = CellReader(sheet)
    payers, faults = _payer_columns(sheet, package)
    cases = []
    for row in sheet.rows:
        cost = cells.money(row, "费用(元)")
        approved = cells.money(row, "批复(元)")
        expected = tuple(_expectations(cells, row, payers))
        if cells.needed(row, "项目", "费用(元)") and cost is not None:
            line = CostLine(
                row.line, row["用例"], row["项目"], row["分段"] or None, cost, approved, _facts(cells, row),
                row["用途"], row["改由"], row["依据"], cells.read(row, "协议份额", agreement_in) or (),
            )  # fmt: skip
            on = cells.day(row, "日期")
            day = on if isinstance(on, date) else None
            cases.append(MoneyCase(row["用例"], row["说明"], line, expected, row[_REFUSED] == "是", day,
                                   cells.money(row, _ADVANCE)))  # fmt: skip
    return cases, [*faults, *cells.faults]


def _facts(cells: CellReader, row: SheetRow) -> Facts:
    readers = {"area_centi": parse_area, "residents_fen": parse_money, "residents_share": parse_factor}
    texts = ("district", "kind", "milestones")
    values: dict[str, object] = {}
    for name, header in HEADERS.items():
        if name in texts:
            values[header] = row[header]
        elif reader := readers.get(name):
            values[header] = cells.read(row, header, reader)
        else:
            values[header] = cells.count(row, header)
    return facts_of(values)


def _payer_columns(sheet: Sheet, package: Package) -> tuple[dict[str, str | None], list[Fault]]:
    known: dict[str, str | None] = {plain(payer.name): payer.id for payer in package.payers}
    known |= {payer.id: payer.id for payer in package.payers}
    known |= dict.fromkeys(_UNDETERMINED, None)
    columns: dict[str, str | None] = {}
    faults = []
    for header in sheet.headers:
        word = header.removeprefix(_EXPECTED)
        if word == header or header in (_REFUSED, _ADVANCE):
            continue
        if word in known:
            columns[header] = known[word]
        else:
            faults.append(Fault(say("cases.no_payer"), file=sheet.file, line=1, column=header, found=word,
                                expected=listed(known), hint=did_you_mean(word, known)))  # fmt: skip
    return columns, faults


def _expectations(cells: CellReader, row: SheetRow, payers: dict[str, str | None]) -> Iterator[tuple[str | None, int]]:
    for header, payer in payers.items():
        amount = cells.money(row, header)
        if amount is not None:
            yield payer, amount


def run(package: Package, cases: list[MoneyCase], sheet: str) -> Iterator[Outcome]:
    """Every expectation of every case, and that the parts add up."""
    by_name: dict[str, list[MoneyCase]] = {}
    for case in cases:
        by_name.setdefault(case.name, []).append(case)
    answers = {row: answer for several in by_name.values() for row, answer in _answers(package, several)}
    for case in cases:
        yield from _outcomes(package, case, answers[case.line.row], sheet)


def _answers(package: Package, several: list[MoneyCase]) -> Iterator[tuple[int, LineSplit | str]]:
    """Row -> the line's split among the lines of its case, or why it was refused."""
    sound = []
    for case in several:
        if faults := check_lines(package, [case.line]):
            yield case.line.row, "；".join(fault.message for fault in faults)
        else:
            sound.append(case)
    on = next((case.on for case in several if case.on), None)
    try:
        done = split(package, [case.line for case in sound], on=on)
    except BadInput as bad:
        told = "；".join(fault.message for fault in bad.faults)
        yield from ((case.line.row, told) for case in sound)
        return
    yield from ((one.line.row, one) for one in done.lines)


def _outcomes(package: Package, case: MoneyCase, found: LineSplit | str, sheet: str) -> Iterator[Outcome]:
    names = {payer.id: payer.name for payer in package.payers}
    if isinstance(found, str):
        wanted, answer = ("拒绝", "拒绝") if case.refused else ("有答复", f"拒绝：{found}")
        yield Outcome(sheet, case.name, case.line.row, "分摊", wanted, answer, case.note)
        return
    if case.refused:
        yield Outcome(sheet, case.name, case.line.row, "分摊", "拒绝", "有答复", case.note)
    total = sum(found.shares.values()) + found.undetermined_fen
    if total != case.line.cost_fen:
        yield Outcome(sheet, case.name, case.line.row, "各方之和", format_yuan(case.line.cost_fen),
                      format_yuan(total), case.note)  # fmt: skip
    if case.advance is not None:
        ahead = format_yuan(found.advance_fen)
        yield Outcome(sheet, case.name, case.line.row, "预拨", format_yuan(case.advance), ahead, case.note)
    for payer, amount in case.expected:
        got = found.undetermined_fen if payer is None else found.shares.get(payer, 0)
        asked = "未定" if payer is None else names.get(payer, payer)
        yield Outcome(sheet, case.name, case.line.row, asked, format_yuan(amount), format_yuan(got), case.note)
