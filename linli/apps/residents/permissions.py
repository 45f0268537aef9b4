"""Who may keep the dwellings of a compound, and send letters to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Capability
from linli.apps.accounts.permissions import sentence
from linli.apps.compounds.models import Compound


@sentence(_("住户和入户码由所在街道或项目办公室办理。"))
def may_keep_dwellings(actor: Actor, compound: Compound) -> bool:
    return actor.has(Capability.OFFICE, Capability.SUBDISTRICT) and actor.covers(compound.subdistrict.path)
