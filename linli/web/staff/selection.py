"""Who would be selected (选取): order, phases, reserve, next year — the reason of every place; and tables of scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.apps.determinations.permissions import may_decide
from linli.apps.determinations.queries import standing_determination
from linli.core.money import parse_money
from linli.core.policy.model import Package
from linli.core.programme import plain_number
from linli.core.selection import Place, SelectionFinding
from linli.stages.applying import Choice, Scored, asked_by_selection, choice, chooses, scored, told_measures
from linli.stages.policy_shelf import MissingPackageError
from linli.stages.standing import ProgrammeStanding, programme_standing
from linli.web.requests import StaffRequest
from linli.web.staff import why
from linli.web.staff.lookup import the_day, the_programme
from linli.web.staff.results import OUTCOMES

ORDER = ("placed", "reserve", "carried_over", "undecided", "excluded")


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One compound's place. ``now``: the phase it is in; ``told``: what is told of it, criterion by criterion."""

    place: Place
    project_id: int
    where: str
    now: str
    changes: bool
    told: tuple[str, ...]


def whole_standing(request: StaffRequest, programme: Any) -> ProgrammeStanding:
    """Over all projects, whoever looks: places depend on every compound."""
    standing = programme_standing(programme.pk, today=the_day(request))
    if standing.problem is not None:
        raise MissingPackageError(standing.problem)
    return standing


@require_safe
def selection(request: StaffRequest, slug: str) -> HttpResponse:
    """The choice as the rules make it on what is known now; somebody else's compounds are not shown."""
    programme = the_programme(request, slug)
    standing = whole_standing(request, programme)
    package = standing.policy
    available, wrong = _available(request)
    found = choice(programme, standing, available_fen=available) if chooses(package) else None
    finding = found.finding if found else None
    context = {
        "section": "selection", "package": package, "chooses": found is not None, "finding": finding, "wrong": wrong,
        "available": request.GET.get("available", ""), "may_decide": may_decide(request.actor, programme, "selection"),
        "asked": asked_by_selection(package), "standing_one": standing_determination(programme, "selection"),
        "faults": _faults(request, standing, found),
        "groups": _groups(request, programme, standing, found) if found and finding else [],
        "phases": _phases(package, finding) if finding else [],
    }  # fmt: skip
    return render(request, "staff/selection.html", context, status=422 if wrong else 200)


def _available(request: StaffRequest) -> tuple[int | None, str]:
    text = request.GET.get("available", "").strip()
    if not text:
        return None, ""
    try:
        return parse_money(text), ""
    except ValueError as exc:
        return None, str(exc)


def _faults(request: StaffRequest, standing: ProgrammeStanding, found: Choice | None) -> list[tuple[str, str, int]]:
    """Label, what is wrong, project — of the viewer's own compounds; others' are only counted in."""
    told = []
    names = dict(enumerate(standing.projects, start=1))
    for fault in found.faults if found else ():
        project = names.get(fault.line or 0)
        if project is not None and request.actor.covers(project.row.path):
            shown = fault.told(get_language() or "zh")
            words = f"{shown.column}：{shown.message}" if shown.column else shown.message
            told.append((standing.labels[project.id], words, project.id))
    return told


def _phases(package: Package, finding: SelectionFinding) -> list[tuple[str, int, int]]:
    """Name, quota, how many are placed."""
    quotas = package.quotas.phases if package.quotas else ()
    return [(phase.name, phase.compounds, len(finding.phases.get(phase.id, ()))) for phase in quotas]


def _groups(
    request: StaffRequest, programme: Any, standing: ProgrammeStanding, found: Choice
) -> list[tuple[str, list[PlaceLine]]]:
    assert found.finding is not None  # noqa: S101 -- asked by the caller
    phases = {phase.id: phase.name for phase in standing.policy.quotas.phases} if standing.policy.quotas else {}
    asked, told = asked_by_selection(standing.policy), told_measures(programme)
    groups: dict[str, list[PlaceLine]] = {}
    for place in found.finding.places.values():
        project = standing.by_id[found.projects[place.name]]
        if not request.actor.covers(project.row.path):
            continue
        where = phases.get(place.phase, "") or str(OUTCOMES[place.outcome])
        wanted = place.phase if phases else project.row.phase
        line = PlaceLine(
            place, project.id, where, phases.get(project.row.phase, "") or _("储备"), wanted != project.row.phase,
            tuple(
                f"{one.name} {told[project.id][one.id]}" for one in asked if one.id in told.get(project.id, {})
            ),
        )  # fmt: skip
        groups.setdefault(place.outcome, []).append(line)
    return [(str(OUTCOMES[outcome]), groups[outcome]) for outcome in ORDER if outcome in groups]


@require_safe
def selection_why(request: StaffRequest, slug: str, project_id: int) -> HttpResponse:
    """Why a compound is placed where it is."""
    programme = the_programme(request, slug)
    standing = whole_standing(request, programme)
    project = standing.by_id.get(project_id)
    if project is None or not request.actor.covers(project.row.path) or not chooses(standing.policy):
        raise Http404
    available, _wrong = _available(request)
    found = choice(programme, standing, available_fen=available)
    if found.finding is None:
        raise Http404
    place = found.finding.places[standing.labels[project_id]]
    told = why.explanation(place.name, [place.reason], why.Law.of(standing.policy))
    return why.answer(request, standing.policy, told, back="../../", section="selection")


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A compound under a table, as the page shows it."""

    scored: Scored
    place: int
    points: str
    grade: str
    passed: bool | None
    unknown: tuple[str, ...]


@require_safe
def scores(request: StaffRequest, slug: str) -> HttpResponse:
    """The scoring tables of the policy, every compound under the one chosen, the best first."""
    programme = the_programme(request, slug)
    standing = whole_standing(request, programme)
    package = standing.policy
    tables = {table.id: table for table in package.evaluation}
    chosen = tables.get(request.GET.get("table", ""), next(iter(tables.values()), None))
    lines = _score_lines(package, scored(programme, standing, chosen.id)) if chosen else []
    own = [line for line in lines if request.actor.covers(line.scored.project.row.path)]
    return render(request, "staff/scores.html", {
        "section": "scores", "package": package, "tables": list(tables.values()), "chosen": chosen, "lines": own,
        "may_decide": may_decide(request.actor, programme, "scores"),
        "standing_one": standing_determination(programme, "scores", chosen.id) if chosen else None,
    })  # fmt: skip


def _score_lines(package: Package, found: Sequence[Scored]) -> list[ScoreLine]:
    names = {one.id: one.name for one in package.measures}
    lines = []
    for place, one in enumerate(found, start=1):
        finding = one.finding
        if finding is None:
            lines.append(ScoreLine(one, place, "", "", None, ()))
            continue
        least, most = plain_number(finding.least), plain_number(finding.most)
        lines.append(ScoreLine(
            one, place, least if least == most else f"{least}–{most}", finding.grade or "", finding.passed,
            tuple(dict.fromkeys(names.get(measure, measure) for measure in finding.unknown)),
        ))  # fmt: skip
    return lines


@require_safe
def score_why(request: StaffRequest, slug: str, table: str, project_id: int) -> HttpResponse:
    """Why a compound has these points."""
    programme = the_programme(request, slug)
    standing = whole_standing(request, programme)
    project = standing.by_id.get(project_id)
    if project is None or not request.actor.covers(project.row.path):
        raise Http404
    try:
        found = next(one for one in scored(programme, standing, table) if one.project.id == project_id)
    except KeyError as exc:
        raise Http404 from exc
    if found.finding is None:
        raise Http404
    told = why.explanation(found.label, [found.finding.reason], why.Law.of(standing.policy))
    return why.answer(request, standing.policy, told, back="../../../", section="scores")
