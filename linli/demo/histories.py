"""How a compound came to stand where it stands: dated facts walked out of the package's own gates.

A timetable says when each stage is done; a ``Story`` says what goes otherwise: which paper never came, what was
refused, what came too early. Which evidence a stage asks for is read from the package, so the demo follows the policy.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from linli.core.policy.model import AllOf, AnyOf, Evidence, Package
from linli.core.policy.model.process import Condition
from linli.demo.plan import FactPlan

SATURDAY = 5
#: Spring Festival, Qingming, Labour Day, Dragon Boat, National Day of the years that the demo tells of
_HOLIDAYS = (
    (date(2018, 2, 15), date(2018, 2, 21)), (date(2018, 4, 5), date(2018, 4, 7)), (date(2018, 4, 29), date(2018, 5, 1)),
    (date(2020, 1, 24), date(2020, 2, 2)), (date(2020, 4, 4), date(2020, 4, 6)), (date(2020, 5, 1), date(2020, 5, 5)),
    (date(2020, 6, 25), date(2020, 6, 27)), (date(2020, 10, 1), date(2020, 10, 8)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """What befalls a compound, apart from its timetable.

    delays: stage -> days by which it and all after it end later; withheld: (stage, fact) that never comes, or
    (stage, ``fact=party``) for one party of a joint sign-off; refused: (stage, fact) -> note of a fact that came as a
    no; last: the stage after which nothing has happened; ahead: (stage, fact) that came before its turn, with the last
    stage; branch: kind of evidence taken where the gate leaves a choice; values: (stage, fact) -> value;
    notes: (stage, fact) -> note; second_try: (stage, fact) refused first and granted on the planned day.
    """

    id: str
    delays: Mapping[str, int] = field(default_factory=dict)
    withheld: frozenset[tuple[str, str]] = frozenset()
    refused: Mapping[tuple[str, str], str] = field(default_factory=dict)
    last: str = ""
    ahead: frozenset[tuple[str, str]] = frozenset()
    branch: str = "vote"
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    second_try: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """A stage of one compound: worked on after ``start``, done on ``done``."""

    stage: str
    start: date
    done: date


def is_working_day(day: date) -> bool:
    """Neither a weekend nor one of the long holidays of those years (days worked instead are left out)."""
    return day.weekday() < SATURDAY and not any(first <= day <= last for first, last in _HOLIDAYS)


def working_day(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_day_from(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def evidence_of(condition: Condition, branch: str) -> Iterator[Evidence]:
    """The evidence a gate asks for; of alternatives the one whose kind is ``branch``, else the first."""
    if isinstance(condition, AllOf):
        for part in condition.all:
            yield from evidence_of(part, branch)
    elif isinstance(condition, AnyOf):
        choices = [list(evidence_of(part, branch)) for part in condition.any]
        yield from next((c for c in choices if any(e.kind == branch for e in c)), choices[0])
    else:
        yield condition


def timetable(
    rng: random.Random,
    package: Package,
    windows: Mapping[str, tuple[date, date]],
    begin: date,
    delays: Mapping[str, int],
) -> tuple[Span, ...]:
    """Spans of all stages: each done on a working day drawn from ``windows``, moved by the delays before it, and begun
    neither before the one before it is done nor before the package's own window opens."""
    spans: list[Span] = []
    start, shift = begin, 0
    for stage, (earliest, latest) in windows.items():
        shift += delays.get(stage, 0)
        if opens := package.stage_by_id[stage].window:
            start = working_day_from(max(start, opens.from_))
        drawn = earliest + timedelta(days=rng.randint(0, (latest - earliest).days) + shift)
        spans.append(Span(stage, start, max(working_day(drawn), working_day_from(start + timedelta(days=1)))))
        start = spans[-1].done
    return tuple(spans)


def history(package: Package, story: Story, spans: Sequence[Span], day: date) -> tuple[FactPlan, ...]:
    """The facts of one compound up to ``day``, in order of their dates."""
    facts: list[FactPlan] = []
    for span in spans:
        if package.stage_by_id[span.stage].scope == "compound":
            facts += _stage_facts(package, story, span)
        if span.stage == story.last:
            facts += _ahead(story, span)
            break
    kept = [fact for fact in facts if fact.on <= day]
    order = {stage.id: n for n, stage in enumerate(package.stages)}
    return tuple(sorted(kept, key=lambda fact: (fact.on, order[fact.stage])))


def _stage_facts(package: Package, story: Story, span: Span) -> list[FactPlan]:
    wanted = list(evidence_of(package.stage_by_id[span.stage].gate, story.branch))
    facts: list[FactPlan] = []
    for position, evidence in enumerate(wanted):
        key = (span.stage, evidence.fact)
        if key in story.withheld:
            continue
        on = _day_of(span, position, len(wanted))
        if key in story.second_try:
            refused_on = working_day(on - timedelta(days=12))
            facts.append(FactPlan(span.stage, evidence.fact, "否", refused_on, story.second_try[key]))
        if key in story.refused:
            facts.append(FactPlan(span.stage, evidence.fact, _no(evidence), on, story.refused[key]))
        else:
            facts += _given(package, story, span.stage, evidence, on)
    return facts


def _day_of(span: Span, position: int, count: int) -> date:
    """Evidence comes in the gate's order: the first soon after the start, the last on the day the stage is done."""
    if position == count - 1:
        return span.done
    opening = span.start + min(timedelta(days=7), (span.done - span.start) // 3)
    return max(working_day(opening + (span.done - opening) * position // (count - 1)), span.start)


def _no(evidence: Evidence) -> str:
    return "有异议" if evidence.kind == "publicity" else "否"


def _given(package: Package, story: Story, stage: str, evidence: Evidence, on: date) -> list[FactPlan]:
    key = (stage, evidence.fact)
    note = story.notes.get(key, "")
    if evidence.kind == "joint_signoff":
        parties = [party for party in (evidence.by, *evidence.with_) if party]
        present = [party for party in parties if (stage, f"{evidence.fact}={party}") not in story.withheld]
        return [FactPlan(stage, evidence.fact, package.role_by_id[party].name, on, note) for party in present]
    if evidence.kind == "amount":
        due, raised = story.values[stage, f"amount:{evidence.at_least}"], story.values[key]
        return [
            FactPlan(stage, f"amount:{evidence.at_least}", due, working_day(on - timedelta(days=15))),
            FactPlan(stage, evidence.fact, raised, on, note),
        ]
    value = story.values.get(key, "无异议" if evidence.kind == "publicity" else "")
    signer = package.role_by_id.get(value)
    return [FactPlan(stage, evidence.fact, signer.name if signer else value, on, note)]


def _ahead(story: Story, span: Span) -> list[FactPlan]:
    on = working_day(span.done + timedelta(days=3))
    return [FactPlan(stage, key, "", on, "提前到位") for stage, key in sorted(story.ahead)]
