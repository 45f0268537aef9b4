"""What a reader chooses for this browser: theme, language, post, in training the day. Kept in cookies and session."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.apps.accounts.actors import hats_of
from linli.web import clock
from linli.web.requests import StaffRequest, own_address

THEMES = ("light", "dark")
SESSION_PROGRAMME = "programme"
SESSION_POST = "post_id"
SESSION_MANDATE = "mandate_id"
THEME_COOKIE = "linli_theme"
ONE_YEAR = 365 * 24 * 60 * 60


def theme_of(request: HttpRequest) -> str:
    """``light`` or ``dark`` when chosen, otherwise empty: follow the system."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def back(request: HttpRequest) -> HttpResponse:
    """To the page that the form stood on, if it is ours."""
    return redirect(own_address(request, request.POST.get("next", "")))


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    response = back(request)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            THEME_COOKIE, theme, max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    response = back(request)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=ONE_YEAR, samesite="Lax", secure=request.is_secure()
        )
    return response


@require_POST
def choose_post(request: StaffRequest) -> HttpResponse:
    """Act in another of the posts one holds, or for somebody by mandate."""
    wanted = request.POST.get("post", "")
    chosen = next((hat for hat in hats_of(request.user, clock.real_today()) if hat.value == wanted), None)
    if chosen is not None and chosen.mandate is not None:
        request.session[SESSION_MANDATE] = chosen.mandate.pk
    elif chosen is not None:
        request.session.pop(SESSION_MANDATE, None)
        request.session[SESSION_POST] = chosen.post.pk
    if chosen is not None:
        request.session.cycle_key()  # other rights, another key
    return redirect("home")


@require_POST
def training_day(request: HttpRequest) -> HttpResponse:
    """Travel to another day. Exists in training only."""
    if not settings.LINLI_TRAINING:
        raise Http404
    slug = request.POST.get("programme", "")
    if "reset" in request.POST:
        clock.travel(request, None, slug=slug)
        return back(request)
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        messages.error(request, _("日期没有看懂，请写成 2020-11-20 这样。"))
    else:
        clock.travel(request, day, slug=slug)
    return back(request)
