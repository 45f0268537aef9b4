"""What is known of the compounds of a programme for choosing and scoring them: the candidates, the subjects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from linli.apps.funding.models import Particular
from linli.apps.funding.services import MEASURE
from linli.apps.programme.models import Programme
from linli.core.calendar import parse_day
from linli.core.faults import Fault
from linli.core.money import parse_money
from linli.core.policy.model import Package
from linli.core.programme import ScoreFinding, score
from linli.core.selection import BUILT_IN, Candidate, SelectionFinding, check_candidates, criterion_columns, select
from linli.core.selection.candidates import measure_name
from linli.stages.standing import ProgrammeStanding, ProjectStanding

ESTIMATE, APPLIED = "estimate_yuan", "applied"
_APPLICATION = "document:application"


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure that somebody must tell of a compound. ``words``: the grades or units it is told in."""

    id: str
    name: str
    words: str = ""


def asked_by_selection(package: Package) -> tuple[Asked, ...]:
    """The criteria and conditions of the policy that are told of each compound."""
    grades = {one.measure: "、".join(one.grades) for one in package.priorities}
    factors = {one.id: one.name for one in package.application_factors}
    return tuple(
        Asked(measure, factors.get(measure) or measure_name(package, measure), grades.get(measure, ""))
        for measure in criterion_columns(package)
        if measure not in BUILT_IN
    )


def asked_by_scoring(package: Package) -> tuple[Asked, ...]:
    """The measures that the scoring tables look at."""
    known = {one.id: Asked(one.id, one.name, one.unit) for one in package.measures}
    measures = dict.fromkeys(item.measure for table in package.evaluation for item in table.items)
    return tuple(known.get(one, Asked(one, one)) for one in measures)


def asked_measures(package: Package) -> tuple[Asked, ...]:
    """Everything that may be told of a compound under this policy, each once."""
    usual = (Asked(ESTIMATE, BUILT_IN[ESTIMATE]), Asked(APPLIED, "申报日期")) if chooses(package) else ()
    found = {one.id: one for one in (*usual, *asked_by_selection(package), *asked_by_scoring(package))}
    return tuple(found.values())


def chooses(package: Package) -> bool:
    """Whether the policy says anything of who comes first."""
    return bool(package.selection or package.priorities or package.quotas)


def told_measures(programme: Programme) -> dict[int, dict[str, str]]:
    """One query: project -> measure -> as told."""
    told: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Particular.objects.filter(
        project__programme=programme, superseded_at__isnull=True, name__startswith=MEASURE
    ).values_list("project_id", "name", "value")
    for project, name, value in rows:
        told[project][name.removeprefix(MEASURE)] = value
    return told


def candidates(standing: ProgrammeStanding, told: Mapping[int, Mapping[str, str]]) -> list[Candidate]:
    """Every project of the programme as the rules of choice see it, under a name that no other has."""
    measures = {one.id for one in asked_by_selection(standing.policy)}
    return [
        _candidate(number, standing.labels[project.id], project, told.get(project.id, {}), measures)
        for number, project in enumerate(standing.projects, start=1)
    ]


def _candidate(
    number: int, label: str, project: ProjectStanding, told: Mapping[str, str], measures: set[str]
) -> Candidate:
    row = project.row
    return Candidate(
        row=number,
        name=label,
        estimate_fen=_estimate(project, told),
        applied=_applied(project, told),
        street=row.subdistrict,
        households=row.households or None,
        area_centi=row.floor_area_centi or None,
        buildings=row.buildings or None,
        built_year=row.built_in,
        values={measure: text for measure, text in told.items() if measure in measures},
    )


def _estimate(project: ProjectStanding, told: Mapping[str, str]) -> int | None:
    """What was told, or the cost lines added up; None where there is neither."""
    try:
        return parse_money(told[ESTIMATE])
    except KeyError:
        return project.money.cost_fen if project.money.lines or project.money.faults else None
    except ValueError:
        return None


def _applied(project: ProjectStanding, told: Mapping[str, str]) -> date | None:
    """What was told, or the day of the application on record."""
    try:
        return parse_day(told[APPLIED])
    except (KeyError, ValueError):
        return min((fact.on for fact in project.facts if fact.key == _APPLICATION), default=None)


@dataclass(frozen=True)
class Choice:
    """The choice as it would be made now. ``faults``: what stands in its way; then there is no finding.
    ``projects``: label -> project id."""

    candidates: tuple[Candidate, ...]
    faults: tuple[Fault, ...]
    finding: SelectionFinding | None
    projects: Mapping[str, int]


def choice(programme: Programme, standing: ProgrammeStanding, *, available_fen: int | None = None) -> Choice:
    """Who would be chosen of all that applied, if it were decided on what is known now."""
    found = candidates(standing, told_measures(programme))
    faults = tuple(check_candidates(standing.policy, found))
    finding = None if faults else select(standing.policy, found, available_fen=available_fen)
    return Choice(tuple(found), faults, finding, {standing.labels[one.id]: one.id for one in standing.projects})


@dataclass(frozen=True, slots=True)
class Scored:
    """A project under a table. ``problem``: why it cannot be scored."""

    project: ProjectStanding
    label: str
    finding: ScoreFinding | None
    problem: str = ""


def scored(programme: Programme, standing: ProgrammeStanding, table_id: str) -> tuple[Scored, ...]:
    """Every project under the table, the best first; those that miss something by the least they can have. KeyError for
    an unknown table."""
    told = told_measures(programme)
    found = [_scored(standing, project, table_id, told.get(project.id, {})) for project in standing.projects]

    def order(one: Scored) -> tuple[bool, object, str]:
        return (one.finding is None, -one.finding.least if one.finding else 0, one.project.row.name_key)

    return tuple(sorted(found, key=order))


def _scored(standing: ProgrammeStanding, project: ProjectStanding, table_id: str, told: Mapping[str, str]) -> Scored:
    label = standing.labels[project.id]
    try:
        return Scored(project, label, score(standing.policy, table_id, told))
    except ValueError as exc:
        return Scored(project, label, None, str(exc))


def subjects(programme: Programme, standing: ProgrammeStanding, table_id: str) -> list[dict[str, object]]:
    """What a determination of scores is asked: the projects with what is told of them for this table."""
    table = next(table for table in standing.policy.evaluation if table.id == table_id)
    asked, told = {item.measure for item in table.items}, told_measures(programme)
    return [
        {"name": standing.labels[project.id],
         "values": {measure: text for measure, text in told.get(project.id, {}).items() if measure in asked}}
        for project in standing.projects
    ]  # fmt: skip
