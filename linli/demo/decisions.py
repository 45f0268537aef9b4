"""What the offices of the demo decided and saw to: criteria told, meetings held, money and a split put on record."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from linli.apps.accounts.actors import Actor
from linli.apps.determinations.duties import record_duty
from linli.apps.funding.services import MEASURE, NewParticular, tell_particulars
from linli.core.calendar import add_months
from linli.core.policy.model import Package
from linli.demo.plan import SEED, CityPlan
from linli.stages.applying import asked_by_selection
from linli.stages.deciding import Paper, proposal, settle
from linli.stages.standing import programme_standing

if TYPE_CHECKING:
    from linli.apps.programme.models import Programme, Project

_GRADES = ("高", "中", "低")
#: the month, counted from the first, in which nobody met
_MISSED = 3
_EVENING = 18


def record_decisions(
    plan: CityPlan, package: Package, programme: Programme, projects: Mapping[str, Project], *,
    actor_of: Callable[[str], Actor],
) -> None:  # fmt: skip
    """Criteria of every compound, the meetings of the year, what finance confirmed — as far as the policy knows it."""
    now = _moment(plan.adopted_on + timedelta(days=2))
    rows = _criteria(package, projects)
    if rows:
        tell_particulars(actor=actor_of("office"), now=now, programme=programme, rows=rows)
    _meetings(plan, package, programme, actor_of("office"))
    standing = programme_standing(programme.pk, today=plan.day)
    first = next((project for project in standing.projects if project.money.lines), None)
    wanted = [("allocation", pot.id) for pot in package.pots]
    wanted += [("fund_split", str(first.id))] if first else []
    for kind, about in wanted:
        proposed = proposal(kind, programme, standing, about=about)
        paper = Paper(plan.day, "领导小组会议纪要（演示）", "", proposed.record.seal)
        settle(
            actor=actor_of("finance"), now=_moment(plan.day), programme=programme, standing=standing,
            proposed=proposed, paper=paper,
        )  # fmt: skip


def _criteria(package: Package, projects: Mapping[str, Project]) -> list[NewParticular]:
    rng = random.Random(f"{SEED}/{package.id}/criteria")
    judged = {one.measure for one in package.priorities if one.kind == "judged"}
    near = {one.measure for one in package.priorities if one.kind == "number"}
    rows = []
    for project in projects.values():
        for one in asked_by_selection(package):
            text = rng.choice(_GRADES) if one.id in judged else f"{rng.randint(3, 80) / 10}" if one.id in near else ""
            if text:
                rows.append(NewParticular(project, MEASURE + one.id, text, "街道申报表（演示）", label=one.name))
    return rows


def _meetings(plan: CityPlan, package: Package, programme: Programme, actor: Actor) -> None:
    for meeting in package.meetings:
        day, number = plan.adopted_on.replace(day=8), 0
        while meeting.every == "month" and day < plan.day:
            number += 1
            if number != _MISSED and day >= plan.adopted_on:
                record_duty(
                    actor=actor, now=_moment(day), programme=programme, package=package, duty_id=meeting.id,
                    happened_on=day, note=f"第{number}次例会纪要（演示）", today=plan.day,
                )  # fmt: skip
            day = add_months(day, 1)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(_EVENING)))
