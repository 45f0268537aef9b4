"""Who acts: a person in a post. Rights come from the post, never from the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from linli.apps.accounts.models import Appointment, Capability, Post, User


@dataclass(frozen=True)
class Actor:
    """A person acting in a post. Without a post there are no rights; without a person it is the command line of the
    machine itself (`console()`), whose holder could open the database anyway, and which is recorded as such."""

    user: User | None
    post: Post | None

    @property
    def is_console(self) -> bool:
        return self.user is None

    @property
    def label(self) -> str:
        """As it stands in the record: ``象山街道办 经办人``."""
        if self.is_console:
            return "命令行"
        return str(self.post) if self.post else ""

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


def posts_held(user: User, on: date) -> list[Post]:
    """The posts that this person holds on that day, in the order of their organisations."""
    current = Appointment.objects.filter(
        Q(held_until__isnull=True) | Q(held_until__gt=on), user=user, held_from__lte=on
    )
    return list(
        Post.objects.filter(id__in=current.values("post_id"))
        .select_related("organisation")
        .order_by("organisation__path", "id")
    )


def actor_for(user: User, on: date, *, post_id: int | None = None) -> Actor:
    """The person in the post chosen (``post_id``), or in the first post held on that day; without one, without rights.

    ``on`` is the real day: a simulated day of training never changes who holds a post.
    """
    if not user.is_active:
        return Actor(user=user, post=None)
    held = posts_held(user, on)
    chosen = next((post for post in held if post.id == post_id), held[0] if held else None)
    return Actor(user=user, post=chosen)
