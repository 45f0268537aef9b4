"""A lower layer may narrow what the upper one says, never widen it: each widening is told with both clauses."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from linli.core.faults import Fault
from linli.core.policy.clauses import clause_labels
from linli.core.policy.files import Draft
from linli.core.policy.model import CappedSubsidy, Package, Stage, VoteRule
from linli.core.policy.model.process import DueAfter
from linli.core.policy.textyaml import Keys, show_path
from linli.core.policy.walk import evidence_of, plain_rules
from linli.core.wording import say


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the lower layer says more widely. contradicts: it takes away something that the upper one says must be."""

    path: Keys
    message: str
    upper: str
    lower: str
    upper_cite: tuple[str, ...]
    lower_cite: tuple[str, ...]
    contradicts: bool = False

    def fault(self, above: Package, below: Package, draft: Draft) -> Fault:
        at = draft.place(self.path)
        upper, lower = clause_labels(above, self.upper_cite), clause_labels(below, self.lower_cite)
        hint = say("layer.conflict_hint", upper=self.upper, upper_cite=upper, lower=self.lower, lower_cite=lower)
        return Fault(say("layer.conflict", what=self.message), file=at.file, line=at.line, column=str(at.column),
                     path=show_path(self.path), found=self.lower, expected=self.upper, hint=hint)  # fmt: skip


def conflicts(above: Package, below: Package) -> Iterator[Conflict]:
    """Every widening: a higher cap, a later deadline, less evidence, a lower threshold, a duty dropped."""
    yield from _caps(above, below)
    yield from _stages(above, below)
    yield from _votes(above, below)
    yield from _duties(above, below)


def _caps(above: Package, below: Package) -> Iterator[Conflict]:
    upper = {(rule, segment): one for _, rule, segment, one in plain_rules(above) if isinstance(one, CappedSubsidy)}
    for path, rule, segment, one in plain_rules(below):
        over = upper.get((rule, segment))
        if over and isinstance(one, CappedSubsidy) and one.cap > over.cap:
            yield Conflict(
                (*path, "cap"), say("layer.cap_higher", rule=rule), str(over.cap), str(one.cap), over.cite, one.cite
            )


def _stages(above: Package, below: Package) -> Iterator[Conflict]:
    own = {stage.id: (index, stage) for index, stage in enumerate(below.stages)}
    for upper in above.stages:
        if upper.id not in own:
            yield Conflict(
                ("stages",), say("layer.stage_gone", id=upper.id, name=upper.name), upper.name, "无", upper.cite, ()
            )
            continue
        index, lower = own[upper.id]
        last, day = _last_day(above, upper), _last_day(below, lower)
        if last and (day is None or day > last):
            yield Conflict(
                ("stages", index, "due"), say("layer.due_later", stage=upper.id),
                last.isoformat(), day.isoformat() if day else "无",
                upper.due.cite if upper.due else (), lower.due.cite if lower.due else (),
            )  # fmt: skip
        asked = {evidence.fact for _, evidence in evidence_of(lower.gate)}
        for _, evidence in evidence_of(upper.gate):
            if evidence.fact not in asked:
                message = say("layer.evidence_gone", stage=upper.id, evidence=evidence.fact)
                yield Conflict(("stages", index, "gate"), message, evidence.fact, "无", evidence.cite, lower.cite)


def _last_day(package: Package, stage: Stage) -> date | None:
    if stage.due is None or isinstance(stage.due, DueAfter):
        return None
    if stage.due.by == "day":
        return stage.due.on
    year, month = stage.due.on
    last = calendar.monthrange(year, month)[1]
    return date(year, month, last if stage.due.by == "month-end" else min(package.deadline_defaults.mid_month, last))


def _votes(above: Package, below: Package) -> Iterator[Conflict]:
    own = {vote.id: (index, vote) for index, vote in enumerate(below.votes)}
    for upper in above.votes:
        if upper.id in own:
            index, lower = own[upper.id]
            yield from _tests(upper, lower, ("votes", index))


def _tests(upper: VoteRule, lower: VoteRule, path: Keys) -> Iterator[Conflict]:
    mine = {(test.measure, test.count, test.of, test.within): (n, test) for n, test in enumerate(lower.tests)}
    for test in upper.tests:
        number, own = mine.get((test.measure, test.count, test.of, test.within), (0, None))
        told = f"{test.measure} {test.bound} {test.threshold}"
        if own is None:
            message = say("layer.condition_gone", name=upper.name)
            yield Conflict((*path, "tests"), message, told, "无", test.cite or upper.cite, lower.cite)
            continue
        if test.is_ceiling:
            wider = own.threshold > test.threshold or (
                own.threshold == test.threshold and own.inclusive > test.inclusive
            )
        else:
            wider = own.threshold < test.threshold or (
                own.threshold == test.threshold and own.inclusive > test.inclusive
            )
        if wider or own.is_ceiling != test.is_ceiling:
            yield Conflict(
                (*path, "tests", number), say("layer.threshold_lower", name=upper.name), told,
                f"{own.measure} {own.bound} {own.threshold}", test.cite or upper.cite, own.cite or lower.cite,
            )  # fmt: skip


def _duties(above: Package, below: Package) -> Iterator[Conflict]:
    own = {duty.id: (index, duty) for index, duty in enumerate(below.duties)}
    for upper in above.duties:
        if not upper.must or upper.strength != "must":
            continue
        if upper.id not in own:
            message = say("layer.duty_gone", duty=upper.id)
            yield Conflict(("duties",), message, upper.must, "无", upper.cite, (), contradicts=True)
            continue
        index, lower = own[upper.id]
        if not lower.must or lower.strength != "must":
            message = say("layer.duty_weaker", duty=upper.id)
            yield Conflict(("duties", index), message, upper.must, lower.may or lower.must, upper.cite, lower.cite,
                           contradicts=True)  # fmt: skip
