"""The readings of a programme's policy: the register, and the page on which the office settles one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import NotPermittedError, RefusalError
from linli.apps.programme.permissions import may_settle_reading
from linli.core.faults import BadInput
from linli.core.policy.amend.following import following_words
from linli.core.policy.model import Package, Reading
from linli.core.sentences.format_words import format_value
from linli.stages.policy_shelf import loaded_package_for
from linli.stages.readings import Choice, ReadingEffect, Setting, drafted, effect_of, setting_of, settle
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff.following_fields import obstacle_words, reading_fields, typed, words_of
from linli.web.staff.lookup import the_day, the_programme

_NAMES_SHOWN = 12


@require_safe
def programme_readings(request: StaffRequest, slug: str) -> HttpResponse:
    """The register of the very edition that the programme runs under, those still to be decided first."""
    programme = the_programme(request, slug)
    package = loaded_package_for(programme, the_day(request))
    readings = sorted(package.interpretations, key=lambda reading: reading.status != "pending")
    return render(request, "staff/programme_readings.html", {
        "section": "readings", "package": package, "readings": readings,
        "pending": sum(reading.status == "pending" for reading in readings),
        "may_settle": may_settle_reading(request.actor, programme),
    })  # fmt: skip


class ReadingForm(forms.Form):
    """Who decided what, when, on what document. ``edition``: the one in which it was read."""

    edition = forms.CharField(widget=forms.HiddenInput, max_length=64)
    chosen = forms.CharField(
        label=gettext_lazy("认定的读法"), max_length=300, widget=forms.Textarea(attrs={"class": "inp", "rows": 2}),
        error_messages={"required": gettext_lazy("请写明认定的读法。")},
    )  # fmt: skip
    value = forms.CharField(label=gettext_lazy("规则里随它而定的值"), required=False, max_length=40)
    decided_by = forms.CharField(
        label=gettext_lazy("认定单位（职务）"), max_length=120, widget=forms.TextInput(attrs={"class": "inp"}),
        error_messages={"required": gettext_lazy("请写明由哪个单位认定。")},
    )  # fmt: skip
    decided_on = forms.DateField(
        label=gettext_lazy("认定日期"),
        widget=forms.DateInput(attrs={"class": "inp", "type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("请填写日期。"),
            "invalid": gettext_lazy("日期没有看懂，请写成 2020-11-20 这样。"),
        },
    )  # fmt: skip
    document = forms.CharField(
        label=gettext_lazy("依据的文件（名称、文号）"), max_length=200, widget=forms.TextInput(attrs={"class": "inp"}),
        error_messages={"required": gettext_lazy("请写明依据哪份文件。")},
    )  # fmt: skip

    def __init__(self, *args: Any, package: Package, reading: Reading, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading, self.setting, self._today = reading, setting_of(package, reading), today
        self.words = () if self.setting else following_words(package, reading)
        if self.setting is None:
            del self.fields["value"]
            self.fields["chosen"].disabled = not self.words
            self.fields.update(reading_fields(package, self.words, get_language() or "zh"))
        else:
            self._one_value(self.setting)

    def _one_value(self, setting: Setting) -> None:
        """The field of a word that reads the same everywhere."""
        if setting.values:
            choices = [(value, format_value(value, get_language() or "zh")) for value in setting.values]
            self.fields["value"] = forms.ChoiceField(
                label=self.fields["value"].label, choices=choices, widget=forms.Select(attrs={"class": "sel"}),
            )  # fmt: skip
        else:
            attributes = {"class": "inp", "inputmode": "numeric"}
            self.fields["value"] = forms.IntegerField(
                label=self.fields["value"].label, min_value=0, widget=forms.TextInput(attrs=attributes)
            )

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > self._today:
            raise forms.ValidationError(_("这一天还没有到（今天是 %(day)s）。") % {"day": self._today.isoformat()})
        return day

    def clean(self) -> dict[str, Any]:
        """Another value is another reading: it must be said in words as well."""
        given = super().clean() or {}
        said, value = given.get("chosen", "").strip(), str(given.get("value", ""))
        is_other = bool(self.setting and value and value != self.setting.now)
        sets = typed(self, self.words)
        if (is_other or sets) and said == self.reading.chosen:
            self.add_error("chosen", _("值改了，读法也要改写：请用文字写明现在怎么读。"))
        return given

    @property
    def places(self) -> list[forms.BoundField]:
        """The fields of the places, in the order of the format."""
        return [self[name] for name in self.fields if name.startswith("at_")]

    @property
    def choice(self) -> Choice:
        given = self.cleaned_data
        chosen, value = given["chosen"].strip(), str(given.get("value", ""))
        return Choice(
            reading=self.reading.id,
            decided_by=given["decided_by"].strip(),
            decided_on=given["decided_on"],
            document=given["document"].strip(),
            chosen="" if chosen == self.reading.chosen else chosen,
            value="" if self.setting is None or value == self.setting.now else value,
            sets=typed(self, self.words),
        )


@require_http_methods(["GET", "HEAD", "POST"])
def settle_reading(request: StaffRequest, slug: str, reading_id: str) -> HttpResponse:
    """Settle a reading: first what it changes is shown, and only a second press adopts the edition."""
    programme = the_programme(request, slug)
    require(may_settle_reading, request.actor, programme)
    today = the_day(request)
    package = loaded_package_for(programme, today)
    reading = package.reading_by_id.get(reading_id)
    if reading is None:
        raise Http404
    form = _form(request, package, reading, today)
    effect = None
    if request.method == "POST" and form.is_valid():
        effect = _looked_at(form, programme, package, today)
        if effect is not None and request.POST.get("step") == "confirm" and _done(request, form, programme, package):
            messages.success(request, _("已认定。从现在起，这个改造计划里取用它的答案都注明已认定。"))
            return redirect("programme_readings", slug)
    context = {
        "section": "readings", "package": package, "reading": reading, "form": form,
        "effect": None if form.errors else effect, "names_shown": _NAMES_SHOWN,
        "obstacle": "" if form.setting or form.words else obstacle_words(package, reading),
    }  # fmt: skip
    return render(request, "staff/settle_reading.html", context, status=422 if form.errors else 200)


def _form(request: StaffRequest, package: Package, reading: Reading, today: date) -> ReadingForm:
    settled, setting = reading.settled, setting_of(package, reading)
    initial = {
        "edition": package.hash, "chosen": reading.chosen, "value": setting.now if setting else "",
        "decided_by": settled.by if settled else reading.decider, "decided_on": settled.on if settled else today,
        "document": settled.document if settled else "",
    }  # fmt: skip
    initial |= words_of(following_words(package, reading))
    return ReadingForm(request.POST or None, package=package, reading=reading, today=today, initial=initial)


def _looked_at(form: ReadingForm, programme: Any, package: Package, today: date) -> ReadingEffect | None:
    """What the choice would change; None with the reason in the form."""
    if form.cleaned_data["edition"] != package.hash:
        form.add_error(None, _("这份政策刚刚有了新的认定，请重新打开再看一遍。"))
        return None
    try:
        with drafted(package, form.choice) as after:
            return effect_of(programme, after, today=today)
    except LookupError:
        form.add_error(None, _("这份政策的文件不在这里，不能认定。"))
    except BadInput as refused:
        for fault in refused.faults:
            form.add_error(None, fault.telling(get_language() or "zh"))
    return None


def _done(request: StaffRequest, form: ReadingForm, programme: Any, package: Package) -> bool:
    try:
        settle(
            actor=request.actor, now=clock.now(), programme=programme, package=package, choice=form.choice,
            today=the_day(request),
        )  # fmt: skip
    except NotPermittedError:
        raise
    except RefusalError as refused:
        form.add_error(None, str(refused))
        return False
    return True
