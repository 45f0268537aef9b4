"""The tables as plain rows: projects with their compounds, facts, cost lines, allocations. One query each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from linli.apps.accounts.models import Organisation, OrganisationKind
from linli.apps.determinations.waivers import granted_waivers
from linli.apps.funding.facts import facts_from
from linli.apps.funding.models import Allocation, CostLine, Particular
from linli.apps.programme.models import Programme, Project, StageFact
from linli.core.funding import NOTHING_KNOWN, agreement_in
from linli.core.funding import CostLine as CoreLine
from linli.core.funding import Facts as FundingFacts
from linli.core.lifecycle import Fact


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project with its compounds added up. ``path``: of its sub-district; ``built_in``: of the oldest; ``facts``:
    what the compounds' records tell funding formulas (`compound_facts`)."""

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
    facts: FundingFacts = NOTHING_KNOWN


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


_CompoundValues = tuple[
    int, str, str, int, int, int, int, Decimal | None, Decimal | None, int | None, int | None, int | None
]


def _compounds_of(programme: Programme) -> Iterator[_CompoundValues]:
    yield from (
        Project.compounds.through.objects.filter(project__programme=programme)
        .order_by("project_id", "compound_id")
        .values_list(
            "project_id", "compound__name", "compound__address", "compound__households", "compound__buildings",
            "compound__floor_area_centi", "compound__built_in", "compound__latitude", "compound__longitude",
            "compound__entrances", "compound__lifts", "compound__floors",
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
    entrances: int | None
    lifts: int | None
    floors: int | None


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
        facts=compound_facts(compounds),
    )


def compound_facts(compounds: Iterable[_Compound]) -> FundingFacts:
    """What the records of a project's compounds tell together: counts are added up; year and floors are known only
    where all of them say the same, and a count only where none is missing."""
    several = list(compounds)

    def total(name: str) -> int | None:
        counts = [getattr(one, name) for one in several]
        return None if not counts or None in counts else sum(counts)

    def common(name: str) -> int | None:
        said = {getattr(one, name) for one in several}
        return said.pop() if len(said) == 1 else None

    return FundingFacts(
        households=total("households"),
        area_centi=total("floor_area_centi"),
        buildings=total("buildings"),
        entrances=total("entrances"),
        lifts=total("lifts"),
        floors=common("floors"),
        built=common("built_in"),
    )


def facts(programme: Programme) -> Facts:
    """Two queries: every fact that has not been withdrawn, and every waiver granted, as the rules read one."""
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
    for waived in _waivers(programme):
        of_projects[int(waived.compound)].append(waived)
    return Facts(
        {project: tuple(found) for project, found in of_projects.items()},
        {path: tuple(found) for path, found in of_areas.items()},
    )


def _waivers(programme: Programme) -> Iterator[Fact]:
    rows = granted_waivers(programme).values_list(
        "id", "project_id", "stage", "key", "decision__role", "until", "reason", "decision__decided_on"
    )
    for row_id, project_id, stage, key, role, until, reason, on in rows:
        # role and day first: whatever the reason says after them is read as words only
        value = f"{role}；至 {until.isoformat()}；理由：{reason}"
        yield Fact(compound=str(project_id), on=on, stage=stage, key=f"waiver:{key}", value=value, row=row_id)


def cost_lines(programme: Programme) -> dict[int, tuple[CoreLine, ...]]:
    """One query: the cost lines that count, by project; ``row`` is the line's id."""
    found: dict[int, list[CoreLine]] = defaultdict(list)
    rows = (
        CostLine.objects.filter(project__programme=programme, superseded_at__isnull=True)
        .order_by("id")
        .values_list(
            "id", "project_id", "item", "segment", "cost_fen", "approved_fen", "facts", "purpose", "override",
            "decision", "agreement",
        )
    )  # fmt: skip
    for row_id, project_id, item, segment, cost_fen, approved_fen, told, purpose, override, decision, agreed in rows:
        found[project_id].append(
            CoreLine(
                row=row_id,
                compound=str(project_id),
                item=item,
                segment=segment or None,
                cost_fen=cost_fen,
                approved_fen=approved_fen,
                facts=facts_from(told),
                purpose=purpose,
                override=override,
                decision=decision,
                agreement=agreement_in(agreed) if agreed else (),
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


def particulars(programme: Programme) -> dict[int, FundingFacts]:
    """One query: what is told of each project beyond its compounds' records."""
    told: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Particular.objects.filter(project__programme=programme, superseded_at__isnull=True)
    for project_id, name, value in rows.order_by("id").values_list("project_id", "name", "value"):
        told[project_id][name] = value
    return {project: facts_from(values) for project, values in told.items()}


def districts(programme: Programme) -> dict[str, str]:
    """One query: path -> name of every district that a project may lie in."""
    found = Organisation.objects.filter(kind=OrganisationKind.DISTRICT).values_list("path", "name")
    area = programme.area.path
    return {path: name for path, name in found if path.startswith(area) or area.startswith(path)}


def with_facts(
    lines: Mapping[int, tuple[CoreLine, ...]],
    rows: Iterable[ProjectRow],
    told: Mapping[int, FundingFacts],
    districts: Mapping[str, str],
    asked: Sequence[str],
) -> dict[int, tuple[CoreLine, ...]]:
    """The lines with the facts that the rules ask for: a line's own, what is told of its project, its compounds'."""
    found = {}
    for row in rows:
        if row.id in lines:
            known = project_facts(row, told.get(row.id, NOTHING_KNOWN), districts)
            found[row.id] = tuple(replace(one, facts=only(one.facts.or_else(known), asked)) for one in lines[row.id])
    return found


def project_facts(row: ProjectRow, told: FundingFacts, districts: Mapping[str, str]) -> FundingFacts:
    """What is known of a project: what was told of it stands before its compounds' records."""
    inside = [path for path in districts if row.path.startswith(path)]
    district = districts[max(inside, key=len)] if inside else None
    return told.or_else(replace(row.facts, district=district))


def only(facts: FundingFacts, asked: Sequence[str]) -> FundingFacts:
    return FundingFacts(**{name: getattr(facts, name) for name in asked})
