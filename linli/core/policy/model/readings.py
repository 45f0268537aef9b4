"""``interpretations.yaml``: the register of readings (解释), open terms, and the sentences that are no rule."""

from __future__ import annotations

from typing import Literal

from linli.core.policy.model.part import CitedPart, Part
from linli.core.policy.scalars import Anchor, Day, Id


class Settled(Part):
    """Who settled a reading, on which day, on what document."""

    by: str
    on: Day
    document: str


class Reading(CitedPart):
    """Where the text is silent or double: what it says, the chosen reading, the others, what hangs on it, who decides.

    ``setting``: the word of the format that follows the chosen reading (``rounding.capped_payer``), where there is one.
    ``see``: ids of other sources (higher law) that bear on it. While ``pending`` it is printed with every answer that
    relies on it; ``settled``: who settled it.
    """

    id: Id
    about: str
    text_says: str
    chosen: str
    alternatives: tuple[str, ...] = ()
    effect: str
    status: Literal["pending", "settled"]
    decider: str
    see: tuple[Id, ...] = ()
    setting: str = ""
    settled: Settled | None = None


class OpenTerm(CitedPart):
    """A term that another document must fill."""

    id: Id
    term: str
    filled_by: str
    until_filled: str


class NotRules(Part):
    """Sentences that were read and are no rule: headings, table grid, preamble."""

    structural: tuple[Anchor, ...] = ()
    preamble: tuple[Anchor, ...] = ()
    headings_with_content: tuple[Anchor, ...] = ()
    table_numbering: tuple[Anchor, ...] = ()
