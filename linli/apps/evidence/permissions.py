"""Who may put files in, see them, open personal ones, see where a photograph was taken, withdraw."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Capability, Organisation
from linli.apps.accounts.permissions import sentence
from linli.apps.evidence.models import Evidence

WORKING = (Capability.OFFICE, Capability.SUBDISTRICT, Capability.AUDITOR)
AREA = Organisation._meta.label_lower  # noqa: SLF001 -- Django's documented API


@sentence(_("材料由项目办公室、所在街道和财政部门上传。"))
def may_add_evidence(actor: Actor, place: Organisation) -> bool:
    """``place``: where the object lies that the file is about."""
    return actor.has(Capability.OFFICE, Capability.SUBDISTRICT, Capability.FINANCE) and actor.covers(place.path)


@sentence(_("只能查看本辖区的材料；含个人信息的只给经办和审计看。"))
def may_see_evidence(actor: Actor, evidence: Evidence) -> bool:
    path = evidence.organisation.path
    of_own_area = evidence.subject_type == AREA and actor.area_path is not None and actor.area_path.startswith(path)
    return (actor.covers(path) or of_own_area) and (not evidence.is_personal or actor.has(*WORKING))


@sentence(_("拍摄的时间和地点只给经办和审计看。"))
def may_see_origin(actor: Actor, evidence: Evidence) -> bool:
    return actor.has(*WORKING) and actor.covers(evidence.organisation.path)


@sentence(_("材料由上传的人或项目办公室撤回、换版，并写明理由。"))
def may_withdraw_evidence(actor: Actor, evidence: Evidence) -> bool:
    if not actor.covers(evidence.organisation.path):
        return False
    own = may_add_evidence(actor, evidence.organisation) and evidence.uploaded_by_id == getattr(actor.user, "pk", 0)
    return own or actor.has(Capability.OFFICE)
