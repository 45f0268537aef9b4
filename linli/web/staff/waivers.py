"""Waivers (容缺): a programme's list, one with its answer, asking for one from a compound's page, taking one back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import NotPermittedError, RefusalError
from linli.apps.determinations.permissions import may_ask_waiver, may_decide_waiver, may_withdraw_waiver
from linli.apps.determinations.waivers import (
    NewWaiver,
    decide_waiver,
    persons_asking,
    request_waiver,
    state_of,
    waiver_seen_by,
    waivers_seen_by,
    waiving_roles,
    withdraw_waiver,
)
from linli.apps.programme.evidence import evidence_proved_by
from linli.core.policy.model import Package
from linli.stages.policy_shelf import loaded_package_for
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff.lookup import the_day, the_programme, the_project
from linli.web.staff.todo import ReasonForm, ToDo, role_names

PAGE_SIZE = 25
WORDS = {
    "waiting": gettext_lazy("等待批准"), "granted": gettext_lazy("有效"), "over": gettext_lazy("已过期"),
    "refused": gettext_lazy("不准予"), "withdrawn": gettext_lazy("已撤回"),
}  # fmt: skip
LOOKS = {"waiting": "warn", "granted": "ok", "over": "", "refused": "bad", "withdrawn": ""}
ICONS = {
    "waiting": "clock", "granted": "check", "over": "calendar-check", "refused": "circle-alert", "withdrawn": "undo-2",
}  # fmt: skip


class AskForm(forms.Form):
    """Why the paper is lacking, what shows it, until when it may be."""

    reason = forms.CharField(
        label=gettext_lazy("为什么现在拿不出"), max_length=300,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 3}),
        error_messages={"required": gettext_lazy("请写明理由：以后查起来要看得懂。")},
    )  # fmt: skip
    document = forms.CharField(
        label=gettext_lazy("依据的文件（文号、名称）"), max_length=200,
        widget=forms.TextInput(attrs={"class": "inp"}),
        error_messages={"required": gettext_lazy("请写明依据哪份文件。")},
    )  # fmt: skip
    until = forms.DateField(
        label=gettext_lazy("有效期至（当天仍有效）"),
        widget=forms.DateInput(attrs={"class": "inp", "type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("请填写日期。"),
            "invalid": gettext_lazy("日期没有看懂，请写成 2020-11-20 这样。"),
        },
    )


class AnswerForm(forms.Form):
    """The answer of the post that the policy names, and why."""

    answer = forms.ChoiceField(
        label=gettext_lazy("批准意见"),
        choices=[("grant", gettext_lazy("准予容缺")), ("refuse", gettext_lazy("不准予"))],
        widget=forms.Select(attrs={"class": "sel"}),
    )
    note = forms.CharField(
        label=gettext_lazy("理由"), max_length=300,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 3}),
        error_messages={"required": gettext_lazy("请写明批准或不批准的理由。")},
    )  # fmt: skip


def shown(waiver: Any, package: Package, today: date) -> dict[str, Any]:
    """A waiver as pages show it."""
    state, stage = state_of(waiver, today), package.stage_by_id.get(waiver.stage)
    decision = getattr(waiver, "decision", None)
    return {
        "one": waiver, "state": state, "words": WORDS[state], "look": LOOKS[state], "icon": ICONS[state],
        "stage_name": stage.name if stage else waiver.stage, "decision": decision,
        "role": "、".join(role_names(package, [decision.role])) if decision else "",
    }  # fmt: skip


def waivable_keys(package: Package, items: list[ToDo]) -> set[str]:
    """Of what is missing, what the policy lets somebody waive."""
    return {item.key for item in items if waiving_roles(package, *item.key.split("|", 1))}


def _filtered(found: QuerySet[Any], state: str, today: date) -> QuerySet[Any]:
    alive = Q(withdrawn_at__isnull=True)
    ways = {
        "waiting": alive & Q(decision__isnull=True, until__gte=today),
        "granted": alive & Q(decision__granted=True, until__gte=today),
        "over": alive & Q(until__lt=today) & ~Q(decision__granted=False),
        "refused": alive & Q(decision__granted=False),
        "withdrawn": ~alive,
    }
    return found.filter(ways[state]) if state in ways else found


@require_safe
def waivers(request: StaffRequest, slug: str) -> HttpResponse:
    """The programme's waivers in the viewer's area, newest first; by how they stand today."""
    programme, today = the_programme(request, slug), the_day(request)
    package = loaded_package_for(programme, today)
    state = request.GET.get("state", "")
    found = _filtered(waivers_seen_by(request.actor, programme), state, today)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "staff/waivers.html", {
        "section": "determinations", "page": page, "lines": [shown(one, package, today) for one in page],
        "states": list(WORDS.items()), "state": state, "query": f"state={state}" if state in WORDS else "",
    })  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def ask_waiver(request: StaffRequest, slug: str, project_id: int) -> HttpResponse:
    """Ask that one gate of this compound pass without one paper; who may grant it stands beside."""
    programme, project = the_project(request, slug, project_id)
    require(may_ask_waiver, request.actor, project)
    today = the_day(request)
    package = loaded_package_for(programme, today)
    what = request.GET.get("what", "")
    stage, _bar, key = what.partition("|")
    slot, roles = evidence_proved_by(package, stage, key), waiving_roles(package, stage, key)
    if slot is None or not roles:
        raise Http404
    form = AskForm(request.POST or None)
    form.fields["until"].widget.attrs["min"] = today.isoformat()
    if request.method == "POST" and form.is_valid():
        try:
            waiver = request_waiver(
                actor=request.actor, now=clock.now(), project=project, package=package, today=today,
                new=NewWaiver(stage, key, **form.cleaned_data),
            )  # fmt: skip
        except NotPermittedError:
            raise
        except RefusalError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已申请，等待批准。"))
            return redirect("waiver", slug, waiver.pk)
    return render(request, "staff/ask_waiver.html", {
        "section": "projects", "project": project, "form": form, "name": slot.name, "package": package,
        "stage_name": package.stage_by_id[stage].name, "who": "、".join(role_names(package, roles)),
        "cite": slot.evidence.waivable.cite if slot.evidence.waivable else (),
    }, status=422 if form.errors else 200)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def waiver(request: StaffRequest, slug: str, waiver_id: int) -> HttpResponse:
    """One waiver: what was asked, why, the answer; the form answers it for whoever the policy names."""
    programme, today = the_programme(request, slug), the_day(request)
    package = loaded_package_for(programme, today)
    found = waiver_seen_by(request.actor, programme, waiver_id)
    told = shown(found, package, today)
    roles = waiving_roles(package, found.stage, found.key)
    waits = found.withdrawn_at is None and told["decision"] is None
    allowed = waits and may_decide_waiver(request.actor, found, roles, persons_asking(found))
    form = AnswerForm(request.POST or None) if allowed or request.method == "POST" else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            decide_waiver(
                actor=request.actor, now=clock.now(), waiver=found, package=package, today=today,
                granted=form.cleaned_data["answer"] == "grant", note=form.cleaned_data["note"],
            )  # fmt: skip
        except NotPermittedError:
            raise
        except RefusalError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已记入，阶段状态随之更新。"))
            return redirect("waiver", slug, waiver_id)
    role = told["decision"].role if told["decision"] else ""
    return render(request, "staff/waiver.html", {
        "section": "determinations", "shown": told, "form": form, "package": package,
        "who": "、".join(role_names(package, roles)),
        "may_withdraw": told["state"] in ("waiting", "granted", "over")
        and may_withdraw_waiver(request.actor, found, role),
    }, status=422 if form is not None and form.errors else 200)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def take_back_waiver(request: StaffRequest, slug: str, waiver_id: int) -> HttpResponse:
    """It no longer counts; it stays on record, with the reason."""
    programme = the_programme(request, slug)
    found = waiver_seen_by(request.actor, programme, waiver_id)
    decision = getattr(found, "decision", None)
    require(may_withdraw_waiver, request.actor, found, decision.role if decision else "")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_waiver(
                actor=request.actor, now=clock.now(), waiver=found, reason=form.cleaned_data["reason"]
            )  # fmt: skip
        except NotPermittedError:
            raise
        except RefusalError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已撤回，原记录仍留存。"))
            return redirect("waiver", slug, waiver_id)
    context = {"section": "determinations", "form": form, "one": found}
    return render(request, "staff/take_back_waiver.html", context, status=422 if form.errors else 200)
