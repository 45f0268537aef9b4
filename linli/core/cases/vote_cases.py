"""``cases/表决.csv``: totals of a ballot with the result expected. A roll and ballots are made up from the totals.

Those who agree, those who took part but did not agree (they vote against), and those who stayed away. Without the
columns 参与…, only those who agree took part. 人数 (owners) may be fewer than 户数: then some own several dwellings.
车位面积 is the area of parking spaces, given apart from the other area.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from linli.core.cases.outcome import Outcome, listed, same_names
from linli.core.cases.rows import CellReader
from linli.core.faults import BadInput, Fault
from linli.core.policy.model import Package
from linli.core.policy.sheets import Sheet, SheetRow
from linli.core.voting import BallotPaper, RollEntry, tally
from linli.core.wording import say

NAME = "表决.csv"
#: the tables of the package that the answers depend on
READS = frozenset({"votes", "matters", "sources"})
REQUIRED = ("用例", "表决", "同意面积", "总面积", "同意户数", "总户数", "期望")
OPTIONAL = (
    "参与面积", "参与户数", "同意人数", "参与人数", "总人数", "同意车位面积", "参与车位面积", "总车位面积", "日期",
    "期望·未达", "期望·法律", "说明",
)  # fmt: skip
_RESULTS = {"通过": "通过", "不通过": "不通过", "passed": "通过", "rejected": "不通过"}
#: a roll is made up dwelling by dwelling; a compound larger than any real one is a slip of the pen
_MOST_HOUSEHOLDS = 20_000
_DAY = date(2020, 6, 1)


#: households, heads, area and parking area in 0.01 m²
_Figures = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Group:
    """Part of the electorate: households, heads, area and parking area in 0.01 m², how it votes (None: it does not)."""

    name: str
    households: int
    heads: int
    area_centi: int
    parking_centi: int
    choice: str | None


@dataclass(frozen=True, slots=True)
class VoteCase:
    name: str
    note: str
    row: int
    vote: str
    on: date
    roll: tuple[RollEntry, ...]
    ballots: tuple[BallotPaper, ...]
    expected: str
    unmet: str
    law: str


def parse(sheet: Sheet, package: Package) -> tuple[list[VoteCase], list[Fault]]:  # noqa: ARG001 - all sheets alike
    """The cases of the sheet."""
    cells = CellReader(sheet)
    cases = []
    for row in sheet.rows:
        if not cells.needed(row, *REQUIRED):
            continue
        groups = _groups(cells, row)
        result = cells.word(row, "期望", _RESULTS)
        on = cells.day(row, "日期")
        if groups and result:
            day = on if isinstance(on, date) else _DAY
            roll, ballots = _made_up(groups)
            cases.append(VoteCase(row["用例"], row["说明"], row.line, row["表决"], day, roll, ballots, result,
                                  same_names(row["期望·未达"]), row["期望·法律"]))  # fmt: skip
    return cases, cells.faults


def _groups(cells: CellReader, row: SheetRow) -> tuple[_Group, ...] | None:
    before = len(cells.faults)
    agreed, total = _figures(cells, row, "同意", None), _figures(cells, row, "总", None)
    took_part = _figures(cells, row, "参与", agreed)
    if len(cells.faults) > before:
        return None
    groups = (
        _Group("同意", *agreed, choice="同意"),
        _Group("反对", *_less(took_part, agreed), choice="反对"),
        _Group("未投", *_less(total, took_part), choice=None),
    )
    for group in groups:
        problem = _problem(group)
        if problem:
            cells.fault(row, "用例", say("cases.no_fit", group=group.name, problem=problem))
            return None
    return groups


def _less(whole: _Figures, part: _Figures) -> _Figures:
    return (whole[0] - part[0], whole[1] - part[1], whole[2] - part[2], whole[3] - part[3])


def _figures(cells: CellReader, row: SheetRow, who: str, default: _Figures | None) -> _Figures:
    """Households, heads, area and parking area of one of 同意, 参与, 总."""
    households = cells.count(row, f"{who}户数")
    area = cells.area(row, f"{who}面积")
    heads = cells.count(row, f"{who}人数")
    parking = cells.area(row, f"{who}车位面积")
    if default and households is None and area is None and heads is None:
        return default
    if households is None or area is None:
        cells.fault(row, f"{who}户数", say("cases.together", who=who))
        return (0, 0, 0, 0)
    if parking is None:
        parking = default[3] if default else 0
    return (households, households if heads is None else heads, area, parking)


def _problem(group: _Group) -> str:
    if min(group.households, group.heads, group.area_centi, group.parking_centi) < 0:
        return "部分大于总数"
    if group.households > _MOST_HOUSEHOLDS:
        return say("cases.many", most=_MOST_HOUSEHOLDS)
    if group.heads > group.households or (group.households and not group.heads):
        return "人数与户数不配"
    if group.area_centi < group.households or (group.area_centi and not group.households):
        return "面积与户数不配"
    if group.parking_centi and not group.households:
        return "车位没有业主"
    return ""


def _made_up(groups: tuple[_Group, ...]) -> tuple[tuple[RollEntry, ...], tuple[BallotPaper, ...]]:
    """A roll and ballots that give exactly these totals: one dwelling takes what the others leave."""
    roll: list[RollEntry] = []
    ballots: list[BallotPaper] = []
    for group in groups:
        entries = []
        for number in range(group.households):
            area = 1 if number else group.area_centi - (group.households - 1)
            owner = f"{group.name}业主{number % group.heads}"
            entries.append((f"{group.name}{number + 1}号", owner, area, "住宅"))
        if group.parking_centi:
            entries.append((f"{group.name}车位", f"{group.name}业主0", group.parking_centi, "车位"))
        for dwelling, owner, area, kind in entries:
            row = len(roll) + 2
            roll.append(RollEntry(row, dwelling, owner, area, kind))
            if group.choice:
                ballots.append(BallotPaper(row, dwelling, group.choice))
    return tuple(roll), tuple(ballots)


def run(package: Package, cases: list[VoteCase], sheet: str) -> Iterator[Outcome]:
    """The result of every case, and where written which tests are not met and which law governed."""
    for case in cases:
        try:
            found = tally(package, case.vote, case.on, case.roll, case.ballots)
        except BadInput as exc:
            told = "；".join(fault.message for fault in exc.faults)
            yield Outcome(sheet, case.name, case.row, case.vote, case.expected, f"拒绝：{told}", case.note)
            continue
        got = "通过" if found.passed else "不通过"
        yield Outcome(sheet, case.name, case.row, case.vote, case.expected, got, case.note)
        if case.unmet:
            unmet = listed(one.test.name or one.id for one in found.conditions if not one.met)
            yield Outcome(sheet, case.name, case.row, "未达", case.unmet, unmet, case.note)
        if case.law:
            law = found.law.id if found.law else "无"
            yield Outcome(sheet, case.name, case.row, "法律", case.law, law, case.note)
