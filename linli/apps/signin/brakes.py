"""Slowing down those who guess, without locking anybody out.

An attempt is counted *before* the password is looked at, in one transaction, so that eight processes asked at once let
through no more guesses than one would. What failed is counted for this account from this address, and for this address
as a whole; a browser in which the person has come in before has a counter of its own, and strangers' failures do not
concern it. A wait grows with every further failure up to a limit and is forgotten after a while. There is no lock of an
account as such: whoever wanted to lock somebody out would only slow himself.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from linli.apps.signin.models import Brake
from linli.apps.signin.secrets import kept

#: an IPv6 customer holds a whole /64; each of its addresses must not be a new beginning
IPV6_NETWORK = 64
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """``free``: failures without a wait; then ``first`` seconds, doubled with each further one, up to ``longest``."""

    free: int
    first: int
    longest: int


#: what is counted → how much of it is too much. An address may be a whole street office behind one router.
LIMITS = {
    "account": Limit(free=5, first=30, longest=3600),
    "browser": Limit(free=8, first=15, longest=300),
    "browser_code": Limit(free=8, first=15, longest=300),
    "address": Limit(free=40, first=30, longest=900),
    "factor": Limit(free=5, first=30, longest=3600),
    "mail": Limit(free=3, first=600, longest=6 * 3600),
    "link": Limit(free=20, first=30, longest=900),
    "home": Limit(free=5, first=60, longest=3600),
    "home_address": Limit(free=60, first=30, longest=900),
}


class WaitError(Exception):
    """Too many failures: the next attempt is looked at from ``until`` on."""

    def __init__(self, until: datetime, now: datetime) -> None:
        self.until = until
        self.seconds = max(1, round((until - now).total_seconds()))
        super().__init__(f"wait {self.seconds} s")


@dataclass(frozen=True, slots=True)
class Counted:
    """What this attempt is counted under: a kind of `LIMITS`, and whose."""

    kind: str
    whose: tuple[str, ...]

    @property
    def key(self) -> str:
        return kept(f"brake.{self.kind}", *self.whose)


@dataclass(frozen=True, slots=True)
class Ticket:
    """An attempt that may be looked at; counted as failed until `succeeded`. ``imposed``: the wait in seconds that the
    next one has if this one fails; 0: none. ``failures``: in a row, this one included."""

    counted: tuple[Counted, ...]
    imposed: int
    failures: int


def network_of(address: str) -> str:
    """The address that failures are counted under; of IPv6 its /64."""
    with suppress(ValueError):
        found = ipaddress.ip_address(address)
        if found.version == 6 and found.ipv4_mapped:
            return str(found.ipv4_mapped)
        if found.version == 6:
            return str(ipaddress.ip_network((found, IPV6_NETWORK), strict=False))
        return str(found)
    return "?"


def begin(*, now: datetime, counted: Sequence[Counted]) -> Ticket:
    """Count an attempt as failed and let it be looked at. Raises WaitError while any of its counters waits."""
    waiting: datetime | None = None
    with transaction.atomic():
        brakes = _locked(now, counted)
        waits = [brake.waits_until for brake in brakes if brake.waits_until and brake.waits_until > now]
        if waits:
            waiting = max(waits)
            Brake.objects.filter(pk__in=[brake.pk for brake in brakes]).update(refused=F("refused") + 1)
            imposed, failures = 0, 0
        else:
            imposed = max(_count(brake, now) for brake in brakes)
            failures = max(brake.failures for brake in brakes)
    if waiting is not None:  # outside, so that what was counted stays
        raise WaitError(waiting, now)
    return Ticket(tuple(counted), imposed, failures)


def _locked(now: datetime, counted: Sequence[Counted]) -> list[Brake]:
    """The counters, made where missing, locked always in one order so that two processes cannot block each other."""
    ordered = sorted({(one.kind, one.key) for one in counted})
    Brake.objects.bulk_create([Brake(kind=kind, key=key, last_at=now) for kind, key in ordered], ignore_conflicts=True)
    return [Brake.objects.select_for_update().get(kind=kind, key=key) for kind, key in ordered]


def _count(brake: Brake, now: datetime) -> int:
    """One more failure; returns the wait it brings, in seconds."""
    limit = LIMITS[brake.kind]
    if brake.last_at + FORGOTTEN_AFTER < now:
        brake.failures = 0
    brake.failures += 1
    beyond = brake.failures - limit.free
    wait = min(limit.first * 2 ** min(beyond, 20), limit.longest) if beyond >= 0 else 0
    brake.last_at, brake.refused = now, 0
    brake.waits_until = now + timedelta(seconds=wait) if wait else None
    brake.save(update_fields=["failures", "last_at", "refused", "waits_until"])
    return wait


@transaction.atomic
def succeeded(*, now: datetime, ticket: Ticket) -> None:
    """The attempt was right: what is one's own begins anew. A whole address only gets this one attempt back, otherwise
    whoever has one account could guess at all others from there."""
    for brake in _locked(now, ticket.counted):
        shared = brake.kind in {"address", "home_address", "link"}
        brake.failures = max(brake.failures - 1, 0) if shared else 0
        if brake.failures < LIMITS[brake.kind].free:
            brake.waits_until = None
        brake.save(update_fields=["failures", "waits_until"])
    Brake.objects.filter(last_at__lt=now - 2 * FORGOTTEN_AFTER).delete()
