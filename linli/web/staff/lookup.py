"""What every programme page begins with: the programme of the address, as this viewer may see it."""

from __future__ import annotations

from datetime import date
from typing import Any

from linli.apps.programme.queries import programme_seen_by, project_seen_by
from linli.web import clock
from linli.web.preferences import SESSION_PROGRAMME
from linli.web.requests import StaffRequest


def the_programme(request: StaffRequest, slug: str) -> Any:
    """Raises NotFoundError (404) when there is none for this viewer. The frame shows it and its simulated day."""
    programme = programme_seen_by(request.actor, slug)
    request.programme = programme
    if request.session.get(SESSION_PROGRAMME) != slug:
        request.session[SESSION_PROGRAMME] = slug
    return programme


def the_project(request: StaffRequest, slug: str, project_id: int) -> tuple[Any, Any]:
    """The programme and the project of the address. Raises NotFoundError (404)."""
    programme = the_programme(request, slug)
    return programme, project_seen_by(request.actor, programme, project_id)


def the_day(request: StaffRequest) -> date:
    """The day that this page judges on."""
    return clock.today(request)
