"""The one clock of the pages. Training may set a simulated day; production never has one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

SESSION_KEY = "training_days"


def now() -> datetime:
    """The instant at which an act is recorded. Always the real one, whatever day training pretends."""
    return timezone.now()


def real_today() -> date:
    """The calendar day here and now."""
    return timezone.localdate()


def simulated_day(request: HttpRequest) -> date | None:
    """The day that training pretends, None outside training.

    This browser's choice for the programme on the page; else the instance's (``LINLI_TODAY``); else the
    programme's own.
    """
    if not settings.LINLI_TRAINING:
        return None
    return _chosen(request) or settings.LINLI_TODAY or getattr(_programme(request), "training_day", None)


def today(request: HttpRequest) -> date:
    """The day that deadlines are judged on."""
    return simulated_day(request) or real_today()


def travel(request: HttpRequest, day: date | None, *, slug: str = "") -> None:
    """Pretend another day in this browser for the programme of ``slug``, or (None) go back to its own."""
    chosen = dict(request.session.get(SESSION_KEY, {}))
    chosen.pop(slug, None)
    if day is not None:
        chosen[slug] = day.isoformat()
    request.session[SESSION_KEY] = chosen


def _programme(request: HttpRequest) -> Any:
    return getattr(request, "programme", None)


def _chosen(request: HttpRequest) -> date | None:
    session = getattr(request, "session", None)
    days = session.get(SESSION_KEY, {}) if session is not None else {}
    try:
        return date.fromisoformat(days.get(getattr(_programme(request), "slug", ""), ""))
    except (AttributeError, TypeError, ValueError):
        return None
