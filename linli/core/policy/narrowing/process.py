"""Stages, deadlines, evidence and duties: what the lower layer asks later, less, or no longer."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from linli.core.policy.model import Package, Stage
from linli.core.policy.model.process import DueAfter
from linli.core.policy.narrowing.conflict import Conflict
from linli.core.policy.walk import evidence_of
from linli.core.wording import say


def process_conflicts(above: Package, below: Package) -> Iterator[Conflict]:
    """A later deadline, less evidence, a stage or a duty dropped."""
    yield from _stages(above, below)
    yield from _duties(above, below)


def _stages(above: Package, below: Package) -> Iterator[Conflict]:
    own = {stage.id: (index, stage) for index, stage in enumerate(below.stages)}
    for upper in above.stages:
        if upper.id not in own:
            yield Conflict(
                ("stages",),
                say("layer.stage_gone", id=upper.id, name=upper.name),
                upper.name,
                say("layer.none"),
                upper.cite,
                (),
            )
            continue
        index, lower = own[upper.id]
        last, day = _last_day(above, upper), _last_day(below, lower)
        if last and (day is None or day > last):
            yield Conflict(
                ("stages", index, "due"), say("layer.due_later", stage=upper.id),
                last.isoformat(), day.isoformat() if day else say("layer.none"),
                upper.due.cite if upper.due else (), lower.due.cite if lower.due else (),
            )  # fmt: skip
        asked = {evidence.fact for _, evidence in evidence_of(lower.gate)}
        for _, evidence in evidence_of(upper.gate):
            if evidence.fact not in asked:
                message = say("layer.evidence_gone", stage=upper.id, evidence=evidence.fact)
                yield Conflict(
                    ("stages", index, "gate"), message, evidence.fact, say("layer.none"), evidence.cite, lower.cite
                )


def _last_day(package: Package, stage: Stage) -> date | None:
    if stage.due is None or isinstance(stage.due, DueAfter):
        return None
    if stage.due.by == "day":
        return stage.due.on
    year, month = stage.due.on
    last = calendar.monthrange(year, month)[1]
    return date(year, month, last if stage.due.by == "month-end" else min(package.deadline_defaults.mid_month, last))


def _duties(above: Package, below: Package) -> Iterator[Conflict]:
    own = {duty.id: (index, duty) for index, duty in enumerate(below.duties)}
    for upper in above.duties:
        if not upper.must or upper.strength != "must":
            continue
        if upper.id not in own:
            message = say("layer.duty_gone", duty=upper.id)
            yield Conflict(("duties",), message, upper.must, say("layer.none"), upper.cite, (), contradicts=True)
            continue
        index, lower = own[upper.id]
        if not lower.must or lower.strength != "must":
            message = say("layer.duty_weaker", duty=upper.id)
            yield Conflict(("duties", index), message, upper.must, lower.may or lower.must, upper.cite, lower.cite,
                           contradicts=True)  # fmt: skip
