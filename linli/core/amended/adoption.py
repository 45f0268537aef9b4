"""What a running programme would find changed if it adopted an amendment: for each compound, before anybody decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from linli.core.amended.standing import AmendedProcess
from linli.core.lifecycle import CompoundStanding, Fact, StageStanding
from linli.core.policy.amend import Family


@dataclass(frozen=True, slots=True)
class StageChange:
    """A stage that stands otherwise afterwards; ``before`` or ``after`` is None where there is no such stage."""

    stage: str
    name: str
    before: StageStanding | None
    after: StageStanding | None

    @property
    def newly_missing(self) -> tuple[str, ...]:
        """Evidence that is asked for only afterwards."""
        asked = set(_missing(self.before))
        return tuple(fact for fact in _missing(self.after) if fact not in asked)


@dataclass(frozen=True, slots=True)
class Adoption:
    """One compound. kept: stages done before and after; undone: done before, not after (the facts still stand)."""

    compound: str
    changes: tuple[StageChange, ...]
    kept: tuple[str, ...]
    undone: tuple[str, ...]


def _missing(stage: StageStanding | None) -> tuple[str, ...]:
    if stage is None:
        return ()
    return tuple(dict.fromkeys(fact for one in stage.missing for fact in one.facts()))


def adoption_of(
    family: Family, ledgers: Mapping[str, Sequence[Fact]], *, adopted_on: date, today: date | None = None
) -> list[Adoption]:
    """What the amendments in effect on ``adopted_on`` change for each compound, seen on ``today`` (or that day)."""
    day = adopted_on if today is None else today
    before = AmendedProcess(family, day, until=adopted_on - timedelta(days=1))
    after = AmendedProcess(family, day, until=adopted_on)
    return [_compare(name, before.derive(facts), after.derive(facts)) for name, facts in ledgers.items()]


def _compare(name: str, before: CompoundStanding, after: CompoundStanding) -> Adoption:
    stages = list(dict.fromkeys((*after.stages, *before.stages)))
    changes = []
    for stage in stages:
        old, new = before.stages.get(stage), after.stages.get(stage)
        named = new or old
        if named and _told(old) != _told(new):
            changes.append(StageChange(stage, named.name, old, new))
    done = [stage for stage, one in before.stages.items() if one.state == "done"]
    still = {stage for stage, one in after.stages.items() if one.state == "done"}
    return Adoption(
        name,
        tuple(changes),
        tuple(stage for stage in done if stage in still),
        tuple(stage for stage in done if stage not in still),
    )


def _told(stage: StageStanding | None) -> tuple[object, ...] | None:
    return None if stage is None else (stage.state, stage.since, stage.due, stage.overdue_days, _missing(stage))
