"""Who may help others to come in."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Appointment, Capability, User
from linli.apps.accounts.permissions import sentence


@sentence(_("邀请、重置动态码和结束登录由管得到其全部职务的系统管理员办理。"))
def may_help_to_come_in(actor: Actor, user: User, on: date) -> bool:
    """An administrator may, if everything this person has a say in on that day lies in the own area: whoever can set
    somebody's password anew could otherwise use rights that reach further than the administrator's."""
    if actor.is_console:
        return True
    held = Appointment.objects.filter(Q(held_until__isnull=True) | Q(held_until__gt=on), user=user)
    paths = set(held.values_list("post__organisation__path", flat=True))
    if user.organisation is not None:
        paths.add(user.organisation.path)
    return actor.has(Capability.ADMINISTRATOR) and bool(paths) and all(map(actor.covers, paths))


@sentence(_("邀请、重置动态码和结束登录由本辖区的系统管理员办理。"))
def may_invite(actor: Actor) -> bool:
    """Whether the pages for it are open at all; for whom is asked for each person."""
    return actor.has(Capability.ADMINISTRATOR) and not actor.is_console
