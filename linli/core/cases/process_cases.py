"""``cases/流程.csv``: the facts of a compound and what its stages should then be on a day.

给定 rows are facts (a case's name is its compound); 事实 分期 gives the phase. 期望 rows ask about a stage on a day:
状态, 逾期 (是/否), 逾期天数, 期限, 完成日, 起因, 空档天数, 缺 (names a fact that must be missing), 不缺,
由谁·〈fact〉 (who still owes it), 差·〈fact〉 (how much money is lacking), 期满·〈fact〉 (a notice's last day),
最少 (the fewest facts that would open the gate), 只差 (the one that would), 上级冲突, 上级逾期天数, 期限不明, 当前阶段.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from linli.core import wording
from linli.core.cases.outcome import Outcome, listed, same_names
from linli.core.cases.rows import CellReader
from linli.core.faults import Fault
from linli.core.lifecycle import (
    CompoundStanding,
    Fact,
    MissingEvidence,
    StageStanding,
    check_facts,
    compile_process,
    derive,
)
from linli.core.money import format_yuan
from linli.core.policy.model import Package
from linli.core.policy.sheets import Sheet, SheetRow
from linli.core.wording import say

NAME = "流程.csv"
#: the tables of the package that the answers depend on
READS = frozenset({"stages", "deadline_defaults", "roles", "documents", "sources", "quotas", "matters",
                    "upper_deadlines", "calendar"})  # fmt: skip
REQUIRED = ("用例", "给定或期望", "日期", "阶段", "事实或问题", "值")
OPTIONAL = ("说明",)
_PHASE = ("分期", "phase")
_STATES = {"未开": "locked", "进行": "open", "提前": "early", "完成": "done"}
_WHO, _SHORT, _ENDS = "由谁·", "差·", "期满·"
_ASKED = ("状态", "逾期", "逾期天数", "期限", "完成日", "起因", "空档天数", "缺", "不缺", "当前阶段", "最少", "只差",
          "上级冲突", "上级逾期天数", "期限不明")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    row: int
    on: date
    stage: str
    asked: str
    expected: str
    note: str


@dataclass(slots=True)
class ProcessCase:
    name: str
    facts: list[Fact] = field(default_factory=list)
    phase: str | None = None
    questions: list[Question] = field(default_factory=list)


def parse(sheet: Sheet, package: Package) -> tuple[list[ProcessCase], list[Fault]]:
    """The cases of the sheet, in the order of their first row."""
    cells = CellReader(sheet)
    cases: dict[str, ProcessCase] = {}
    for row in sheet.rows:
        kind = cells.word(row, "给定或期望", {"给定": "given", "期望": "expected"})
        on = cells.day(row, "日期")
        given_phase = row["事实或问题"] in _PHASE
        if (
            not kind
            or not cells.needed(row, "用例", "事实或问题")
            or (not given_phase and not cells.needed(row, "日期"))
        ):
            continue
        case = cases.setdefault(row["用例"], ProcessCase(row["用例"]))
        if given_phase:
            case.phase = row["值"] or None
        elif kind == "given" and isinstance(on, date):
            case.facts.append(Fact(case.name, on, row["阶段"] or None, row["事实或问题"], row["值"], row.line))
        elif isinstance(on, date) and _is_question(cells, row, package):
            case.questions.append(Question(row.line, on, row["阶段"], row["事实或问题"], row["值"], row["说明"]))
    faults = [
        Fault(f.message, sheet.file, f.line, f.column, f.path, f.found, f.expected, f.hint)
        for case in cases.values()
        for f in check_facts(package, case.facts)
    ]
    return list(cases.values()), [*cells.faults, *faults]


def _is_question(cells: CellReader, row: SheetRow, package: Package) -> bool:
    asked = row["事实或问题"]
    if asked not in _ASKED and not asked.startswith((_WHO, _SHORT, _ENDS)):
        cells.fault(row, "事实或问题", f"请问 {'、'.join(_ASKED)}、{_WHO}〈事实〉、{_SHORT}〈事实〉、{_ENDS}〈事实〉")
        return False
    if asked != "当前阶段" and row["阶段"] not in package.stage_by_id:
        cells.fault(row, "阶段", say("cases.no_stage", known=wording.listed(package.stage_by_id)))
        return False
    return True


def run(package: Package, cases: list[ProcessCase], sheet: str) -> Iterator[Outcome]:
    """The answer to every question of every case."""
    plan = compile_process(package)
    for case in cases:
        standings: dict[date, CompoundStanding] = {}
        for question in case.questions:
            if question.on not in standings:
                standings[question.on] = derive(plan, case.facts, question.on, case.phase)
            asked = f"{question.stage} {question.asked}".strip()
            expected, got = _answer(package, standings[question.on], question)
            yield Outcome(sheet, case.name, question.row, asked, expected, got, question.note)


def _answer(package: Package, standing: CompoundStanding, question: Question) -> tuple[str, str]:
    """What was expected and what is so, in the same words."""
    asked, expected = question.asked, question.expected
    if asked == "当前阶段":
        return expected, standing.current.stage if standing.current else "无"
    stage = standing.stages.get(question.stage)
    if stage is None:
        return expected, "没有这个阶段"
    missing = {part.fact: part for part in _parts(stage.missing)}
    if asked.startswith(_WHO):
        part = missing.get(asked.removeprefix(_WHO))
        ids = {role.name: role.id for role in package.roles}
        told = same_names("、".join(ids.get(name, name) for name in expected.replace(",", "、").split("、")))
        return told, listed(part.who) if part else "不缺"
    if asked.startswith(_SHORT):
        part = missing.get(asked.removeprefix(_SHORT))
        return expected, _short(part) if part else "不缺"
    if asked.startswith(_ENDS):
        part = missing.get(asked.removeprefix(_ENDS))
        return expected, _day(part.until) if part else "不缺"
    if asked == "最少":
        return same_names(expected) or "无", listed(one.fact for one in stage.needs)
    if asked in ("缺", "不缺"):
        return expected, expected if (expected in missing) == (asked == "缺") else "相反"
    return _STATES.get(expected, expected) if asked == "状态" else expected, _SIMPLE[asked](stage)


def _parts(missing: Iterable[MissingEvidence]) -> Iterator[MissingEvidence]:
    """Everything missing, the alternatives of a choice included."""
    for part in missing:
        if part.fact:
            yield part
        for way in part.alternatives:
            yield from _parts(way)


def _short(part: MissingEvidence) -> str:
    return "未知" if part.short_fen is None else format_yuan(part.short_fen)


def _day(day: date | None) -> str:
    return day.isoformat() if day else "无"


_SIMPLE: dict[str, Callable[[StageStanding], str]] = {
    "状态": lambda stage: stage.state,
    "逾期": lambda stage: "是" if stage.overdue_days else "否",
    "逾期天数": lambda stage: str(stage.overdue_days),
    "期限": lambda stage: _day(stage.due),
    "完成日": lambda stage: _day(stage.since if stage.state == "done" else None),
    "起因": lambda stage: stage.blocked_by or "无",
    "只差": lambda stage: stage.one_more.fact if stage.one_more else "无",
    "上级冲突": lambda stage: "是" if any(upper.conflicts for upper in stage.upper) else "否",
    "上级逾期天数": lambda stage: str(max((upper.overdue_days for upper in stage.upper), default=0)),
    "期限不明": lambda stage: "是" if stage.due_unknown else "否",
    "空档天数": lambda stage: "无" if stage.idle_days is None else str(stage.idle_days),
}
