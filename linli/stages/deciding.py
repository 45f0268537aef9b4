"""Proposals for determinations: what would be decided now; then put on record, with what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.refusals import ConflictError, NotFoundError
from linli.apps.determinations.models import Determination
from linli.apps.determinations.services import NewDetermination, take_determination
from linli.apps.programme.models import Programme, Project
from linli.apps.programme.queries import adoption_on
from linli.apps.programme.services import set_phase
from linli.core.determinations import Determination as Record
from linli.core.determinations.programme_answers import Given
from linli.core.faults import BadInput, Fault
from linli.stages.applying import choice, subjects
from linli.stages.determining import answered
from linli.stages.standing import ProgrammeStanding, ProjectStanding


@dataclass(frozen=True)
class Proposal:
    """What would be decided. ``phases``: project id -> phase, where it would change (a selection)."""

    record: Record
    title: str
    about: str = ""
    project: Project | None = None
    phases: Mapping[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What a decision rests on. ``seal``: of the proposal that was looked at."""

    decided_on: date
    document: str
    reason: str
    seal: str


def proposal(
    kind: str, programme: Programme, standing: ProgrammeStanding, *, about: str = "", available_fen: int | None = None
) -> Proposal:
    """What would be decided about ``about`` (pot, table, project id) on the standing's day, over the whole programme.

    Raises NotFoundError for what there is not, BadInput where the facts do not allow an answer.
    """
    makers: Mapping[str, Callable[[], Proposal]] = {
        "selection": lambda: _selection(programme, standing, available_fen),
        "scores": lambda: _scores(programme, standing, about),
        "allocation": lambda: _allocation(standing, about),
        "fund_split": lambda: _split(programme, standing, about),
    }
    if kind not in makers:
        raise NotFoundError
    return makers[kind]()


def _asked(standing: ProgrammeStanding, kind: str, inputs: Mapping[str, Any]) -> Record:
    package = standing.policy
    return answered(package.id, package.hash, kind, {"on": standing.today, **inputs})


def _selection(programme: Programme, standing: ProgrammeStanding, available_fen: int | None) -> Proposal:
    found = choice(programme, standing, available_fen=available_fen)
    if found.finding is None:
        raise BadInput(found.faults)
    inputs: dict[str, Any] = {"candidates": list(found.candidates)}
    if available_fen is not None:
        inputs["available_fen"] = available_fen
    record = _asked(standing, "selection", inputs)
    now = {project.id: project.row.phase for project in standing.projects}
    places: Mapping[str, Mapping[str, Any]] = record.body["result"]["places"]
    phased = {phase.id for phase in standing.policy.quotas.phases} if standing.policy.quotas else set()
    wanted = {found.projects[name]: str(place["phase"]) for name, place in places.items()} if phased else {}
    changed = {project: phase for project, phase in wanted.items() if now[project] != phase}
    return Proposal(record, _("小区选取和分期"), phases=changed)


def _scores(programme: Programme, standing: ProgrammeStanding, about: str) -> Proposal:
    table = next((table for table in standing.policy.evaluation if table.id == about), None)
    if table is None:
        raise NotFoundError
    inputs = {"table": about, "subjects": subjects(programme, standing, about)}
    record = _asked(standing, "scores", inputs)
    return Proposal(record, _("评分：%(table)s") % {"table": table.name}, about=about)


def _allocation(standing: ProgrammeStanding, about: str) -> Proposal:
    pot = next((pot for pot in standing.policy.pots if pot.id == about), None)
    if pot is None:
        raise NotFoundError
    entries = [
        Given(standing.labels[one.project_id], one.amount_fen, one.allocated_on)
        for one in standing.allocations
        if one.pot == about and one.allocated_on <= standing.today
    ]
    record = _asked(standing, "allocation", {"pot": about, "entries": entries})
    return Proposal(record, _("资金下达：%(pot)s") % {"pot": pot.name}, about=about)


def _split(programme: Programme, standing: ProgrammeStanding, about: str) -> Proposal:
    own = standing.by_id.get(int(about)) if about.isdigit() else None
    if own is None:
        raise NotFoundError
    if own.money.faults:
        raise BadInput(own.money.faults)
    day = _confirmed_on(programme, standing, own)
    lines = [replace(one.line, compound=own.name, confirmed_on=day) for one in own.money.lines]
    record = _asked(standing, "fund_split", {"lines": lines})
    if record.body["result"]["totals"] != dict(own.money.shares):
        raise BadInput([Fault(_("这个小区的费用正按另一版政策拆分，先核对政策版本再确认。"))])
    project = Project.objects.select_related("subdistrict", "programme").get(pk=own.id)
    return Proposal(record, _("费用分摊：%(name)s") % {"name": own.name}, project=project)


def _confirmed_on(programme: Programme, standing: ProgrammeStanding, own: ProjectStanding) -> date | None:
    """The day that governs amended caps, where the office has said which stage makes it."""
    adoption = adoption_on(programme.pk, standing.today)
    stage = own.process.stages.get(str(adoption.governing.get("plan_confirmed_on", ""))) if adoption else None
    return stage.since if stage is not None and stage.state == "done" else None


@transaction.atomic
def settle(
    *, actor: Actor, now: datetime, programme: Programme, standing: ProgrammeStanding, proposed: Proposal, paper: Paper
) -> Determination:
    """Put the proposal on record as it was looked at; a selection also sets the phases that change.

    ConflictError when something has changed since it was looked at; otherwise as `take_determination` and `set_phase`.
    """
    if proposed.record.seal != paper.seal:
        raise ConflictError(_("看过以后情况又有变化，请重新看一遍再决定。"))
    new = NewDetermination(
        record=proposed.record,
        package_hash=standing.policy.hash,
        title=proposed.title,
        decided_on=paper.decided_on,
        document=paper.document,
        reason=paper.reason,
        about=proposed.about,
        project=proposed.project,
    )
    taken = take_determination(actor=actor, now=now, programme=programme, new=new)
    phases = proposed.phases or {}
    for project in Project.objects.filter(pk__in=phases).select_related("programme__area").order_by("pk"):
        why = _("选取决定：%(document)s") % {"document": paper.document}
        set_phase(
            actor=actor, now=now, project=project, package=standing.policy, phase=phases[project.pk], reason=why[:500]
        )
    return taken
