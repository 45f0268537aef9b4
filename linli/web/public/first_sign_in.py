"""Setting a password with a link: the first time, or after having forgotten it.

Opening the link shows a form and changes nothing; only setting the password uses it up. The address holds a secret, so
these pages send no referrer and are kept by no cache.
"""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from linli.apps.accounts.refusals import RefusalError
from linli.apps.signin import brakes, invitations, second_factor
from linli.apps.signin.attempts import with_code
from linli.apps.signin.brakes import Counted, WaitError, network_of
from linli.apps.signin.invitations import Purpose
from linli.web import clock, doors
from linli.web.letters import outside_address
from linli.web.requests import WITHOUT_PATH
from linli.web.visitors import visitor_of
from linli.web.waiting import wait_words

if TYPE_CHECKING:
    from linli.apps.signin.models import Invitation

TOO_MANY, GONE = 429, 410


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("设一个密码"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"class": "inp", "autocomplete": "new-password"}),
        help_text=gettext_lazy("至少 10 位。几个不相干的词连起来，好记又难猜。"),
        error_messages={"required": gettext_lazy("请填写密码。")},
    )  # fmt: skip
    again = forms.CharField(
        label=gettext_lazy("再填一遍"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"class": "inp", "autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("请再填一遍密码。")},
    )  # fmt: skip
    code = forms.CharField(
        label=gettext_lazy("动态码"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "one-time-code"}),
        help_text=gettext_lazy("手机验证器上的六位数，或一个备用码。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("两遍不一样。"))
        return given


class ForgottenForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("账号"), max_length=150,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": gettext_lazy("请填写账号。")},
    )  # fmt: skip


def without_referrer(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = WITHOUT_PATH
    return response


def _looked_for(request: HttpRequest, secret: str) -> Invitation | None:
    """The invitation, while guessing at links from one address is slowed. Raises WaitError."""
    counted = Counted("link", (network_of(visitor_of(request).address),))
    ticket = brakes.begin(now=clock.now(), counted=(counted,))
    found = invitations.standing(now=clock.now(), secret=secret)
    if found is not None:
        brakes.succeeded(now=clock.now(), ticket=ticket)
    return found


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again", "code")
@sensitive_variables("secret", "form")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        found = _looked_for(request, secret)
    except WaitError as wait:
        told = {"words": wait_words(wait.seconds)}
        return without_referrer(render(request, "public/invitation_gone.html", told, status=TOO_MANY))
    if found is None:
        return without_referrer(render(request, "public/invitation_gone.html", {"words": ""}, status=GONE))
    has_factor = second_factor.factor_of(found.user) is not None
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entered = _accepted(request, found, secret, form, has_factor=has_factor)
        if entered is not None:
            return without_referrer(entered)
    context = {"form": form, "person": found.user, "first": found.purpose == Purpose.FIRST, "has_factor": has_factor}
    return without_referrer(render(request, "public/invitation.html", context))


def _accepted(
    request: HttpRequest, found: Invitation, secret: str, form: NewPasswordForm, *, has_factor: bool
) -> HttpResponse | None:
    """In, with the new password; None with the form's faults filled in. Who has a second factor has to show it: a link
    alone, from a mailbox or a waste-paper basket, must not open the account."""
    now, given = clock.now(), form.cleaned_data
    try:
        if has_factor and not with_code(now=now, user=found.user, code=given["code"], visitor=visitor_of(request)):
            form.add_error("code", _("动态码不对。手机丢了，请找系统管理员重置。"))
            return None
        user = invitations.accept(now=now, secret=secret, password=given["password"])
    except WaitError as wait:
        form.add_error(None, wait_words(wait.seconds))
    except ValidationError as weak:
        form.add_error("password", weak)
    except RefusalError as refusal:
        form.add_error(None, str(refusal))
    else:
        return doors.enter(request, user, redirect("home"), way="password", strong=has_factor)
    return None


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link to set a new password. The answer and its time are the same whether the account exists or not."""
    form = ForgottenForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid() and settings.LINLI_SENDS_MAIL:
        username, address = form.cleaned_data["username"], network_of(visitor_of(request).address)
        try:
            brakes.begin(
                now=clock.now(), counted=(Counted("mail", (username.casefold(),)), Counted("address", (address,)))
            )
        except WaitError as wait:
            form.add_error(None, wait_words(wait.seconds))
            status = TOO_MANY
        else:
            _send_link(request, username)
            messages.success(request, _("如果有这个账号，而且登记了邮箱，链接已经发出，一小时内有效。"))
            return redirect("sign_in")
    context = {"form": form, "sends_mail": settings.LINLI_SENDS_MAIL}
    return render(request, "public/forgotten.html", context, status=status)


def _send_link(request: HttpRequest, username: str) -> None:
    """Made here, sent beside: the mail server's time must not tell whether there was anything to send."""
    issued = invitations.forgotten(now=clock.now(), username=username)
    if issued is None:
        return
    link = outside_address(request, reverse("invitation", args=[issued.secret]))
    words = _(
        "有人为您在邻里的账号申请重设密码。一小时内打开这个链接可以设新密码：\n\n%(link)s\n\n不是您申请的，不用理会。"
    )
    mail = (_("邻里：重设密码"), words % {"link": link}, None, [issued.invitation.user.email])
    Thread(target=send_mail, args=mail, kwargs={"fail_silently": True}, daemon=True, name="send_mail").start()
