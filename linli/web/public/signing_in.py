"""The door: name and password, then the one-time code where there is one; and out again.

Guessing is slowed by `linli.apps.signin.brakes`; an unknown account is answered like a wrong password.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from linli.apps.accounts.queries import user_with_id
from linli.apps.signin import second_factor
from linli.apps.signin.attempts import Outcome, with_code, with_password, write_down
from linli.apps.signin.brakes import WaitError
from linli.web import clock, doors
from linli.web.identity import providers
from linli.web.requests import own_address
from linli.web.visitors import visitor_of
from linli.web.waiting import answered, wait_words

if TYPE_CHECKING:
    from linli.apps.accounts.models import User

HALFWAY = "halfway"
HALFWAY_LASTS = timedelta(minutes=10)


class SignInForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("账号"), max_length=150,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": gettext_lazy("请填写账号。")},
    )  # fmt: skip
    password = forms.CharField(
        label=gettext_lazy("密码"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"class": "inp", "autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("请填写密码。")},
    )  # fmt: skip


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("动态码"), max_length=30,
        widget=forms.TextInput(
            attrs={"class": "inp", "autocomplete": "one-time-code", "inputmode": "text", "autocapitalize": "characters"}
        ),
        help_text=gettext_lazy("手机验证器上的六位数；手机不在身边，可以填一个备用码。"),
        error_messages={"required": gettext_lazy("请填写动态码。")},
    )  # fmt: skip


def _destination(request: HttpRequest) -> str:
    return own_address(request, request.POST.get("next") or request.GET.get("next") or "")


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and request.method != "POST":
        return redirect(_destination(request))
    form = SignInForm(request.POST or None)
    wait_seconds = 0
    if request.method == "POST" and form.is_valid():
        try:
            found = with_password(request=request, now=clock.now(), visitor=visitor_of(request), **form.cleaned_data)
        except WaitError as wait:
            form.add_error(None, wait_words(wait.seconds))
            wait_seconds = wait.seconds
        else:
            if found is not None:
                return _password_was_right(request, found)
            form.add_error(None, _("账号或密码不对。请检查大小写；忘了密码，可以重设。"))
    context: dict[str, Any] = {
        "form": form, "next": _destination(request), "providers": list(providers().values())
    }  # fmt: skip
    return answered(render(request, "public/sign_in.html", context), wait_seconds)


def _password_was_right(request: HttpRequest, user: User) -> HttpResponse:
    """In, or on to the one-time code; what this browser's session held before is gone either way."""
    if second_factor.factor_of(user) is None:
        return doors.enter(request, user, redirect(_destination(request)), way="password", strong=False)
    return go_halfway(request, user, _destination(request), way="password")


def go_halfway(request: HttpRequest, user: User, destination: str, *, way: str) -> HttpResponse:
    """On to the one-time code; the person is known, but not in."""
    request.session.flush()
    request.session[HALFWAY] = {"user": user.pk, "at": clock.now().isoformat(), "next": destination, "way": way}
    write_down(now=clock.now(), user=user, visitor=visitor_of(request), outcome=Outcome.HALFWAY, way=way)
    return redirect("sign_in_code")


def _halfway(request: HttpRequest) -> tuple[User, str, str] | None:
    """Who gave the right password in this browser a short while ago, and where they wanted to go."""
    held = request.session.get(HALFWAY)
    if not held or clock.now() > datetime.fromisoformat(held["at"]) + HALFWAY_LASTS:
        return None
    user = user_with_id(held["user"])
    return (user, held["next"], held["way"]) if user is not None and user.is_active else None


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second step."""
    halfway = _halfway(request)
    if halfway is None:
        request.session.pop(HALFWAY, None)
        return redirect("sign_in")
    user, destination, way = halfway
    form = CodeForm(request.POST or None)
    wait_seconds = 0
    if request.method == "POST" and form.is_valid():
        try:
            right = with_code(now=clock.now(), user=user, code=form.cleaned_data["code"], visitor=visitor_of(request))
        except WaitError as wait:
            form.add_error(None, wait_words(wait.seconds))
            wait_seconds = wait.seconds
        else:
            if right:
                request.session.pop(HALFWAY, None)
                return doors.enter(request, user, redirect(destination), way=way, strong=True)
            form.add_error("code", _("动态码不对，或已经用过。请等手机上换一个新的再填。"))
    return answered(render(request, "public/sign_in_code.html", {"form": form}), wait_seconds)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    doors.leave(request)
    return redirect("sign_in")
