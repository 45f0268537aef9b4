"""The cookie of residents: its own name, sent to ``/home/`` alone, never looked at by pages of staff."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from linli.apps.residents.coming_in import Resident, resident_with
from linli.web import clock

COOKIE = "linli_home"
PATH = "/home/"
LONGEST = 64


class ResidentRequest(HttpRequest):
    """The request of an owner who came in with a letter."""

    resident: Resident


def resident_of(request: HttpRequest) -> Resident | None:
    secret = request.COOKIES.get(COOKIE, "")
    return resident_with(now=clock.now(), secret=secret) if len(secret) <= LONGEST else None


def let_in(response: HttpResponse, secret: str) -> HttpResponse:
    """Until the browser is closed; the session's own limits are kept by the server."""
    response.set_cookie(COOKIE, secret, path=PATH, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


def let_out(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
    return response
