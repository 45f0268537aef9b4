"""The duties of a year (履职): what is due by when by whom, what is missing first; put on record and taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import NotPermittedError, RefusalError
from linli.apps.determinations.duties import duty_name, duty_of, record_duty, withdraw_duty
from linli.apps.determinations.permissions import may_record_duty, may_withdraw_duty
from linli.apps.determinations.queries import duty_done_of
from linli.core.policy.model import Package
from linli.stages.duties import DutyYear, duties_of_year
from linli.stages.policy_shelf import loaded_package_for
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff.lookup import the_day, the_programme
from linli.web.staff.selection import whole_standing
from linli.web.staff.todo import ReasonForm, role_names

LOOKS = {"done": "ok", "late": "warn", "missed": "bad", "open": ""}
ICONS = {"done": "check", "late": "clock-alert", "missed": "circle-alert", "open": "clock"}
WORDS = {
    "done": gettext_lazy("已办"), "late": gettext_lazy("迟办"), "missed": gettext_lazy("缺"),
    "open": gettext_lazy("未到期"),
}  # fmt: skip
_SPAN = 5
_TITLE = 60


class DutyForm(forms.Form):
    """What was seen to, when, and what shows it."""

    duty = forms.ChoiceField(label=gettext_lazy("职责或会议"), widget=forms.Select(attrs={"class": "sel"}))
    day = forms.DateField(
        label=gettext_lazy("哪一天"), widget=forms.DateInput(attrs={"class": "inp", "type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("请填写日期。"),
            "invalid": gettext_lazy("日期没有看懂，请写成 2020-11-20 这样。"),
        },
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("凭据（纪要文号、议题、结果）"), max_length=300,
        widget=forms.TextInput(attrs={"class": "inp"}),
        error_messages={"required": gettext_lazy("请写明凭据，例如纪要文号、议题、结果。")},
    )  # fmt: skip

    def __init__(self, *args: Any, duties: list[DutyYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["duty"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [(one.id, one.name[:_TITLE]) for one in duties]


@require_http_methods(["GET", "HEAD", "POST"])
def duties(request: StaffRequest, slug: str) -> HttpResponse:
    """The year's duties, what is missing first; the form puts one on record."""
    programme = the_programme(request, slug)
    standing = whole_standing(request, programme)
    package, year = standing.policy, _year(request, standing.today)
    found = duties_of_year(programme, standing, year)
    allowed = [one for one in found if may_record_duty(request.actor, programme, one.roles)]
    form = None
    if allowed:
        wanted = request.GET.get("duty", "")
        ids = [one.id for one in allowed]
        initial = {"day": standing.today, "duty": wanted if wanted in ids else ids[0]}
        form = DutyForm(request.POST or None, duties=allowed, initial=initial)
        if request.method == "POST" and form.is_valid() and _recorded(request, programme, package, form):
            messages.success(request, _("已记录。"))
            return redirect("duties", slug)
    elif request.method == "POST":
        raise NotPermittedError(_("这里没有您的职务可以记录的事项。"))
    timed = [one for one in found if one.occurrences]
    return render(request, "staff/duties.html", {
        "section": "duties", "package": package, "year": year, "years": _years(year, standing.today), "form": form,
        "timed": [_shown(package, one) for one in timed],
        "others": [_shown(package, one) for one in found if not one.occurrences],
        "missed": sum(other.state == "missed" for one in timed for other in one.occurrences),
        "recordable": {one.id for one in allowed},
        "withdrawable": {one.pk for duty in found for one in duty.done if may_withdraw_duty(request.actor, one)},
    }, status=422 if form is not None and form.errors else 200)  # fmt: skip


def _year(request: StaffRequest, today: date) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isdigit() and abs(int(text) - today.year) <= _SPAN else today.year


def _years(year: int, today: date) -> list[int]:
    return sorted({year - 1, year, year + 1, today.year})


def _shown(package: Package, one: DutyYear) -> dict[str, Any]:
    cells = [
        {"label": cell.label, "look": LOOKS[cell.state], "icon": ICONS[cell.state], "words": WORDS[cell.state],
         "last": cell.last, "done": cell.done, "needed": cell.needed}
        for cell in one.occurrences
    ]  # fmt: skip
    worst = one.worst
    return {
        "one": one, "who": "、".join(role_names(package, one.roles)), "cells": cells, "worst": worst,
        "worst_words": WORDS[worst.state] if worst else "", "cite": one.entry.cite,
        "principle": one.entry.strength == "principle",
    }  # fmt: skip


def _recorded(request: StaffRequest, programme: Any, package: Package, form: DutyForm) -> bool:
    given = form.cleaned_data
    try:
        record_duty(
            actor=request.actor, now=clock.now(), programme=programme, package=package, duty_id=given["duty"],
            happened_on=given["day"], note=given["note"], today=the_day(request),
        )  # fmt: skip
    except NotPermittedError:
        raise
    except RefusalError as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def take_back_duty(request: StaffRequest, slug: str, done_id: int) -> HttpResponse:
    """What was put on record no longer counts; it stays, with the reason."""
    programme = the_programme(request, slug)
    done = duty_done_of(programme, done_id)
    require(may_withdraw_duty, request.actor, done)
    name = _name(loaded_package_for(programme, the_day(request)), done.duty)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_duty(
                actor=request.actor, now=clock.now(), done=done, name=name, reason=form.cleaned_data["reason"]
            )
        except NotPermittedError:
            raise
        except RefusalError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已撤回，原记录仍留存。"))
            return redirect("duties", slug)
    context = {"section": "duties", "form": form, "done": done, "name": name}
    return render(request, "staff/take_back_duty.html", context, status=422 if form.errors else 200)


def _name(package: Package, duty: str) -> str:
    try:
        return duty_name(duty_of(package, duty))
    except RefusalError:
        return duty
