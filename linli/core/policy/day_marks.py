"""A table of days off and days worked (放假安排): its rows as days, with the faults of its cells."""

from __future__ import annotations

from datetime import date
from typing import Any

from linli.core.calendar import DayMark, parse_day
from linli.core.faults import Fault
from linli.core.policy.sheets import Sheet
from linli.core.wording import say

CALENDAR_COLUMNS = ("日期", "性质")
CALENDAR_OPTIONAL = ("名称", "文号", "说明")
_KINDS = {"休": True, "休息": True, "放假": True, "班": False, "上班": False, "补班": False}


def marks_of(sheet: Sheet) -> tuple[list[DayMark], list[Fault]]:
    """The days of a table 日期, 性质 (休/班), 名称, 文号, and what is wrong with its cells."""
    marks: dict[date, DayMark] = {}
    faults: list[Fault] = []
    for row in sheet.rows:
        try:
            day = parse_day(row["日期"])
        except ValueError as exc:
            faults.append(Fault(str(exc), file=sheet.file, line=row.line, column="日期", found=row["日期"]))
            continue
        if row["性质"] not in _KINDS:
            faults.append(Fault(say("marks.kind"), file=sheet.file, line=row.line, column="性质", found=row["性质"]))
        elif day in marks:
            faults.append(Fault(say("marks.twice"), file=sheet.file, line=row.line, column="日期", found=row["日期"]))
        else:
            marks[day] = DayMark(day, _KINDS[row["性质"]], row["名称"], row["文号"])
    return list(marks.values()), faults


def as_written(mark: DayMark) -> dict[str, Any]:
    """The day in the words of the format."""
    return {"on": mark.on, "kind": "休" if mark.is_off else "班", "name": mark.name, "number": mark.number}
