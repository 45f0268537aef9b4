"""Reads about organisations, posts and people."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from linli.apps.accounts.actors import Actor, appointments_on
from linli.apps.accounts.models import (
    Appointment,
    Capability,
    Mandate,
    Organisation,
    OrganisationKind,
    Post,
    Rank,
    User,
)
from linli.apps.accounts.refusals import NotFoundError


def organisations_seen_by(actor: Actor) -> QuerySet[Organisation]:
    """The organisations in the viewer's area, in the order of the tree."""
    if actor.area_path is None:
        return Organisation.objects.none()
    return Organisation.objects.filter(path__startswith=actor.area_path)


def organisation_seen_by(actor: Actor, organisation_id: int) -> Organisation:
    """Raises NotFoundError when there is none for this viewer."""
    found = organisations_seen_by(actor).select_related("parent").filter(pk=organisation_id).first()
    if found is None:
        raise NotFoundError
    return found


def subdistricts_under(area: Organisation) -> QuerySet[Organisation]:
    """The sub-districts (街道、乡镇) of an area that exist."""
    return Organisation.objects.filter(
        path__startswith=area.path, kind=OrganisationKind.SUBDISTRICT, closed_on__isnull=True
    ).order_by("path")


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


def people_seen_by(actor: Actor) -> QuerySet[User]:
    """People who work, or hold or held a post, in the viewer's area; sorted by name."""
    seen = organisations_seen_by(actor).values("id")
    holders = Appointment.objects.filter(post__organisation__in=seen).values("user_id")
    return (
        User.objects.filter(Q(organisation__in=seen) | Q(pk__in=holders))
        .select_related("organisation")
        .order_by("name_key", "pk")
    )


def person_seen_by(actor: Actor, user_id: int) -> User:
    """Raises NotFoundError when there is none for this viewer."""
    found = people_seen_by(actor).filter(pk=user_id).first()
    if found is None:
        raise NotFoundError
    return found


def people_matching(actor: Actor, words: str) -> QuerySet[User]:
    """People whose name, account or pinyin initials begin so or hold so."""
    found = people_seen_by(actor)
    word = words.strip().casefold()
    if not word:
        return found
    return found.filter(
        Q(display_name__icontains=word)
        | Q(username__istartswith=word)
        | Q(name_key__startswith=word)
        | Q(name_key__contains=f" {word}")
    )


def mandates_seen_by(actor: Actor) -> QuerySet[Mandate]:
    """Mandates for posts in the viewer's area."""
    return Mandate.objects.filter(post__organisation__in=organisations_seen_by(actor).values("id")).select_related(
        "post__organisation", "principal", "deputy"
    )


def holders_on(actor: Actor, on: date) -> QuerySet[Appointment]:
    """Who holds which post of the viewer's area on a day."""
    return (
        appointments_on(on)
        .filter(pk__in=appointments_seen_by(actor).values("pk"))
        .select_related("post__organisation", "user")
    )


def user_with_id(user_id: int) -> User | None:
    return User.objects.filter(pk=user_id).first()


def kind_choices() -> list[tuple[str, str]]:
    """Kinds of organisations with their words."""
    return [(kind.value, str(kind.label)) for kind in OrganisationKind]


def capability_choices() -> list[tuple[str, str]]:
    """What a post may be there for, with its words."""
    return [(one.value, str(one.label)) for one in Capability]


def rank_choices() -> list[tuple[str, str]]:
    """Seats of a leading group and its office, with their words."""
    return [(one.value, str(one.label)) for one in Rank]


def post_seen_by(actor: Actor, post_id: int) -> Post:
    """Raises NotFoundError when there is none for this viewer."""
    found = posts_seen_by(actor).filter(pk=post_id).first()
    if found is None:
        raise NotFoundError
    return found


def appointment_seen_by(actor: Actor, appointment_id: int) -> Appointment:
    """Raises NotFoundError when there is none for this viewer."""
    found = appointments_seen_by(actor).filter(pk=appointment_id).first()
    if found is None:
        raise NotFoundError
    return found


def mandate_seen_by(actor: Actor, mandate_id: int) -> Mandate:
    """Raises NotFoundError when there is none for this viewer."""
    found = mandates_seen_by(actor).filter(pk=mandate_id).first()
    if found is None:
        raise NotFoundError
    return found


def organisations_matching(actor: Actor, words: str, *, kind: str = "", closed: bool = False) -> QuerySet[Organisation]:
    """Bodies of the area whose name, code or pinyin initials begin so or hold so, in the order of the tree."""
    found = organisations_seen_by(actor).order_by("path")
    if not closed:
        found = found.filter(closed_on__isnull=True)
    if kind:
        found = found.filter(kind=kind)
    word = words.strip().casefold()
    if not word:
        return found
    return found.filter(
        Q(name__icontains=word)
        | Q(credit_code__istartswith=word)
        | Q(name_key__startswith=word)
        | Q(name_key__contains=f" {word}")
    )
