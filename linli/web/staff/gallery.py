"""Every component on one page, in this theme and language. For developers; training only."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.web.components import charts, gantt
from linli.web.components.words import STATE_WORDS
from linli.web.requests import StaffRequest


class SampleForm(forms.Form):
    name = forms.CharField(
        label="小区", widget=forms.TextInput(attrs={"class": "inp"}), help_text="与申报材料上的名称一致"
    )
    day = forms.DateField(label="日期", widget=forms.DateInput(attrs={"class": "inp", "type": "date"}))
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea(attrs={"class": "inp", "rows": 3}))


ROWS = (
    gantt.GanttRow("A", "申报及前期调查", date(2020, 1, 1), date(2020, 3, 20), done=87, whole=87),
    gantt.GanttRow("B", "方案设计和审查", date(2020, 3, 20), date(2020, 8, 31), done=61, whole=87, late=9),
    gantt.GanttRow("C", "工程招投标", date(2020, 7, 31), date(2020, 10, 31), done=28, whole=87),
    gantt.GanttRow("D", "竣工及验收", date(2020, 11, 30), date(2021, 1, 31), done=0, whole=87),
)


@require_safe
def gallery(request: StaffRequest) -> HttpResponse:
    if not settings.LINLI_TRAINING:
        raise Http404
    today = date(2020, 10, 20)
    span = gantt.span_of(ROWS, today)
    assert span is not None  # noqa: S101 -- the rows above have days
    parties = [
        charts.Portion("中央补助", 8_420, "p1"), charts.Portion("专营单位", 2_310, "p2"),
        charts.Portion("居民", 640, "p3"), charts.Portion("未定", 480, "und"),
    ]  # fmt: skip
    steps = [charts.Portion(f"步骤 {n}", 9 - n, charts.ramp(n, 7)) for n in range(7)]
    form = SampleForm({"name": "", "day": "", "note": ""})
    return render(request, "staff/gallery.html", {
        "section": "gallery",
        "form": form,
        "states": list(STATE_WORDS),
        "axis": gantt.axis(span, today),
        "rows": [(row, gantt.bar(row, span, today)) for row in ROWS],
        "stacked": charts.stacked_bar(steps, label=_("各步骤的小区数")),
        "steps": steps,
        "parties": parties,
        "party_bar": charts.stacked_bar(parties, label=_("按承担方"), figures=False),
        "ring": charts.ring(parties, label=_("按承担方"), big="11,850", small=_("万元")),
        "met": charts.threshold(Fraction(3, 4), Fraction(2, 3), label=_("已达到"), met=True),
        "unmet": charts.threshold(Fraction(3, 5), Fraction(2, 3), label=_("未达到"), met=False),
        "sparkline": charts.sparkline([3, 5, 4, 8, 13, 21]),
    })  # fmt: skip
