"""Who may see compounds, and who may record them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Capability, Organisation
from linli.apps.accounts.permissions import sentence
from linli.apps.compounds.models import Compound


@sentence(_("只能查看本辖区的小区。"))
def may_see_compound(actor: Actor, compound: Compound) -> bool:
    return actor.covers(compound.subdistrict.path)


@sentence(_("小区由项目办公室或所在街道登记。"))
def may_record_compounds(actor: Actor, subdistrict: Organisation) -> bool:
    return actor.has(Capability.OFFICE, Capability.SUBDISTRICT) and actor.covers(subdistrict.path)
