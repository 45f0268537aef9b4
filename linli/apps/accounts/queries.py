"""Reads about organisations, posts and people."""

from __future__ import annotations

from django.db.models import QuerySet

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Appointment, Organisation, OrganisationKind, Post, User


def organisations_seen_by(actor: Actor) -> QuerySet[Organisation]:
    """The organisations in the viewer's area, in the order of the tree."""
    if actor.area_path is None:
        return Organisation.objects.none()
    return Organisation.objects.filter(path__startswith=actor.area_path)


def subdistricts_under(area: Organisation) -> QuerySet[Organisation]:
    """The sub-districts (街道、乡镇) of an area."""
    return Organisation.objects.filter(path__startswith=area.path, kind=OrganisationKind.SUBDISTRICT).order_by("path")


def areas_under(area: Organisation) -> QuerySet[Organisation]:
    """The area itself and every organisation below it."""
    return Organisation.objects.filter(path__startswith=area.path).order_by("path")


def appointments_seen_by(actor: Actor) -> QuerySet[Appointment]:
    """Who holds which post in the viewer's area."""
    return Appointment.objects.filter(post__organisation__in=organisations_seen_by(actor).values("id")).select_related(
        "post__organisation", "user"
    )


def posts_seen_by(actor: Actor) -> QuerySet[Post]:
    return Post.objects.filter(organisation__in=organisations_seen_by(actor).values("id")).select_related(
        "organisation"
    )


def user_named(username: str) -> User | None:
    return User.objects.filter(username=username).first()
