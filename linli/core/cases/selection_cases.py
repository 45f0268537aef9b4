"""``cases/选取.csv``: compounds that apply, and where each ends up. One row is one compound of a case.

用例, 小区, the columns of ``linli select``, and any of 期望·去向 (phase, 备选, 转下一年度, 不在范围, 待补情况),
期望·名次, 期望·轮到时剩(元). 个数: the row stands for so many compounds alike (甲1, 甲2 …), which must then fare alike.
可用资金(元): money in place of the policy's pots, on any row of the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from linli.core.cases.outcome import Outcome
from linli.core.cases.rows import CellReader
from linli.core.faults import Fault
from linli.core.money import format_yuan, parse_money
from linli.core.policy.model import Package
from linli.core.policy.sheets import Sheet, SheetRow, did_you_mean, plain
from linli.core.selection import Candidate, Place, SelectionFinding, check_candidates, criterion_columns, select
from linli.core.wording import say

NAME = "选取.csv"
#: the tables of the package that the answers depend on
READS = frozenset({"selection", "priorities", "quotas", "pots", "measures", "application_factors"})
REQUIRED = ("用例", "小区", "估算(元)")
_FIXED = ("用例", "小区", "街道", "户数", "建筑面积", "楼栋数", "建成年份", "估算(元)", "申报日期", "个数",
          "可用资金(元)", "期望·去向", "期望·名次", "期望·轮到时剩(元)", "说明")  # fmt: skip
#: a policy's criteria are columns too, so any header may stand here; `parse` knows which
OPTIONAL = ("*",)
_WHERE = {"备选": "reserve", "转下一年度": "carried_over", "不在范围": "excluded", "待补情况": "undecided"}


@dataclass(slots=True)
class _Row:
    line: int
    note: str
    name: str
    count: int
    expected: dict[str, str]


@dataclass(slots=True)
class SelectionCase:
    name: str
    rows: list[_Row] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    available_fen: int | None = None


def parse(sheet: Sheet, package: Package) -> tuple[list[SelectionCase], list[Fault]]:
    """The cases of the sheet, in the order of their first row."""
    cells = CellReader(sheet)
    homes = {plain(name): measure for measure, names in criterion_columns(package).items() for name in names}
    faults = [Fault(say("csv.unknown_column"), file=sheet.file, line=1, column=header,
                    hint=did_you_mean(header, [*_FIXED, *homes]))
              for header in sheet.headers if header and header not in (*_FIXED, *homes)]  # fmt: skip
    cases: dict[str, SelectionCase] = {}
    for row in sheet.rows:
        if not cells.needed(row, *REQUIRED):
            continue
        case = cases.setdefault(row["用例"], SelectionCase(row["用例"]))
        available = cells.money(row, "可用资金(元)")
        case.available_fen = case.available_fen if available is None else available
        count = cells.count(row, "个数")
        one = _candidate(cells, row, homes)
        cells.money(row, "期望·轮到时剩(元)") if row["期望·轮到时剩(元)"] != "无" else None
        expected = {header: row[header] for header in _FIXED if header.startswith("期望·") and row[header]}
        case.rows.append(_Row(row.line, row["说明"], row["小区"], count or 1, expected))
        names = [f"{one.name}{number}" for number in range(1, count + 1)] if count else [one.name]
        case.candidates += [replace(one, name=name) for name in names]
    for case in cases.values():
        faults += [replace(fault, file=sheet.file) for fault in check_candidates(package, case.candidates)]
    return list(cases.values()), [*dict.fromkeys([*faults, *cells.faults])]


def _candidate(cells: CellReader, row: SheetRow, homes: dict[str, str]) -> Candidate:
    applied = cells.day(row, "申报日期")
    values = {measure: row[header] for header, measure in homes.items() if row[header]}
    return Candidate(
        row=row.line,
        name=row["小区"],
        estimate_fen=cells.money(row, "估算(元)"),
        applied=applied if isinstance(applied, date) else None,
        street=row["街道"],
        households=cells.count(row, "户数"),
        area_centi=cells.area(row, "建筑面积"),
        buildings=cells.count(row, "楼栋数"),
        built_year=cells.count(row, "建成年份"),
        values=values,
    )


def run(package: Package, cases: list[SelectionCase], sheet: str) -> Iterator[Outcome]:
    """Where every compound of every case ends up."""
    for case in cases:
        found = select(package, case.candidates, available_fen=case.available_fen)
        for row in case.rows:
            for header, expected in row.expected.items():
                told, got = _answer(package, found, row, header, expected)
                asked = f"{row.name} {header.removeprefix('期望·')}"
                yield Outcome(sheet, case.name, row.line, asked, told, got, row.note)


def _answer(package: Package, found: SelectionFinding, row: _Row, header: str, expected: str) -> tuple[str, str]:
    """What was expected and what is so, in the same words; several alike must fare alike."""
    names = [row.name] if row.name in found.places else [f"{row.name}{n}" for n in range(1, row.count + 1)]
    phases = {phase.name: phase.id for phase in package.quotas.phases} if package.quotas else {}
    tell = {"期望·去向": _where, "期望·名次": _rank, "期望·轮到时剩(元)": _left}[header]
    got = "、".join(dict.fromkeys(tell(found.places[name]) for name in names))
    told = _WHERE.get(expected, phases.get(expected, expected))
    return format_yuan(parse_money(expected)) if tell is _left and expected != "无" else told, got


def _where(place: Place) -> str:
    return place.phase if place.outcome == "placed" else place.outcome


def _rank(place: Place) -> str:
    return str(place.rank or "无")


def _left(place: Place) -> str:
    return "无" if place.left_before_fen is None else format_yuan(place.left_before_fen)
