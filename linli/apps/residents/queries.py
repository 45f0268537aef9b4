"""Reads about dwellings, as the viewer may see them; of owners only what may stand on a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.refusals import NotFoundError
from linli.apps.compounds.models import Compound
from linli.apps.compounds.queries import compounds_seen_by
from linli.apps.residents.models import Dwelling, EntryCode, HomeAttempt, Owner
from linli.apps.residents.owners import shown_name, shown_phone


@dataclass(frozen=True, slots=True)
class DwellingLine:
    """A dwelling with its owners masked, its code's last day, and when somebody last came in with it."""

    dwelling: Dwelling
    owners: tuple[str, ...]
    code_until: datetime | None
    came_in_at: datetime | None


def dwellings_seen_by(actor: Actor) -> QuerySet[Dwelling]:
    return Dwelling.objects.filter(
        removed_at__isnull=True, compound__in=compounds_seen_by(actor).values("pk")
    ).select_related("compound__subdistrict")


def dwelling_seen_by(actor: Actor, dwelling_id: int) -> Dwelling:
    """Raises NotFoundError when there is none for this viewer."""
    found = dwellings_seen_by(actor).filter(pk=dwelling_id).first()
    if found is None:
        raise NotFoundError
    return found


def lines(dwellings: Sequence[Dwelling]) -> list[DwellingLine]:
    """Four queries for any number of dwellings."""
    ids = [dwelling.pk for dwelling in dwellings]
    owners: dict[int, list[str]] = {}
    for owner in Owner.objects.filter(dwelling_id__in=ids, removed_at__isnull=True).order_by("pk"):
        words = " ".join(part for part in (shown_name(owner), shown_phone(owner)) if part)
        owners.setdefault(owner.dwelling_id, []).append(words)
    codes = dict(
        EntryCode.objects.filter(dwelling_id__in=ids, revoked_at__isnull=True).values_list("dwelling_id", "expires_at")
    )
    came = dict(
        HomeAttempt.objects.filter(dwelling_id__in=ids, came_in=True)
        .order_by()
        .values("dwelling_id")
        .annotate(newest=Max("at"))
        .values_list("dwelling_id", "newest")
    )
    return [DwellingLine(one, tuple(owners.get(one.pk, ())), codes.get(one.pk), came.get(one.pk)) for one in dwellings]


def without_code(dwellings: QuerySet[Dwelling], now: datetime) -> QuerySet[Dwelling]:
    """Those that have no letter, or one that has run out."""
    good = EntryCode.objects.filter(revoked_at__isnull=True, expires_at__gt=now)
    return dwellings.exclude(pk__in=good.values("dwelling_id"))


def number_keys_of(compounds: Iterable[Compound]) -> set[tuple[int, str]]:
    """Compound id and folded number of every dwelling on record."""
    standing = Dwelling.objects.filter(compound__in=list(compounds), removed_at__isnull=True)
    return set(standing.values_list("compound_id", "number_key"))
