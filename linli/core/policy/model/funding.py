"""``funding.yaml``: who pays for what, as a closed set of rule kinds. One rule answers for an item and segment."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from linli.core.policy.model.part import CitedPart
from linli.core.policy.scalars import Id, Share


class PaysAll(CitedPart):
    """One payer bears the whole cost. ``strength: principle``: by default, a recorded decision may override it."""

    kind: Literal["pays_all"]
    payer: Id
    strength: Literal["must", "principle"] = "must"
    refers_to: str = ""


class CappedSubsidy(CitedPart):
    """The payer bears at most ``cap`` of the base, rounded down; ``rest`` bears what is left."""

    kind: Literal["capped_subsidy"]
    payer: Id
    cap: Share
    base: Literal["item"] = "item"
    rest: Id


class SubsidyRateUnstated(CitedPart):
    """The text names a subsidy without a rate: only an approved amount can say how much; otherwise undetermined."""

    kind: Literal["subsidy_rate_unstated"]
    payer: Id
    rest: Id | Literal["undetermined"] = "undetermined"


class SharedAmong(CitedPart):
    """Several parties share by a key the text leaves to them; linli answers for the group as a whole."""

    kind: Literal["shared"]
    payer: Id
    key: Literal["agreed"] = "agreed"


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


PlainRule = Annotated[
    PaysAll | CappedSubsidy | SubsidyRateUnstated | SharedAmong | RegulatedPrice | FromPot | Unresolved,
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


class NamedUnresolved(Unresolved, _Named): ...


#: a rule as it stands in ``funding.yaml``: a plain rule with id and name, or a segmented one
FundingRule = Annotated[
    NamedPaysAll | NamedCappedSubsidy | NamedSubsidyRateUnstated | NamedSharedAmong | NamedRegulatedPrice
    | NamedFromPot | NamedUnresolved | SegmentedRule,
    Field(discriminator="kind"),
]  # fmt: skip
