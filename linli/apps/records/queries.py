"""Reads of the record."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max, Model, Q, QuerySet

from linli.apps.accounts.journal import KINDS
from linli.apps.records.models import Event, OfficialText


def newest_event_id(programme_id: int) -> tuple[int, int]:
    """Newest event of the programme, and newest of those that belong to no programme; (0, 0) when there is none."""
    own = Event.objects.filter(programme_id=programme_id).aggregate(newest=Max("id"))
    general = Event.objects.filter(programme_id__isnull=True).aggregate(newest=Max("id"))
    return own["newest"] or 0, general["newest"] or 0


def newest_event_ids_by_kind(programme_id: int) -> dict[str, int]:
    """Kind of event -> the newest one's id, of one programme."""
    rows = Event.objects.filter(programme_id=programme_id).order_by().values("kind").annotate(newest=Max("id"))
    return {row["kind"]: row["newest"] for row in rows}


def events_about(subject: Model) -> QuerySet[Event]:
    """The acts on one thing, newest first."""
    label = subject._meta.label_lower  # noqa: SLF001 -- Django's documented API
    return Event.objects.filter(subject_type=label, subject_id=subject.pk).select_related("actor").order_by("-id")


def events_of_programme(
    programme_id: int, *, subject_type: str = "", subject_ids: Collection[int] | None = None
) -> QuerySet[Event]:
    """The acts in one programme, newest first. With ``subject_ids``, acts on other things of ``subject_type`` are left
    out: somebody else's compound does not exist."""
    acts = Event.objects.filter(programme_id=programme_id)
    if subject_ids is not None:
        acts = acts.filter(~Q(subject_type=subject_type) | Q(subject_id__in=subject_ids))
    return acts.select_related("actor").order_by("-id")


def newest_event_of_kind(kind: str) -> Event | None:
    """Its body and id only: this is asked of an older linli's tables too."""
    return Event.objects.filter(kind=kind).only("id", "body").order_by("-id").first()


def event_numbered(seq: int) -> Event | None:
    """The event at this place of the chain."""
    return Event.objects.filter(seq=seq).first()


def newest_event_at() -> datetime | None:
    """When the newest act was recorded; None without any."""
    return Event.objects.order_by("-id").values_list("recorded_at", flat=True).first()


def event_sentence(kind: str, body: Mapping[str, Any], language: str = "zh") -> str:
    """What happened, as a sentence; the kind's name itself if it is no longer known."""
    known = KINDS.get(kind)
    return known.sentence(body, language) if known else kind


def official_texts(package_id: str) -> dict[str, str]:
    """The text of each source of a package that the office has supplied, by source id."""
    current = OfficialText.objects.filter(package_id=package_id, superseded_at__isnull=True)
    return dict(current.values_list("source_id", "text"))


def official_text_history(package_id: str) -> QuerySet[OfficialText]:
    return OfficialText.objects.filter(package_id=package_id).select_related("supplied_by")
