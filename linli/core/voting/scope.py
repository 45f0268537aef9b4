"""Whose votes: the compound's, a building's or entrance's, the paying owners', the owners whose private part is used.

A roll that tells no buildings (entrances) is taken to be the roll of the one the matter is about. Who pays and whose
part is used stands in the columns 出资 and 受影响; an empty cell is a no once any cell of the column is filled, and a
column that is wholly empty is not known: a test within it is then not met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from linli.core.faults import BadInput, Fault
from linli.core.policy.model.votes import Scope
from linli.core.voting.roll import Electors, RollEntry, plain
from linli.core.wording import listed, say

#: the parts of a compound, from the whole to the smallest
_PLACES: tuple[Scope, ...] = ("compound", "building", "entrance")


@dataclass(frozen=True, slots=True)
class Ground:
    """The place a vote is about: the matter's scope, and which building and entrance where it is one of those."""

    scope: Scope
    building: str = ""
    entrance: str = ""


WHOLE = Ground("compound")


def ground_of(
    roll: Sequence[RollEntry], scopes: Iterable[Scope], scope: Scope, *, building: str = "", entrance: str = ""
) -> Ground:
    """The place that the scopes of a matter and its tests ask for. Raises BadInput if the roll does not know it.

    building / entrance: as given, or empty: then the only one on the roll, if there is just one.
    """
    asked = {scope, *scopes}
    ground = Ground(scope)
    if asked & {"building", "entrance"}:
        ground = replace(ground, building=_only({plain(entry.building) for entry in roll}, building, "楼栋"))
    if "entrance" in asked:
        inside = {plain(entry.entrance) for entry in roll if plain(entry.building) == ground.building}
        ground = replace(ground, entrance=_only(inside, entrance, "单元"))
    return ground


def _only(known: set[str], wanted: str, column: str) -> str:
    """The one asked for, or the only one there is; empty where the roll tells none."""
    named = sorted(known - {""})
    if not named:
        return ""
    if not wanted:
        if len(known) == 1:
            return named[0]
        raise BadInput(
            [Fault(say("scope.which", column=column), path=column, found=say("line.nothing"), expected=listed(named))]
        )
    if plain(wanted) not in named:
        raise BadInput([Fault(say("scope.unknown", column=column), path=column, found=wanted, expected=listed(named))])
    return plain(wanted)


def _in_place(entry: RollEntry, place: Scope, ground: Ground) -> bool:
    if place == "compound":
        return True
    inside = plain(entry.building) == ground.building
    return inside and (place == "building" or plain(entry.entrance) == ground.entrance)


def is_within(entry: RollEntry, scope: Scope, ground: Ground) -> bool:
    """Whether the entry belongs to the scope: a place, or the marked owners of the matter's own place."""
    if scope in _PLACES:
        return _in_place(entry, scope, ground)
    own = ground.scope if ground.scope in _PLACES else "compound"
    marked = entry.pays if scope == "payers" else entry.affected
    return bool(marked) and _in_place(entry, own, ground)


def is_known(roll: Iterable[RollEntry], scope: Scope) -> bool:
    """Whether the roll tells who belongs to the scope."""
    if scope == "payers":
        return any(entry.pays is not None for entry in roll)
    if scope == "affected":
        return any(entry.affected is not None for entry in roll)
    return True


def restricted(electors: Electors, scope: Scope, ground: Ground) -> Electors:
    """Only the electors of the scope."""
    if scope == "compound":
        return electors
    entries = {name: entry for name, entry in electors.entries.items() if is_within(entry, scope, ground)}
    if len(entries) == len(electors.entries):
        return electors
    return Electors(entries, {name: electors.heads[name] for name in entries}, electors.barred, electors.outside)
