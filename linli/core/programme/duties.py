"""Duties that come again: which were due between two days, which were done, which were missed, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from linli.core.calendar import format_day, last_day_of_month
from linli.core.lifecycle.facts import Fact, normal, read_answer
from linli.core.policy.model import Duty, Meeting, Package
from linli.core.reasons import Reason

State = Literal["done", "late", "missed", "open"]
Every = Literal["week", "month", "quarter", "half-year", "year"]
_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_YEAR = 12
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time a duty was due. label: its period (``2020-03``, ``2020Q1``, ``2020``) or the day; last: the last day for
    it; needed / done: how many times; late: only after the last day; principle: its absence is told, not judged."""

    duty: str
    name: str
    who: str
    label: str
    begins: date | None
    last: date
    needed: int
    done: int
    state: State
    principle: bool
    days: tuple[date, ...]
    reason: Reason


def duty_occurrences(
    package: Package, from_: date, until: date, facts: Sequence[Fact], *, today: date | None = None
) -> tuple[Occurrence, ...]:
    """Every time a duty or meeting fell due from ``from_`` to ``until``, both included, in the order of its last day.

    A periodic one falls due on the last day of each period; the period under way on ``until`` is told as open, or as
    done. One with a day falls due on it; its ``count`` counts different compounds. A fact proves it as ``duty:<id>``,
    ``meeting:<id>``, the bare id or name, or by one of its proofs (``document:<proof>``). today: ``until``, if None.
    """
    now = until if today is None else today
    found: list[Occurrence] = []
    entries: tuple[Duty | Meeting, ...] = (*package.duties, *package.meetings)
    for entry in entries:
        words = _words(package, entry)
        done = (fact for fact in facts if normal(fact.key) in words and read_answer(fact.value) is not False)
        told = sorted((fact for fact in done if fact.on <= now), key=lambda fact: (fact.on, fact.row))
        if entry.every:
            found += [_periodic(package, entry, span, told, now) for span in periods(entry.every, from_, until)]
        elif isinstance(entry, Duty) and entry.due and from_ <= entry.due <= until:
            found.append(_once(package, entry, entry.due, told, now))
    return tuple(sorted(found, key=lambda one: (one.last, one.duty)))


def periods(every: Every, from_: date, until: date) -> Iterator[tuple[str, date, date]]:
    """The periods whose last day lies between the two days, and the one under way on the second: label, first, last."""
    label, first, last = _period(every, from_)
    while first <= until:
        yield label, first, last
        label, first, last = _period(every, last + _DAY)


def _period(every: Every, day: date) -> tuple[str, date, date]:
    if every == "week":
        first = day - timedelta(days=day.weekday())
        year, week, _ = day.isocalendar()
        return f"{year}W{week:02d}", first, first + _WEEK - _DAY
    months = _MONTHS[every]
    number = (day.month - 1) // months
    first = date(day.year, number * months + 1, 1)
    last = last_day_of_month(day.year, (number + 1) * months)
    labels = {"month": f"{day.year}-{day.month:02d}", "quarter": f"{day.year}Q{number + 1}",
              "half-year": f"{day.year}H{number + 1}", "year": str(day.year)}  # fmt: skip
    return labels[every], first, last


def _words(package: Package, entry: Duty | Meeting) -> frozenset[str]:
    """What the key of a fact may be to prove it."""
    words = [entry.id]
    if isinstance(entry, Meeting):
        words += [f"meeting:{entry.id}", entry.name]
    else:
        names = {document.id: document.name for document in package.documents}
        words += [f"duty:{entry.id}", entry.must, entry.may]
        words += [word for proof in entry.proof for word in (proof, f"document:{proof}", names.get(proof, ""))]
    return frozenset(normal(word) for word in words if word)


def _periodic(
    package: Package, entry: Duty | Meeting, span: tuple[str, date, date], told: Sequence[Fact], now: date
) -> Occurrence:
    label, first, last = span
    days = tuple(fact.on for fact in told if first <= fact.on <= last)
    needed = entry.at_least or 1
    state: State = "done" if len(days) >= needed else "open" if now <= last else "missed"
    return _occurrence(package, entry, label, (first, last), needed, days, state)


def _once(package: Package, duty: Duty, due: date, told: Sequence[Fact], now: date) -> Occurrence:
    needed = duty.count or duty.at_least or 1
    first = {fact.compound: fact.on for fact in reversed(told)}
    days = tuple(sorted(first.values())) if duty.count else tuple(fact.on for fact in told)
    in_time = sum(day <= due for day in days)
    state: State = "done" if in_time >= needed else "late" if len(days) >= needed else "open"
    if state == "open" and now > due:
        state = "missed"
    return _occurrence(package, duty, format_day(due), (None, due), needed, days, state)


def _occurrence(
    package: Package, entry: Duty | Meeting, label: str, span: tuple[date | None, date], needed: int,
    days: tuple[date, ...], state: State,
) -> Occurrence:  # fmt: skip
    roles = {role.id: role.name for role in package.roles}
    name = entry.name if isinstance(entry, Meeting) else entry.must or entry.may
    principle = entry.strength == "principle"
    values = {"name": name, "who": roles.get(entry.who, entry.who), "label": label, "needed": str(needed),
              "done": str(len(days)), "lacking": str(max(needed - len(days), 0)),
              "last": format_day(span[1])}  # fmt: skip
    steps = (Reason("programme.duty_principle"),) if principle and state == "missed" else ()
    reason = Reason(f"programme.duty_{state}", values, entry.cite, package.notes(entry.interpretations), steps)
    return Occurrence(entry.id, name, entry.who, label, span[0], span[1], needed, len(days), state, principle, days,
                      reason)  # fmt: skip
