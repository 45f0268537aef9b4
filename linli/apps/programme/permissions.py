"""Who may see programmes and projects, who may run them, and who may put facts on record."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Capability, Organisation
from linli.apps.accounts.permissions import sentence
from linli.apps.programme.evidence import responsible_roles
from linli.apps.programme.models import Programme, Project, StageFact
from linli.core.policy.model import Package, Role

#: how high the bodies of a level stand; a clerk puts on record what is done at the own level or below
_RANK = {"市": 4, "区": 3, "项目": 3, "街道": 2, "社区": 1, "小区": 1}
_DISTRICT_RANK = _RANK["区"]
_SUBDISTRICT_RANK = _RANK["街道"]


@sentence(_("只能查看本辖区的项目。"))
def may_see_programme(actor: Actor, programme: Programme) -> bool:
    """Those above the programme's area, and those inside it."""
    return actor.covers(programme.area.path) or (
        actor.area_path is not None and actor.area_path.startswith(programme.area.path)
    )


@sentence(_("只能查看本辖区的项目。"))
def may_see_project(actor: Actor, project: Project) -> bool:
    return actor.covers(project.subdistrict.path)


@sentence(_("项目由管辖它的项目办公室设立。"))
def may_create_programme(actor: Actor, area: Organisation) -> bool:
    return actor.has(Capability.OFFICE, Capability.ADMINISTRATOR) and actor.covers(area.path)


@sentence(_("采用哪一份政策由管辖整个项目的办公室决定。"))
def may_adopt_policy(actor: Actor, programme: Programme) -> bool:
    return actor.has(Capability.OFFICE) and actor.covers(programme.area.path)


@sentence(_("解释由管辖整个项目的办公室按文件认定。"))
def may_settle_reading(actor: Actor, programme: Programme) -> bool:
    return actor.has(Capability.OFFICE, Capability.ADMINISTRATOR) and actor.covers(programme.area.path)


@sentence(_("小区由项目办公室或所在街道申报。"))
def may_add_project(actor: Actor, programme: Programme, subdistrict: Organisation) -> bool:
    in_area = subdistrict.path.startswith(programme.area.path)
    return in_area and actor.has(Capability.OFFICE, Capability.SUBDISTRICT) and actor.covers(subdistrict.path)


@sentence(_("分期由管辖整个项目的办公室安排。"))
def may_set_phase(actor: Actor, programme: Programme) -> bool:
    return actor.has(Capability.OFFICE) and actor.covers(programme.area.path)


@sentence(_("这一项由文件写明的单位或项目办公室记录。"))
def may_record_fact(
    actor: Actor, programme: Programme, place: Project | Organisation, *, package: Package, stage: str, key: str
) -> bool:
    """``place``: the project, or the area whose fact it is.

    The office of the whole programme records everything; an office or sub-district inside it what is done at its own
    level or below; and everybody what the policy makes their own organisation responsible for.
    """
    path = place.subdistrict.path if isinstance(place, Project) else place.path
    if not actor.covers(path):
        return False
    if actor.has(Capability.OFFICE) and actor.covers(programme.area.path):
        return True
    roles = responsible_roles(package, stage, key)
    return _is_own(actor, roles) or _is_at_or_below(actor, roles)


def _is_own(actor: Actor, roles: Sequence[Role]) -> bool:
    writes = actor.has(Capability.OFFICE, Capability.SUBDISTRICT, Capability.FINANCE)
    own = actor.post.organisation.policy_role if actor.post else ""
    return writes and own in {role.id for role in roles}


def _is_at_or_below(actor: Actor, roles: Sequence[Role]) -> bool:
    needed = max((_RANK.get(role.level, _DISTRICT_RANK) for role in roles), default=_SUBDISTRICT_RANK)
    if actor.has(Capability.OFFICE):
        return needed <= _DISTRICT_RANK
    return actor.has(Capability.SUBDISTRICT) and needed <= _SUBDISTRICT_RANK


@sentence(_("事实由记录它的人或项目办公室撤回，并写明理由。"))
def may_withdraw_fact(actor: Actor, fact: StageFact) -> bool:
    place = fact.project.subdistrict if fact.project else fact.area
    if place is None or not actor.covers(place.path):
        return False
    if actor.has(Capability.OFFICE):
        return True
    return actor.has(Capability.SUBDISTRICT, Capability.FINANCE) and fact.recorded_by_id == getattr(actor.user, "pk", 0)


@sentence(_("表格由项目办公室和街道导入。"))
def may_bring_in_sheets(actor: Actor) -> bool:
    """Whether the pages for sheets are of any use to this post; every row is asked about again when it is written."""
    return actor.has(Capability.OFFICE, Capability.SUBDISTRICT)
