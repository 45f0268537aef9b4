"""Who acts: a person in a post. Rights come from the post, never from the person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.apps.accounts.models import Appointment, Capability, Mandate, Post, User


@dataclass(frozen=True)
class Actor:
    """A person acting in a post. Without a post there are no rights; without a person it is the command line of the
    machine itself (`console()`), whose holder could open the database anyway, and which is recorded as such.

    ``mandate``: the written mandate by which the person acts in somebody else's post (代行); None in an own post.
    """

    user: User | None
    post: Post | None
    mandate: Mandate | None = None

    @property
    def is_console(self) -> bool:
        return self.user is None

    @property
    def label(self) -> str:
        """As it stands in the record: ``象山街道办 经办人``; ``代 象山街道办 经办人`` when by mandate."""
        if self.is_console:
            return "命令行"
        if self.post is None:
            return ""
        return f"代 {self.post}" if self.mandate else str(self.post)

    @property
    def mandate_id(self) -> int | None:
        return self.mandate.pk if self.mandate else None

    @property
    def acting_for(self) -> dict[str, int | str] | None:
        """What the record keeps of a mandate: ids and the label, no names; None in an own post."""
        if self.mandate is None:
            return None
        return {"mandate": self.mandate.pk, "post": self.mandate.post_id, "label": self.label}

    @property
    def persons(self) -> frozenset[int]:
        """Ids of everybody behind the act: who acts, and for whom. Where two pairs of eyes are needed, two acts may
        have nobody in common here."""
        found = {self.user.pk} if self.user else set()
        return frozenset(found | ({self.mandate.principal_id} if self.mandate else set()))

    @property
    def area_path(self) -> str | None:
        """Path of the area of responsibility; None when there is none (then nothing is visible)."""
        if self.is_console:
            return "/"
        return self.post.organisation.area_path if self.post else None

    def covers(self, path: str) -> bool:
        """Whether an organisation with this path lies in the area of responsibility."""
        return self.area_path is not None and path.startswith(self.area_path)

    def has(self, *capabilities: Capability) -> bool:
        return self.is_console or (self.post is not None and self.post.capability in capabilities)


def console() -> Actor:
    """The command line of the machine that linli runs on."""
    return Actor(user=None, post=None)


def appointments_on(on: date) -> QuerySet[Appointment]:
    """Who holds which post on that day; nobody holds a post that, or whose organisation, has been closed."""
    return (
        Appointment.objects.filter(Q(held_until__isnull=True) | Q(held_until__gt=on), held_from__lte=on)
        .exclude(post__closed_on__lte=on)
        .exclude(post__organisation__closed_on__lte=on)
    )


def posts_held(user: User, on: date) -> list[Post]:
    """The posts that this person holds on that day, in the order of their organisations."""
    return list(
        Post.objects.filter(id__in=appointments_on(on).filter(user=user).values("post_id"))
        .select_related("organisation")
        .order_by("organisation__path", "id")
    )


def mandates_in_force(on: date) -> QuerySet[Mandate]:
    """Mandates that count on that day: in their days, not revoked, the principal an active holder of the post."""
    standing = appointments_on(on).filter(user=OuterRef("principal"), post=OuterRef("post"))
    return Mandate.objects.filter(
        Exists(standing),
        Q(revoked_on__isnull=True) | Q(revoked_on__gt=on),
        valid_from__lte=on,
        valid_until__gt=on,
        principal__is_active=True,
    )


def mandates_held(user: User, on: date) -> list[Mandate]:
    """The mandates by which this person may act for somebody on that day."""
    return list(
        mandates_in_force(on)
        .filter(deputy=user)
        .select_related("post__organisation", "principal")
        .order_by("post__organisation__path", "id")
    )


@dataclass(frozen=True, slots=True)
class Hat:
    """One of the posts in which a person can act. ``value``: what the switcher sends."""

    value: str
    post: Post
    mandate: Mandate | None = None


def hats_of(user: User, on: date) -> list[Hat]:
    """Own posts first, then those by mandate."""
    own = [Hat(str(post.pk), post) for post in posts_held(user, on)]
    return own + [Hat(f"mandate-{mandate.pk}", mandate.post, mandate) for mandate in mandates_held(user, on)]


def actor_for(user: User, on: date, *, post_id: int | None = None, mandate_id: int | None = None) -> Actor:
    """The person in the post chosen (``post_id``), by the mandate chosen (``mandate_id``), or in the first post held on
    that day; without one, without rights.

    ``on`` is the real day: a simulated day of training never changes who holds a post.
    """
    if not user.is_active:
        return Actor(user=user, post=None)
    if mandate_id is not None:
        mandate = next((one for one in mandates_held(user, on) if one.pk == mandate_id), None)
        if mandate is not None:
            return Actor(user=user, post=mandate.post, mandate=mandate)
    held = posts_held(user, on)
    chosen = next((post for post in held if post.id == post_id), held[0] if held else None)
    return Actor(user=user, post=chosen)


def persons_behind(user_ids: Collection[int], mandate_ids: Collection[int]) -> frozenset[int]:
    """Everybody behind recorded acts: who acted, and for whom they acted by these mandates."""
    principals = Mandate.objects.filter(pk__in=mandate_ids).values_list("principal_id", flat=True)
    return frozenset(user_ids) | frozenset(principals)
