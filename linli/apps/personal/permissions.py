"""Who may see personal data in full, who may see who did, and who runs the keeping periods."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Capability
from linli.apps.accounts.permissions import sentence
from linli.apps.personal.models import StaffContact


@sentence(_("联系方式由本人，或本辖区的项目办公室、系统管理员查看。"))
def may_reveal_contact(actor: Actor, thing: Model) -> bool:
    assert isinstance(thing, StaffContact)  # noqa: S101 -- the holding's own table
    if actor.user is not None and thing.user_id == actor.user.pk:
        return True
    organisation = thing.user.organisation
    in_area = organisation is not None and actor.covers(organisation.path)
    return actor.is_console or (in_area and actor.has(Capability.OFFICE, Capability.ADMINISTRATOR))


@sentence(_("谁看过个人信息，由审计和系统管理员查看。"))
def may_see_disclosures(actor: Actor) -> bool:
    return actor.has(Capability.AUDITOR, Capability.ADMINISTRATOR)


@sentence(_("保存期限到期的处理只能在服务器上运行。"))
def may_run_retention(actor: Actor) -> bool:
    return actor.is_console


@sentence(_("密钥的更换和销毁只能在服务器上运行。"))
def may_reseal(actor: Actor) -> bool:
    return actor.is_console
