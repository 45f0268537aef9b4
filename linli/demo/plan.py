"""What an invented city consists of, as plain data: bodies, posts, accounts, compounds, dated facts, costs, money.

The same seed and package give the same city on every machine: randomness comes only from ``random.Random`` seeded with
text, and nothing depends on the order of a set or a dictionary of another run.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

SEED = "linli-demo-1"


@dataclass(frozen=True, slots=True)
class BodyPlan:
    """An organisation. ``kind`` and ``policy_role``: as in ``accounts.Organisation``; ``parent``: key of its parent."""

    key: str
    name: str
    kind: str
    parent: str = ""
    policy_role: str = ""


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """A post with the account that holds it. Nobody is named: the account is called by its post. ``rank`` and
    ``own_post``: of a seat of the leading group."""

    username: str
    body: str
    title: str
    capability: str
    shown: str
    role: str
    rank: str = ""
    own_post: str = ""


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """A seat of the leading group with an invented holder. ``post``: the holder's own, as the document lists it."""

    rank: str
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class FactPlan:
    """A dated fact of a compound, or of an area when ``body`` is set."""

    stage: str
    key: str
    value: str
    on: date
    note: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class CostPlan:
    """The estimate of one item and segment. ``basis``: the quantity and unit price it was multiplied from."""

    item: str
    segment: str
    cost_fen: int
    approved_fen: int | None
    basis: str


@dataclass(frozen=True, slots=True)
class CompoundPlan:
    """One compound with its project. Area in 0.01 m²; coordinates in millionths of a degree; phase empty: reserve."""

    name: str
    body: str
    address: str
    households: int
    buildings: int
    floor_area_centi: int
    built_in: int
    latitude_micro: int
    longitude_micro: int
    phase: str
    story: str
    facts: tuple[FactPlan, ...]
    costs: tuple[CostPlan, ...]


@dataclass(frozen=True, slots=True)
class AllocationPlan:
    """Money of a pot given to a compound's project on a day."""

    pot: str
    compound: str
    amount_fen: int
    on: date


@dataclass(frozen=True, slots=True)
class CityPlan:
    """A whole programme. ``day``: the day on which it is shown; no fact and no allocation lies after it."""

    slug: str
    name: str
    package_id: str
    adopted_on: date
    day: date
    area: str
    bodies: tuple[BodyPlan, ...]
    accounts: tuple[AccountPlan, ...]
    compounds: tuple[CompoundPlan, ...]
    area_facts: tuple[FactPlan, ...]
    allocations: tuple[AllocationPlan, ...]
    seats: tuple[SeatPlan, ...] = ()

    def digest(self) -> str:
        """SHA-256 over everything in the plan, hex: equal plans, equal digests."""
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()
