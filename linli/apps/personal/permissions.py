"""Who may see personal data in full, who may see who did, and who runs the keeping periods."""

from __future__ import annotations

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Appointment, Capability
from linli.apps.accounts.permissions import sentence
from linli.apps.personal.models import StaffContact


@sentence(_("联系方式由本人，或本辖区的项目办公室、系统管理员查看。"))
def may_reveal_contact(actor: Actor, thing: Model) -> bool:
    assert isinstance(thing, StaffContact)  # noqa: S101 -- the holding's own table
    if actor.user is not None and thing.user_id == actor.user.pk:
        return True
    if actor.is_console:
        return True
    if actor.area_path is None or not actor.has(Capability.OFFICE, Capability.ADMINISTRATOR):
        return False
    return StaffContact.objects.filter(works_under(actor.area_path), pk=thing.pk).exists()


def works_under(area_path: str) -> Q:
    """Contacts of people who work in this area: by where they are employed, or by a post they hold."""
    held = Appointment.objects.filter(post__organisation__path__startswith=area_path, held_until__isnull=True)
    return Q(user__organisation__path__startswith=area_path) | Q(user__in=held.values("user"))


@sentence(_("谁看过个人信息，由审计和系统管理员查看。"))
def may_see_disclosures(actor: Actor) -> bool:
    return actor.has(Capability.AUDITOR, Capability.ADMINISTRATOR)


@sentence(_("保存期限到期的处理只能在服务器上运行。"))
def may_run_retention(actor: Actor) -> bool:
    return actor.is_console


@sentence(_("密钥的更换和销毁只能在服务器上运行。"))
def may_reseal(actor: Actor) -> bool:
    return actor.is_console
