"""Who may record costs, and who may allocate money."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Capability
from linli.apps.accounts.permissions import sentence
from linli.apps.programme.models import Programme, Project


@sentence(_("费用由项目办公室记录。"))
def may_record_costs(actor: Actor, project: Project) -> bool:
    return actor.has(Capability.OFFICE) and actor.covers(project.subdistrict.path)


@sentence(_("小区情况由项目办公室或所在街道填写。"))
def may_tell_particulars(actor: Actor, project: Project) -> bool:
    return actor.has(Capability.OFFICE, Capability.SUBDISTRICT) and actor.covers(project.subdistrict.path)


@sentence(_("资金由管辖整个项目的财政部门下达和撤销。"))
def may_allocate(actor: Actor, programme: Programme) -> bool:
    return actor.has(Capability.FINANCE) and actor.covers(programme.area.path)


@sentence(_("资金由财政部门下达和撤销。"))
def may_handle_money(actor: Actor) -> bool:
    """Whether the pages for allocations are of any use to this post; the programme is asked about again there."""
    return actor.has(Capability.FINANCE)
