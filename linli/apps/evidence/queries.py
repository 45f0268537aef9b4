"""Reads of evidence, as the viewer may see it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Model, Q, QuerySet

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Organisation
from linli.apps.accounts.refusals import NotFoundError
from linli.apps.evidence.alike import others_alike
from linli.apps.evidence.models import Evidence
from linli.apps.evidence.permissions import AREA, WORKING

STANDING = Q(withdrawn_at__isnull=True, superseded_by__isnull=True)


def evidence_seen_by(actor: Actor) -> QuerySet[Evidence]:
    """Everything in the viewer's area, and what is of the areas it lies in; personal files only for those at work."""
    if actor.area_path is None:
        return Evidence.objects.none()
    inside = Organisation.objects.filter(path__startswith=actor.area_path).values("pk")
    above = [int(part) for part in actor.area_path.split("/") if part]
    found = Evidence.objects.filter(Q(organisation__in=inside) | Q(subject_type=AREA, organisation_id__in=above))
    if not actor.has(*WORKING):
        found = found.filter(is_personal=False)
    return found.select_related("content", "organisation", "uploaded_by", "superseded_by")


def one_seen_by(actor: Actor, programme_id: int, evidence_id: int) -> Evidence:
    """Raises NotFoundError when there is none for this viewer."""
    found = (
        evidence_seen_by(actor)
        .filter(pk=evidence_id, programme_id=programme_id)
        .select_related("supersedes", "withdrawn_by")
        .first()
    )
    if found is None:
        raise NotFoundError
    return found


def evidence_about(actor: Actor, subjects: Sequence[Model], programme_id: int) -> QuerySet[Evidence]:
    """What was put in for these objects in this programme, newest first, withdrawn and superseded ones too."""
    wanted = Q()
    for subject in subjects:
        label = subject._meta.label_lower  # noqa: SLF001 -- Django's documented API
        wanted |= Q(subject_type=label, subject_id=subject.pk)
    return evidence_seen_by(actor).filter(wanted, programme_id=programme_id).order_by("-id")


def counts_by_key(actor: Actor, subjects: Sequence[Model], programme_id: int) -> dict[tuple[str, str], int]:
    """How many standing files show each (stage, evidence) of the policy."""
    rows = (
        evidence_about(actor, subjects, programme_id)
        .filter(STANDING)
        .select_related(None)
        .order_by()
        .values("stage", "key")
        .annotate(count=Count("pk"))
    )
    return {(row["stage"], row["key"]): row["count"] for row in rows}


def alike_seen_by(actor: Actor, evidence: Evidence) -> tuple[list[Evidence], int]:
    """Records of other objects with the same or nearly the same picture: those that the viewer may see, and how many
    more there are elsewhere."""
    others = others_alike(evidence)
    ids = set(evidence_seen_by(actor).filter(pk__in=[one.pk for one in others]).values_list("pk", flat=True))
    seen = [one for one in others if one.pk in ids]
    return seen, len(others) - len(seen)


def versions_of(evidence: Evidence) -> list[Evidence]:
    """All versions of this piece, newest first."""
    newest = evidence
    while (later := getattr(newest, "superseded_by", None)) is not None:
        newest = later
    found = [newest]
    while found[-1].supersedes is not None:
        found.append(found[-1].supersedes)
    return found
