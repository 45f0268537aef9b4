"""Acts on programmes and projects: set up, adopt a policy, take projects in, set the phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Organisation
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.compounds.models import Compound
from linli.apps.compounds.names import pinyin_key, plain_name
from linli.apps.programme.ledger import record_fact, record_facts, withdraw_fact
from linli.apps.programme.models import PolicyAdoption, Programme, Project
from linli.apps.programme.permissions import may_add_project, may_adopt_policy, may_create_programme, may_set_phase
from linli.apps.records.services import record_event
from linli.core.policy.model import Package

__all__ = [
    "NewProject", "add_project", "add_projects", "adopt_policy", "create_programme", "record_fact", "record_facts",
    "set_phase", "withdraw_fact",
]  # fmt: skip

BATCH = 500


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project to take in. ``phase``: id of the policy's phase, empty for the reserve."""

    name: str
    subdistrict: Organisation
    compounds: tuple[Compound, ...]
    phase: str = ""


@transaction.atomic
def create_programme(
    *,
    actor: Actor,
    now: datetime,
    slug: str,
    name: str,
    area: Organisation,
    package: Package,
    adopted_on: date,
    training_day: date | None = None,
) -> Programme:
    """A programme of an area, run under ``package`` from ``adopted_on``. ConflictError when the slug is taken."""
    require(may_create_programme, actor, area)
    try:
        with transaction.atomic():
            programme = Programme.objects.create(slug=slug, name=name.strip(), area=area, training_day=training_day)
    except IntegrityError as exc:
        raise ConflictError(_("编号「%(slug)s」已有项目使用。") % {"slug": slug}) from exc
    record_event(
        actor=actor,
        now=now,
        kind="programme.programme.created",
        subject=programme,
        programme_id=programme.pk,
        body={"name": programme.name, "slug": slug, "area_id": area.pk},
    )
    _adopt(actor=actor, now=now, programme=programme, package=package, adopted_on=adopted_on)
    return programme


@transaction.atomic
def adopt_policy(
    *, actor: Actor, now: datetime, programme: Programme, package: Package, adopted_on: date
) -> PolicyAdoption:
    """From ``adopted_on`` the programme runs under this package. Raises ConflictError for a second one that day."""
    require(may_adopt_policy, actor, programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    if programme.adoptions.filter(adopted_on=adopted_on).exists():
        raise ConflictError(_("这一天已经采用了一份政策。"))
    return _adopt(actor=actor, now=now, programme=programme, package=package, adopted_on=adopted_on)


def _adopt(*, actor: Actor, now: datetime, programme: Programme, package: Package, adopted_on: date) -> PolicyAdoption:
    try:
        with transaction.atomic():
            adoption = PolicyAdoption.objects.create(
                programme=programme, package_id=package.id, package_hash=package.hash, adopted_on=adopted_on
            )
    except IntegrityError as exc:
        raise ConflictError(_("这一天已经采用了一份政策。")) from exc
    record_event(
        actor=actor,
        now=now,
        kind="programme.policy.adopted",
        subject=programme,
        programme_id=programme.pk,
        body={
            "package": package.id,
            "package_name": package.name,
            "hash": package.hash,
            "adopted_on": adopted_on.isoformat(),
        },
    )
    return adoption


def phase_name(package: Package, phase: str) -> str:
    """The phase in words; the reserve for an empty one. Raises RefusalError for one that the policy does not know."""
    if not phase:
        return "储备"
    names = {known.id: known.name for known in package.quotas.phases} if package.quotas else {}
    if phase not in names:
        raise RefusalError(_("政策里没有分期「%(phase)s」。") % {"phase": phase})
    return names[phase]


@transaction.atomic
def add_project(*, actor: Actor, now: datetime, programme: Programme, package: Package, new: NewProject) -> Project:
    """Take one project in. Raises ConflictError when its sub-district has one of that name in the programme."""
    (project,) = _add(actor=actor, programme=programme, package=package, rows=[new])
    record_event(
        actor=actor,
        now=now,
        kind="programme.project.added",
        subject=project,
        programme_id=programme.pk,
        body={"name": project.name, "phase": project.phase, "phase_name": phase_name(package, project.phase)},
    )
    return project


@transaction.atomic
def add_projects(
    *, actor: Actor, now: datetime, programme: Programme, package: Package, rows: Sequence[NewProject]
) -> list[Project]:
    """Take a list in at once, all or nothing, one event. Errors as in `add_project`."""
    if not rows:
        return []
    projects = _add(actor=actor, programme=programme, package=package, rows=rows)
    record_event(
        actor=actor,
        now=now,
        kind="programme.projects.added",
        subject=programme,
        programme_id=programme.pk,
        body={"count": len(projects), "ids": [project.pk for project in projects]},
    )
    return projects


def _add(*, actor: Actor, programme: Programme, package: Package, rows: Sequence[NewProject]) -> list[Project]:
    for subdistrict in {row.subdistrict.pk: row.subdistrict for row in rows}.values():
        require(may_add_project, actor, programme, subdistrict)
    if any(row.phase for row in rows):
        require(may_set_phase, actor, programme)
    for phase in {row.phase for row in rows}:
        phase_name(package, phase)
    fresh = [
        Project(
            programme=programme,
            name=plain_name(row.name),
            name_key=pinyin_key(plain_name(row.name)),
            subdistrict=row.subdistrict,
            phase=row.phase,
        )
        for row in rows
    ]
    try:
        with transaction.atomic():
            projects = Project.objects.bulk_create(fresh, batch_size=BATCH)
    except IntegrityError as exc:
        raise ConflictError(_("该街道已有同名的小区项目。")) from exc
    links = Project.compounds.through
    links.objects.bulk_create(
        [
            links(project_id=project.pk, compound_id=compound.pk)
            for project, row in zip(projects, rows, strict=True)
            for compound in row.compounds
        ],
        batch_size=BATCH,
    )
    return projects


@transaction.atomic
def set_phase(*, actor: Actor, now: datetime, project: Project, package: Package, phase: str, reason: str) -> Project:
    """Move a project to another phase or to the reserve. Raises RefusalError without a reason."""
    require(may_set_phase, actor, project.programme)
    if not reason.strip():
        raise RefusalError(_("改变分期要写理由。"))
    standing = Project.objects.select_for_update().get(pk=project.pk)
    before, after = phase_name(package, standing.phase), phase_name(package, phase)
    standing.phase = phase
    standing.save(update_fields=["phase"])
    record_event(
        actor=actor,
        now=now,
        kind="programme.project.phase_changed",
        subject=standing,
        programme_id=standing.programme_id,
        body={"name": standing.name, "phase": phase, "before_name": before, "after_name": after},
        reason=reason.strip(),
    )
    return standing
