"""Sessions: begun at a sign-in, seen while in use, ended by their owner, an administrator, a limit, or at once when the
account is closed or a post ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.signals import post_save

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Appointment, User
from linli.apps.accounts.permissions import require
from linli.apps.records.services import record_event
from linli.apps.signin.access_policy import session_limits
from linli.apps.signin.models import OpenSession
from linli.apps.signin.permissions import may_help_to_come_in
from linli.apps.signin.secrets import fresh_token, kept
from linli.apps.signin.visitor import Visitor

#: under this name the browser's session keeps the secret that finds its row
SESSION_KEY = "signin"
#: a session's last use is written at most once a minute
SEEN_EVERY = timedelta(minutes=1)


def begin(*, now: datetime, user: User, visitor: Visitor, way: str, strong: bool) -> str:
    """A new session; returns the secret that the browser's session keeps."""
    secret = fresh_token()
    OpenSession.objects.create(
        user=user, key_hash=kept("session", secret), begun_at=now, seen_at=now, confirmed_at=now,
        address=visitor.address, browser=visitor.browser, way=way, strong=strong,
    )  # fmt: skip
    return secret


def standing(*, now: datetime, user: User, secret: str) -> OpenSession | None:
    """The session of this secret if it still stands; one that has been idle or open for too long is ended here."""
    found = OpenSession.objects.filter(key_hash=kept("session", secret), user=user, ended_at__isnull=True).first()
    if found is None:
        return None
    limits = session_limits()
    if now > found.seen_at + limits.idle or now > found.begun_at + limits.whole:
        _end(OpenSession.objects.filter(pk=found.pk), now, "limit")
        return None
    if now > found.seen_at + SEEN_EVERY:
        OpenSession.objects.filter(pk=found.pk, ended_at__isnull=True).update(seen_at=now)
    return found


def is_fresh(session: OpenSession, now: datetime) -> bool:
    """Whether the identity behind it was confirmed a short while ago."""
    return now <= session.confirmed_at + session_limits().confirmed


def confirmed(*, now: datetime, session: OpenSession, strong: bool) -> None:
    """The person has just shown again who they are; ``strong``: with a second factor."""
    OpenSession.objects.filter(pk=session.pk).update(confirmed_at=now, strong=session.strong or strong)


def _end(sessions: QuerySet[OpenSession], now: datetime, why: str) -> int:
    return sessions.filter(ended_at__isnull=True).update(ended_at=now, ended_why=why)


def signed_out(*, now: datetime, user: User, secret: str) -> None:
    _end(OpenSession.objects.filter(user=user, key_hash=kept("session", secret)), now, "signed_out")


def end_own(*, now: datetime, user: User, session_id: int | None, keep: OpenSession | None) -> int:
    """End one of one's own sessions, or (None) all but ``keep``; how many were ended."""
    own = OpenSession.objects.filter(user=user)
    if session_id is not None:
        return _end(own.filter(pk=session_id), now, "owner")
    return _end(own.exclude(pk=keep.pk) if keep else own, now, "owner")


def end_all(*, now: datetime, user: User, why: str, keep: OpenSession | None = None) -> int:
    """End every session of a person for a reason that is none of theirs: ``closed``, ``post``, ``password`` …"""
    found = OpenSession.objects.filter(user=user)
    return _end(found.exclude(pk=keep.pk) if keep else found, now, why)


@transaction.atomic
def end_for(*, actor: Actor, now: datetime, user: User, reason: str) -> int:
    """An administrator ends all sessions of a person; recorded with the reason."""
    require(may_help_to_come_in, actor, user, now.date())
    ended = end_all(now=now, user=user, why="administrator")
    record_event(
        actor=actor, now=now, kind="signin.session.ended", subject=user,
        body={"username": user.username, "sessions": ended}, reason=reason,
    )  # fmt: skip
    return ended


def end_expired(*, now: datetime) -> int:
    """End every session that has been idle or open for too long; how many."""
    limits = session_limits()
    over = OpenSession.objects.filter(Q(seen_at__lt=now - limits.idle) | Q(begun_at__lt=now - limits.whole))
    return _end(over, now, "limit")


def open_sessions(user: User, now: datetime) -> list[OpenSession]:
    """The sessions of a person that still stand, the last used first."""
    limits = session_limits()
    found = OpenSession.objects.filter(
        user=user, ended_at__isnull=True, seen_at__gte=now - limits.idle, begun_at__gte=now - limits.whole
    )
    return list(found)


def _account_saved(sender: object, instance: User, **_: Any) -> None:  # noqa: ARG001 -- a signal's receiver
    if not instance.is_active:
        _end_now(instance, "closed")


def _appointment_saved(sender: object, instance: Appointment, **_: Any) -> None:  # noqa: ARG001
    if instance.held_until is not None:
        _end_now(instance.user, "post")


def _end_now(user: User, why: str) -> None:
    """At the instant the session was last known to stand: signals carry no clock, and what matters is that it ended."""
    for session in OpenSession.objects.filter(user=user, ended_at__isnull=True):
        OpenSession.objects.filter(pk=session.pk).update(ended_at=session.seen_at, ended_why=why)


def end_with_the_right_to_them() -> None:
    """From now on, closing an account or ending a post ends the sessions held with it, in the same transaction."""
    post_save.connect(_account_saved, sender=User, dispatch_uid="linli.signin.account")
    post_save.connect(_appointment_saved, sender=Appointment, dispatch_uid="linli.signin.appointment")
