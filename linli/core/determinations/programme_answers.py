"""What determinations about the whole programme decide: who is selected, how something scores, what a pot has given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.core.determinations.codec import decoded
from linli.core.faults import BadInput
from linli.core.policy.amend import Family
from linli.core.policy.model import Package
from linli.core.programme import pot_balance, score
from linli.core.programme.scoring import ScoreFinding, plain_number
from linli.core.reasons import Reason
from linli.core.selection import Candidate, Place, check_candidates, select


@dataclass(frozen=True, slots=True)
class Told:
    """An answer before its words: result, the ids it rests on, its reasons, the edition it was given under."""

    result: dict[str, Any]
    rules: tuple[str, ...]
    reasons: tuple[Reason, ...]
    package: Package


@dataclass(frozen=True, slots=True)
class Subject:
    """Something scored. name: a compound, an organisation; values: measure -> as told."""

    name: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Given:
    """An allocation of a pot. name: who got it."""

    name: str
    amount_fen: int
    on: date


def edition(family: Family, on: date) -> Package:
    """The edition of a day; the only one of a package that never changed."""
    return family.original() if family.is_plain else family.on(on)


def selection(family: Family, inputs: Mapping[str, Any]) -> Told:
    """``candidates`` placed under the edition of ``on``; ``available_fen``: money in place of the policy's pots."""
    package = edition(family, decoded(date, inputs["on"]))
    candidates = [decoded(Candidate, _plain(one)) for one in inputs["candidates"]]
    told = [one.get("values", {}) for one in inputs["candidates"]]
    candidates = [_with_values(one, values) for one, values in zip(candidates, told, strict=True)]
    if faults := check_candidates(package, candidates):
        raise BadInput(faults)
    available = inputs.get("available_fen")
    found = select(package, candidates, available_fen=None if available is None else decoded(int, available))
    result: dict[str, Any] = {
        "phases": {phase: list(names) for phase, names in found.phases.items()},
        "reserve": list(found.reserve),
        "carried_over": list(found.carried_over),
        "excluded": list(found.excluded),
        "undecided": list(found.undecided),
        "order": list(found.order),
        "places": {place.name: _place(place) for place in found.places.values()},
        "used_fen": found.used_fen,
    }
    if found.available_fen is not None:
        result |= {"available_fen": found.available_fen, "left_fen": found.left_fen}
    rules = [part.id for part in package.priorities]
    if package.selection:
        rules += [rule.id for rule in package.selection.eligibility]
        rules += [rule.id for rule in package.selection.exclusions]
    reasons = tuple(place.reason for place in found.places.values())
    return Told(result, tuple(sorted(rules)), reasons, package)


def _plain(one: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "values"}


def _with_values(one: Candidate, values: Mapping[str, Any]) -> Candidate:
    return Candidate(
        one.row, one.name, one.estimate_fen, one.applied, one.street, one.households, one.area_centi, one.buildings,
        one.built_year, {measure: decoded(str, text) for measure, text in values.items()},
    )  # fmt: skip


def _place(place: Place) -> dict[str, Any]:
    told: dict[str, Any] = {"outcome": place.outcome, "rank": place.rank, "phase": place.phase}
    if place.left_before_fen is not None:
        told["left_before_fen"] = place.left_before_fen
    return told


def scores(family: Family, inputs: Mapping[str, Any]) -> Told:
    """Every subject scored by ``table`` under the edition of ``on``."""
    package, table = edition(family, decoded(date, inputs["on"])), decoded(str, inputs["table"])
    found: dict[str, ScoreFinding] = {}
    for one in inputs["subjects"]:
        values = {measure: decoded(str, text) for measure, text in one.get("values", {}).items()}
        found[decoded(str, one["name"])] = score(package, table, values)
    result = {"table": table, "subjects": {name: _score(one) for name, one in found.items()}}
    return Told(result, (table,), tuple(one.reason for one in found.values()), package)


def _score(found: ScoreFinding) -> dict[str, Any]:
    passed = {True: "yes", False: "no", None: "open"}[found.passed]
    told: dict[str, Any] = {
        "least": plain_number(found.least),
        "most": plain_number(found.most),
        "passed": passed,
        "unknown": list(found.unknown),
        "items": {one.item.id: plain_number(one.points) for one in found.items if one.points is not None},
    }
    if found.grade is not None:
        told["grade"] = found.grade
    return told


def allocation(family: Family, inputs: Mapping[str, Any]) -> Told:
    """What ``pot`` has given on the day ``on``, entry by entry, and who no longer fitted."""
    on = decoded(date, inputs["on"])
    package = edition(family, on)
    given = [decoded(Given, one) for one in inputs["entries"]]
    pot = decoded(str, inputs["pot"])
    found = pot_balance(package, pot, [(one.name, one.amount_fen, one.on) for one in given], on)
    result = {
        "pot": pot,
        "total_fen": found.total_fen,
        "used_fen": found.used_fen,
        "left_fen": found.left_fen,
        "entries": [
            {"name": one.name, "amount_fen": one.amount_fen, "on": one.on.isoformat(),
             "left_fen": one.left_fen, "fits": "yes" if one.fits else "no"}
            for one in found.entries
        ],
    }  # fmt: skip
    return Told(result, (pot,), (found.reason,), package)
