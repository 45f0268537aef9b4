"""``cases/履职.csv``: duties that come again, held against what was done.

给定 rows are facts: 日期, 职责 (what was done: id of a duty or meeting, or a proof), 值, 小区. 期望 rows ask about one
from 日期 to 至: 问题 缺, 已办, 未到 or 迟办 lists the periods (``2020-03、2020-04``, 无), 次数 counts them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from linli.core import wording
from linli.core.cases.outcome import Outcome, listed, same_names
from linli.core.cases.rows import CellReader
from linli.core.faults import Fault
from linli.core.lifecycle import Fact
from linli.core.policy.model import Package
from linli.core.policy.sheets import Sheet
from linli.core.programme import duty_occurrences
from linli.core.wording import say

NAME = "履职.csv"
#: the tables of the package that the answers depend on
READS = frozenset({"duties", "meetings", "documents", "roles"})
REQUIRED = ("用例", "给定或期望", "职责", "日期")
OPTIONAL = ("至", "小区", "问题", "值", "说明")
_STATES = {"缺": "missed", "已办": "done", "未到": "open", "迟办": "late"}
_COUNT = "次数"


@dataclass(frozen=True, slots=True)
class _Question:
    row: int
    duty: str
    from_: date
    until: date
    asked: str
    expected: str
    note: str


@dataclass(slots=True)
class OccurrenceCase:
    name: str
    facts: list[Fact] = field(default_factory=list)
    questions: list[_Question] = field(default_factory=list)


def parse(sheet: Sheet, package: Package) -> tuple[list[OccurrenceCase], list[Fault]]:
    """The cases of the sheet, in the order of their first row."""
    cells = CellReader(sheet)
    known = {duty.id for duty in package.duties} | {meeting.id for meeting in package.meetings}
    cases: dict[str, OccurrenceCase] = {}
    for row in sheet.rows:
        given = cells.word(row, "给定或期望", {"给定": True, "期望": False})
        on, until = cells.day(row, "日期"), cells.day(row, "至")
        if given is None or not cells.needed(row, *REQUIRED) or not isinstance(on, date):
            continue
        case = cases.setdefault(row["用例"], OccurrenceCase(row["用例"]))
        if given:
            case.facts.append(Fact(row["小区"], on, None, row["职责"], row["值"], row.line))
        elif row["职责"] not in known:
            cells.fault(row, "职责", say("cases.no_duty"))
        elif row["问题"] not in (*_STATES, _COUNT):
            cells.fault(row, "问题", say("cases.ask", words=wording.listed((*_STATES, _COUNT))))
        elif not isinstance(until, date):
            cells.fault(row, "至", say("cases.which_day"))
        else:
            question = _Question(row.line, row["职责"], on, until, row["问题"], row["值"], row["说明"])
            case.questions.append(question)
    return list(cases.values()), cells.faults


def run(package: Package, cases: list[OccurrenceCase], sheet: str) -> Iterator[Outcome]:
    """The answer to every question of every case."""
    for case in cases:
        for question in case.questions:
            every = duty_occurrences(package, question.from_, question.until, case.facts)
            mine = [one for one in every if one.duty == question.duty]
            if question.asked == _COUNT:
                expected, got = question.expected, str(len(mine))
            else:
                expected = same_names(question.expected) or "无"
                got = listed(one.label for one in mine if one.state == _STATES[question.asked])
            asked = f"{question.duty} {question.asked}"
            yield Outcome(sheet, case.name, question.row, asked, expected, got, question.note)
