"""Settling a reading: the edition that it makes, what that changes in a running programme, and its adoption.

The decision is written into ``readings.yaml`` of a copy of the programme's package; the copy is a new edition with a
hash of its own, kept in the data folder like any other. Nothing is kept before the office has seen what it changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from django.db import transaction

from linli.apps.accounts.actors import Actor
from linli.apps.programme.models import PolicyAdoption, Programme
from linli.apps.programme.queries import adoption_on
from linli.apps.programme.readings import settle_reading
from linli.core.lifecycle import StageStanding
from linli.core.policy.amend.apply import setting_word
from linli.core.policy.amend.following import following_words
from linli.core.policy.model import Package, Reading
from linli.core.policy.model.part import Part
from linli.core.policy.walk import cited_parts
from linli.stages.drafts import Considered, Decision, PayerChange, considered, decisions_in
from linli.stages.policy_shelf import directory_of, shelf
from linli.stages.standing import ProgrammeStanding, ProjectStanding, programme_standing, standing_under


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided: by whom, on which day, on what document. ``chosen``: empty, the reading as registered;
    ``value`` and ``sets`` empty: the rules stay as they are. ``sets``: place by place, see `WordSet`."""

    reading: str
    decided_by: str
    decided_on: date
    document: str
    chosen: str = ""
    value: str = ""
    sets: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """The word of the format that follows a reading: what it says now; ``values``: the words it may say, or none for
    a number."""

    now: str
    values: tuple[str, ...]


def setting_of(package: Package, reading: Reading) -> Setting | None:
    """The word that a decision on this reading may change everywhere at once: a choice or a whole number that reads the
    same wherever the reading carries it. None otherwise; `following_words` then tells the places, one by one."""
    if any(one.kind not in ("choice", "count") for one in following_words(package, reading)):
        return None
    table, word = setting_word(reading.setting)
    owner = getattr(package, table, None) if table in type(package).model_fields else None
    if isinstance(owner, Part):
        return _setting([owner], word)
    relying = [part for _, part in cited_parts(package) if reading.id in part.interpretations]
    carrying = [part for part in relying if word in part.model_fields_set]
    told = [part for part in relying if word in type(part).model_fields]
    return _setting(carrying, word) if len(carrying) == len(told) else None


def _setting(owners: Sequence[Part], word: str) -> Setting | None:
    """The word where all of them say the same and know the same words for it."""
    if not owners or any(word not in type(one).model_fields for one in owners):
        return None
    if len({getattr(one, word) for one in owners}) > 1:
        return None
    now, annotation = getattr(owners[0], word), type(owners[0]).model_fields[word].annotation
    if get_origin(annotation) is Literal and len(get_args(annotation)) > 1:
        return Setting(str(now), tuple(map(str, get_args(annotation))))
    return Setting(str(now), ()) if isinstance(now, int) and not isinstance(now, bool) else None


@contextmanager
def drafted(package: Package, choice: Choice) -> Iterator[Considered]:
    """The edition that the choice makes.

    LookupError when the package's files are not at hand; BadInput when the edition would not be sound.
    """
    source = directory_of(package)
    if source is None:
        raise LookupError(package.id)
    known = shelf().amended.get(package.hash)
    amendments = {step.origin for step in known.steps if step.kind == "amendment"} if known else set()
    with considered(source, package.id, [_decision(choice, source)], amendments) as edition:
        yield edition


def _decision(choice: Choice, source: Path) -> Decision:
    """The entry of ``readings.yaml``. What an earlier decision on the same reading changed stays, unless said anew."""
    earlier = next((one for one in decisions_in(source) if one.get("reading") == choice.reading), {})
    kept = {key: earlier[key] for key in ("chosen", "value", "sets") if earlier.get(key)}
    entry: dict[str, Any] = {
        "reading": choice.reading, "decided_by": choice.decided_by, "decided_on": choice.decided_on.isoformat(),
        "document": choice.document,
    }  # fmt: skip
    fresh: dict[str, Any] = {key: word for key, word in (("chosen", choice.chosen), ("value", choice.value)) if word}
    if choice.sets:
        fresh["sets"] = [*kept.get("sets", ()), *map(dict, choice.sets)]
    return {**entry, **kept, **fresh}


@dataclass(frozen=True, slots=True)
class ReadingEffect:
    """What the edition changes in a programme on a day. ``dates``: projects of which a stage stands otherwise (state,
    deadline, lateness, evidence); ``money``: projects whose payers change; ``lines``: cost lines that do."""

    projects: int
    dates: tuple[str, ...]
    money: tuple[str, ...]
    lines: int
    payers: tuple[PayerChange, ...]

    @property
    def is_nothing(self) -> bool:
        return not (self.dates or self.money or self.payers)


def effect_of(programme: Programme, after: Considered, *, today: date) -> ReadingEffect:
    """What would change for every project if the programme ran under ``after`` from today."""
    before, adoption = programme_standing(programme.pk, today=today), adoption_on(programme.pk, today)
    governing = adoption.governing if adoption else {}
    return compare(before, standing_under(programme.pk, after.running(today, governing)))


def compare(before: ProgrammeStanding, after: ProgrammeStanding) -> ReadingEffect:
    pairs = [(one, after.by_id[one.id]) for one in before.projects if one.id in after.by_id]
    lines = {one.id: _changed_lines(one, other) for one, other in pairs}
    return ReadingEffect(
        projects=len(pairs),
        dates=tuple(one.name for one, other in pairs if _stages(one) != _stages(other)),
        money=tuple(one.name for one, _ in pairs if lines[one.id]),
        lines=sum(lines.values()),
        payers=tuple(_payers(before, after)),
    )


def _stages(project: ProjectStanding) -> list[tuple[object, ...]]:
    return [(name, *_told(stage)) for name, stage in project.process.stages.items()]


def _told(stage: StageStanding) -> tuple[object, ...]:
    missing = tuple(sorted(fact for one in stage.missing for fact in one.facts()))
    return stage.state, stage.since, stage.due, stage.overdue_days, missing


def _changed_lines(one: ProjectStanding, other: ProjectStanding) -> int:
    before = {line.line.row: (dict(line.shares), line.undetermined_fen) for line in one.money.lines}
    after = {line.line.row: (dict(line.shares), line.undetermined_fen) for line in other.money.lines}
    return sum(before.get(row) != after.get(row) for row in before.keys() | after.keys())


def _payers(before: ProgrammeStanding, after: ProgrammeStanding) -> Iterator[PayerChange]:
    names = {payer.id: payer.name for package in (before.policy, after.policy) for payer in package.payers}
    for payer in dict.fromkeys((*before.shares, *after.shares)):
        old, new = before.shares.get(payer, 0), after.shares.get(payer, 0)
        if old != new:
            yield PayerChange(names.get(payer, payer), old, new)
    if before.undetermined_fen != after.undetermined_fen:
        yield PayerChange("", before.undetermined_fen, after.undetermined_fen)


def settle(
    *, actor: Actor, now: datetime, programme: Programme, package: Package, choice: Choice, today: date
) -> PolicyAdoption:
    """Keeps the edition and lets the programme run under it from today. Refusals as in `settle_reading`."""
    with transaction.atomic(), drafted(package, choice) as after:
        adoption = settle_reading(
            actor=actor, now=now, programme=programme, before=package, after=after.package, reading_id=choice.reading,
            adopted_on=today,
        )  # fmt: skip
        after.keep()
    return adoption
