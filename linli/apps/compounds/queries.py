"""Reads about compounds, as the viewer may see them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Organisation
from linli.apps.accounts.refusals import NotFoundError
from linli.apps.compounds.models import Compound


def compounds_seen_by(actor: Actor) -> QuerySet[Compound]:
    if actor.area_path is None:
        return Compound.objects.none()
    return Compound.objects.filter(subdistrict__path__startswith=actor.area_path).select_related("subdistrict")


def compound_seen_by(actor: Actor, compound_id: int) -> Compound:
    """Raises NotFoundError when there is none for this viewer."""
    found = compounds_seen_by(actor).filter(pk=compound_id).first()
    if found is None:
        raise NotFoundError
    return found


def names_in(area: Organisation) -> Iterator[tuple[int, int, str]]:
    """Id, sub-district id and name of every compound of an area."""
    return (
        Compound.objects.filter(subdistrict__path__startswith=area.path)
        .order_by("id")
        .values_list("id", "subdistrict_id", "name")
        .iterator()
    )
