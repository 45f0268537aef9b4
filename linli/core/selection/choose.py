"""The choice: in order, into the first phase with room, as long as the money lasts; a reason for every place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from linli.core.policy.model import Package
from linli.core.reasons import ReadingNote, Reason
from linli.core.selection.candidates import Candidate
from linli.core.selection.eligible import admit
from linli.core.selection.money import Purse
from linli.core.selection.order import rank
from linli.core.selection.reasons import rank_reason

Outcome = Literal["placed", "reserve", "carried_over", "excluded", "undecided"]
#: the one phase of a policy that has none
WHOLE = "selected"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one compound ends up. rank: its place in the order, from 1 (0: not ranked); phase: where it is placed;
    left_before_fen: what the money was when its turn came (None: no limit)."""

    candidate: Candidate
    outcome: Outcome
    reason: Reason
    rank: int = 0
    phase: str = ""
    left_before_fen: int | None = None

    @property
    def name(self) -> str:
        return self.candidate.name


@dataclass(frozen=True)
class SelectionFinding:
    """The whole choice. phases: id -> names in order; available_fen: None where the policy limits no money."""

    places: Mapping[str, Place]
    phases: Mapping[str, tuple[str, ...]]
    reserve: tuple[str, ...]
    carried_over: tuple[str, ...]
    excluded: tuple[str, ...]
    undecided: tuple[str, ...]
    available_fen: int | None
    used_fen: int
    readings: tuple[ReadingNote, ...]

    @property
    def left_fen(self) -> int | None:
        return None if self.available_fen is None else self.available_fen - self.used_fen

    @property
    def order(self) -> tuple[str, ...]:
        """Everybody ranked, the first first."""
        ranked = [place for place in self.places.values() if place.rank]
        return tuple(place.name for place in sorted(ranked, key=lambda place: place.rank))


class _Rooms:
    """The phases and how much room each has left."""

    def __init__(self, package: Package) -> None:
        quotas = package.quotas
        self.quota = {phase.id: phase.compounds for phase in quotas.phases} if quotas else {}
        self.titles = {phase.id: phase.name for phase in quotas.phases} if quotas else {}
        self.held: dict[str, list[str]] = {phase: [] for phase in self.quota} or {WHOLE: []}
        self.cite = quotas.cite if quotas else ()
        self.notes = package.notes(quotas.interpretations) if quotas else ()

    def first_free(self) -> str | None:
        if not self.quota:
            return WHOLE
        return next((phase for phase, most in self.quota.items() if len(self.held[phase]) < most), None)

    def reason(self, phase: str | None) -> Reason:
        if phase == WHOLE and not self.quota:
            return Reason("selection.no_phases")
        if phase is None:
            total = str(sum(self.quota.values()))
            return Reason("selection.full", {"total": total}, self.cite, self.notes)
        values = {"phase": self.titles[phase], "number": str(len(self.held[phase]) + 1),
                  "quota": str(self.quota[phase])}  # fmt: skip
        return Reason("selection.room", values, self.cite, self.notes)


def select(package: Package, candidates: Sequence[Candidate], *, available_fen: int | None = None) -> SelectionFinding:
    """Who is placed in which phase, who waits, who is carried over to the next year.

    available_fen: money in place of the policy's pots. The order of ``candidates`` does not matter. Raises ValueError
    for values that cannot be read (`check_candidates` names them).
    """
    places: dict[str, Place] = {}
    eligible = []
    for one in candidates:
        admission = admit(package, one)
        if admission.verdict == "in":
            eligible.append((one, admission.reasons))
            continue
        outcome: Outcome = "excluded" if admission.verdict == "out" else "undecided"
        reason = Reason(f"selection.{outcome}_overall", {"name": one.name}, steps=admission.reasons)
        places[one.name] = Place(one, outcome, reason)
    ranking = rank(package, [one for one, _ in eligible])
    grounds = {one.name: reasons for one, reasons in eligible}
    purse, rooms = Purse.of(package, available_fen), _Rooms(package)
    for number, one in enumerate(ranking.order, start=1):
        before = ranking.order[number - 2] if number > 1 else None
        steps = (*grounds[one.name], rank_reason(package, ranking, one, before))
        places[one.name] = _place(one, number, steps, purse, rooms)
    return _finding(places, purse, rooms)


def _place(one: Candidate, number: int, steps: tuple[Reason, ...], purse: Purse, rooms: _Rooms) -> Place:
    phase, left = rooms.first_free(), purse.left_for(one)
    outcome: Outcome = "placed"
    told: tuple[Reason, ...]
    if phase is None:
        outcome, told = "reserve", (rooms.reason(None),)
    elif not purse.pays(one):
        outcome, told = ("carried_over" if purse.carries else "reserve"), (purse.refusal(one),)
    else:
        told = (rooms.reason(phase), purse.payment(one))
        purse.pay(one)
        rooms.held[phase].append(one.name)
    title = rooms.titles.get(phase or "", "")
    values = {"name": one.name, "rank": str(number), "phase": title}
    code = "placed_whole" if outcome == "placed" and not rooms.quota else outcome
    reason = Reason(f"selection.{code}_overall", values, steps=(*steps, *told))
    return Place(one, outcome, reason, number, (phase or "") if outcome == "placed" else "", left)


def _finding(places: dict[str, Place], purse: Purse, rooms: _Rooms) -> SelectionFinding:
    def named(outcome: Outcome) -> tuple[str, ...]:
        found = [place for place in places.values() if place.outcome == outcome]
        return tuple(place.name for place in sorted(found, key=lambda place: (place.rank, place.name)))

    by_rank = sorted(places.values(), key=lambda place: (place.rank == 0, place.rank, place.name))
    readings = {note.id: note for place in by_rank for note in place.reason.all_readings()}
    return SelectionFinding(
        places={place.name: place for place in by_rank},
        phases={phase: tuple(names) for phase, names in rooms.held.items()},
        reserve=named("reserve"),
        carried_over=named("carried_over"),
        excluded=named("excluded"),
        undecided=named("undecided"),
        available_fen=purse.available_fen,
        used_fen=purse.used_fen,
        readings=tuple(readings.values()),
    )
