"""Why a compound stands at its place in the order: its criteria, and what puts it behind the one before it."""

from __future__ import annotations

from linli.core.calendar import format_day
from linli.core.policy.model import Package, Priority
from linli.core.reasons import Reason
from linli.core.selection.candidates import Candidate
from linli.core.selection.order import Ranking


def rank_reason(package: Package, ranking: Ranking, one: Candidate, before: Candidate | None) -> Reason:
    """The place in the order, with every criterion and the comparison with the one before."""
    keys = ranking.keys[one.name]
    steps = [_criterion(package, priority, one, told=key is not None)
             for priority, key in zip(package.priorities, keys, strict=True)]  # fmt: skip
    because, number = ranking.because[one.name]
    if before is not None:
        criterion = package.priorities[number] if number >= 0 else None
        values = {
            "other": before.name,
            "criterion": criterion.name if criterion else "",
            "theirs": _told(before, criterion),
            "mine": _told(one, criterion),
            "their_day": format_day(before.applied) if before.applied else "—",
            "day": format_day(one.applied) if one.applied else "—",
        }
        steps.append(Reason(f"selection.behind_{because}", values, criterion.cite if criterion else ()))
    selection = package.selection
    code = f"selection.rank_{selection.priority_order if selection else 'unordered'}"
    if not package.priorities:
        code = "selection.rank_by_application"
    cite = selection.cite if selection else ()
    notes = package.notes(selection.interpretations if selection else ())
    return Reason(
        code, {"rank": str(ranking.places[one.name]), "of": str(len(ranking.order))}, cite, notes, tuple(steps)
    )


def _criterion(package: Package, priority: Priority, one: Candidate, *, told: bool) -> Reason:
    code = f"selection.criterion_{'told' if told else 'untold'}_{priority.better}"
    values = {"name": priority.name, "value": _told(one, priority)}
    return Reason(code, values, priority.cite, package.notes(priority.interpretations))


def _told(one: Candidate, priority: Priority | None) -> str:
    value = one.value(priority.measure) if priority else None
    return "—" if value is None else str(value)
