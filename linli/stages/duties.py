"""The duties of a programme in a year: what fell due by when by whom, what was seen to, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from linli.apps.accounts.models import Organisation
from linli.apps.determinations.duties import duty_name, roles_of
from linli.apps.determinations.models import DutyDone
from linli.apps.determinations.queries import duties_done
from linli.apps.programme.models import Programme
from linli.core.lifecycle import Fact
from linli.core.policy.model import Duty, Meeting, Package
from linli.core.programme import Occurrence, duty_occurrences
from linli.stages.standing import ProgrammeStanding

_LATE_FIRST = {"missed": 0, "open": 1, "late": 2, "done": 3}


@dataclass(frozen=True)
class DutyYear:
    """One duty or meeting. ``bodies``: the organisations of the programme's area that are who the policy names;
    ``occurrences``: its times in the year, in order (none for one without a day); ``done``: what is on record."""

    id: str
    name: str
    entry: Duty | Meeting
    roles: tuple[str, ...]
    bodies: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]
    done: tuple[DutyDone, ...]

    @property
    def is_meeting(self) -> bool:
        return isinstance(self.entry, Meeting)

    @property
    def worst(self) -> Occurrence | None:
        """What is missing the longest; otherwise what is due next."""
        waiting = [one for one in self.occurrences if one.state in ("missed", "open")]
        return min(waiting, key=lambda one: (_LATE_FIRST[one.state], one.last), default=None)


def duties_of_year(programme: Programme, standing: ProgrammeStanding, year: int) -> tuple[DutyYear, ...]:
    """Every duty and meeting of the policy in the year, what is missing first, then by the next day. Three queries."""
    package, today = standing.policy, standing.today
    done = list(duties_done(programme))
    facts = [Fact(str(one.pk), one.happened_on, None, f"duty:{one.duty}", "", one.pk) for one in done]
    facts += {fact.row: fact for project in standing.every_project for fact in project.facts}.values()
    found: dict[str, list[Occurrence]] = {}
    for one in duty_occurrences(package, date(year, 1, 1), date(year, 12, 31), _as_proofs(package, facts), today=today):
        found.setdefault(one.duty, []).append(one)
    bodies = _bodies(programme)
    entries: tuple[Duty | Meeting, ...] = (*package.meetings, *package.duties)
    years = [
        _year(entry, found.get(entry.id, []), bodies, [d for d in done if d.duty == entry.id]) for entry in entries
    ]
    return tuple(sorted(years, key=_urgency))


def _as_proofs(package: Package, facts: list[Fact]) -> list[Fact]:
    """A meeting on record is kept like a duty; the rules know it by its own word."""
    meetings = {one.id for one in package.meetings}
    return [
        Fact(one.compound, one.on, one.stage, f"meeting:{one.key.removeprefix('duty:')}", one.value, one.row)
        if one.key.removeprefix("duty:") in meetings
        else one
        for one in facts
    ]


def _year(
    entry: Duty | Meeting, occurrences: list[Occurrence], bodies: Mapping[str, list[str]], done: list[DutyDone]
) -> DutyYear:
    roles = roles_of(entry)
    named = tuple(name for role in roles for name in bodies.get(role, ()))
    return DutyYear(entry.id, duty_name(entry), entry, roles, named, tuple(occurrences), tuple(done))


def _urgency(one: DutyYear) -> tuple[int, date, str]:
    worst = one.worst
    if worst is None:
        return (len(_LATE_FIRST) + (not one.occurrences), date.max, one.id)
    return (_LATE_FIRST[worst.state], worst.last, one.id)


def _bodies(programme: Programme) -> dict[str, list[str]]:
    """Role -> the organisations in the programme's area that have it."""
    found: dict[str, list[str]] = {}
    inside = Organisation.objects.filter(path__startswith=programme.area.path).exclude(policy_role="")
    for role, name in inside.order_by("path").values_list("policy_role", "name"):
        found.setdefault(role, []).append(name)
    return found
