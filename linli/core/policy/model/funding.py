"""``funding.yaml``: who pays for what, as a closed set of rule kinds. One rule answers for an item and segment."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from linli.core.policy.model.grants import Minimum, Payment
from linli.core.policy.model.part import CitedPart
from linli.core.policy.scalars import Count, Id, Share

#: what a limit is measured on: the cost line, all lines of the compound under the rule, those of one category
Base = Literal["item", "group", "category"]


class PaysAll(CitedPart):
    """One payer bears the whole cost. ``strength: principle``: by default, a recorded decision may override it."""

    kind: Literal["pays_all"]
    payer: Id
    strength: Literal["must", "principle"] = "must"
    refers_to: str = ""


class CappedSubsidy(CitedPart):
    """The payer bears at most ``cap`` of the base, rounded down; ``rest`` bears what is left.

    base: each cost line by itself; a merged group (all lines of a compound under this rule, or under every rule that
    names the same ``group``); or all of those in one category of the catalogue.
    """

    kind: Literal["capped_subsidy"]
    payer: Id
    cap: Share
    base: Base = "item"
    group: Id | None = None
    rest: Id


class SubsidyRateUnstated(CitedPart):
    """The text names a subsidy without a rate: only an approved amount can say how much; otherwise undetermined."""

    kind: Literal["subsidy_rate_unstated"]
    payer: Id
    rest: Id | Literal["undetermined"] = "undetermined"


class Sharer(CitedPart):
    """One of several that share. ``weight``: its part by a key that the text gives."""

    payer: Id
    weight: Count | None = None


class SharedAmong(CitedPart):
    """Several parties share. ``payer``: the group as a whole, for which linli answers while the key is unknown;
    ``among``: its members. ``key: agreed``: the text leaves the key to them, a line may record their agreement;
    ``given``: the text gives every member's weight."""

    kind: Literal["shared"]
    payer: Id
    key: Literal["agreed", "given"] = "agreed"
    among: tuple[Sharer, ...] = ()


class RegulatedPrice(CitedPart):
    """The payer pays the price that an authority has approved."""

    kind: Literal["regulated_price"]
    payer: Id
    price_by: str


class FromPot(CitedPart):
    """Paid from a pot; without a stated rate only the pot's total limits it (checked across compounds, not here)."""

    kind: Literal["from_pot"]
    payer: Id
    pot: Id
    cap_rate: Literal["unstated"] = "unstated"


class Unresolved(CitedPart):
    """The text does not say who pays; linli gives no answer and says why."""

    kind: Literal["unresolved"]
    reason: str


class _Terms(CitedPart):
    """What a grant and a chain of payments have in common. ``minimum``: the least that must be spent; ``rest``: who
    bears what the payments leave."""

    base: Base = "group"
    group: Id | None = None
    minimum: Minimum | None = None
    rest: Id | Literal["undetermined"]


class Grant(Payment, _Terms):
    """One payer gives an amount by formula: per household, per m², per lift, by floors, by a coefficient."""

    kind: Literal["grant"]

    @property
    def payments(self) -> tuple[Payment, ...]:
        return (self,)


class Chain(_Terms):
    """Several payers in their order: each from what the earlier ones have left."""

    kind: Literal["chain"]
    payments: tuple[Payment, ...] = Field(min_length=1)


PlainRule = Annotated[
    PaysAll | CappedSubsidy | SubsidyRateUnstated | SharedAmong | RegulatedPrice | FromPot | Grant | Chain | Unresolved,
    Field(discriminator="kind"),
]


class Segment(CitedPart):
    """A part of an item with its own rule (表前, 表后 …)."""

    id: Id
    name: str
    rule: PlainRule


class SegmentedRule(CitedPart):
    """The payer depends on the segment of the item; a cost line must name one."""

    kind: Literal["by_segment"]
    id: Id
    name: str
    segments: tuple[Segment, ...]


class _Named(CitedPart):
    id: Id
    name: str


class NamedPaysAll(PaysAll, _Named): ...


class NamedCappedSubsidy(CappedSubsidy, _Named): ...


class NamedSubsidyRateUnstated(SubsidyRateUnstated, _Named): ...


class NamedSharedAmong(SharedAmong, _Named): ...


class NamedRegulatedPrice(RegulatedPrice, _Named): ...


class NamedFromPot(FromPot, _Named): ...


class NamedGrant(Grant, _Named): ...


class NamedChain(Chain, _Named): ...


class NamedUnresolved(Unresolved, _Named): ...


#: a rule as it stands in ``funding.yaml``: a plain rule with id and name, or a segmented one
FundingRule = Annotated[
    NamedPaysAll | NamedCappedSubsidy | NamedSubsidyRateUnstated | NamedSharedAmong | NamedRegulatedPrice
    | NamedFromPot | NamedGrant | NamedChain | NamedUnresolved | SegmentedRule,
    Field(discriminator="kind"),
]  # fmt: skip
