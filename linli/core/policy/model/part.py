"""What every part of a package has in common: frozen, knowing only the words of the format, citing its clause."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from linli.core.policy.scalars import Cites, Id


class Part(BaseModel):
    """A part of a package; unknown words are refused, values are never converted behind the author's back."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=True)


class CitedPart(Part):
    """A part that rests on the official text. ``cite``: anchors; ``interpretations``: ids of readings relied on."""

    cite: Cites = ()
    interpretations: tuple[Id, ...] = ()
