"""Reads about coming in, as the viewer may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Appointment, User
from linli.apps.accounts.queries import appointments_seen_by
from linli.apps.accounts.refusals import NotFoundError
from linli.apps.records.models import Event
from linli.apps.signin.models import Attempt, Invitation, OpenSession, SecondFactor

PREFIX = "signin."


@dataclass(frozen=True, slots=True)
class Entrant:
    """A person of the area, and how far they have come with coming in. ``is_ours``: no post of theirs lies outside, so
    that the area's administrator may help."""

    user: User
    posts: tuple[str, ...]
    came_in_at: datetime | None
    invitation: Invitation | None
    has_factor: bool
    is_ours: bool

    def state(self, now: datetime) -> str:
        """``closed``, ``in``, ``invited``, ``expired`` (the invitation) or ``waiting`` (for one)."""
        if not self.user.is_active:
            return "closed"
        if self.came_in_at:
            return "in"
        if self.invitation is None:
            return "waiting"
        return "invited" if self.invitation.expires_at > now else "expired"


def _appointments(actor: Actor) -> QuerySet[Appointment]:
    return appointments_seen_by(actor).filter(held_until__isnull=True).order_by("post__organisation__path", "id")


def entrants(actor: Actor, *, user_id: int | None = None) -> list[Entrant]:
    """Everybody who holds a post in the viewer's area; a handful of queries for any number."""
    appointments = _appointments(actor)
    if user_id is not None:
        appointments = appointments.filter(user_id=user_id)
    held: dict[int, list[Appointment]] = {}
    for appointment in appointments:
        held.setdefault(appointment.user_id, []).append(appointment)
    people = list(held)
    came = dict(OpenSession.objects.filter(user_id__in=people).order_by("begun_at").values_list("user_id", "begun_at"))
    invited = {
        one.user_id: one
        for one in Invitation.objects.filter(user_id__in=people, used_at__isnull=True, revoked_at__isnull=True)
    }
    with_factor = set(
        SecondFactor.objects.filter(user_id__in=people, ended_at__isnull=True, confirmed_at__isnull=False).values_list(
            "user_id", flat=True
        )
    )
    elsewhere = set(
        Appointment.objects.filter(user_id__in=people, held_until__isnull=True)
        .exclude(post__organisation__path__startswith=actor.area_path or "-")
        .values_list("user_id", flat=True)
    )
    return [_entrant(rows, came, invited, with_factor, elsewhere) for rows in held.values()]


def _entrant(
    rows: Sequence[Appointment],
    came: dict[int, datetime],
    invited: dict[int, Invitation],
    with_factor: set[int],
    elsewhere: set[int],
) -> Entrant:
    user = rows[0].user
    return Entrant(
        user=user,
        posts=tuple(str(row.post) for row in rows),
        came_in_at=came.get(user.pk) or user.last_login,
        invitation=invited.get(user.pk),
        has_factor=user.pk in with_factor,
        is_ours=user.pk not in elsewhere,
    )


def entrant_seen_by(actor: Actor, user_id: int) -> Entrant:
    """Raises NotFoundError for somebody who holds no post in the viewer's area."""
    found = entrants(actor, user_id=user_id)
    if not found:
        raise NotFoundError
    return found[0]


def attempts_of(user: User) -> QuerySet[Attempt]:
    """How this person came in, or failed to, newest first."""
    return Attempt.objects.filter(user=user)


def security_events_seen_by(actor: Actor) -> QuerySet[Event]:
    """What was done to the ways in of people of the viewer's area, newest first: everybody of the area may see it."""
    people = Appointment.objects.filter(pk__in=appointments_seen_by(actor).values("pk")).values("user_id")
    mine = Q(subject_id__in=people) | Q(subject_id=actor.user.pk if actor.user else 0)
    return (
        Event.objects.filter(mine, kind__startswith=PREFIX, subject_type="accounts.user")
        .select_related("actor")
        .order_by("-id")
    )
