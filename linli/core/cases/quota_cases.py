"""``cases/配额.csv``: what a phase takes, what a pot holds and who no longer fits, the order of criteria."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from linli.core import wording
from linli.core.cases.outcome import Outcome, listed, same_names
from linli.core.cases.rows import CellReader
from linli.core.faults import Fault
from linli.core.money import format_yuan
from linli.core.policy.model import Package
from linli.core.policy.sheets import Sheet, SheetRow
from linli.core.programme import phase_quota, pot_balance
from linli.core.wording import say

NAME = "配额.csv"
#: the tables of the package that the answers depend on
READS = frozenset({"quotas", "pots", "priorities"})
REQUIRED = ("用例", "给定或期望", "对象", "名称", "问题", "值", "日期")
OPTIONAL = ("说明",)
_ASKED = {
    "分期": ("超出", "余额"),
    "总数": ("数目",),
    "资金": ("结余", "放不下", "总额"),
    "优先": ("次序", "方向", "性质"),
}
_BETTER = {"high": "高", "low": "低"}
_KINDS = {"judged": "判断", "number": "数值"}


@dataclass(frozen=True, slots=True)
class _Question:
    row: int
    about: str
    name: str
    asked: str
    expected: str
    on: date | None
    note: str


@dataclass(slots=True)
class QuotaCase:
    """A programme made up for the case: compounds per phase, allocations per pot (name, fen, day)."""

    name: str
    counts: dict[str, int] = field(default_factory=dict)
    allocations: dict[str, list[tuple[str, int, date]]] = field(default_factory=dict)
    questions: list[_Question] = field(default_factory=list)


def parse(sheet: Sheet, package: Package) -> tuple[list[QuotaCase], list[Fault]]:  # noqa: ARG001 - all sheets alike
    """The cases of the sheet, in the order of their first row."""
    cells = CellReader(sheet)
    cases: dict[str, QuotaCase] = {}
    for row in sheet.rows:
        given = cells.word(row, "给定或期望", {"给定": True, "期望": False})
        asked = cells.word(row, "对象", _ASKED)
        if given is None or asked is None or not cells.needed(row, "用例", "值"):
            continue
        case = cases.setdefault(row["用例"], QuotaCase(row["用例"]))
        on = cells.day(row, "日期")
        day = on if isinstance(on, date) else None
        if given:
            _given(cells, row, case, day)
        elif row["问题"] not in asked:
            cells.fault(row, "问题", say("cases.ask", words=wording.listed(asked)))
        elif row["问题"] in ("结余", "放不下") and day is None:
            cells.fault(row, "日期", say("cases.a_day"))
        else:
            expected = _expected(cells, row)
            question = _Question(row.line, row["对象"], row["名称"], row["问题"], expected, day, row["说明"])
            case.questions.append(question)
    return list(cases.values()), cells.faults


def _given(cells: CellReader, row: SheetRow, case: QuotaCase, day: date | None) -> None:
    if row["对象"] == "分期":
        count = cells.count(row, "值")
        if count is not None:
            case.counts[row["名称"]] = count
    elif row["对象"] == "资金":
        amount = cells.money(row, "值")
        if day is None:
            cells.fault(row, "日期", say("cases.a_day"))
        elif amount is not None:
            case.allocations.setdefault(row["名称"], []).append((row["问题"], amount, day))
    else:
        cells.fault(row, "对象", say("cases.given_rows"))


def _expected(cells: CellReader, row: SheetRow) -> str:
    if row["问题"] in ("结余", "总额"):
        amount = cells.money(row, "值")
        return "" if amount is None else format_yuan(amount)
    return same_names(row["值"]) if row["问题"] == "放不下" else row["值"]


def run(package: Package, cases: list[QuotaCase], sheet: str) -> Iterator[Outcome]:
    """The answer to every question of every case."""
    for case in cases:
        for question in case.questions:
            try:
                got = _ANSWERS[question.about](package, case, question)
            except (KeyError, ValueError) as exc:
                got = f"没有答复：{exc}"
            asked = f"{question.about} {question.name} {question.asked}"
            yield Outcome(sheet, case.name, question.row, asked, question.expected, got, question.note)


def _phase(package: Package, case: QuotaCase, question: _Question) -> str:
    compounds: dict[str, str | None] = {
        f"{phase}{number}": phase for phase, count in case.counts.items() for number in range(count)
    }
    found = phase_quota(package, compounds)
    ids = {phase.name: phase.id for phase in found.phases}
    phase = found.phase(ids.get(question.name, question.name))
    return ("是" if phase.excess else "否") if question.asked == "超出" else str(phase.left)


def _total(package: Package, case: QuotaCase, question: _Question) -> str:  # noqa: ARG001 - all answers alike
    return str(package.quotas.total) if package.quotas else "无"


def _pot(package: Package, case: QuotaCase, question: _Question) -> str:
    ids = {pot.name: pot.id for pot in package.pots}
    pot = ids.get(question.name, question.name)
    given = [several for name, several in case.allocations.items() if ids.get(name, name) == pot]
    allocations = [one for several in given for one in several]
    found = pot_balance(package, pot, allocations, question.on or date.max)
    if question.asked == "放不下":
        return listed(found.carried_over)
    return format_yuan(found.left_fen if question.asked == "结余" else found.total_fen)


def _priority(package: Package, case: QuotaCase, question: _Question) -> str:  # noqa: ARG001 - all answers alike
    for order, priority in enumerate(package.priorities, start=1):
        if question.name in (priority.id, priority.name):
            return {"次序": str(order), "方向": _BETTER[priority.better], "性质": _KINDS[priority.kind]}[question.asked]
    return "没有这一项"


_ANSWERS: dict[str, Callable[[Package, QuotaCase, _Question], str]] = {
    "分期": _phase,
    "总数": _total,
    "资金": _pot,
    "优先": _priority,
}
