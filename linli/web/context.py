"""What every page's frame shows: who is looking in which post, theme, language, the day, and where one can go."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.conf import settings

from linli.apps.accounts.actors import hats_of
from linli.apps.personal.permissions import may_see_disclosures
from linli.apps.programme.permissions import may_bring_in_sheets
from linli.apps.programme.queries import programmes_seen_by
from linli.apps.signin.permissions import may_invite
from linli.stages.backups import open_gap
from linli.web import clock
from linli.web.preferences import SESSION_PROGRAMME, theme_of
from linli.web.requests import StaffRequest


@cache
def linli_version() -> str:
    try:
        return version("linli")
    except PackageNotFoundError:  # run from a copy that was never installed
        return ""


def _last_programme(request: StaffRequest) -> Any:
    """The programme last looked at, so that one finds back from the policies; None when it is no longer one's own."""
    slug = request.session.get(SESSION_PROGRAMME)
    return programmes_seen_by(request.actor).filter(slug=slug).first() if slug else None


def frame(request: StaffRequest) -> dict[str, Any]:
    """Context of the frame; needs no query for a visitor who has not signed in."""
    signed_in = bool(getattr(request, "user", None) and request.user.is_authenticated)
    actor = request.actor if signed_in and hasattr(request, "actor") else None
    programme = getattr(request, "programme", None)
    return {
        "actor": actor,
        "signed_in": signed_in,
        "hats": hats_of(request.user, clock.real_today()) if signed_in else [],
        "theme": theme_of(request),
        "training": settings.LINLI_TRAINING,
        "today": clock.today(request),
        "simulated": clock.simulated_day(request),
        "version": linli_version(),
        "may_see_disclosures": bool(actor and may_see_disclosures(actor)),
        "gap": open_gap(),
        "may_import": bool(actor and may_bring_in_sheets(actor)),
        "may_invite": bool(actor and may_invite(actor)),
        "programme": programme,
        "nav_programme": programme or (_last_programme(request) if signed_in else None),
        "section": "",
    }
