"""What the office has set about signing in: who needs a second factor, how long a session and a password last.

Read from the settings once per question, so that tests and `linli check` see what stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Appointment, User


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """``idle``: without a page asked for; ``whole``: from signing in, however busy; ``confirmed``: how long an identity
    confirmed counts for sensitive acts."""

    idle: timedelta
    whole: timedelta
    confirmed: timedelta


def session_limits() -> SessionLimits:
    return SessionLimits(
        idle=timedelta(minutes=settings.LINLI_IDLE_MINUTES),
        whole=timedelta(hours=settings.LINLI_SESSION_HOURS),
        confirmed=timedelta(minutes=settings.LINLI_CONFIRM_MINUTES),
    )


def password_lifetime() -> timedelta | None:
    """How old a password may get; None: any age (changed when there is a reason, as ASVS has it)."""
    days = settings.LINLI_PASSWORD_DAYS
    return timedelta(days=days) if days else None


def capabilities_asked() -> frozenset[str]:
    """The capabilities whose holders need a second factor. Training asks nobody."""
    return frozenset() if settings.LINLI_TRAINING else frozenset(settings.LINLI_SECOND_FACTOR)


def needs_second_factor(actor: Actor) -> bool:
    """Whether the post in which this person acts may only be used with a second factor."""
    return actor.post is not None and actor.post.capability in capabilities_asked()


def ever_needs_second_factor(user: User) -> bool:
    """Whether any post this person has not left asks for one."""
    asked = capabilities_asked()
    held = Appointment.objects.filter(user=user, held_until__isnull=True, post__capability__in=asked)
    return bool(asked) and held.exists()
