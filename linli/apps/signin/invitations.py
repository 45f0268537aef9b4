"""Invitations: a link, good once and for a while, with which a person sets a password. Printed as a letter or mailed.

The link's secret is answered once, when it is made; kept is its hash. Opening the link changes nothing (mail scanners
open links); setting the password uses it up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import User
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import ConflictError, RefusalError
from linli.apps.records.services import record_event
from linli.apps.signin import browsers
from linli.apps.signin.models import Invitation
from linli.apps.signin.models import Purpose as Purpose  # noqa: PLC0414 -- pages name it, and may not import models
from linli.apps.signin.passwords import set_password
from linli.apps.signin.permissions import may_help_to_come_in
from linli.apps.signin.secrets import fresh_token, kept
from linli.apps.signin.sessions import end_all

__all__ = ["Issued", "Purpose", "accept", "forgotten", "invite", "revoke", "standing"]
FORGOTTEN_HOURS = 1


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation with its secret, for the letter or the mail; the secret is nowhere else."""

    invitation: Invitation
    secret: str


def _open(user: User) -> QuerySet[Invitation]:
    return Invitation.objects.filter(user=user, used_at__isnull=True, revoked_at__isnull=True)


def _issue(now: datetime, user: User, purpose: Purpose, until: datetime, by: User | None) -> Issued:
    _open(user).filter(purpose=purpose).update(revoked_at=now)
    secret = fresh_token()
    made = Invitation.objects.create(
        user=user, purpose=purpose, token_hash=kept("invitation", secret), made_by=by, made_at=now, expires_at=until
    )
    return Issued(made, secret)


@transaction.atomic
def invite(*, actor: Actor, now: datetime, user: User) -> Issued:
    """Invite a person to come in, or help one back in who forgot the password and has no mail. An earlier invitation is
    void. Raises RefusalError for a closed account."""
    require(may_help_to_come_in, actor, user, now.date())
    if not user.is_active:
        raise RefusalError(_("账号「%(name)s」已停用，不能邀请。") % {"name": user.username})
    issued = _issue(now, user, Purpose.FIRST, now + timedelta(days=settings.LINLI_INVITATION_DAYS), actor.user)
    record_event(
        actor=actor, now=now, kind="signin.invitation.made", subject=user,
        body={"username": user.username, "until": issued.invitation.expires_at.date().isoformat()},
    )  # fmt: skip
    return issued


@transaction.atomic
def revoke(*, actor: Actor, now: datetime, user: User, reason: str) -> None:
    """Void the person's open invitation. Raises ConflictError when there is none."""
    require(may_help_to_come_in, actor, user, now.date())
    if not _open(user).update(revoked_at=now):
        raise ConflictError(_("没有还能用的邀请。"))
    record_event(
        actor=actor, now=now, kind="signin.invitation.revoked", subject=user, body={"username": user.username},
        reason=reason,
    )  # fmt: skip


@transaction.atomic
def forgotten(*, now: datetime, username: str) -> Issued | None:
    """A short-lived link for somebody who forgot the password; None when there is no such open account with a mail
    address. The caller says the same either way."""
    user = User.objects.filter(username=User.normalize_username(username.strip()), is_active=True).first()
    if user is None or not user.email:
        return None
    issued = _issue(now, user, Purpose.FORGOTTEN, now + timedelta(hours=FORGOTTEN_HOURS), None)
    record_event(
        actor=Actor(user=None, post=None), now=now, kind="signin.password.forgotten", subject=user,
        body={"username": user.username, "until": issued.invitation.expires_at.isoformat(timespec="minutes")},
    )  # fmt: skip
    return issued


def standing(*, now: datetime, secret: str) -> Invitation | None:
    """The invitation of this secret, if it can still be used."""
    found = (
        Invitation.objects.filter(
            token_hash=kept("invitation", secret), used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now
        )
        .select_related("user")
        .first()
    )
    return found if found is not None and found.user.is_active else None


@transaction.atomic
def accept(*, now: datetime, secret: str, password: str) -> User:
    """Use the invitation up: the password is set, every session of before ends. Raises ConflictError when somebody used
    it meanwhile, ValidationError for a weak password."""
    found = standing(now=now, secret=secret)
    used = found is not None and Invitation.objects.filter(
        pk=found.pk, used_at__isnull=True, revoked_at__isnull=True
    ).update(used_at=now)
    if found is None or not used:
        raise ConflictError(_("这个链接已经用过或过了期。请向系统管理员再要一个。"))
    user: User = found.user
    set_password(now=now, user=user, password=password)
    browsers.forget_all(now=now, user=user)
    end_all(now=now, user=user, why="password")
    kind = "signin.invitation.used" if found.purpose == Purpose.FIRST else "signin.password.changed"
    record_event(actor=Actor(user=user, post=None), now=now, kind=kind, subject=user, body={"username": user.username})
    return user
