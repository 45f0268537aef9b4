"""``cases/条件.csv``: when an item may be done (适用) and when its work is up to standard (标准), value by value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linli.core.cases.outcome import Outcome
from linli.core.cases.rows import CellReader
from linli.core.faults import Fault
from linli.core.policy.model import Package
from linli.core.policy.sheets import Sheet
from linli.core.programme import meets

NAME = "条件.csv"
#: the tables of the package that the answers depend on
READS = frozenset({"items"})
REQUIRED = ("用例", "项目", "适用或标准", "指标", "值", "期望")
OPTIONAL = ("说明",)
_SIDES = {"适用": "conditions", "标准": "standards"}
_RESULTS = {"符合": "符合", "不符合": "不符合", "适用": "符合", "不适用": "不符合", "无要求": "无要求"}


@dataclass(frozen=True, slots=True)
class RequirementCase:
    name: str
    note: str
    row: int
    item: str
    side: str
    measure: str
    value: str
    expected: str


def parse(sheet: Sheet, package: Package) -> tuple[list[RequirementCase], list[Fault]]:  # noqa: ARG001 - all alike
    """The cases of the sheet."""
    cells = CellReader(sheet)
    cases = []
    for row in sheet.rows:
        if not cells.needed(row, *REQUIRED):
            continue
        side, expected = cells.word(row, "适用或标准", _SIDES), cells.word(row, "期望", _RESULTS)
        if side and expected:
            cases.append(RequirementCase(row["用例"], row["说明"], row.line, row["项目"], side, row["指标"], row["值"],
                                         expected))  # fmt: skip
    return cases, cells.faults


def run(package: Package, cases: list[RequirementCase], sheet: str) -> Iterator[Outcome]:
    """Whether each value meets what the item asks of that measure."""
    for case in cases:
        item = package.item_by_key.get(case.item)
        asked = f"{case.item} {case.measure}={case.value}"
        if item is None:
            yield Outcome(sheet, case.name, case.row, asked, case.expected, "没有这个项目", case.note)
            continue
        requirements = [r for r in getattr(item, case.side) if r.measure == case.measure]
        got = "无要求"
        if requirements:
            try:
                got = "符合" if all(meets(r, case.value) for r in requirements) else "不符合"
            except ValueError as exc:
                got = str(exc)
        yield Outcome(sheet, case.name, case.row, asked, case.expected, got, case.note)
