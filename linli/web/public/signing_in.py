"""Signing in and out. After several wrong passwords for one account from one place, a pause."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from linli.web.requests import own_address

MOST_FAILURES = 6
PAUSE_SECONDS = 5 * 60


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


def _counter(request: HttpRequest, username: str) -> str:
    place = f"{request.META.get('REMOTE_ADDR', '')}|{username.casefold()}"
    return "sign-in:" + hashlib.sha256(place.encode()).hexdigest()


def _count_failure(key: str) -> None:
    cache.add(key, 0, PAUSE_SECONDS)
    try:
        cache.incr(key)
    except ValueError:  # ran out between the two calls
        cache.set(key, 1, PAUSE_SECONDS)


def _destination(request: HttpRequest) -> str:
    return own_address(request, request.POST.get("next") or request.GET.get("next") or "")


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and request.method != "POST":
        return redirect(_destination(request))
    form = SignInForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "next": _destination(request)}
    status = 200
    if request.method == "POST" and form.is_valid():
        key = _counter(request, form.cleaned_data["username"])
        if cache.get(key, 0) >= MOST_FAILURES:
            form.add_error(None, _("连续输错次数过多，请过几分钟再试。忘了密码，请找本单位的系统管理员。"))
            status = 429
        else:
            user = authenticate(request, **form.cleaned_data)
            if user is not None:
                cache.delete(key)
                login(request, user)
                return redirect(context["next"])
            _count_failure(key)
            form.add_error(None, _("账号或密码不对。请检查大小写；忘了密码，请找本单位的系统管理员。"))
    return render(request, "public/sign_in.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign_in")
