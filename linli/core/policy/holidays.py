"""Tables of holidays (放假安排): the national one that ships, a package's own ``calendar.csv``, an office's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from linli.core.calendar import DayMark, WorkingCalendar
from linli.core.faults import BadInput
from linli.core.policy.day_marks import CALENDAR_COLUMNS, CALENDAR_OPTIONAL, marks_of
from linli.core.policy.model import Package
from linli.core.policy.sheets import parse_sheet
from linli.core.policy.shelf import shelf
from linli.core.policy.textyaml import decode, read_bytes

#: the national table inside the shelf of packages
NATIONAL = Path("cn-calendar") / "放假安排.csv"


def read_calendar(path: Path) -> list[DayMark]:
    """The days of the table at ``path``. Raises BadInput with every fault."""
    raw, faults = read_bytes(path, path.name)
    text, more = ("", []) if faults else decode(raw, path.name)
    if faults or more:
        raise BadInput([*faults, *more])
    sheet, problems = parse_sheet(text, path.name, CALENDAR_COLUMNS, CALENDAR_OPTIONAL)
    marks, more = marks_of(sheet)
    if problems or more:
        raise BadInput([*problems, *more])
    return marks


@lru_cache(maxsize=1)
def national_calendar() -> WorkingCalendar:
    """China's arrangement as far as it was published when this version was released."""
    return WorkingCalendar({}).with_marks(read_calendar(shelf() / NATIONAL))


def calendar_of(package: Package, office: Iterable[DayMark] = ()) -> WorkingCalendar:
    """The national arrangement, then the package's own days, then those of the office."""
    own = [DayMark(day.on, day.kind == "休", day.name, day.number) for day in package.calendar]
    marks = [*own, *office]
    return national_calendar().with_marks(marks) if marks else national_calendar()
