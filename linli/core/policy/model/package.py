"""A whole package: the snapshot that every rule computes with. Frozen, hashed, with look-ups by id, number and name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Literal

from linli.core.policy.model.catalogue import CatalogueItem
from linli.core.policy.model.evaluation import ScoreTable
from linli.core.policy.model.funding import FundingRule
from linli.core.policy.model.head import (
    ApplicationFactor,
    CalendarDay,
    ClauseLabel,
    DeadlineDefaults,
    Definition,
    Disclosure,
    Goal,
    Measure,
    Meeting,
    MoneyConventions,
    Pot,
    Priority,
    Quotas,
    Rounding,
    Scope,
    Source,
    Version,
)
from linli.core.policy.model.part import Part
from linli.core.policy.model.process import DocumentType, Duty, Principle, Stage, UpperDeadline
from linli.core.policy.model.readings import NotRules, OpenTerm, Reading
from linli.core.policy.model.roles import Payer, Role
from linli.core.policy.model.selection import Selection
from linli.core.policy.model.votes import Matter, VoteRule
from linli.core.policy.scalars import Id
from linli.core.reasons import ReadingNote


class Package(Part):
    """Everything a city's document says, as data. ``hash``: SHA-256 over the package's files, hex."""

    format: Literal["0.1"]
    id: Id
    name: str
    jurisdiction: str
    sources: tuple[Source, ...]
    versions: tuple[Version, ...] = ()
    scope: Scope | None = None
    money: MoneyConventions = MoneyConventions()
    rounding: Rounding = Rounding()
    deadline_defaults: DeadlineDefaults = DeadlineDefaults()
    definitions: tuple[Definition, ...] = ()
    goals: tuple[Goal, ...] = ()
    quotas: Quotas | None = None
    pots: tuple[Pot, ...] = ()
    priorities: tuple[Priority, ...] = ()
    selection: Selection | None = None
    evaluation: tuple[ScoreTable, ...] = ()
    application_factors: tuple[ApplicationFactor, ...] = ()
    measures: tuple[Measure, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    disclosure: tuple[Disclosure, ...] = ()
    roles: tuple[Role, ...] = ()
    payers: tuple[Payer, ...] = ()
    stages: tuple[Stage, ...] = ()
    upper_deadlines: tuple[UpperDeadline, ...] = ()
    documents: tuple[DocumentType, ...] = ()
    votes: tuple[VoteRule, ...] = ()
    matters: tuple[Matter, ...] = ()
    duties: tuple[Duty, ...] = ()
    principles: tuple[Principle, ...] = ()
    rules: tuple[FundingRule, ...] = ()
    items: tuple[CatalogueItem, ...] = ()
    interpretations: tuple[Reading, ...] = ()
    open_terms: tuple[OpenTerm, ...] = ()
    not_rules: NotRules = NotRules()
    clauses: tuple[ClauseLabel, ...] = ()
    calendar: tuple[CalendarDay, ...] = ()
    hash: str = ""

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """Room for look-ups computed once per package (clause names, plans); never part of what the package says."""
        return {}

    @cached_property
    def stage_by_id(self) -> dict[str, Stage]:
        return {stage.id: stage for stage in self.stages}

    @cached_property
    def rule_by_id(self) -> dict[str, FundingRule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def item_by_key(self) -> dict[str, CatalogueItem]:
        """By number and by name."""
        return {key: item for item in self.items for key in (item.name, item.number)}

    @cached_property
    def payer_by_id(self) -> dict[str, Payer]:
        return {payer.id: payer for payer in self.payers}

    @cached_property
    def role_by_id(self) -> dict[str, Role]:
        return {role.id: role for role in self.roles}

    @cached_property
    def reading_by_id(self) -> dict[str, Reading]:
        return {reading.id: reading for reading in self.interpretations}

    def notes(self, ids: Iterable[str]) -> tuple[ReadingNote, ...]:
        """The readings of these ids, as notes to be printed with an answer."""
        asked = ids if isinstance(ids, tuple) else tuple(ids)
        known: dict[tuple[str, ...], tuple[ReadingNote, ...]] = self.memo.setdefault("notes", {})
        if asked not in known:
            chosen = (self.reading_by_id[i] for i in dict.fromkeys(asked))
            known[asked] = tuple(ReadingNote(r.id, r.about, r.chosen, r.status) for r in chosen)
        return known[asked]
