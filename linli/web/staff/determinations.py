"""Determinations (决定书): the list, one with its reasons and its replay, the file, taking one and annulling one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import NotPermittedError, RefusalError
from linli.apps.determinations.permissions import may_annul, may_decide
from linli.apps.determinations.queries import determination_seen_by, determinations_seen_by, standing_determination
from linli.apps.determinations.services import annul_determination
from linli.core.faults import BadInput
from linli.core.money import parse_money
from linli.stages.deciding import Paper, Proposal, proposal, settle
from linli.stages.determining import record_of, replayed
from linli.stages.policy_shelf import MissingPackageError, shelf
from linli.stages.standing import ProgrammeStanding, programme_standing
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff.lookup import the_day, the_programme
from linli.web.staff.results import KIND_WORDS, Row, names_in, rows_of
from linli.web.staff.todo import ReasonForm

PAGE_SIZE = 25
STANDINGS = {
    "standing": gettext_lazy("有效的"), "superseded": gettext_lazy("已被取代的"), "annulled": gettext_lazy("已撤销的"),
}  # fmt: skip


@require_safe
def determinations(request: StaffRequest, slug: str) -> HttpResponse:
    """The programme's determinations, newest first; by kind and whether they stand."""
    programme = the_programme(request, slug)
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    found = determinations_seen_by(request.actor, programme)
    if kind in KIND_WORDS:
        found = found.filter(kind=kind)
    if state == "standing":
        found = found.filter(annulled_at__isnull=True, superseded_by__isnull=True)
    elif state == "superseded":
        found = found.filter(superseded_by__isnull=False)
    elif state == "annulled":
        found = found.filter(annulled_at__isnull=False)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    query = "&".join(f"{name}={value}" for name, value in (("kind", kind), ("state", state)) if value)
    return render(request, "staff/determinations.html", {
        "section": "determinations", "page": page, "lines": [(one, KIND_WORDS.get(one.kind, one.kind)) for one in page],
        "kinds": list(KIND_WORDS.items()), "states": list(STANDINGS.items()), "kind": kind, "state": state,
        "query": query,
    })  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReplayView:
    """What came out when it was computed again."""

    ok: bool
    problem: str


@require_safe
def determination(request: StaffRequest, slug: str, determination_id: int) -> HttpResponse:
    """One determination; with ``?replay=1`` computed again on the spot."""
    programme = the_programme(request, slug)
    found = determination_seen_by(request.actor, programme, determination_id)
    body = record_of(found).body
    language = "en" if (get_language() or "zh").startswith("en") else "zh"
    names = names_in(shelf().by_hash.get(found.package_hash))
    replay = _replayed(found) if request.GET.get("replay") else None
    standing = found.annulled_at is None and not hasattr(found, "superseded_by")
    return render(request, "staff/determination.html", {
        "section": "determinations", "found": found, "kind_name": KIND_WORDS.get(found.kind, found.kind),
        "rows": rows_of(found.kind, body["result"], names), "reasons": body["explanation"][language],
        "rules": body["rules"], "replay": replay, "standing": standing, "later": getattr(found, "superseded_by", None),
        "may_annul": standing and may_annul(request.actor, found), "linli": body["linli"],
    })  # fmt: skip


def _replayed(found: Any) -> ReplayView:
    try:
        replay = replayed(found)
    except MissingPackageError:
        return ReplayView(ok=False, problem=_("当时采用的政策包不在这里，无法重算。"))
    return ReplayView(replay.ok, replay.problem)


@require_safe
def determination_file(request: StaffRequest, slug: str, determination_id: int) -> HttpResponse:
    """The record as `linli determination verify` reads it, byte for byte."""
    programme = the_programme(request, slug)
    found = determination_seen_by(request.actor, programme, determination_id)
    response = HttpResponse(found.content.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="determination-{found.pk}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def annul(request: StaffRequest, slug: str, determination_id: int) -> HttpResponse:
    """Annul a determination, with a reason; what was done under it stays."""
    programme = the_programme(request, slug)
    found = determination_seen_by(request.actor, programme, determination_id)
    require(may_annul, request.actor, found)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            annul_determination(
                actor=request.actor, now=clock.now(), determination=found, reason=form.cleaned_data["reason"]
            )
        except NotPermittedError:
            raise
        except RefusalError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已撤销，决定书仍留存。"))
            return redirect("determination", slug, found.pk)
    context = {"section": "determinations", "found": found, "form": form}
    return render(request, "staff/annul_determination.html", context, status=422 if form.errors else 200)


class PaperForm(forms.Form):
    """What a decision rests on. ``seal``: of what was looked at; ``supersedes``: whether one stands already."""

    seal = forms.CharField(widget=forms.HiddenInput, max_length=64)
    available = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    decided_on = forms.DateField(
        label=gettext_lazy("决定日期"),
        widget=forms.DateInput(attrs={"class": "inp", "type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("请填写日期。"),
            "invalid": gettext_lazy("日期没有看懂，请写成 2020-11-20 这样。"),
        },
    )  # fmt: skip
    document = forms.CharField(
        label=gettext_lazy("依据的文件（名称、文号、会议纪要）"), max_length=200,
        widget=forms.TextInput(attrs={"class": "inp"}),
        error_messages={"required": gettext_lazy("请写明依据哪份文件。")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("取代原决定的理由"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, before: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        if before is None:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("已有一份有效的决定；要用新的取代它，请写明理由。")

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > self._today:
            raise forms.ValidationError(_("这一天还没有到（今天是 %(day)s）。") % {"day": self._today.isoformat()})
        return day

    @property
    def paper(self) -> Paper:
        given: Mapping[str, Any] = self.cleaned_data
        return Paper(given["decided_on"], given["document"], given.get("reason", ""), given["seal"])


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """What would be decided now, with its reasons; the second press puts it on record."""
    programme = the_programme(request, slug)
    require(may_decide, request.actor, programme, kind)
    standing = programme_standing(programme.pk, today=the_day(request))
    if standing.problem is not None:
        raise MissingPackageError(standing.problem)
    about = request.GET.get("about", "")
    try:
        proposed = proposal(kind, programme, standing, about=about, available_fen=_available(request))
    except BadInput as refused:
        told = [fault.told(get_language() or "zh").message for fault in refused.faults]
        context = {"section": "determinations", "faults": told, "kind_name": KIND_WORDS.get(kind, kind)}
        return render(request, "staff/decide_not.html", context, status=422 if request.method == "POST" else 200)
    before = standing_determination(programme, kind, proposed.about, proposed.project)
    initial = {"seal": proposed.record.seal, "decided_on": standing.today, "available": _asked_available(request)}
    form = PaperForm(request.POST or None, today=standing.today, before=before, initial=initial)
    if request.method == "POST" and form.is_valid():
        taken = _taken(request, programme, standing, proposed, form)
        if taken is not None:
            messages.success(request, _("已作出决定并存档。"))
            return redirect("determination", slug, taken.pk)
    return _decide_page(request, standing, proposed, before, form)


def _decide_page(
    request: StaffRequest, standing: ProgrammeStanding, proposed: Proposal, before: Any, form: PaperForm
) -> HttpResponse:
    body = proposed.record.body
    language = "en" if (get_language() or "zh").startswith("en") else "zh"
    rows: list[Row] = rows_of(str(body["kind"]), body["result"], names_in(standing.policy))
    return render(request, "staff/decide.html", {
        "section": "determinations", "package": standing.policy, "proposed": proposed, "before": before, "form": form,
        "rows": rows, "reasons": body["explanation"][language], "phases": len(proposed.phases or {}),
        "seal": proposed.record.seal,
    }, status=422 if form.errors else 200)  # fmt: skip


def _asked_available(request: StaffRequest) -> str:
    return request.POST.get("available", "") or request.GET.get("available", "")


def _available(request: StaffRequest) -> int | None:
    text = _asked_available(request)
    if not text.strip():
        return None
    try:
        return parse_money(text)
    except ValueError as exc:
        raise Http404 from exc


def _taken(
    request: StaffRequest, programme: Any, standing: ProgrammeStanding, proposed: Proposal, form: PaperForm
) -> Any:
    try:
        return settle(
            actor=request.actor, now=clock.now(), programme=programme, standing=standing, proposed=proposed,
            paper=form.paper,
        )  # fmt: skip
    except NotPermittedError:
        raise
    except RefusalError as refused:
        form.add_error(None, str(refused))
        return None
