"""The tables as plain rows: projects with their compounds, facts, cost lines, allocations. One query each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from linli.apps.funding.models import Allocation, CostLine
from linli.apps.programme.models import Programme, Project, StageFact
from linli.core.funding import CostLine as CoreLine
from linli.core.lifecycle import Fact


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project with its compounds added up. ``path``: of its sub-district; ``built_in``: of the oldest."""

    id: int
    name: str
    name_key: str
    subdistrict_id: int
    subdistrict: str
    path: str
    phase: str
    compounds: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    households: int = 0
    buildings: int = 0
    floor_area_centi: int = 0
    built_in: int | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """Money of a pot that stands allocated to a project since a day."""

    id: int
    pot: str
    project_id: int
    amount_fen: int
    allocated_on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts that stand: of projects by project id, of areas by the area's path."""

    of_projects: Mapping[int, tuple[Fact, ...]]
    of_areas: Mapping[str, tuple[Fact, ...]]

    def of(self, row: ProjectRow) -> list[Fact]:
        """Those of the project, and those of every area it lies in."""
        found = list(self.of_projects.get(row.id, ()))
        for path, facts in self.of_areas.items():
            if row.path.startswith(path):
                found.extend(facts)
        return found


def project_rows(programme: Programme) -> tuple[ProjectRow, ...]:
    """Two queries: the projects in the order of their names, and their compounds."""
    rows = {
        found[0]: ProjectRow(*found)
        for found in Project.objects.filter(programme=programme)
        .order_by("name_key", "id")
        .values_list("id", "name", "name_key", "subdistrict_id", "subdistrict__name", "subdistrict__path", "phase")
    }
    compounds: dict[int, list[_Compound]] = defaultdict(list)
    for found in _compounds_of(programme):
        compounds[found[0]].append(_Compound(*found[1:]))
    return tuple(_with_compounds(row, compounds[row.id]) if row.id in compounds else row for row in rows.values())


_CompoundValues = tuple[int, str, str, int, int, int, int, Decimal | None, Decimal | None]


def _compounds_of(programme: Programme) -> Iterator[_CompoundValues]:
    yield from (
        Project.compounds.through.objects.filter(project__programme=programme)
        .order_by("project_id", "compound_id")
        .values_list(
            "project_id", "compound__name", "compound__address", "compound__households", "compound__buildings",
            "compound__floor_area_centi", "compound__built_in", "compound__latitude", "compound__longitude",
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Compound:
    name: str
    address: str
    households: int
    buildings: int
    floor_area_centi: int
    built_in: int
    latitude: Decimal | None
    longitude: Decimal | None


def _with_compounds(row: ProjectRow, compounds: Sequence[_Compound]) -> ProjectRow:
    return replace(
        row,
        compounds=tuple(compound.name for compound in compounds),
        addresses=tuple(compound.address for compound in compounds if compound.address),
        households=sum(compound.households for compound in compounds),
        buildings=sum(compound.buildings for compound in compounds),
        floor_area_centi=sum(compound.floor_area_centi for compound in compounds),
        built_in=min(compound.built_in for compound in compounds),
        latitude=compounds[0].latitude,
        longitude=compounds[0].longitude,
    )


def facts(programme: Programme) -> Facts:
    """One query: every fact that has not been withdrawn."""
    of_projects: dict[int, list[Fact]] = defaultdict(list)
    of_areas: dict[str, list[Fact]] = defaultdict(list)
    rows = (
        StageFact.objects.filter(programme=programme, withdrawn_at__isnull=True)
        .order_by("id")
        .values_list("id", "project_id", "area__path", "stage", "key", "value", "happened_on")
    )
    for row_id, project_id, path, stage, key, value, on in rows:
        fact = Fact(compound=str(project_id or path), on=on, stage=stage, key=key, value=value, row=row_id)
        if project_id is not None:
            of_projects[project_id].append(fact)
        else:
            of_areas[path].append(fact)
    return Facts(
        {project: tuple(found) for project, found in of_projects.items()},
        {path: tuple(found) for path, found in of_areas.items()},
    )


def cost_lines(programme: Programme) -> dict[int, tuple[CoreLine, ...]]:
    """One query: the cost lines that count, by project; ``row`` is the line's id."""
    found: dict[int, list[CoreLine]] = defaultdict(list)
    rows = (
        CostLine.objects.filter(project__programme=programme, superseded_at__isnull=True)
        .order_by("id")
        .values_list("id", "project_id", "item", "segment", "cost_fen", "approved_fen")
    )
    for row_id, project_id, item, segment, cost_fen, approved_fen in rows:
        found[project_id].append(
            CoreLine(
                row=row_id,
                compound=str(project_id),
                item=item,
                segment=segment or None,
                cost_fen=cost_fen,
                approved_fen=approved_fen,
            )
        )
    return {project: tuple(lines) for project, lines in found.items()}


def allocations(programme: Programme) -> tuple[AllocationRow, ...]:
    """One query: the allocations that stand, in date order."""
    rows = (
        Allocation.objects.filter(programme=programme, revoked_at__isnull=True)
        .order_by("allocated_on", "id")
        .values_list("id", "pot", "project_id", "amount_fen", "allocated_on")
    )
    return tuple(AllocationRow(*row) for row in rows)
