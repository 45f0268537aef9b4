"""``roles.yaml``: posts and bodies (never persons), and who can pay."""

from __future__ import annotations

from linli.core.policy.model.part import CitedPart
from linli.core.policy.scalars import Id


class Role(CitedPart):
    """A body or post. ``holder``: the post that holds it; ``seat``: where it sits; ``members``: member units;
    ``fallback``: who acts where it does not exist."""

    id: Id
    name: str
    level: str
    holder: str = ""
    seat: str = ""
    members: tuple[str, ...] = ()
    fallback: Id | None = None


class Payer(CitedPart):
    id: Id
    name: str
