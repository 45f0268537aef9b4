"""Reads about costs and allocations."""

from __future__ import annotations

from django.db.models import QuerySet

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.refusals import NotFoundError
from linli.apps.funding.models import Allocation, CostLine, Particular
from linli.apps.programme.models import Programme, Project


def cost_lines_of(project: Project) -> QuerySet[CostLine]:
    """The lines that count, by item and segment."""
    return project.cost_lines.filter(superseded_at__isnull=True).order_by("item", "segment", "id")


def cost_line_history(project: Project) -> QuerySet[CostLine]:
    """Every line ever recorded, newest first."""
    return project.cost_lines.select_related("recorded_by").order_by("-id")


def cost_line_seen_by(actor: Actor, programme: Programme, line_id: int) -> CostLine:
    """Raises NotFoundError when there is none for this viewer."""
    found = (
        CostLine.objects.filter(pk=line_id, project__programme=programme)
        .select_related("project__subdistrict", "project__programme__area")
        .first()
    )
    if found is None or not actor.covers(found.project.subdistrict.path):
        raise NotFoundError
    return found


def particulars_of(project: Project) -> QuerySet[Particular]:
    """Those that stand."""
    return project.particulars.filter(superseded_at__isnull=True).select_related("recorded_by").order_by("name")


def particular_seen_by(actor: Actor, programme: Programme, particular_id: int) -> Particular:
    """Raises NotFoundError when there is none for this viewer."""
    found = (
        Particular.objects.filter(pk=particular_id, project__programme=programme)
        .select_related("project__subdistrict", "project__programme")
        .first()
    )
    if found is None or not actor.covers(found.project.subdistrict.path):
        raise NotFoundError
    return found


def allocations_of_project(project: Project) -> QuerySet[Allocation]:
    """Revoked ones too, in date order."""
    return project.allocations.select_related("recorded_by").order_by("allocated_on", "id")


def allocations_seen_by(actor: Actor, programme: Programme) -> QuerySet[Allocation]:
    """The programme's allocations to projects in the viewer's area, revoked ones too, in date order."""
    if actor.area_path is None:
        return Allocation.objects.none()
    return (
        Allocation.objects.filter(programme=programme, project__subdistrict__path__startswith=actor.area_path)
        .select_related("project__subdistrict", "recorded_by")
        .order_by("allocated_on", "id")
    )


def allocation_seen_by(actor: Actor, programme: Programme, allocation_id: int) -> Allocation:
    """Raises NotFoundError when there is none for this viewer."""
    found = (
        Allocation.objects.filter(pk=allocation_id, programme=programme)
        .select_related("project__subdistrict", "programme__area")
        .first()
    )
    if found is None or not actor.covers(found.project.subdistrict.path):
        raise NotFoundError
    return found
