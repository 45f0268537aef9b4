"""A project's page: where it stands, the one next act, what is missing, who pays, what happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.apps.accounts.refusals import ConflictError, NotPermittedError, RefusalError
from linli.apps.determinations.permissions import may_ask_waiver, may_decide
from linli.apps.determinations.queries import standing_determination
from linli.apps.determinations.waivers import waivers_seen_by
from linli.apps.funding.permissions import may_allocate
from linli.apps.funding.queries import allocations_of_project, cost_lines_of
from linli.apps.programme.evidence import fact_name
from linli.apps.programme.facts import NewFact
from linli.apps.programme.permissions import may_record_fact, may_withdraw_fact
from linli.apps.programme.queries import fact_seen_by, ledger_of
from linli.apps.programme.services import record_fact as put_on_record
from linli.apps.programme.services import withdraw_fact as take_back
from linli.apps.records.queries import events_about
from linli.core.faults import BadInput, Fault
from linli.core.funding import asked_facts
from linli.core.policy.model import Package
from linli.stages.standing import ProjectStanding
from linli.stages.standing.particulars import missing_of
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff import why
from linli.web.staff.board import standing_for
from linli.web.staff.events import event_lines
from linli.web.staff.lookup import the_day, the_project
from linli.web.staff.particulars import fact_words
from linli.web.staff.project_money import project_money
from linli.web.staff.rail import rail
from linli.web.staff.todo import FactForm, ReasonForm, ToDo, role_name, to_dos
from linli.web.staff.waivers import shown, waivable_keys

HISTORY = 10
FEW = 8


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A fact of the ledger as the page shows it."""

    fact: Any
    stage_name: str
    name: str
    value: str
    of_area: str
    may_withdraw: bool


def place_of(project: Any, package: Package, stage_id: str) -> dict[str, Any]:
    """Whose fact it is: the project's, or the area's where the stage belongs to a district or the programme."""
    known = package.stage_by_id.get(stage_id)  # repealed since, for a project of an earlier edition
    scope = known.scope if known else "compound"
    if scope == "compound":
        return {"project": project}
    if scope == "district":
        area = project.subdistrict
        while area is not None and area.kind != "district":
            area = area.parent
        return {"area": area or project.programme.area}
    return {"area": project.programme.area}


def _recordable(request: StaffRequest, project: Any, package: Package, items: list[ToDo]) -> list[ToDo]:
    """What this viewer may put on record."""
    found = []
    for item in items:
        stage, _bar, key = item.key.partition("|")
        place = place_of(project, package, stage)
        where = place.get("project") or place["area"]
        if may_record_fact(request.actor, project.programme, where, package=package, stage=stage, key=key):
            found.append(item)
    return found


@require_safe
def project(request: StaffRequest, slug: str, project_id: int) -> HttpResponse:
    programme, found = the_project(request, slug, project_id)
    return _page(request, found, *_standing(request, programme, project_id))


def _standing(request: StaffRequest, programme: Any, project_id: int) -> tuple[Package, ProjectStanding]:
    standing = standing_for(request, programme)
    return standing.policy, standing.by_id[project_id]


def _page(
    request: StaffRequest, found: Any, package: Package, own: ProjectStanding, form: FactForm | None = None
) -> HttpResponse:
    day, standing = the_day(request), own.process
    parts = {line.pk: line.part for line in cost_lines_of(found)}
    money = project_money(own, package, list(allocations_of_project(found)), parts)
    items = to_dos(package, standing)
    allowed = _recordable(request, found, package, items)
    if form is None and allowed:
        wanted = request.GET.get("record", "")
        keys = [item.key for item in allowed]
        initial = {"day": day, "what": wanted if wanted in keys else keys[0]}
        form = FactForm(choices=allowed, latest=day, initial=initial)
    ledger = _ledger(request, found, package)
    now_missing = [item for item in items if item.is_now]
    context = {
        "section": "projects",
        "project": found,
        "package": package,
        "phase_name": phase_names(package).get(found.phase, ""),
        "compounds": list(found.compounds.all()),
        "standing": standing,
        "rail": rail(standing),
        "next": now_missing[0] if now_missing else None,
        "missing": now_missing,
        "later": [item for item in items if not item.is_now],
        "recordable": {item.key for item in allowed},
        "form": form,
        "answers": sorted({word for item in allowed for word in item.answers}),
        "ledger": ledger,
        "few": f":{FEW}",
        "rest": f"{FEW}:",
        "earlier": max(len(ledger) - FEW, 0),
        "money": money,
        "facts_missing": "、".join(fact_words(money.missing)),
        "may_decide_split": may_decide(request.actor, found.programme, "fund_split"),
        "split_decided": standing_determination(found.programme, "fund_split", "", found),
        "asks_facts": bool(asked_facts(package)),
        "may_allocate": may_allocate(request.actor, found.programme),
        "waivable": waivable_keys(package, items) if may_ask_waiver(request.actor, found) else set(),
        "waivers": [
            shown(one, package, day) for one in waivers_seen_by(request.actor, found.programme).filter(project=found)
        ],
        "history": event_lines(events_about(found)[:HISTORY], package),
    }
    return render(request, "staff/project.html", context, status=422 if form is not None and form.errors else 200)


def phase_names(package: Package) -> dict[str, str]:
    return {phase.id: phase.name for phase in package.quotas.phases} if package.quotas else {}


def _ledger(request: StaffRequest, found: Any, package: Package) -> list[LedgerLine]:
    lines = []
    for fact in ledger_of(found):
        stage = package.stage_by_id.get(fact.stage)
        lines.append(LedgerLine(
            fact=fact,
            stage_name=stage.name if stage else fact.stage,
            name=fact_name(package, fact.stage, fact.key),
            value=role_name(package, fact.value),
            of_area=str(fact.area) if fact.area else "",
            may_withdraw=fact.withdrawn_at is None and may_withdraw_fact(request.actor, fact),
        ))  # fmt: skip
    return lines


@require_POST
def record_fact(request: StaffRequest, slug: str, project_id: int) -> HttpResponse:
    """Put a fact on record; on any objection the page comes back with what was typed and the reason."""
    programme, found = the_project(request, slug, project_id)
    day = the_day(request)
    package, own = _standing(request, programme, project_id)
    allowed = _recordable(request, found, package, to_dos(package, own.process))
    if not allowed:
        raise NotPermittedError(_("这里没有您的职务可以记录的事项。"))
    form = FactForm(request.POST, choices=allowed, latest=day)
    if form.is_valid():
        stage, _bar, key = form.cleaned_data["what"].partition("|")
        new = NewFact(
            stage=stage, key=key, happened_on=form.cleaned_data["day"], value=form.cleaned_data["value"],
            note=form.cleaned_data["note"], **place_of(found, package, stage),
        )  # fmt: skip
        try:
            put_on_record(
                actor=request.actor, now=clock.now(), programme=programme, package=package, new=new, today=day
            )
        except BadInput as refused:
            for fault in refused.faults:
                form.add_error("value" if fault.found == new.value else None, fault_text(fault))
        except ConflictError as refused:
            form.add_error(None, str(refused))
        except NotPermittedError:
            raise
        except RefusalError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已记入：%(what)s。") % {"what": fact_name(package, stage, key)})
            return redirect("project", slug, project_id)
    return _page(request, found, package, own, form)


def fault_text(given: Fault) -> str:
    """A fault in one sentence, without the place in a file that a form does not have."""
    language = get_language() or "zh"
    fault = given.told(language)
    text = fault.message
    if fault.expected:
        text += _("；应为 %(expected)s") % {"expected": fault.expected}
    if fault.hint:
        text += f". {fault.hint}" if language.startswith("en") else f"。{fault.hint}"
    return text


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_fact(request: StaffRequest, slug: str, project_id: int, fact_id: int) -> HttpResponse:
    """Take a fact back, with a reason; it stays in the ledger."""
    programme, found = the_project(request, slug, project_id)
    package, _own = _standing(request, programme, project_id)
    fact = fact_seen_by(request.actor, programme, fact_id)
    if fact.project_id not in (None, found.pk) or not may_withdraw_fact(request.actor, fact):
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_back(
                actor=request.actor, now=clock.now(), fact=fact, package=package, reason=form.cleaned_data["reason"]
            )
        except ConflictError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已撤回，原记录仍留在台账里。"))
            return redirect("project", slug, project_id)
    stage = package.stage_by_id.get(fact.stage)
    return render(request, "staff/withdraw.html", {
        "section": "projects", "project": found, "form": form, "fact": fact,
        "name": fact_name(package, fact.stage, fact.key), "stage_name": stage.name if stage else fact.stage,
    }, status=422 if form.errors else 200)  # fmt: skip


@require_safe
def project_why(request: StaffRequest, slug: str, project_id: int, subject: str, key: str) -> HttpResponse:
    """Why a stage stands as it does (``stage``), or why a cost line is split as it is (``line``)."""
    programme, found = the_project(request, slug, project_id)
    package, own = _standing(request, programme, project_id)
    law = why.Law.of(package)
    if subject == "stage":
        if key not in own.process.stages:
            raise Http404
        stage = own.process.stages[key]
        told = why.explanation(f"{found.name} · {stage.name}", [stage.reason()], law)
    else:
        money = project_money(own, package)
        line = next((one for one in money.lines if str(one.id) == key), None)
        if line is None:
            raise Http404
        told = why.explanation(f"{found.name} · {line.name}", [line.split.reason], law)
        if lacking := missing_of(line.split):
            fill = f"{reverse('particulars', args=[slug, project_id])}?fact={lacking[0]}#tell"
            told = replace(told, fill=fill, lacking="、".join(fact_words(lacking)))
    back = reverse("project", args=[slug, project_id])
    return why.answer(request, package, told, back=back, section="projects")
