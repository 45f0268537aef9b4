"""Where a request comes from: the network address behind one's own proxies, the browser's family, its token."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from linli.apps.signin.browsers import family
from linli.apps.signin.visitor import Visitor

COOKIE = "linli_browser"
KEPT_FOR = timedelta(days=180)
LONGEST_TOKEN = 64


def address_of(request: HttpRequest) -> str:
    """The visitor's network address. A header is believed only as far as the proxies that the office says it has: what
    stands further left was written by the visitor."""
    proxies = settings.LINLI_PROXIES
    nearest: str = request.META.get("REMOTE_ADDR", "")
    if not proxies:
        return nearest
    chain: list[str] = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    return chain[-proxies] if len(chain) >= proxies else nearest


def visitor_of(request: HttpRequest) -> Visitor:
    token = request.COOKIES.get(COOKIE, "")
    return Visitor(
        address=address_of(request),
        browser=family(request.META.get("HTTP_USER_AGENT", "")),
        token=token if len(token) <= LONGEST_TOKEN else "",
    )


def remember_browser(response: HttpResponse, token: str) -> None:
    """Let this browser be known next time. It opens nothing: it only keeps strangers' failures away from its owner."""
    response.set_cookie(
        COOKIE, token, max_age=KEPT_FOR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
