"""Facts to be put on record, and how they are handed to the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from linli.apps.accounts.models import Organisation
from linli.apps.programme.models import Project, StageFact
from linli.core.lifecycle import Fact


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact to record, of a project or of an area (exactly one). ``key``: ``kind:ref``; ``value`` as written."""

    stage: str
    key: str
    happened_on: date
    value: str = ""
    note: str = ""
    project: Project | None = None
    area: Organisation | None = None
    row: int = 0

    @property
    def place(self) -> Project | Organisation:
        place = self.project or self.area
        if place is None or (self.project and self.area):
            raise ValueError("a fact is of a project or of an area")
        return place

    def as_core(self) -> Fact:
        """As the rules read it."""
        return Fact(
            compound=str(self.place),
            on=self.happened_on,
            stage=self.stage,
            key=self.key,
            value=self.value,
            row=self.row,
        )


def core_fact(fact: StageFact, compound: str) -> Fact:
    """A recorded fact as the rules read it; ``compound``: the name it is to stand under."""
    return Fact(compound=compound, on=fact.happened_on, stage=fact.stage, key=fact.key, value=fact.value, row=fact.pk)
