"""Who sees determinations, and who takes and annuls them."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Capability
from linli.apps.accounts.permissions import sentence
from linli.apps.determinations.models import Determination, DutyDone, Kind, Waiver
from linli.apps.programme.models import Programme, Project

#: what finance decides; everything else the office does
_OF_FINANCE = frozenset({Kind.ALLOCATION, Kind.FUND_SPLIT})


@sentence(_("资金和费用分摊的决定由财政部门作出，其余由管辖整个项目的办公室作出。"))
def may_decide(actor: Actor, programme: Programme, kind: str) -> bool:
    capability = Capability.FINANCE if kind in _OF_FINANCE else Capability.OFFICE
    return actor.has(capability) and actor.covers(programme.area.path)


@sentence(_("这一项由文件写明的单位或管辖整个项目的办公室记录。"))
def may_record_duty(actor: Actor, programme: Programme, roles: Collection[str]) -> bool:
    """``roles``: whom the policy names. The office of the whole programme records everything."""
    if actor.has(Capability.OFFICE) and actor.covers(programme.area.path):
        return True
    own = actor.post.organisation.policy_role if actor.post else ""
    writes = actor.has(Capability.OFFICE, Capability.SUBDISTRICT, Capability.FINANCE)
    inside = actor.area_path is not None and actor.area_path.startswith(programme.area.path)
    return writes and inside and bool(own) and own in roles


@sentence(_("由记录它的人或管辖整个项目的办公室撤回，并写明理由。"))
def may_withdraw_duty(actor: Actor, done: DutyDone) -> bool:
    if actor.has(Capability.OFFICE) and actor.covers(done.programme.area.path):
        return True
    return actor.user is not None and done.recorded_by_id == actor.user.pk


@sentence(_("决定由作出这一类决定的单位撤销，并写明理由。"))
def may_annul(actor: Actor, determination: Determination) -> bool:
    return may_decide(actor, determination.programme, determination.kind)


@sentence(_("容缺由项目办公室、所在街道或办这一项的部门申请。"))
def may_ask_waiver(actor: Actor, project: Project) -> bool:
    return actor.has(Capability.OFFICE, Capability.SUBDISTRICT, Capability.FINANCE) and actor.covers(
        project.subdistrict.path
    )


@sentence(_("容缺由文件写明的单位批准，申请的人和批准的人不能是同一人。"))
def may_decide_waiver(actor: Actor, waiver: Waiver, roles: Collection[str], persons: Collection[int]) -> bool:
    """``roles``: whom the policy lets waive it; ``persons``: everybody behind the request."""
    own = actor.post.organisation.policy_role if actor.post else ""
    writes = actor.has(Capability.OFFICE, Capability.SUBDISTRICT, Capability.FINANCE, Capability.LEADER)
    named = bool(own) and own in roles and actor.covers(waiver.project.subdistrict.path)
    return writes and named and not actor.persons & frozenset(persons)


@sentence(_("由申请它的人、批准它的单位或管辖整个项目的办公室撤回，并写明理由。"))
def may_withdraw_waiver(actor: Actor, waiver: Waiver, role: str = "") -> bool:
    """``role``: who granted it; empty while it waits."""
    if actor.has(Capability.OFFICE) and actor.covers(waiver.programme.area.path):
        return True
    if not actor.covers(waiver.project.subdistrict.path):
        return False
    own = actor.post.organisation.policy_role if actor.post else ""
    if role:
        return own == role and actor.has(Capability.SUBDISTRICT, Capability.FINANCE, Capability.LEADER)
    return actor.user is not None and waiver.requested_by_id == actor.user.pk
