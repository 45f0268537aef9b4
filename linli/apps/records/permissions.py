"""Who may read the record, and who may supply official texts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Capability
from linli.apps.accounts.permissions import sentence


@sentence(_("正式文本由项目办公室提供。"))
def may_supply_official_text(actor: Actor) -> bool:
    return actor.has(Capability.OFFICE)
