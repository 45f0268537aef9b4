"""Counting: dwellings, heads, households and area — in all, taking part, for, against, abstained.

A head has taken part once one of its dwellings has. It is for (or against) only if all ballots of its dwellings say so;
a head whose dwellings differ is divided: it took part, but stands neither for nor against, and is counted among the
abstained. Areas and households always follow the single dwelling's ballot. So in every measure
for + against + abstained = participated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from linli.core.voting.ballots import Choice, CountedBallot
from linli.core.voting.roll import Electors, Head


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


def _count(electors: Electors, names: Iterable[str], heads: int) -> Count:
    entries = [electors.entries[name] for name in names]
    households = sum(1 for entry in entries if not entry.is_parking)
    return Count(len(entries), heads, households, sum(entry.area_centi for entry in entries))


def _head_stands(choices: set[Choice]) -> Choice | None:
    return next(iter(choices)) if len(choices) == 1 else None


def count_votes(electors: Electors, ballots: Iterable[CountedBallot]) -> Standing:
    """The counts of these ballots, at most one for each dwelling."""
    names: dict[Choice, list[str]] = {"for": [], "against": [], "abstained": []}
    choices: dict[Head, set[Choice]] = {}
    for ballot in ballots:
        names[ballot.choice].append(ballot.dwelling)
        choices.setdefault(electors.heads[ballot.dwelling], set()).add(ballot.choice)
    stands = [_head_stands(several) for several in choices.values()]
    divided = stands.count(None)
    everyone = [name for several in names.values() for name in several]
    return Standing(
        total=_count(electors, electors.entries, len(set(electors.heads.values()))),
        participated=_count(electors, everyone, len(choices)),
        for_=_count(electors, names["for"], stands.count("for")),
        against=_count(electors, names["against"], stands.count("against")),
        abstained=_count(electors, names["abstained"], stands.count("abstained") + divided),
        divided_heads=divided,
    )
