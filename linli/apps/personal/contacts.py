"""Contacts of people who work here: the first table of sealed columns."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import User
from linli.apps.accounts.permissions import may_manage_accounts, require, sentence_of
from linli.apps.accounts.refusals import NotPermittedError, RefusalError
from linli.apps.personal.fields import seal_into
from linli.apps.personal.holdings import Holding
from linli.apps.personal.models import StaffContact
from linli.apps.personal.permissions import may_reveal_contact, may_run_retention, works_under
from linli.apps.records.services import record_event
from linli.integrations.crypto.normal import is_mobile, normal

LONGEST = 120


def contacts_seen_by(actor: Actor) -> QuerySet[StaffContact]:
    """Contacts of the people who work in the viewer's area, and one's own."""
    contacts = StaffContact.objects.select_related("user__organisation")
    if actor.is_console:
        return contacts
    own = contacts.filter(user=actor.user)
    if actor.area_path is None:
        return own
    return own | contacts.filter(works_under(actor.area_path))


@transaction.atomic
def record_contact(*, actor: Actor, now: datetime, user: User, phone: str, email: str) -> StaffContact:
    """Keep how a person is reached: by the person themselves, or by the administrator of their area.

    Raises RefusalError when the telephone is no mobile number or the address has no @, NotPermittedError.
    """
    if actor.user != user and not (user.organisation and may_manage_accounts(actor, user.organisation)):
        raise NotPermittedError(sentence_of(may_manage_accounts))
    if phone.strip() and not is_mobile(phone):
        raise RefusalError(_("手机号应为 11 位，如 138 开头的号码。"))
    if len(email) > LONGEST or (email.strip() and normal(email, "email").count("@") != 1):
        raise RefusalError(_("邮箱里应有一个 @。"))
    contact, _made = StaffContact.objects.get_or_create(user=user)
    contact.save(update_fields=seal_into(contact, phone=phone, email=email))
    record_event(
        actor=actor,
        now=now,
        kind="personal.contact.recorded",
        subject=contact,
        body={"username": user.username},
    )
    return contact


@transaction.atomic
def end_contacts_of_closed_accounts(*, actor: Actor, now: datetime, today: date) -> int:
    """From this day the keeping period runs for everybody whose account was closed; returns for how many it began."""
    require(may_run_retention, actor)
    begun = list(StaffContact.objects.filter(user__is_active=False, ended_on__isnull=True).select_related("user"))
    for contact in begun:
        contact.ended_on = today
        contact.save(update_fields=["ended_on"])
        body = {"username": contact.user.username}
        record_event(actor=actor, now=now, kind="personal.contact.ended", subject=contact, body=body)
    return len(begun)


CONTACTS = Holding(
    name="contact",
    model=StaffContact,
    words=_("工作人员的联系方式"),
    why=_("工作联系、找回密码"),
    seen_by=cast("type", contacts_seen_by),
    may_reveal=may_reveal_contact,
    called=lambda thing: cast("StaffContact", thing).user.username,
    of_user=lambda user: cast("QuerySet[Model]", StaffContact.objects.filter(user=user).select_related("user")),
)
