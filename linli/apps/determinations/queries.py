"""Reads of determinations, as the viewer may see them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.refusals import NotFoundError
from linli.apps.determinations.models import Determination, DutyDone
from linli.apps.programme.models import Programme, Project


def determinations_seen_by(actor: Actor, programme: Programme) -> QuerySet[Determination]:
    """Those of the whole programme for whoever sees all of it, and those about projects of the own area; newest first,
    without their content."""
    found = Determination.objects.filter(programme=programme).select_related(
        "project__subdistrict", "recorded_by", "supersedes", "superseded_by"
    )
    if actor.area_path is None:
        return found.none()
    if not actor.covers(programme.area.path):
        found = found.filter(project__subdistrict__path__startswith=actor.area_path)
    return found.defer("content").order_by("-id")


def determination_seen_by(actor: Actor, programme: Programme, determination_id: int) -> Determination:
    """Raises NotFoundError when there is none for this viewer."""
    found = (
        Determination.objects.filter(pk=determination_id, programme=programme)
        .select_related("programme__area", "project__subdistrict", "recorded_by", "annulled_by", "supersedes",
                        "superseded_by")
        .first()
    )  # fmt: skip
    if found is None:
        raise NotFoundError
    path = found.project.subdistrict.path if found.project else programme.area.path
    if not actor.covers(path):
        raise NotFoundError
    return found


def standing_determination(
    programme: Programme, kind: str, about: str = "", project: Project | None = None
) -> Determination | None:
    """The one of this kind that stands: neither superseded nor annulled; the newest, if there are several."""
    return (
        Determination.objects.filter(programme=programme, kind=kind, about=about, project=project)
        .filter(Q(superseded_by__isnull=True), annulled_at__isnull=True)
        .order_by("-id")
        .first()
    )


def duties_done(programme: Programme) -> QuerySet[DutyDone]:
    """What stands, in the order of days."""
    return (
        programme.duties_done.filter(withdrawn_at__isnull=True)
        .select_related("recorded_by")
        .order_by("happened_on", "id")
    )


def duty_done_of(programme: Programme, done_id: int) -> DutyDone:
    """Raises NotFoundError when there is none in this programme."""
    found = DutyDone.objects.filter(pk=done_id, programme=programme).select_related("programme__area").first()
    if found is None:
        raise NotFoundError
    return found
