"""A programme as its pages show it: the standing of the viewer's projects, one row each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from linli.core.policy.model import Package
from linli.stages.policy_shelf import MissingPackageError
from linli.stages.standing import ProgrammeStanding, ProjectStanding, programme_standing
from linli.web.requests import StaffRequest
from linli.web.staff.lookup import the_day
from linli.web.staff.rows import ProjectRow
from linli.web.staff.todo import first_part, role_names


@dataclass(frozen=True)
class Board:
    """``standing``: over the projects that the viewer may see; ``rows``: the same as lines of the list."""

    standing: ProgrammeStanding
    package: Package
    today: date
    rows: tuple[ProjectRow, ...]


def standing_for(request: StaffRequest, programme: Any) -> ProgrammeStanding:
    """The viewer's part of the programme. Raises MissingPackageError when its policy is not at hand."""
    standing = programme_standing(programme.pk, today=the_day(request))
    if standing.problem is not None:
        raise MissingPackageError(standing.problem)
    return standing.seen_by(request.actor)


def board_of(request: StaffRequest, programme: Any) -> Board:
    standing = standing_for(request, programme)
    package = standing.policy
    phases = {phase.id: phase.name for phase in package.quotas.phases} if package.quotas else {}
    positions = {stage.id: position for position, stage in enumerate(package.stages)}
    rows = tuple(row_of(project, package, phases, positions) for project in standing.projects)
    return Board(standing, package, standing.today, rows)


def row_of(project: ProjectStanding, package: Package, phases: dict[str, str], positions: dict[str, int]) -> ProjectRow:
    """The line of one project."""
    row, current, late = project.row, project.current, project.late
    worst = max(late, key=lambda stage: stage.overdue_days, default=None)
    cause = project.process.stages.get(worst.blocked_by or worst.stage) if worst else None
    act = project.next_act
    part = first_part(act.missing) if act else None
    return ProjectRow(
        id=row.id, name=row.name, name_key=row.name_key, subdistrict_id=row.subdistrict_id, subdistrict=row.subdistrict,
        phase=row.phase, phase_name=phases.get(row.phase, row.phase) or (_("储备") if phases else ""),
        households=row.households, buildings=row.buildings, floor_area_centi=row.floor_area_centi,
        stage=current.stage if current else "", stage_name=_stage_name(project),
        stage_position=positions.get(current.stage, len(positions)) if current else len(positions),
        done=sum(stage.state == "done" for stage in project.process.stages.values()),
        stages=len(project.process.stages),
        due=current.due if current else None,
        late_days=worst.overdue_days if worst else 0, late_stages=tuple(stage.stage for stage in late),
        cause=cause.name if cause else "", cause_cites=cause.cite if cause else (),
        next_act=part.name if part else "", next_who=role_names(package, part.who) if part else (),
        next_kind=part.fact.partition(":")[0] if part else "",
        cost_fen=project.money.cost_fen, undetermined_fen=project.money.undetermined_fen,
        needed_fen=sum(project.money.from_pots.values()), allocated_fen=sum(project.allocated.values()),
        short_fen=project.short_fen,
    )  # fmt: skip


def _stage_name(project: ProjectStanding) -> str:
    if project.current:
        return project.current.name
    return _("全部完成") if project.is_finished else _("等前面的阶段")
