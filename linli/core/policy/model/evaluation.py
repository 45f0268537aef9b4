"""``evaluation``: scoring tables with weights: how good the result is, never how worthy a compound is."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from linli.core.policy.model.grants import Factor
from linli.core.policy.model.part import CitedPart, Part
from linli.core.policy.model.selection import Need
from linli.core.policy.scalars import Id, YesNo
from linli.core.wording import say


class ScoreStep(Part):
    """From this value on (included) so many points."""

    at_least: Factor
    points: Factor


class ScoreItem(CitedPart):
    """One line of a table: at most ``points``, which count ``weight`` times (once, if not said).

    by: ``met`` — all or nothing, by ``need``; ``steps`` — the points of the highest step reached, none below the first;
    ``ratio`` — in proportion to the value up to ``full``; ``given`` — the mark that somebody put on record.
    required: nothing passes without it (一票否决).
    """

    id: Id
    name: str
    measure: Id
    points: Factor
    by: Literal["met", "steps", "ratio", "given"]
    weight: Factor = Field(default="1", validate_default=True)
    need: Need | None = None
    steps: tuple[ScoreStep, ...] = ()
    full: Factor | None = None
    required: YesNo = False

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> ScoreItem:
        if self.by == "met" and (self.need is None or self.need.measure != self.measure):
            raise ValueError(say("scalar.score_met"))
        if self.by == "steps" and not self.steps:
            raise ValueError(say("scalar.score_steps"))
        if self.by == "ratio" and not self.full:
            raise ValueError(say("scalar.score_ratio"))
        return self


class ScoreGrade(Part):
    """From this total on (included) the result is called so."""

    name: str
    at_least: Factor


class ScoreTable(CitedPart):
    """A table whose items add up to ``total``; ``pass_mark``: from which total it passes; grades, the best first."""

    id: Id
    name: str
    total: Factor
    items: tuple[ScoreItem, ...] = Field(min_length=1)
    grades: tuple[ScoreGrade, ...] = ()
    pass_mark: Factor | None = None
