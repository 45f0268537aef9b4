"""An owner comes in with the letter from the door: code, name, last four digits. Works without scripts."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from linli.apps.residents.coming_in import come_in, leave
from linli.apps.signin.brakes import WaitError
from linli.web import clock
from linli.web.requests import WITHOUT_PATH
from linli.web.residents.doors import ResidentRequest, let_in, let_out
from linli.web.visitors import visitor_of
from linli.web.waiting import answered, wait_words

LONGEST_CODE = 40


class EnterForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("信上的入户码"), max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs={"class": "inp", "autocapitalize": "characters", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("请填写信上的入户码。")},
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("业主姓名"), max_length=60,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "name"}),
        error_messages={"required": gettext_lazy("请填写业主姓名。")},
    )  # fmt: skip
    digits = forms.CharField(
        label=gettext_lazy("手机号或证件号的后四位"), max_length=8,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "off"}),
        help_text=gettext_lazy("填登记在册的那一个；证件号最后一位是 X 的，填 X。"),
        error_messages={"required": gettext_lazy("请填写后四位。")},
    )  # fmt: skip


@login_not_required
@never_cache
@sensitive_post_parameters("code", "name", "digits")
@sensitive_variables("code", "form")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, code: str = "") -> HttpResponse:
    """The form; with a personal link the code is filled in already."""
    form = EnterForm(request.POST or None, initial={"code": code[:LONGEST_CODE]})
    wait_seconds = 0
    if request.method == "POST" and form.is_valid():
        try:
            secret = come_in(now=clock.now(), visitor=visitor_of(request), **form.cleaned_data)
        except WaitError as wait:
            form.add_error(None, wait_words(wait.seconds))
            wait_seconds = wait.seconds
        else:
            if secret is not None:
                return let_in(redirect("my_dwelling"), secret)
            form.add_error(None, _("三样对不上。请照信上和登记的填；还不行，请找社区或街道。"))
    response = answered(render(request, "residents/enter.html", {"form": form}), wait_seconds)
    response["Referrer-Policy"] = WITHOUT_PATH
    return response


@login_not_required
@require_POST
def leave_home(request: ResidentRequest) -> HttpResponse:
    leave(now=clock.now(), resident=request.resident)
    return let_out(redirect("enter_home"))
