"""``cases/资金.csv``: cost lines with the share that each payer should bear. The parts must always add up to the cost.

期望·拒绝 = 是: the line must be refused (a segment that the item does not have).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linli.core.cases.outcome import Outcome
from linli.core.cases.rows import CellReader
from linli.core.faults import BadInput, Fault
from linli.core.funding import CostLine, split_line
from linli.core.money import format_yuan
from linli.core.policy.model import Package
from linli.core.policy.sheets import Sheet, SheetRow, did_you_mean, plain

NAME = "资金.csv"
#: the tables of the package that the answers depend on
READS = frozenset({"rules", "items", "payers", "pots", "rounding", "money"})
REQUIRED = ("用例", "项目", "费用(元)")
OPTIONAL = ("分段", "批复(元)", "期望·*", "说明")
_EXPECTED = "期望·"
_REFUSED = "期望·拒绝"
_UNDETERMINED = ("未定", "undetermined")


@dataclass(frozen=True, slots=True)
class MoneyCase:
    """A cost line and the fen expected of each payer (None: of nobody)."""

    name: str
    note: str
    line: CostLine
    expected: tuple[tuple[str | None, int], ...]
    refused: bool = False


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
            line = CostLine(row.line, row["用例"], row["项目"], row["分段"] or None, cost, approved)
            cases.append(MoneyCase(row["用例"], row["说明"], line, expected, row[_REFUSED] == "是"))
    return cases, [*faults, *cells.faults]


def _payer_columns(sheet: Sheet, package: Package) -> tuple[dict[str, str | None], list[Fault]]:
    known: dict[str, str | None] = {plain(payer.name): payer.id for payer in package.payers}
    known |= {payer.id: payer.id for payer in package.payers}
    known |= dict.fromkeys(_UNDETERMINED, None)
    columns: dict[str, str | None] = {}
    faults = []
    for header in sheet.headers:
        word = header.removeprefix(_EXPECTED)
        if word == header or header == _REFUSED:
            continue
        if word in known:
            columns[header] = known[word]
        else:
            faults.append(Fault("没有这个出资方", file=sheet.file, line=1, column=header, found=word,
                                expected="、".join(known), hint=did_you_mean(word, known)))  # fmt: skip
    return columns, faults


def _expectations(cells: CellReader, row: SheetRow, payers: dict[str, str | None]) -> Iterator[tuple[str | None, int]]:
    for header, payer in payers.items():
        amount = cells.money(row, header)
        if amount is not None:
            yield payer, amount


def run(package: Package, cases: list[MoneyCase], sheet: str) -> Iterator[Outcome]:
    """Every expectation of every case, and that the parts add up."""
    names = {payer.id: payer.name for payer in package.payers}
    for case in cases:
        try:
            found = split_line(package, case.line)
        except BadInput as exc:
            told = "；".join(fault.message for fault in exc.faults)
            wanted, answer = ("拒绝", "拒绝") if case.refused else ("有答复", f"拒绝：{told}")
            yield Outcome(sheet, case.name, case.line.row, "分摊", wanted, answer, case.note)
            continue
        if case.refused:
            yield Outcome(sheet, case.name, case.line.row, "分摊", "拒绝", "有答复", case.note)
        total = sum(found.shares.values()) + found.undetermined_fen
        if total != case.line.cost_fen:
            yield Outcome(sheet, case.name, case.line.row, "各方之和", format_yuan(case.line.cost_fen),
                          format_yuan(total), case.note)  # fmt: skip
        for payer, amount in case.expected:
            got = found.undetermined_fen if payer is None else found.shares.get(payer, 0)
            asked = "未定" if payer is None else names.get(payer, payer)
            yield Outcome(sheet, case.name, case.line.row, asked, format_yuan(amount), format_yuan(got), case.note)
