"""Counting: dwellings, heads, households and area — in all, taking part, for, against, abstained.

A head has taken part once one of its dwellings has. It is for (or against) only if all ballots of its dwellings say so;
a head whose dwellings differ is divided: it took part, but stands neither for nor against, and is counted among the
abstained. Areas and households always follow the single dwelling's ballot. So in every measure
for + against + abstained = participated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from linli.core.voting.ballots import Choice, CountedBallot
from linli.core.voting.roll import Electors, Head, RollEntry


@dataclass(frozen=True, slots=True)
class Count:
    """How many dwellings, heads, households (dwellings that are no parking space) and how much area (0.01 m²)."""

    dwellings: int = 0
    heads: int = 0
    households: int = 0
    area_centi: int = 0

    def of(self, measure: str) -> int:
        """The amount of a vote test's measure: ``area`` in 0.01 m², ``households``, ``heads``."""
        return {"area": self.area_centi, "households": self.households, "heads": self.heads}[measure]

    def as_dict(self) -> dict[str, int]:
        return {
            "dwellings": self.dwellings,
            "heads": self.heads,
            "households": self.households,
            "area_centi": self.area_centi,
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """All counts of one vote. ``divided_heads``: heads whose dwellings voted differently (among the abstained)."""

    total: Count
    participated: Count
    for_: Count
    against: Count
    abstained: Count
    divided_heads: int = 0

    def counted(self, what: str) -> Count:
        """The count named by a vote test: ``for``, ``participated`` or ``against``."""
        return {"for": self.for_, "participated": self.participated, "against": self.against}[what]

    def base(self, of: str) -> Count:
        """The count that a vote test measures against: ``total`` or ``participants``."""
        return self.total if of == "total" else self.participated


def _count(entries: Collection[RollEntry], heads: int) -> Count:
    households = sum([not entry.is_parking for entry in entries])
    return Count(len(entries), heads, households, sum([entry.area_centi for entry in entries]))


def _together(counts: Iterable[Count], heads: int) -> Count:
    every = list(counts)
    return Count(
        sum(one.dwellings for one in every), heads,
        sum(one.households for one in every), sum(one.area_centi for one in every),
    )  # fmt: skip


def count_votes(electors: Electors, ballots: Iterable[CountedBallot]) -> Standing:
    """The counts of these ballots, at most one for each dwelling."""
    cast: dict[Choice, list[RollEntry]] = {"for": [], "against": [], "abstained": []}
    stands: dict[Head, Choice | None] = {}
    for ballot in ballots:
        choice, head = ballot.choice, electors.heads[ballot.dwelling]
        cast[choice].append(electors.entries[ballot.dwelling])
        if stands.setdefault(head, choice) != choice:
            stands[head] = None
    heads = Counter(stands.values())
    for_, against = _count(cast["for"], heads["for"]), _count(cast["against"], heads["against"])
    abstained = _count(cast["abstained"], heads["abstained"] + heads[None])
    return Standing(
        total=_count(electors.entries.values(), len(set(electors.heads.values()))),
        participated=_together((for_, against, abstained), len(stands)),
        for_=for_,
        against=against,
        abstained=abstained,
        divided_heads=heads[None],
    )
