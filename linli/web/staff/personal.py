"""Personal data: what is kept about me, one value shown in full for a reason, and who saw whose."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.apps.accounts.refusals import NotFoundError, RefusalError
from linli.apps.personal.contacts import record_contact
from linli.apps.personal.fields import masked_value, opened
from linli.apps.personal.holdings import HOLDINGS, Holding, holding_named
from linli.apps.personal.queries import (
    disclosures_between,
    disclosures_of,
    kept_about,
    rows_about_user,
    thing_seen_by,
)
from linli.apps.personal.services import reveal
from linli.web import clock
from linli.web.requests import StaffRequest

PER_PAGE = 50
DAYS_AT_FIRST = 30
SEEN_OF_ME = 20
TEL = {"class": "inp", "inputmode": "tel", "autocomplete": "tel"}
MAIL = {"class": "inp", "inputmode": "email", "autocomplete": "email"}


class ContactForm(forms.Form):
    phone = forms.CharField(label=_("手机"), max_length=30, required=False, widget=forms.TextInput(TEL))
    email = forms.CharField(label=_("邮箱"), max_length=120, required=False, widget=forms.TextInput(MAIL))


class RevealForm(forms.Form):
    reason = forms.CharField(
        label=_("为什么要看"), min_length=2, max_length=300, help_text=_("会记入台账，本人也看得到。"),
        widget=forms.Textarea({"class": "inp", "rows": 2}),
    )  # fmt: skip


class BetweenForm(forms.Form):
    begin = forms.DateField(label=_("从"), widget=forms.DateInput({"type": "date", "class": "inp"}, format="%Y-%m-%d"))
    end = forms.DateField(label=_("到"), widget=forms.DateInput({"type": "date", "class": "inp"}, format="%Y-%m-%d"))


@require_http_methods(["GET", "HEAD", "POST"])
def kept_about_me(request: StaffRequest) -> HttpResponse:
    """Everything personal that is kept about the signed-in person, until when, and who saw it; one's own contact."""
    rows = rows_about_user(request.user)
    form = ContactForm(request.POST or None, initial=_own_contact(rows))
    if request.method == "POST" and form.is_valid():
        try:
            record_contact(actor=request.actor, now=clock.now(), user=request.user, **form.cleaned_data)
        except RefusalError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已保存联系方式。"))
            return redirect("kept_about_me")
    seen = list(disclosures_of(rows)[:SEEN_OF_ME]) if rows else []
    shown = {"kept": kept_about(rows), "seen": seen, "form": form, "section": "kept"}
    return render(request, "staff/kept_about_me.html", shown)


def _own_contact(rows: list[Model]) -> dict[str, str]:
    """One's own telephone is no secret from oneself."""
    contacts = [row for row in rows if type(row) is HOLDINGS["contact"].model]
    return {name: opened(row, name) for row in contacts for name in ("phone", "email")}


@require_http_methods(["GET", "HEAD", "POST"])
def reveal_value(request: StaffRequest, table: str, row_id: int, column: str) -> HttpResponse:
    """One value masked; in full after a reason was given. It is shown in this answer only and never in an address."""
    holding = holding_named(table)
    thing = thing_seen_by(request.actor, holding, row_id)
    words = holding.column_words(column)
    if not holding.may_reveal(request.actor, thing):
        raise NotFoundError
    form, value = RevealForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            found = reveal(
                actor=request.actor, now=clock.now(), holding=holding, thing=thing, columns=[column], reason=reason
            )
        except RefusalError as refused:
            form.add_error("reason", str(refused))
        else:
            value = found[column]
    shown = {
        "holding": holding, "words": words, "called": holding.called(thing), "mask": masked_value(thing, column),
        "value": value, "form": form,
    }  # fmt: skip
    return render(request, "staff/reveal_value.html", shown)


@require_safe
def personal_seen(request: StaffRequest) -> HttpResponse:
    """Who saw or exported whose personal data between two days, in the viewer's area."""
    today = clock.real_today()
    asked = {"begin": today - timedelta(days=DAYS_AT_FIRST), "end": today}
    form = BetweenForm(request.GET or asked)
    if form.is_valid():
        asked = form.cleaned_data
    found = disclosures_between(request.actor, _begin(asked["begin"]), _begin(asked["end"] + timedelta(days=1)))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    tables = {holding.label: holding for holding in HOLDINGS.values()}
    whose = {
        holding.label: {
            thing.pk: holding.called(thing)
            for thing in holding.seen_by(request.actor).filter(
                pk__in=[row.subject_id for row in page if row.subject_type == holding.label]
            )
        }
        for holding in HOLDINGS.values()
    }
    lines = [
        {
            "row": row, "table": tables[row.subject_type].words,
            "called": whose[row.subject_type].get(row.subject_id, ""),
            "columns": _columns(tables[row.subject_type], row.columns),
        }
        for row in page
        if row.subject_type in tables
    ]  # fmt: skip
    query = f"begin={asked['begin']:%Y-%m-%d}&end={asked['end']:%Y-%m-%d}&"
    shown = {"form": form, "page": page, "lines": lines, "query": query, "section": "seen"}
    return render(request, "staff/personal_seen.html", shown)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _columns(holding: Holding, names: str) -> str:
    return "、".join(str(holding.column_words(name)) for name in names.split(","))
