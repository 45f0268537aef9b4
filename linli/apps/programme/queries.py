"""Reads about programmes, projects and facts, as the viewer may see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.refusals import NotFoundError
from linli.apps.programme.models import PolicyAdoption, Programme, Project, StageFact


def programmes_seen_by(actor: Actor) -> QuerySet[Programme]:
    """Programmes of the viewer's area and of the areas it lies in."""
    if actor.area_path is None:
        return Programme.objects.none()
    inside = Q(area__path__startswith=actor.area_path)
    above = Q(position=1)
    return (
        Programme.objects.annotate(position=StrIndex(Value(actor.area_path), F("area__path")))
        .filter(inside | above)
        .select_related("area")
        .order_by("name", "id")
    )


def programme_seen_by(actor: Actor, slug: str) -> Programme:
    """Raises NotFoundError when there is none for this viewer."""
    found = programmes_seen_by(actor).filter(slug=slug).first()
    if found is None:
        raise NotFoundError
    return found


def projects_seen_by(actor: Actor, programme: Programme) -> QuerySet[Project]:
    """The programme's projects in the viewer's area."""
    if actor.area_path is None:
        return Project.objects.none()
    return Project.objects.filter(programme=programme, subdistrict__path__startswith=actor.area_path).select_related(
        "subdistrict", "programme__area"
    )


def project_seen_by(actor: Actor, programme: Programme, project_id: int) -> Project:
    """With its compounds. Raises NotFoundError when there is none for this viewer."""
    found = projects_seen_by(actor, programme).filter(pk=project_id).prefetch_related("compounds").first()
    if found is None:
        raise NotFoundError
    return found


def ledger_of(project: Project) -> QuerySet[StageFact]:
    """Every fact that bears on the project, withdrawn ones too: its own and those of the areas it lies in."""
    areas = [int(part) for part in project.subdistrict.path.split("/") if part]
    return (
        StageFact.objects.filter(Q(project=project) | Q(programme=project.programme, area_id__in=areas))
        .select_related("recorded_by", "withdrawn_by", "area", "project__subdistrict")
        .order_by("-happened_on", "-id")
    )


def fact_seen_by(actor: Actor, programme: Programme, fact_id: int) -> StageFact:
    """Raises NotFoundError when there is none for this viewer."""
    found = (
        StageFact.objects.filter(pk=fact_id, programme=programme)
        .select_related("project__subdistrict", "project__programme", "area", "programme", "recorded_by")
        .first()
    )
    if found is None:
        raise NotFoundError
    place = found.project.subdistrict if found.project else found.area
    if place is None or not (actor.covers(place.path) or _lies_in(actor, place.path)):
        raise NotFoundError
    return found


def _lies_in(actor: Actor, path: str) -> bool:
    return actor.area_path is not None and actor.area_path.startswith(path)


def adoption_on(programme_id: int, day: date) -> PolicyAdoption | None:
    """The adoption in force on that day: the last one adopted by then, else the first one ever (for days before it)."""
    adoptions = list(PolicyAdoption.objects.filter(programme_id=programme_id).order_by("adopted_on", "id"))
    standing = [adoption for adoption in adoptions if adoption.adopted_on <= day]
    return standing[-1] if standing else (adoptions[0] if adoptions else None)


def adoptions_standing(programmes: Iterable[Programme], day: date) -> dict[int, PolicyAdoption]:
    """As `adoption_on`, of several programmes at once, by their ids. One query."""
    found: dict[int, PolicyAdoption] = {}
    for one in PolicyAdoption.objects.filter(programme__in=list(programmes)).order_by("adopted_on", "id"):
        if one.adopted_on <= day or one.programme_id not in found:
            found[one.programme_id] = one
    return found


def adoptions_of(programme: Programme) -> QuerySet[PolicyAdoption]:
    return programme.adoptions.order_by("adopted_on", "id")
