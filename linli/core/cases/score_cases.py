"""``cases/评分.csv``: a table scored. Rows of one case tell its measures; any row may expect something of the table.

用例, 评分表, 指标, 值, and any of 期望·得分 (of that measure's item), 期望·总分, 期望·等级, 期望·合格 (是/否/未定),
期望·拒绝 (是).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from linli.core.cases.outcome import Outcome
from linli.core.cases.rows import CellReader
from linli.core.faults import Fault
from linli.core.policy.catalogue_sheet import parse_value
from linli.core.policy.model import Package
from linli.core.policy.sheets import Sheet
from linli.core.programme import ScoreFinding, plain_number, score

NAME = "评分.csv"
#: the tables of the package that the answers depend on
READS = frozenset({"evaluation"})
REQUIRED = ("用例", "评分表")
OPTIONAL = ("指标", "值", "期望·得分", "期望·总分", "期望·等级", "期望·合格", "期望·拒绝", "说明")
_PASSED = {True: "是", False: "否", None: "未定"}
_UNKNOWN = "未定"


@dataclass(slots=True)
class ScoreCase:
    name: str
    table: str
    values: dict[str, str] = field(default_factory=dict)
    questions: list[tuple[int, str, str, str, str]] = field(default_factory=list)


def parse(sheet: Sheet, package: Package) -> tuple[list[ScoreCase], list[Fault]]:
    """The cases of the sheet, in the order of their first row."""
    cells = CellReader(sheet)
    measures = {word: one.id for one in package.measures for word in (one.name, one.id)}
    cases: dict[str, ScoreCase] = {}
    for row in sheet.rows:
        if not cells.needed(row, *REQUIRED):
            continue
        case = cases.setdefault(row["用例"], ScoreCase(row["用例"], row["评分表"]))
        measure = measures.get(row["指标"], row["指标"])
        if measure:
            case.values[measure] = row["值"]
        for header in OPTIONAL:
            if header.startswith("期望·") and row[header]:
                case.questions.append((row.line, header.removeprefix("期望·"), measure, row[header], row["说明"]))
    return list(cases.values()), cells.faults


def run(package: Package, cases: list[ScoreCase], sheet: str) -> Iterator[Outcome]:
    """The answer to every expectation of every case."""
    names = {table.name: table.id for table in package.evaluation}
    for case in cases:
        try:
            found: ScoreFinding | str = score(package, names.get(case.table, case.table), case.values)
        except KeyError:
            found = "没有这个评分表"
        except ValueError as exc:
            found = str(exc)
        for line, asked, measure, expected, note in case.questions:
            got = _answer(found, asked, measure)
            yield Outcome(sheet, case.name, line, f"{measure} {asked}".strip(), _told(asked, expected), got, note)


def _told(asked: str, expected: str) -> str:
    if asked not in ("得分", "总分") or expected == _UNKNOWN:
        return expected
    value = parse_value(expected)
    return plain_number(value) if isinstance(value, Fraction) else expected


def _answer(found: ScoreFinding | str, asked: str, measure: str) -> str:
    if asked == "拒绝":
        return "是" if isinstance(found, str) else "否"
    if isinstance(found, str):
        return found
    if asked == "得分":
        scored = next((one for one in found.items if one.item.measure == measure), None)
        return "没有这一项" if scored is None else _number(scored.points)
    if asked == "总分":
        return _number(found.total)
    if asked == "等级":
        return _UNKNOWN if found.grade is None else found.grade or "无"
    return _PASSED[found.passed]


def _number(points: Fraction | None) -> str:
    return _UNKNOWN if points is None else plain_number(points)
