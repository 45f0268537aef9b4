"""``cases/职责.csv``: who must do what, with whom, at which stage, how often — one row per duty or meeting, by id.

A blank cell asserts nothing; 无 asserts that the package says nothing there. Roles and stages by id or name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from linli.core.cases.outcome import Outcome, listed, same_names
from linli.core.cases.rows import CellReader
from linli.core.faults import Fault
from linli.core.policy.model import Duty, Meeting, Package
from linli.core.policy.sheets import Sheet

NAME = "职责.csv"
#: the tables of the package that the answers depend on
READS = frozenset({"duties", "meetings", "roles", "stages"})
REQUIRED = ("用例", "职责")
OPTIONAL = (
    "期望·谁", "期望·会同", "期望·阶段", "期望·周期", "期望·次数", "期望·期限", "期望·核验", "期望·强度", "说明",
)  # fmt: skip
_EVERY = {"week": "每周", "half-year": "每半年", "month": "每月", "quarter": "每季", "year": "每年"}
_CHECKS = {"computed": "计算", "evidenced": "证据", "judgement": "判断", "advisory": "提示"}
_STRENGTHS = {"must": "必须", "principle": "原则上"}
_NOTHING = "无"


@dataclass(frozen=True, slots=True)
class DutyCase:
    name: str
    note: str
    row: int
    duty: str
    expected: tuple[tuple[str, str], ...]


def parse(sheet: Sheet, package: Package) -> tuple[list[DutyCase], list[Fault]]:  # noqa: ARG001 - all sheets alike
    """The cases of the sheet."""
    cells = CellReader(sheet)
    cases = []
    for row in sheet.rows:
        if cells.needed(row, *REQUIRED):
            expected = tuple((h, row[h]) for h in OPTIONAL if h.startswith("期望·") and row[h])
            cases.append(DutyCase(row["用例"], row["说明"], row.line, row["职责"], expected))
    return cases, cells.faults


def run(package: Package, cases: list[DutyCase], sheet: str) -> Iterator[Outcome]:
    """Every expectation of every case."""
    entries: dict[str, Duty | Meeting] = {meeting.id: meeting for meeting in package.meetings}
    entries |= {duty.id: duty for duty in package.duties}
    for case in cases:
        entry = entries.get(case.duty)
        if entry is None:
            yield Outcome(sheet, case.name, case.row, "职责", case.duty, "没有这项职责", case.note)
            continue
        for header, expected in case.expected:
            asked = header.removeprefix("期望·")
            got = _ANSWERS[asked](package, entry)
            yield Outcome(sheet, case.name, case.row, asked, _told(package, asked, expected), got, case.note)


def _told(package: Package, asked: str, expected: str) -> str:
    """The expectation as `_ANSWERS` would say it: ids for names, the Chinese word for the format's."""
    words = {"周期": _EVERY, "核验": _CHECKS, "强度": _STRENGTHS}.get(asked, {})
    if asked in ("谁", "会同", "阶段"):
        table = package.stages if asked == "阶段" else package.roles
        ids = {entry.name: entry.id for entry in table}
        return _NOTHING if expected == _NOTHING else same_names("、".join(
            ids.get(word.strip(), word.strip()) for word in expected.replace(",", "、").split("、")
        ))  # fmt: skip
    return words.get(expected, expected)


def _times(_: Package, entry: Duty | Meeting) -> str:
    number = entry.at_least if entry.at_least is not None else getattr(entry, "count", None)
    return _NOTHING if number is None else str(number)


def _due(_: Package, entry: Duty | Meeting) -> str:
    day = getattr(entry, "due", None)
    return day.isoformat() if day else _NOTHING


_ANSWERS: dict[str, Callable[[Package, Duty | Meeting], str]] = {
    "谁": lambda _, entry: entry.who,
    "会同": lambda _, entry: listed(getattr(entry, "with_", ())),
    "阶段": lambda _, entry: getattr(entry, "stage", None) or _NOTHING,
    "周期": lambda _, entry: _EVERY.get(entry.every or "", _NOTHING),
    "次数": _times,
    "期限": _due,
    "核验": lambda _, entry: _CHECKS.get(getattr(entry, "check", ""), _NOTHING),
    "强度": lambda _, entry: _STRENGTHS[entry.strength],
}
