"""Deriving a standing, and remembering it until something happens.

Each part of the input (projects, facts, costs, allocations) is read again only when an event of its own kind is newer
than what is remembered; the standing itself holds for (package hash, newest events, day).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from linli.apps.accounts.refusals import NotFoundError
from linli.apps.programme.models import Programme, Project
from linli.apps.programme.queries import adoption_on
from linli.apps.records.queries import newest_event_id, newest_event_ids_by_kind
from linli.core.funding import CostLine, asked_facts
from linli.core.policy.model import Package
from linli.stages.policy_shelf import ShelfProblem, package_of
from linli.stages.standing.editions import Running
from linli.stages.standing.findings import ProgrammeStanding, ProjectStanding
from linli.stages.standing.money import NOTHING, ProjectMoney, split_project
from linli.stages.standing.rows import (
    AllocationRow,
    Facts,
    ProjectRow,
    allocations,
    cost_lines,
    districts,
    facts,
    particulars,
    project_rows,
    with_facts,
)

Value = TypeVar("Value")
#: project id -> its cost lines, and how they split
_Splits = Mapping[int, tuple[tuple[CostLine, ...], ProjectMoney]]
_REMEMBERED = 24


class _Memory:
    """The newest values, by key; forgets the one unused longest. One for the process, shared by its threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: Hashable, state: Hashable, make: Callable[[Value | None], Value]) -> Value:
        """The value of ``name`` made in ``state``; made anew, given the earlier one, when the state has changed."""
        with self._lock:
            known = self._values.get(name)
            if known is not None and known[0] == state:
                self._values.move_to_end(name)
                found: Value = known[1]
                return found
        made = make(None if known is None else known[1])
        with self._lock:
            self._values[name] = (state, made)
            self._values.move_to_end(name)
            while len(self._values) > self._size:
                self._values.popitem(last=False)
        return made

    def clear(self) -> None:
        with self._lock:
            self._values.clear()


_standings = _Memory(_REMEMBERED)
_parts = _Memory(4 * _REMEMBERED)


def forget() -> None:
    """Forget everything derived (for tests, which take back what they wrote)."""
    _standings.clear()
    _parts.clear()


@dataclass(frozen=True, slots=True)
class _Input:
    """``costs``: the newest act on cost lines; ``told``: that and the newest act on what rules ask about compounds."""

    programme: Programme
    rows: tuple[ProjectRow, ...]
    facts: Facts
    lines: Mapping[int, tuple[CostLine, ...]]
    costs: int
    told: Hashable
    allocations: tuple[AllocationRow, ...]


def programme_standing(programme_id: int, *, today: date) -> ProgrammeStanding:
    """Where the programme stands, over all its projects (`seen_by` narrows it to a viewer's).

    Raises NotFoundError for an unknown programme; a package that is not at hand is told in ``problem``.
    """
    adoption = adoption_on(programme_id, today)
    if adoption is None:
        raise NotFoundError
    package = package_of(adoption)
    if isinstance(package, ShelfProblem):
        return ProgrammeStanding(programme_id, today, None, package)
    return _standing(programme_id, Running.adopted(adoption, package, today))


def standing_under(programme_id: int, running: Running) -> ProgrammeStanding:
    """Where the programme would stand under another edition of its policy."""
    return _standing(programme_id, running)


def _standing(programme_id: int, running: Running) -> ProgrammeStanding:
    state = newest_event_id(programme_id)
    return _standings.get(
        (programme_id, *running.name), state, lambda earlier: _derive(programme_id, running, state[1], earlier)
    )


def project_standing(
    project_id: int, *, today: date, programme_id: int | None = None
) -> tuple[ProjectStanding, ProgrammeStanding]:
    """Where one project stands, with the programme it stands in. Raises NotFoundError when there is none."""
    if programme_id is None:
        found = Project.objects.filter(pk=project_id).values_list("programme_id", flat=True).first()
        if found is None:
            raise NotFoundError
        programme_id = found
    standing = programme_standing(programme_id, today=today)
    project = standing.by_id.get(project_id)
    if project is None:
        raise NotFoundError
    return project, standing


def _derive(programme_id: int, running: Running, general: int, earlier: ProgrammeStanding | None) -> ProgrammeStanding:
    """All projects anew; the process of a project whose facts are as they were is taken over from ``earlier``."""
    known = earlier.by_id if earlier else {}
    given = _input(Programme.objects.get(pk=programme_id), general)
    splits = _SplitsByEdition(given)
    allocated: dict[int, list[AllocationRow]] = {}
    for one in given.allocations:
        allocated.setdefault(one.project_id, []).append(one)
    projects = tuple(
        _project(row, running, given, splits, allocated.get(row.id, []), known.get(row.id)) for row in given.rows
    )
    return ProgrammeStanding(
        programme_id=programme_id,
        today=running.today,
        package=running.package,
        problem=None,
        projects=projects,
        every_project=projects,
        allocations=given.allocations,
    )


def _project(
    row: ProjectRow,
    running: Running,
    given: _Input,
    splits: _SplitsByEdition,
    allocated: list[AllocationRow],
    earlier: ProjectStanding | None,
) -> ProjectStanding:
    told = tuple(given.facts.of(row))
    as_before = earlier is not None and (earlier.facts, earlier.row.phase) == (told, row.phase)
    standing_on_day = [one for one in allocated if one.allocated_on <= running.today]
    process = earlier.process if earlier and as_before else running.derive(told, row.phase or None)
    by_pot: dict[str, int] = {}
    for one in standing_on_day:
        by_pot[one.pot] = by_pot.get(one.pot, 0) + one.amount_fen
    return ProjectStanding(
        row=row,
        process=process,
        money=splits.of(row.id, running.money_edition(process)),
        facts=told,
        allocated=by_pot,
        allocations=tuple(standing_on_day),
    )


class _SplitsByEdition:
    """The splits of all projects under each edition that some project's costs fall under, made when first asked."""

    def __init__(self, given: _Input) -> None:
        self._given = given
        self._made: dict[str, _Splits] = {}

    def of(self, project_id: int, package: Package) -> ProjectMoney:
        if package.hash not in self._made:
            self._made[package.hash] = self._split(package)
        found = self._made[package.hash].get(project_id)
        return found[1] if found else NOTHING

    def _split(self, package: Package) -> _Splits:
        given, pk = self._given, self._given.programme.pk
        lines: Mapping[int, tuple[CostLine, ...]] = given.lines
        told: Hashable = given.costs
        if asked := asked_facts(package):
            told = given.told
            lines = _parts.get(
                (pk, "lines with facts", asked), told, lambda _: _told(given.programme, given.lines, given.rows, asked)
            )
        return _parts.get((pk, "splits", package.hash), told, lambda earlier: _split_all(package, lines, earlier))


def _input(programme: Programme, general: int) -> _Input:
    newest = newest_event_ids_by_kind(programme.pk)

    def state(*beginnings: str) -> int:
        return max((number for kind, number in newest.items() if kind.startswith(beginnings)), default=0)

    pk, costs, places = programme.pk, state("funding.cost"), (state("programme.project"), general)
    return _Input(
        programme=programme,
        rows=_parts.get((pk, "rows"), places, lambda _: project_rows(programme)),
        facts=_parts.get((pk, "facts"), state("programme.fact", "determinations.waiver"), lambda _: facts(programme)),
        lines=_parts.get((pk, "lines"), costs, lambda _: cost_lines(programme)),
        costs=costs,
        told=(costs, places, state("funding.particular")),
        allocations=_parts.get((pk, "allocations"), state("funding.allocation"), lambda _: allocations(programme)),
    )


def _told(
    programme: Programme, lines: Mapping[int, tuple[CostLine, ...]], rows: Sequence[ProjectRow], asked: Sequence[str]
) -> dict[int, tuple[CostLine, ...]]:
    return with_facts(lines, rows, particulars(programme), districts(programme), asked)


def _split_all(package: Package, lines: Mapping[int, tuple[CostLine, ...]], earlier: _Splits | None) -> _Splits:
    """The split of every project's lines; that of a project whose lines are as they were is taken over."""
    found = {}
    for project, of_project in lines.items():
        known = earlier.get(project) if earlier else None
        as_before = known is not None and known[0] == of_project
        found[project] = known if known and as_before else (of_project, split_project(package, of_project))
    return found
