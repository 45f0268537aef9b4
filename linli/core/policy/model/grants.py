"""What a payer gives, as data: conditions on facts, amounts by formula, payments in their order. No expressions.

Every amount is one of three shapes (`ShareOfCost`, `PerCount`, `FloorSteps`); a payment gives the least of its
``amount`` and everything in ``at_most``, and never more than the cost that is left.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from linli.core.money import parse_factor
from linli.core.policy.model.part import CitedPart, Part
from linli.core.policy.scalars import Count, Fen, Id, Share
from linli.core.wording import say

#: what an amount may be counted by; ``compound`` is one for each compound
Counted = Literal["compound", "households", "area", "buildings", "entrances", "lifts", "floors"]
COUNTED: tuple[str, ...] = ("compound", "households", "area", "buildings", "entrances", "lifts", "floors")


def _factor(value: Any) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if not isinstance(value, str):
        raise ValueError(say("scalar.factor"))  # noqa: TRY004 - pydantic turns only ValueError into a fault
    return parse_factor(value)


Factor = Annotated[Fraction, BeforeValidator(_factor)]


class Span(Part):
    """From ``at_least`` to ``at_most``, both included; either may be open. ``2022`` alone is that number only."""

    at_least: Count | None = None
    at_most: Count | None = None

    @model_validator(mode="before")
    @classmethod
    def _single(cls, value: Any) -> Any:
        return {"at_least": value, "at_most": value} if isinstance(value, str) else value

    def holds(self, number: int) -> bool:
        """Whether the number lies in the span."""
        return (self.at_least is None or self.at_least <= number) and (self.at_most is None or number <= self.at_most)

    def meets(self, other: Span) -> bool:
        """Whether some number lies in both spans."""
        lows = [low for low in (self.at_least, other.at_least) if low is not None]
        highs = [high for high in (self.at_most, other.at_most) if high is not None]
        return not lows or not highs or max(lows) <= min(highs)

    def __str__(self) -> str:
        low, high = self.at_least, self.at_most
        if low is not None and low == high:
            return str(low)
        return f"{'' if low is None else low}–{'' if high is None else high}"


class When(CitedPart):
    """Facts about the compound that must all hold. ``kind``: the class of renovation; lists name what is allowed."""

    district: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    year: Span | None = None
    built: Span | None = None
    floors: Span | None = None
    households: Span | None = None
    buildings: Span | None = None


class Rate(CitedPart):
    """One row of a table: so much ``when`` the facts hold."""

    when: When
    rate: Fen


class PerCount(CitedPart):
    """So much for each household, m², building, entrance, lift or floor, or for the compound. ``rates``: a table whose
    rows exclude each other; ``rate`` alone, or where no row holds."""

    by: Literal["count"]
    of: Counted
    rate: Fen | None = None
    rates: tuple[Rate, ...] = ()


class FactorStep(Part):
    """From ``at_least`` (included) the factor is this."""

    at_least: Share
    factor: Factor


class Coefficient(CitedPart):
    """A factor that rises with the share of the cost that residents have paid, in steps."""

    of: Literal["residents_share"] = "residents_share"
    steps: tuple[FactorStep, ...] = Field(min_length=1)


class ShareOfCost(CitedPart):
    """``cap`` of the cost (or of what earlier payers left), rounded down. ``ceiling``: the cost counts up to so much
    (300 yuan per m²); ``coefficient``: multiplies the share."""

    by: Literal["share"]
    cap: Share
    of: Literal["cost", "left"] = "cost"
    ceiling: PerCount | None = None
    coefficient: Coefficient | None = None


class FloorSteps(CitedPart):
    """``base`` up to ``from`` floors, and ``step`` more for each floor above, for each lift, building or compound.

    ``most``: never more than this for each.
    """

    by: Literal["floor_steps"]
    from_: Count = Field(alias="from")
    base: Fen
    step: Fen
    per: Literal["compound", "buildings", "entrances", "lifts"] = "lifts"
    most: Fen | None = None


Amount = Annotated[ShareOfCost | PerCount | FloorSteps, Field(discriminator="by")]


class Milestone(CitedPart):
    """A fact on record without which nothing is released (``self_management``: 自治组织、公约、物业机制都已运行)."""

    id: Id
    name: str


class Payment(CitedPart):
    """One payer's part: the least of ``amount`` and ``at_most``, if ``only_if`` holds and ``released_by`` is on record.

    purpose: the only use of the money; a line for another purpose gets none. pot: where it comes from (its conditions
    apply). advance: the share paid ahead, cleared against the final amount.
    """

    payer: Id
    amount: Amount
    at_most: tuple[Amount, ...] = ()
    only_if: When | None = None
    released_by: Milestone | None = None
    purpose: str = ""
    pot: Id | None = None
    advance: Share | None = None

    @property
    def amounts(self) -> tuple[ShareOfCost | PerCount | FloorSteps, ...]:
        return (self.amount, *self.at_most)


class Minimum(CitedPart):
    """The least that must be spent, as so much per m² (by class of renovation): below it there is no subsidy, or none
    without a decision."""

    least: PerCount
    below: Literal["no_subsidy", "undetermined"] = "undetermined"
