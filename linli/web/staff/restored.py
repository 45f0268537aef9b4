"""A restored record that lacks something: told on every page, until an administrator acknowledges it with a reason."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from linli.stages.backups import acknowledge_gap, may_acknowledge_gap, open_gap
from linli.web import clock
from linli.web.requests import StaffRequest


class AcknowledgeForm(forms.Form):
    reason = forms.CharField(
        label=_("怎么回事，缺的怎么补"), min_length=2, max_length=300, help_text=_("会记入办事记录，所有人看得到。"),
        widget=forms.Textarea({"class": "inp", "rows": 2}),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def restored(request: StaffRequest) -> HttpResponse:
    gap = open_gap()
    may = bool(gap and may_acknowledge_gap(request.actor))
    form = AcknowledgeForm(request.POST or None)
    if request.method == "POST" and may and form.is_valid():
        acknowledge_gap(actor=request.actor, now=clock.now(), reason=form.cleaned_data["reason"])
        messages.success(request, _("已确认，提示不再显示。"))
        return redirect("home")
    return render(request, "staff/restored.html", {"gap": gap, "may": may, "form": form})
