"""What a programme's projects are judged by: one edition for all, or, where the policy was amended on the way, each
stage and each sum under the edition of the day that governs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from linli.apps.programme.evidence import calendar_for, plan_of
from linli.apps.programme.models import PolicyAdoption
from linli.core.amended import AmendedProcess
from linli.core.lifecycle import CompoundStanding, Fact, derive
from linli.core.policy.amend import Days, Family
from linli.core.policy.model import Package
from linli.stages.policy_shelf import shelf

#: days that only the office can place: the stage whose completion is that day is told when an amendment is adopted
PLACED_DAYS = ("plan_confirmed_on", "approval_day")


@dataclass(frozen=True)
class Running:
    """What a programme runs under on ``today``. ``package``: the edition as it stands for somebody who begins today;
    ``family``: the amendments it knows, None where there are none; ``governing``: as in `PolicyAdoption`."""

    package: Package
    today: date
    family: Family | None = None
    governing: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, today: date, governing: Mapping[str, str] | None = None) -> Running:
        """An edition that is at hand on the shelf."""
        return cls(package, today, shelf().amended.get(package.hash), dict(governing or {}))

    @classmethod
    def adopted(cls, adoption: PolicyAdoption, package: Package, today: date) -> Running:
        return cls.of(package, today, adoption.governing)

    @property
    def name(self) -> tuple[object, ...]:
        """What tells this way of judging from any other."""
        return self.package.hash, self.today, tuple(sorted(self.governing.items()))

    @cached_property
    def _process(self) -> AmendedProcess | None:
        if self.family is None:
            return None
        return AmendedProcess(self.family, self.today, calendar=calendar_for(self.package))

    def derive(self, facts: Sequence[Fact], phase: str | None) -> CompoundStanding:
        """Where a project stands."""
        if self._process is None:
            return derive(plan_of(self.package), facts, self.today, phase)
        return self._process.derive(facts, phase)

    def money_edition(self, process: CompoundStanding) -> Package:
        """The edition whose rules split the costs of a project that stands so."""
        if self.family is None:
            return self.package
        days = {name: _done_on(process, self.governing.get(name, "")) for name in PLACED_DAYS}
        return self.family.package(self.family.holding(Days(self.today, **days)))


def _done_on(process: CompoundStanding, stage: str) -> date | None:
    found = process.stages.get(stage)
    return found.since if found is not None and found.state == "done" else None


def placed_days(families: Iterable[Family]) -> tuple[str, ...]:
    """The governing days that changes of these amendments ask for and only the office can place, in a fixed order."""
    asked = {step.governs for family in families for step in family.steps if step.before_effective == "old"}
    return tuple(name for name in PLACED_DAYS if name in asked)
