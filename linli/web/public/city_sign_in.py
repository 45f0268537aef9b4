"""Signing in through a city's own identity system. It says who somebody is; only an account that stands here already is
opened, and no right is ever made."""

from __future__ import annotations

import hmac
import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from linli.apps.accounts.queries import user_named
from linli.apps.signin import brakes, second_factor
from linli.apps.signin.attempts import Outcome, write_down
from linli.apps.signin.brakes import Counted, WaitError, network_of
from linli.integrations.identity import Asked, IdentityError, Provider
from linli.web import clock, doors
from linli.web.identity import counts_as_strong, providers
from linli.web.letters import outside_address
from linli.web.public.signing_in import go_halfway
from linli.web.requests import own_address
from linli.web.visitors import visitor_of
from linli.web.waiting import wait_words

if TYPE_CHECKING:
    from linli.apps.accounts.models import User

SESSION_KEY = "asked_elsewhere"
LASTS = timedelta(minutes=10)
LONGEST_CODE = 4000
logger = logging.getLogger("linli.identity")


def _provider(name: str) -> Provider:
    found = providers().get(name)
    if found is None:
        raise Http404
    return found


@login_not_required
@never_cache
@require_safe
def sign_in_with(request: HttpRequest, provider: str) -> HttpResponse:
    """Send the browser to the identity system."""
    asked = Asked.fresh(outside_address(request, reverse("back_from", args=[provider])))
    try:
        address = _provider(provider).address(asked)
    except IdentityError as exc:
        return _not_recognised(request, provider, str(exc))
    request.session[SESSION_KEY] = {
        **asdict(asked), "provider": provider, "at": clock.now().isoformat(),
        "next": own_address(request, request.GET.get("next", "")),
    }  # fmt: skip
    return HttpResponseRedirect(address)


@login_not_required
@never_cache
@sensitive_variables("code", "held")
@require_safe
def back_from(request: HttpRequest, provider: str) -> HttpResponse:
    """The browser comes back: with the state it was sent with, once, and not long after."""
    known = _provider(provider)
    held = request.session.pop(SESSION_KEY, None)
    state, code = request.GET.get("state", ""), request.GET.get("code", "")
    if not held or held["provider"] != provider or clock.now() > datetime.fromisoformat(held["at"]) + LASTS:
        return _not_recognised(request, provider, "came back without having been sent, or too late")
    if not hmac.compare_digest(held["state"].encode(), state.encode()) or not 0 < len(code) <= LONGEST_CODE:
        return _not_recognised(request, provider, "came back with another state, or without a code")
    visitor = visitor_of(request)
    try:
        counted = (Counted("address", (network_of(visitor.address),)),)
        ticket = brakes.begin(now=clock.now(), counted=counted)
        asked = Asked(held["state"], held["nonce"], held["verifier"], held["back"])
        name = known.identity(asked, code).name
    except WaitError as wait:
        messages.error(request, wait_words(wait.seconds))
        return redirect("sign_in")
    except IdentityError as exc:
        return _not_recognised(request, provider, str(exc))
    user = user_named(name)
    if user is None or not user.is_active:
        return _not_recognised(request, provider, "no open account of that name", user)
    brakes.succeeded(now=clock.now(), ticket=ticket)
    return _enter(request, user, provider, held["next"])


def _enter(request: HttpRequest, user: User, provider: str, destination: str) -> HttpResponse:
    """In; unless the account has a second factor here and the identity system is not trusted to have asked for one."""
    if not counts_as_strong(provider) and second_factor.factor_of(user) is not None:
        return go_halfway(request, user, destination, way=provider)
    return doors.enter(request, user, redirect(destination), way=provider, strong=counts_as_strong(provider))


def _not_recognised(request: HttpRequest, provider: str, why: str, user: User | None = None) -> HttpResponse:
    """The same words whatever was wrong; the reason stands in the log, without codes, tokens and names."""
    logger.warning("identity refused: %s: %s", provider, why)
    write_down(now=clock.now(), user=user, visitor=visitor_of(request), outcome=Outcome.REFUSED, way=provider[:16])
    messages.error(request, _("身份系统没有认出您在这里的账号。请再试一次，或用账号密码登录；还不行，请找系统管理员。"))
    return redirect("sign_in")
