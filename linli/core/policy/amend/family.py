"""All editions of one package: which changes hold for which question, and the package that they make.

Errata and settled readings hold from the first day, as soon as they are recorded. Each change of an amendment asks the
day that governs it: a cap the day the plan was confirmed, a deadline today, evidence the day the stage was entered, a
vote its own day.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from linli.core.faults import BadInput, Fault
from linli.core.policy.amend.apply import applied
from linli.core.policy.amend.steps import Step, change_files, read_steps
from linli.core.policy.files import Draft, read_files
from linli.core.policy.layers import EXTENDS, layered, upper_package
from linli.core.policy.loader import understand
from linli.core.policy.model import Package
from linli.core.policy.model.amendments import Amendment, GoverningDay


@dataclass(frozen=True, slots=True)
class Days:
    """The day of the question and the days that may govern instead; what is not known (yet) is taken as ``today``."""

    today: date
    plan_confirmed_on: date | None = None
    stage_entered_on: date | None = None
    vote_day: date | None = None
    approval_day: date | None = None

    def governing(self, name: GoverningDay | None) -> date:
        day: date | None = getattr(self, name or "today")
        return self.today if day is None else min(day, self.today)


@dataclass(frozen=True, slots=True)
class Edition:
    """A stretch of days between two amendments. ``from_``: None for the first edition; ``until``: the last day, None
    for the present one; ``amendments``: those that came into effect on its first day."""

    from_: date | None
    until: date | None
    amendments: tuple[Amendment, ...]
    package: Package


class Family:
    """A package directory with its changes. Raises BadInput when a file of changes cannot be read.

    decisions: files of settled readings outside the package.
    """

    def __init__(self, directory: Path, *, decisions: Iterable[Path] = (), above: tuple[Path, ...] = ()) -> None:
        self.directory = Path(directory)
        self.draft: Draft = read_draft(self.directory, with_corrections=False, above=above)
        self.steps, faults = read_steps(self.directory, decisions)
        if faults:
            raise BadInput(faults)
        self._packages: dict[frozenset[str], Package] = {}

    @property
    def is_plain(self) -> bool:
        """No amendment ever: one edition for every question."""
        return not any(step.kind == "amendment" for step in self.steps)

    @property
    def amendments(self) -> tuple[Amendment, ...]:
        """In the order in which they take effect."""
        return tuple({step.origin: step.amendment for step in self.steps if step.amendment}.values())

    def only(self, keys: Iterable[str]) -> Family:
        """The same package knowing only these changes."""
        chosen, fewer = set(keys), copy.copy(self)
        fewer.steps = [step for step in self.steps if step.key in chosen]
        fewer._packages = {}  # noqa: SLF001 - its own copy
        return fewer

    def corrections(self, recorded_by: date | None = None) -> Iterator[Step]:
        """Errata and settled readings on record by that day (all, if None)."""
        for step in self.steps:
            if step.kind != "amendment" and (recorded_by is None or step.recorded <= recorded_by):
                yield step

    def holding(self, days: Days, *, recorded_by: date | None = None) -> frozenset[str]:
        """The keys of every step that holds for a question of these days, as far as recorded by ``recorded_by``."""
        keys = {step.key for step in self.corrections(recorded_by)}
        for step in self.steps:
            if step.effective and (recorded_by is None or step.recorded <= recorded_by) and holds(step, days):
                keys.add(step.key)
        return frozenset(keys)

    def package(self, keys: frozenset[str]) -> Package:
        """The package with just these steps applied; immutable, hashed, made once. BadInput with every fault."""
        if keys not in self._packages:
            steps = [step for step in self.steps if step.key in keys]
            package = understand(applied(self.draft, steps, strict=self._is_prefix(keys)))
            package.memo["applied"] = tuple(step.key for step in steps)
            self._packages[keys] = package
        return self._packages[keys]

    def draft_on(self, day: date) -> Draft:
        """The package of a day as written, for a lower layer to build on; its faults are collected in it."""
        keys = self.holding(Days(day, day, day, day, day))
        return applied(self.draft, [step for step in self.steps if step.key in keys])

    def _is_prefix(self, keys: frozenset[str]) -> bool:
        """Whether the steps are all those up to some day, so that each finds exactly what it says to stand there."""
        days = [step.effective for step in self.steps if step.key in keys and step.effective]
        last = max(days, default=date.min)
        return all(step.key in keys for step in self.steps if step.effective and step.effective <= last)

    def on(self, day: date, *, recorded_by: date | None = None) -> Package:
        """The edition of a day: every day that may govern is this one."""
        return self.package(self.holding(Days(day, day, day, day, day), recorded_by=recorded_by))

    def original(self, *, recorded_by: date | None = None) -> Package:
        """The first edition, with our own mistakes put right and readings as settled."""
        return self.package(frozenset(step.key for step in self.corrections(recorded_by)))

    def editions(self) -> tuple[Edition, ...]:
        """Every edition with its days, the first one first."""
        starts: list[date | None] = [None, *sorted({step.effective for step in self.steps if step.effective})]
        found = []
        for start, following in zip(starts, [*starts[1:], None], strict=True):
            package = self.original() if start is None else self.on(start)
            until = following - timedelta(days=1) if following else None
            new = tuple(one for one in self.amendments if one.effective == start)
            found.append(Edition(start, until, new, package))
        return tuple(found)

    def faults(self) -> list[Fault]:
        """What is wrong in any edition after the first, each once."""
        found: dict[Fault, None] = {}
        for start in sorted({step.effective for step in self.steps if step.effective}):
            try:
                self.on(start)
            except BadInput as bad:
                found.update(dict.fromkeys(bad.faults))
        return list(found)


def holds(step: Step, days: Days) -> bool:
    """Whether a change of an amendment holds for a question of these days."""
    if step.effective is None or step.effective > days.today:
        return False
    return step.before_effective == "new" or step.effective <= days.governing(step.governs)


def read_draft(directory: Path, *, with_corrections: bool = True, above: tuple[Path, ...] = ()) -> Draft:
    """The package at ``directory`` as written, upon the package it extends. Raises BadInput if there is none.

    with_corrections: with the errata and settled readings that the package holds. above: the lower layers that are
    being read, for a package that another one extends.
    """
    draft = read_files(directory)
    if EXTENDS in draft.tree:
        here = (*above, draft.directory.resolve())
        if found := upper_package(draft, here):
            upper, as_of = found
            parent = read_draft(upper, above=here) if as_of is None else Family(upper, above=here).draft_on(as_of)
            draft = layered(draft, parent)
    return corrected(draft) if with_corrections else draft


def corrected(draft: Draft) -> Draft:
    """The draft with the errata and settled readings of its directory; what is wrong in any file of changes is told."""
    if not change_files(draft.directory):
        return draft
    steps, faults = read_steps(draft.directory)
    fresh = applied(draft, [step for step in steps if step.kind != "amendment"])
    fresh.faults = [*fresh.faults, *faults]
    return fresh


def snapshot(directory: Path, as_of: date, recorded_by: date | None = None) -> Package:
    """The package as it stood on ``as_of``, as far as was recorded here by ``recorded_by`` (everything, if None)."""
    return Family(directory).on(as_of, recorded_by=recorded_by)


def editions(directory: Path) -> tuple[Edition, ...]:
    """Every edition of the package with its days."""
    return Family(directory).editions()
