"""An owner comes in: the code of the letter, the name, the last digits. Slowed by code and by address, written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from linli.apps.accounts.actors import Actor
from linli.apps.records.services import record_event
from linli.apps.residents.models import Dwelling, EntryCode, HomeAttempt, HomeSession, Owner
from linli.apps.residents.owners import is_the_one, shown_name
from linli.apps.signin import brakes
from linli.apps.signin.brakes import Counted
from linli.apps.signin.secrets import as_typed, fresh_token, kept
from linli.apps.signin.visitor import Visitor

IDLE = timedelta(minutes=30)
WHOLE = timedelta(hours=8)
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Resident:
    """An owner looking at the own dwelling. Has no post and no right of staff; `Actor` is another kind of thing."""

    owner: Owner
    session_id: int

    @property
    def dwelling(self) -> Dwelling:
        return self.owner.dwelling

    @property
    def shown_name(self) -> str:
        return shown_name(self.owner)


def _standing_code(now: datetime, code: str) -> EntryCode | None:
    return (
        EntryCode.objects.filter(
            code_hash=kept("home-code", as_typed(code)), revoked_at__isnull=True, expires_at__gt=now,
            dwelling__removed_at__isnull=True,
        )
        .select_related("dwelling__compound__subdistrict")
        .first()
    )  # fmt: skip


def come_in(*, now: datetime, code: str, name: str, digits: str, visitor: Visitor) -> str | None:
    """The secret of a new session, if code, name and digits fit together; None otherwise, whichever does not fit.
    Raises WaitError."""
    counted = (
        Counted("home", (as_typed(code),)),
        Counted("home_address", (brakes.network_of(visitor.address),)),
    )
    ticket = brakes.begin(now=now, counted=counted)
    found = _standing_code(now, code)
    owner = _owner(found, name, digits)
    dwelling = found.dwelling if found else None
    HomeAttempt.objects.create(
        at=now, dwelling=dwelling, came_in=owner is not None, address=visitor.address, browser=visitor.browser
    )
    if found is None or owner is None:
        if ticket.imposed and dwelling is not None:
            _record_wait(now, dwelling, ticket)
        return None
    brakes.succeeded(now=now, ticket=ticket)
    secret = fresh_token()
    HomeSession.objects.create(owner=owner, code=found, key_hash=kept("home", secret), begun_at=now, seen_at=now)
    return secret


def _owner(code: EntryCode | None, name: str, digits: str) -> Owner | None:
    if code is None:
        return None
    owners = Owner.objects.filter(dwelling_id=code.dwelling_id, removed_at__isnull=True).order_by("pk")
    return next((owner for owner in owners if is_the_one(owner, name=name, digits=digits)), None)


@transaction.atomic
def _record_wait(now: datetime, dwelling: Dwelling, ticket: brakes.Ticket) -> None:
    record_event(
        actor=Actor(user=None, post=None), now=now, kind="residents.wait.imposed", subject=dwelling.compound,
        body={
            "compound": dwelling.compound.name, "number": dwelling.number, "failures": ticket.failures,
            "seconds": ticket.imposed,
        },
    )  # fmt: skip


def resident_with(*, now: datetime, secret: str) -> Resident | None:
    """Whose session this is, while it stands: not ended, its code not revoked, owner and dwelling still on the roll."""
    if not secret:
        return None
    found = (
        HomeSession.objects.filter(
            key_hash=kept("home", secret), ended_at__isnull=True, begun_at__gt=now - WHOLE, seen_at__gt=now - IDLE,
            code__revoked_at__isnull=True, owner__removed_at__isnull=True, owner__dwelling__removed_at__isnull=True,
        )
        .select_related("owner__dwelling__compound__subdistrict")
        .first()
    )  # fmt: skip
    if found is None:
        return None
    if now > found.seen_at + SEEN_EVERY:
        HomeSession.objects.filter(pk=found.pk, ended_at__isnull=True).update(seen_at=now)
    return Resident(found.owner, found.pk)


def leave(*, now: datetime, resident: Resident) -> None:
    HomeSession.objects.filter(pk=resident.session_id, ended_at__isnull=True).update(ended_at=now)
