"""A ledger of many compounds: rows for all of them or for an area are given to each compound they concern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from linli.core.faults import Fault
from linli.core.lifecycle.facts import Fact, normal
from linli.core.lifecycle.plan import ProcessPlan
from linli.core.wording import say

#: written in place of a compound: every compound of the ledger
EVERYBODY = frozenset(map(normal, ("*", "全体", "全部", "全体小区", "所有小区", "全市", "全区")))


def by_compound(plan: ProcessPlan, facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    """The facts of each compound, in the order in which compounds first occur.

    A row of ``*`` (全体) counts for every compound; a row under the name of an area counts for the compounds whose own
    ``城区`` / ``街道`` fact names that area. So a district's training is told once, or once per compound, as the office
    keeps it; a row under a compound's own name counts for that compound alone.
    """
    group_words = EVERYBODY | _areas(plan, facts)
    names = {fact.compound for fact in facts if normal(fact.compound) not in group_words}
    own: dict[str, list[Fact]] = {}
    shared: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.compound in names:
            own.setdefault(fact.compound, []).append(fact)
        else:
            shared.setdefault(normal(fact.compound), []).append(fact)
    for name, mine in own.items():
        groups = _groups(plan, mine)
        mine += [replace(fact, compound=name) for word, rows in shared.items() if word in groups for fact in rows]
    return own


def check_ledger(plan: ProcessPlan, facts: Sequence[Fact]) -> list[Fault]:
    """Rows for a group that no compound belongs to (they would count for nobody), and compounds put into two phases."""
    ledger = by_compound(plan, facts)
    known = {word for mine in ledger.values() for word in _groups(plan, mine)}
    faults = []
    for name, row in {fact.compound: fact.row for fact in reversed(facts) if fact.compound not in ledger}.items():
        if normal(name) not in known:
            faults.append(Fault(say("fact.nobody_of"), line=row, column="小区", found=name, hint=_HINT))
    return [*faults, *_phases_told_twice(plan, ledger)]


def _phases_told_twice(plan: ProcessPlan, ledger: Mapping[str, Sequence[Fact]]) -> Iterator[Fault]:
    """A compound that is put into two phases as of the same day (or of none): which of the two holds nobody knows."""
    for mine in ledger.values():
        told: dict[date, Fact] = {}
        for fact in mine:
            if plan.find(fact.stage, fact.key) != "phase" or plan.phase_id(fact.value) is None:
                continue
            first = told.setdefault(fact.on, fact)
            if plan.phase_id(first.value) != plan.phase_id(fact.value):
                yield Fault(say("fact.two_phases", row=first.row, phase=first.value), line=fact.row, column="值",
                            found=fact.value, hint=say("fact.two_phases_hint"))  # fmt: skip


_HINT = say("fact.area_hint")


def _areas(plan: ProcessPlan, facts: Sequence[Fact]) -> set[str]:
    """The areas that the policy or a compound's own row names."""
    scope = plan.package.scope
    told = {fact.value for fact in facts if fact.value and plan.find(fact.stage, fact.key) == "area"}
    return {normal(name) for name in (*(scope.where if scope else ()), *told)}


def _groups(plan: ProcessPlan, facts: Sequence[Fact]) -> set[str]:
    """The words under which rows concern a compound with these facts of its own."""
    words = set(EVERYBODY)
    for fact in facts:
        if plan.find(fact.stage, fact.key) == "area":
            words.add(normal(fact.value))
    return words
