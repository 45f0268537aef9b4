"""Passwords: setting one ends the other sessions; how old it is; what the stricter profile asks of it."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import User
from linli.apps.accounts.refusals import RefusalError
from linli.apps.records.services import record_event
from linli.apps.signin.access_policy import password_lifetime
from linli.apps.signin.models import OpenSession, PasswordChange
from linli.apps.signin.sessions import end_all

KINDS_ASKED = 4


class FourKindsValidator:
    """Large and small letters, digits and signs: what assessors of 等保 level 3 look for."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 -- Django's signature
        kinds = (str.isupper, str.islower, str.isdigit, lambda character: not character.isalnum())
        if sum(any(is_kind(character) for character in password) for is_kind in kinds) < KINDS_ASKED:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return _("密码要有大写字母、小写字母、数字和符号。")


def is_too_old(user: User, now: datetime) -> bool:
    """Whether the profile wants this password changed now. An account older than linli's record of changes counts from
    the day it was opened."""
    lifetime = password_lifetime()
    if lifetime is None or not user.has_usable_password():
        return False
    newest = PasswordChange.objects.filter(user=user).first()
    return now > (newest.at if newest else user.date_joined) + lifetime


@transaction.atomic
def set_password(*, now: datetime, user: User, password: str) -> None:
    """Give the account this password. Raises ValidationError for a weak one, and for the one it has already."""
    validate_password(password, user)
    if user.has_usable_password() and user.check_password(password):
        raise ValidationError(_("新密码要和原来的不同。"), code="password_unchanged")
    user.set_password(password)
    user.save(update_fields=["password"])
    PasswordChange.objects.create(user=user, at=now)


@transaction.atomic
def change_own(*, actor: Actor, now: datetime, old: str, new: str, keep: OpenSession | None) -> User:
    """Change one's own password; every other session ends. Raises RefusalError when the old one is not right."""
    user = actor.user
    if user is None or not user.check_password(old):
        raise RefusalError(_("原密码不对。"))
    set_password(now=now, user=user, password=new)
    end_all(now=now, user=user, why="password", keep=keep)
    record_event(actor=actor, now=now, kind="signin.password.changed", subject=user, body={"username": user.username})
    return user
