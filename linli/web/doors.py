"""Coming in and going out: what stands between a request that says who it is and the page it asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.apps.signin import browsers, passwords, second_factor, sessions
from linli.apps.signin.access_policy import needs_second_factor
from linli.apps.signin.attempts import Outcome, write_down
from linli.web import clock
from linli.web.requests import StaffRequest, own_address
from linli.web.visitors import remember_browser, visitor_of

if TYPE_CHECKING:
    from linli.apps.accounts.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"
WAY, STRONG = "_linli_way", "_linli_strong"
#: pages that stay open while something is still to be done before one may go on
BEFORE_ANYTHING = frozenset(
    {
        "security",
        "second_factor",
        "recovery_codes",
        "change_password",
        "confirm_identity",
        "end_session",
        "sign_out",
        "choose_post",
    }
)
PASSWORD_CHECKED = "password_checked"  # noqa: S105 -- the name of a mark, no password


def enter(request: HttpRequest, user: User, response: HttpResponse, *, way: str, strong: bool) -> HttpResponse:
    """Begin a session with a new key, so that none can be planted; and let the browser be known."""
    now, visitor = clock.now(), visitor_of(request)
    setattr(request, WAY, way)
    setattr(request, STRONG, strong)
    login(request, user, backend=BACKEND)
    write_down(now=now, user=user, visitor=visitor, outcome=Outcome.CAME_IN, way=way)
    remember_browser(response, browsers.remember(now=now, user=user, token=visitor.token))
    return response


def _begin(sender: object, request: HttpRequest, user: User, **_: Any) -> None:  # noqa: ARG001 -- a signal's receiver
    """Every session of Django's has a row of ours, whoever began it."""
    request.session[sessions.SESSION_KEY] = sessions.begin(
        now=clock.now(),
        user=user,
        visitor=visitor_of(request),
        way=getattr(request, WAY, "password"),
        strong=getattr(request, STRONG, False),
    )


def watch_sign_ins() -> None:
    user_logged_in.connect(_begin, dispatch_uid="linli.web.doors")


def leave(request: HttpRequest) -> None:
    secret = request.session.get(sessions.SESSION_KEY)
    if request.user.is_authenticated and secret:
        sessions.signed_out(now=clock.now(), user=request.user, secret=secret)
    logout(request)


def at_the_gate(request: StaffRequest, page: str) -> HttpResponse | None:
    """What has to happen before this signed-in person may see ``page``: nothing (None), sign in again, set up the
    second factor, change a password that is too old."""
    secret = request.session.get(sessions.SESSION_KEY, "")
    now = clock.now()
    standing = sessions.standing(now=now, user=request.user, secret=secret) if secret else None
    if standing is None:
        logout(request)
        messages.info(request, _("这次登录已经结束，请重新登录。"))
        return redirect_to_login(request.get_full_path() if request.method == "GET" else reverse("home"))
    request.opened = standing
    if page in BEFORE_ANYTHING:
        return None
    return _unfinished(request)


def _unfinished(request: StaffRequest) -> HttpResponse | None:
    if needs_second_factor(request.actor) and not request.opened.strong:
        if second_factor.factor_of(request.user) is None:
            messages.info(request, _("您的职务要求用动态码登录。请先启用，一两分钟就好。"))
            return redirect("second_factor")
        return redirect_to_confirm(request)
    if not request.session.get(PASSWORD_CHECKED):
        if passwords.is_too_old(request.user, clock.now()) and request.opened.way == "password":
            messages.info(request, _("密码用得太久了，请先换一个。"))
            return redirect("change_password")
        request.session[PASSWORD_CHECKED] = True
    return None


def recently_confirmed(request: StaffRequest) -> bool:
    """Whether this person has shown a short while ago who they are (sign-in, or the page that asks again)."""
    return sessions.is_fresh(request.opened, clock.now())


def redirect_to_confirm(request: HttpRequest) -> HttpResponse:
    asked = request.get_full_path() if request.method in {"GET", "HEAD"} else request.META.get("HTTP_REFERER", "")
    target = own_address(request, asked)  # a form is filled in again on the page it stood on
    return redirect(f"{reverse('confirm_identity')}?{urlencode({'next': target})}")


View = Callable[..., HttpResponse]


def confirmed_recently(view: View) -> View:
    """For sensitive acts: asks again who one is when that was longer ago. Put it on the page with the form as well, so
    that nobody fills one in for nothing."""

    @wraps(view)
    def asked(request: StaffRequest, *arguments: Any, **more: Any) -> HttpResponse:
        if not recently_confirmed(request):
            return redirect_to_confirm(request)
        return view(request, *arguments, **more)

    return asked
