"""``cases/计票.csv``: a vote dwelling by dwelling — who is asked, who said what — with the result expected.

One row is one dwelling (or 套数 alike ones) with its ballot; 选择 empty: it did not vote. What is asked of the whole
case — 表决, 日期, 楼栋范围, 单元范围, 上一轮通过, 期望 — stands in the case's first row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from linli.core.calendar import parse_day
from linli.core.cases.outcome import Outcome, listed, same_names
from linli.core.cases.rows import CellReader
from linli.core.faults import BadInput, Fault
from linli.core.policy.model import Package
from linli.core.policy.sheets import Sheet, SheetRow
from linli.core.voting import BallotPaper, RollEntry, TallyFinding, tally
from linli.core.wording import say

NAME = "计票.csv"
#: the tables of the package that the answers depend on
READS = frozenset({"votes", "matters", "sources"})
REQUIRED = ("用例", "房号", "专有面积")
OPTIONAL = (
    "表决", "日期", "楼栋范围", "单元范围", "上一轮通过", "业主", "类型", "楼栋", "单元", "出资", "受影响", "代表人",
    "套数", "选择", "时间", "代理人", "投票人", "异议", "期望", "期望·未达", "期望·否决", "期望·不计票", "期望·版本",
    "期望·法律", "说明",
)  # fmt: skip
_RESULTS = {"通过": "通过", "不通过": "不通过", "拒绝": "拒绝"}
_TICKS = {"是": True, "否": False}
#: a case is worked by hand; more alike dwellings than this are a slip of the pen
_MOST_ALIKE = 5_000


@dataclass(slots=True)
class RollCase:
    """A vote: what is asked of it, its roll and its ballots."""

    name: str
    row: int
    note: str
    vote: str
    on: date
    building: str
    entrance: str
    passed: dict[str, date]
    expected: dict[str, str]
    roll: list[RollEntry] = field(default_factory=list)
    ballots: list[BallotPaper] = field(default_factory=list)


def parse(sheet: Sheet, package: Package) -> tuple[list[RollCase], list[Fault]]:  # noqa: ARG001 - all sheets alike
    """The cases of the sheet."""
    cells = CellReader(sheet)
    cases: dict[str, RollCase] = {}
    for row in sheet.rows:
        if not cells.needed(row, *REQUIRED):
            continue
        if row["用例"] not in cases:
            if not cells.needed(row, "表决", "日期", "期望"):
                continue
            cases[row["用例"]] = _case(cells, row)
        _add_dwellings(cells, row, cases[row["用例"]])
    return list(cases.values()), cells.faults


def _case(cells: CellReader, row: SheetRow) -> RollCase:
    on = cells.day(row, "日期")
    cells.word(row, "期望", _RESULTS)
    expected = {
        header.removeprefix("期望·"): row[header] for header in OPTIONAL if header.startswith("期望") and row[header]
    }
    return RollCase(
        row["用例"], row.line, row["说明"], row["表决"], on if isinstance(on, date) else date.min,
        row["楼栋范围"], row["单元范围"], cells.read(row, "上一轮通过", _passed) or {}, expected,
    )  # fmt: skip


def _passed(text: str) -> dict[str, date]:
    """``first=2014-03-01``: the earlier round and the day it passed."""
    matter, sign, day = text.partition("=")
    if not sign:
        raise ValueError(say("cases.matter_day"))
    return {matter.strip(): parse_day(day.strip())}


def _add_dwellings(cells: CellReader, row: SheetRow, case: RollCase) -> None:
    area, count = cells.area(row, "专有面积"), cells.count(row, "套数")
    count = 1 if count is None else count
    if not 1 <= count <= _MOST_ALIKE:
        cells.fault(row, "套数", say("cases.up_to", most=_MOST_ALIKE))
        return
    pays, affected = (cells.word(row, name, _TICKS) if row[name] else None for name in ("出资", "受影响"))
    day = cells.read(row, "时间", parse_day)
    for number in range(count):
        dwelling = row["房号"] if count == 1 else f"{row['房号']}-{number + 1}"
        owner = row["业主"] or f"{dwelling}业主"
        case.roll.append(RollEntry(
            row.line, dwelling, owner, area or 0, row["类型"] or "住宅", row["楼栋"], row["单元"], pays, affected,
            row["代表人"],
        ))  # fmt: skip
        if row["选择"]:
            case.ballots.append(BallotPaper(
                row.line, dwelling, row["选择"], day, "", row["代理人"], row["投票人"], row["异议"] == "是",
            ))  # fmt: skip


def run(package: Package, cases: list[RollCase], sheet: str) -> Iterator[Outcome]:
    """The result of every case, and where written what was not met, who stopped it and which ballots did not count."""
    for case in cases:
        try:
            found = tally(
                package, case.vote, case.on, case.roll, case.ballots,
                building=case.building, entrance=case.entrance, passed_rounds=case.passed,
            )  # fmt: skip
        except BadInput as exc:
            told = "；".join(fault.message for fault in exc.faults)
            got = "拒绝" if case.expected["期望"] == "拒绝" else f"拒绝：{told}"
            yield Outcome(sheet, case.name, case.row, case.vote, case.expected["期望"], got, case.note)
            continue
        answers = _answers(found)
        for asked, wanted in case.expected.items():
            told = wanted if asked in ("期望", "版本", "法律", "不计票") else same_names(wanted)
            yield Outcome(
                sheet, case.name, case.row, case.vote if asked == "期望" else asked, told, answers[asked], case.note
            )


def _answers(found: TallyFinding) -> dict[str, str]:
    return {
        "期望": "通过" if found.passed else "不通过",
        "未达": listed(one.test.name or one.id for one in found.conditions if not one.met),
        "否决": listed(one.veto.name for one in found.stopped_by),
        "不计票": str(len(found.rejected)),
        "版本": found.edition or "无",
        "法律": found.law.id if found.law else "无",
    }
