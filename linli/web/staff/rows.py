"""One line per project: what the list, its export and the overview show of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.core.policy.model import Package


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """``stage``: the one being worked on (empty when all are done or none may begin); ``late_days``: of the latest;
    ``cause``: the stage that holds it up; ``short_fen``: what the pots have not yet given."""

    id: int
    name: str
    name_key: str
    subdistrict_id: int
    subdistrict: str
    phase: str
    phase_name: str
    households: int
    buildings: int
    floor_area_centi: int
    stage: str
    stage_name: str
    stage_position: int
    done: int
    stages: int
    due: date | None
    late_days: int
    late_stages: tuple[str, ...]
    cause: str
    cause_cites: tuple[str, ...]
    next_act: str
    next_who: tuple[str, ...]
    next_kind: str
    cost_fen: int
    undetermined_fen: int
    needed_fen: int
    allocated_fen: int
    short_fen: int

    @property
    def is_finished(self) -> bool:
        return self.done == self.stages

    @property
    def bar_look(self) -> str:
        if self.late_days:
            return "late"
        return "done" if self.is_finished else "work"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked the list for; anything not understood is left out."""

    q: str = ""
    subdistrict: str = ""
    phase: str = ""
    stage: str = ""
    filter: str = ""
    sort: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Wanted:
        return cls(**{name: given.get(name, "").strip()[:60] for name in cls.__dataclass_fields__})

    @property
    def is_filtered(self) -> bool:
        return any((self.q, self.subdistrict, self.phase, self.stage, self.filter))


FILTERS: dict[str, Callable[[ProjectRow], bool]] = {
    "late": lambda row: row.late_days > 0,
    "short": lambda row: row.short_fen > 0,
    "undetermined": lambda row: row.undetermined_fen > 0,
    "done": lambda row: row.is_finished,
}

SORTS: dict[str, Callable[[ProjectRow], Any]] = {
    "name": lambda row: row.name_key,
    "households": lambda row: row.households,
    "stage": lambda row: (row.stage_position, row.done),
    "progress": lambda row: row.done,
    "due": lambda row: (-row.late_days, row.due or date.max),
    "cost": lambda row: row.cost_fen,
    "allocated": lambda row: row.allocated_fen,
}


def chosen(rows: Iterable[ProjectRow], wanted: Wanted) -> list[ProjectRow]:
    """The rows asked for, in the order asked for."""
    tests = list(_tests(wanted))
    found = [row for row in rows if all(test(row) for test in tests)]
    name = wanted.sort.removeprefix("-")
    key = SORTS.get(name, SORTS["name"])
    found.sort(key=SORTS["name"])
    found.sort(key=key, reverse=wanted.sort.startswith("-"))
    return found


def _tests(wanted: Wanted) -> Iterable[Callable[[ProjectRow], bool]]:
    if wanted.q:
        word = wanted.q.casefold()
        yield lambda row: word in row.name.casefold() or any(part.startswith(word) for part in row.name_key.split())
    if wanted.subdistrict:
        yield lambda row: str(row.subdistrict_id) == wanted.subdistrict
    if wanted.phase:
        yield lambda row: row.phase == wanted.phase
    if wanted.stage:
        late_only = wanted.filter == "late"
        yield lambda row: row.stage == wanted.stage or (late_only and wanted.stage in row.late_stages)
    if wanted.filter in FILTERS:
        yield FILTERS[wanted.filter]


def phase_choices(package: Package) -> Sequence[tuple[str, str]]:
    return [(phase.id, phase.name) for phase in package.quotas.phases] if package.quotas else []


def stage_choices(package: Package) -> Sequence[tuple[str, str]]:
    return [(stage.id, f"{position}. {stage.name}") for position, stage in enumerate(package.stages, start=1)]
