"""What else can stop a vote: an objection on record, or an earlier round that has not passed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from linli.core.policy.model import Matter, Package, Veto
from linli.core.voting.ballots import CountedBallot
from linli.core.voting.roll import Electors, RollEntry
from linli.core.voting.scope import Ground, is_known, is_within


@dataclass(frozen=True, slots=True)
class VetoFinding:
    """One veto of the rule. rows: ballots that raise it; known: False where the roll does not tell who may."""

    veto: Veto
    rows: tuple[int, ...]
    known: bool = True

    @property
    def is_raised(self) -> bool:
        """Whether it stops the vote; who may object must be known before anybody can say that nobody did."""
        return bool(self.rows) or not self.known


@dataclass(frozen=True, slots=True)
class RoundFinding:
    """The earlier round that this one asks for. on: the day it passed; None: there is no record that it did."""

    matter: Matter
    on: date | None
    in_time: bool = True

    @property
    def met(self) -> bool:
        return self.on is not None and self.in_time


def raised(
    vetoes: Iterable[Veto],
    ballots: Sequence[CountedBallot],
    electors: Electors,
    roll: Sequence[RollEntry],
    ground: Ground,
) -> tuple[VetoFinding, ...]:
    """Every veto of the rule with the counted ballots that raise it."""
    found = []
    for veto in vetoes:
        scope = veto.within or ground.scope
        rows = tuple(
            ballot.paper.row
            for ballot in ballots
            if is_within(electors.entries[ballot.dwelling], scope, ground)
            and (ballot.paper.objection or (veto.by == "against" and ballot.choice == "against"))
        )
        found.append(VetoFinding(veto, rows, is_known(roll, scope)))
    return tuple(found)


def earlier_round(package: Package, matter: Matter | None, passed: Mapping[str, date], on: date) -> RoundFinding | None:
    """The round before this one, with the day it passed (by the matter's id or name), on or before ``on``."""
    if matter is None or matter.after is None:
        return None
    before = next(one for one in package.matters if one.id == matter.after)
    day = passed.get(before.id) or passed.get(before.name)
    return RoundFinding(before, day, day is None or day <= on)
