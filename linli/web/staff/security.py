"""My security: where I am signed in, my second factor, my password; and showing again who I am."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.apps.accounts.refusals import RefusalError
from linli.apps.records.queries import event_sentence
from linli.apps.signin import passwords, second_factor, sessions
from linli.apps.signin.access_policy import ever_needs_second_factor, session_limits
from linli.apps.signin.attempts import with_code, with_password
from linli.apps.signin.brakes import WaitError
from linli.apps.signin.queries import attempts_of, security_events_seen_by
from linli.web import clock
from linli.web.components.qr import qr
from linli.web.doors import PASSWORD_CHECKED, confirmed_recently
from linli.web.identity import providers
from linli.web.requests import StaffRequest, own_address
from linli.web.visitors import visitor_of
from linli.web.waiting import wait_words

ATTEMPTS_SHOWN = 10
PAGE_SIZE = 50
TOO_MANY = 429
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def _password(label: Any, kind: str) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"class": "inp", "autocomplete": kind}),
        error_messages={"required": gettext_lazy("请填写密码。")},
    )  # fmt: skip


class PasswordForm(forms.Form):
    old = _password(gettext_lazy("原密码"), "current-password")
    new = _password(gettext_lazy("新密码"), "new-password")
    again = _password(gettext_lazy("再填一遍新密码"), "new-password")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            self.add_error("again", _("两遍不一样。"))
        return given


class FactorForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("手机上现在的六位数"), max_length=30,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("请填写动态码。")},
    )  # fmt: skip


class ConfirmForm(forms.Form):
    password = _password(gettext_lazy("密码"), "current-password")
    code = forms.CharField(
        label=gettext_lazy("动态码"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "one-time-code"}),
        help_text=gettext_lazy("启用了动态码才填。"),
    )  # fmt: skip


@require_safe
def security(request: StaffRequest) -> HttpResponse:
    user, now = request.user, clock.now()
    return render(request, "staff/security.html", {
        "section": "security",
        "sessions": sessions.open_sessions(user, now),
        "opened": request.opened,
        "idle_minutes": session_limits().idle // MINUTE,
        "whole_hours": session_limits().whole // HOUR,
        "factor": second_factor.factor_of(user),
        "codes_left": second_factor.recovery_codes_left(user),
        "factor_needed": ever_needs_second_factor(user),
        "attempts": attempts_of(user)[:ATTEMPTS_SHOWN],
    })  # fmt: skip


@require_POST
def end_session(request: StaffRequest) -> HttpResponse:
    """End one of one's own sessions, or all others."""
    which = request.POST.get("session", "")
    ended = sessions.end_own(
        now=clock.now(), user=request.user, session_id=int(which) if which.isdecimal() else None, keep=request.opened
    )
    messages.success(request, _("结束了 %(n)d 处登录。") % {"n": ended})
    return redirect("security")


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def second_factor_page(request: StaffRequest) -> HttpResponse:
    """Set up the generator: scan, type the first code, keep the recovery codes; or give it up."""
    if second_factor.factor_of(request.user) is not None:
        return _give_up(request)
    form = FactorForm(request.POST or None)
    now = clock.now()
    if request.method == "POST" and form.is_valid():
        try:
            codes = second_factor.set_up(actor=request.actor, now=now, code=form.cleaned_data["code"])
        except RefusalError as refusal:
            form.add_error("code", str(refusal))
        else:
            sessions.confirmed(now=now, session=request.opened, strong=True)
            return _show_codes(request, codes)
    prepared = second_factor.prepare(now=now, user=request.user)
    return render(request, "staff/second_factor.html", {
        "section": "security", "form": form, "key": _in_fours(prepared.key),
        "picture": qr(prepared.address, label=_("用手机验证器扫这个二维码")),
    })  # fmt: skip


def _in_fours(text: str) -> str:
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _show_codes(request: StaffRequest, codes: list[str]) -> HttpResponse:
    shown = [_in_fours(code) for code in codes]
    return render(request, "staff/recovery_codes.html", {"section": "security", "codes": shown})


def _give_up(request: StaffRequest) -> HttpResponse:
    """The telephone changes: the owner ends the old generator; where one is required, the new one follows at once."""
    if request.method == "POST" and "give_up" in request.POST:
        second_factor.reset(actor=request.actor, now=clock.now(), user=request.user, reason=_("本人换手机"))
        messages.success(request, _("动态码已停用，请重新登录。"))
        return redirect("sign_in")
    return render(request, "staff/second_factor_ends.html", {"section": "security"})


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def recovery_codes(request: StaffRequest) -> HttpResponse:
    """A new set of codes on paper."""
    if request.method != "POST":
        return render(request, "staff/recovery_codes_renew.html", {"section": "security"})
    return _show_codes(request, second_factor.renew_recovery_codes(actor=request.actor, now=clock.now()))


@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: StaffRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _changed(request, form):
        messages.success(request, _("密码已更改，其他地方的登录都已结束。"))
        return redirect("security")
    return render(request, "staff/change_password.html", {"section": "security", "form": form})


def _changed(request: StaffRequest, form: PasswordForm) -> bool:
    from django.contrib.auth import update_session_auth_hash  # noqa: PLC0415 -- imports the user model

    given = form.cleaned_data
    try:
        found = with_password(
            request=request, now=clock.now(), visitor=visitor_of(request), username=request.user.username,
            password=given["old"],
        )  # fmt: skip
        if found is None:
            form.add_error("old", _("原密码不对。"))
            return False
        user = passwords.change_own(
            actor=request.actor, now=clock.now(), old=given["old"], new=given["new"], keep=request.opened
        )
    except WaitError as wait:
        form.add_error(None, wait_words(wait.seconds))
    except ValidationError as weak:
        form.add_error("new", weak)
    else:
        update_session_auth_hash(request, user)
        request.session[PASSWORD_CHECKED] = True
        return True
    return False


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_identity(request: StaffRequest) -> HttpResponse:
    """Before something sensitive: who is it that sits here now?"""
    target = own_address(request, request.POST.get("next") or request.GET.get("next") or "")
    has_factor = second_factor.factor_of(request.user) is not None
    form = ConfirmForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            right = _is_the_same_person(request, form.cleaned_data, has_factor=has_factor)
        except WaitError as wait:
            form.add_error(None, wait_words(wait.seconds))
            status = TOO_MANY
        else:
            if right:
                sessions.confirmed(now=clock.now(), session=request.opened, strong=has_factor)
                return redirect(target)
            form.add_error(None, _("密码或动态码不对。"))
    context = {
        "section": "security", "form": form, "next": target, "has_factor": has_factor,
        "providers": list(providers().values()),
    }  # fmt: skip
    return render(request, "staff/confirm_identity.html", context, status=status)


def _is_the_same_person(request: StaffRequest, given: dict[str, str], *, has_factor: bool) -> bool:
    visitor, now = visitor_of(request), clock.now()
    found = with_password(
        request=request, now=now, visitor=visitor, username=request.user.username, password=given["password"]
    )
    if found is None or found.pk != request.user.pk:
        return False
    return not has_factor or with_code(now=now, user=found, code=given["code"], visitor=visitor)


@require_safe
def security_record(request: StaffRequest) -> HttpResponse:
    """What was done to anybody's way in, in the area: everybody of the area may see it."""
    page = Paginator(security_events_seen_by(request.actor), PAGE_SIZE).get_page(request.GET.get("page"))
    language = get_language() or "zh"
    lines = [
        {
            "at": event.recorded_at,
            "sentence": event_sentence(event.kind, event.body, language),
            "who": (event.actor.display_name or event.actor.username) if event.actor else _("系统"),
            "post": event.post_label if event.actor else "",
            "reason": event.reason,
        }
        for event in page
    ]
    return render(request, "staff/security_record.html", {"section": "security", "page": page, "lines": lines})
