"""An attempt to come in with a password: slowed, looked at, written down. Says the same of an unknown account as of a
wrong password, after the same work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import authenticate
from django.db import transaction

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import User
from linli.apps.records.services import record_event
from linli.apps.signin import brakes, second_factor
from linli.apps.signin.brakes import Counted, Ticket
from linli.apps.signin.models import Attempt, KnownBrowser
from linli.apps.signin.models import Outcome as Outcome  # noqa: PLC0414 -- pages name it, and may not import models
from linli.apps.signin.secrets import kept
from linli.apps.signin.visitor import Visitor

__all__ = ["Outcome", "counted_under", "impose", "with_code", "with_password", "write_down"]


def _named(username: str) -> User | None:
    return User.objects.filter(username=User.normalize_username(username.strip())).first()


def _is_known(user: User | None, visitor: Visitor) -> bool:
    if user is None or not visitor.token:
        return False
    seen = KnownBrowser.objects.filter(user=user, token_hash=kept("browser", visitor.token), forgotten_at__isnull=True)
    return seen.exists()


def counted_under(username: str, user: User | None, visitor: Visitor) -> tuple[Counted, ...]:
    """A browser in which this person has come in before counts for itself alone; a stranger's counts for the account
    from that address, and for the address."""
    if _is_known(user, visitor):
        return (Counted("browser", (str(user.pk if user else ""), visitor.token)),)
    network = brakes.network_of(visitor.address)
    name = user.username if user else User.normalize_username(username.strip())
    return Counted("account", (name.casefold(), network)), Counted("address", (network,))


def write_down(*, now: datetime, user: User | None, visitor: Visitor, outcome: Outcome, way: str = "password") -> None:
    Attempt.objects.create(
        at=now, user=user, way=way, outcome=outcome, address=visitor.address, browser=visitor.browser
    )


@transaction.atomic
def impose(*, now: datetime, user: User | None, ticket: Ticket) -> None:
    """Record that a wait begins; the attempts during it are only counted, or whoever knocks would fill the record."""
    if ticket.imposed and user is not None:
        record_event(
            actor=Actor(user=None, post=None),
            now=now,
            kind="signin.wait.imposed",
            subject=user,
            body={"username": user.username, "failures": ticket.failures, "seconds": ticket.imposed},
        )


def with_password(*, request: Any, now: datetime, username: str, password: str, visitor: Visitor) -> User | None:
    """The person, if name and password are right and the account is open; None otherwise. Raises WaitError.

    Nothing is opened yet: a second factor may still be asked, and the caller begins the session.
    """
    user = _named(username)
    ticket = brakes.begin(now=now, counted=counted_under(username, user, visitor))
    found = authenticate(request, username=username.strip(), password=password)
    if not isinstance(found, User):
        impose(now=now, user=user, ticket=ticket)
        outcome = Outcome.WAIT if ticket.imposed else Outcome.WRONG
        write_down(now=now, user=user, visitor=visitor, outcome=outcome)
        return None
    brakes.succeeded(now=now, ticket=ticket)
    return found


def with_code(*, now: datetime, user: User, code: str, visitor: Visitor) -> bool:
    """Whether this is the person's one-time or recovery code. Raises WaitError.

    Strangers who know the password are counted together wherever they are: six digits must not be tried from a thousand
    addresses. A browser the person has used before is counted for itself, so that they do not lock its owner out.
    """
    known = _is_known(user, visitor)
    counted = Counted("browser_code", (str(user.pk), visitor.token)) if known else Counted("factor", (str(user.pk),))
    ticket = brakes.begin(now=now, counted=(counted,))
    if second_factor.is_right(now=now, user=user, code=code):
        brakes.succeeded(now=now, ticket=ticket)
        return True
    impose(now=now, user=user, ticket=ticket)
    outcome = Outcome.WAIT if ticket.imposed else Outcome.WRONG_CODE
    write_down(now=now, user=user, visitor=visitor, outcome=outcome)
    return False
