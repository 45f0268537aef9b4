"""The record of a programme: every act as a sentence, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.apps.records.queries import event_sentence, events_of_programme
from linli.core.policy.model import Package
from linli.stages.standing import ProjectStanding
from linli.web.requests import StaffRequest
from linli.web.staff.board import standing_for
from linli.web.staff.lookup import the_programme
from linli.web.staff.todo import role_name

PAGE_SIZE = 50
PROJECT = "programme.project"


@dataclass(frozen=True, slots=True)
class EventLine:
    """An act in the reader's language."""

    at: datetime
    sentence: str
    who: str
    post: str
    reason: str
    project_id: int | None = None
    project_name: str = ""


def event_lines(
    events: Iterable[Any], package: Package, projects: Mapping[int, ProjectStanding] | None = None
) -> list[EventLine]:
    """The acts in the reader's language; roles that stand in a value by the names they have in ``package``.

    With ``projects`` every act on one of them also names it.
    """
    named = projects or {}
    language = get_language() or "zh"
    return [
        EventLine(
            at=event.recorded_at,
            sentence=event_sentence(event.kind, _readable(event.body, package), language),
            who=(event.actor.display_name or event.actor.username) if event.actor else _("命令行"),
            post=event.post_label if event.actor else "",
            reason=event.reason,
            project_id=event.subject_id if project else None,
            project_name=project.row.name if project else "",
        )
        for event in events
        for project in [named.get(event.subject_id) if event.subject_type == PROJECT else None]
    ]


def _readable(body: Mapping[str, Any], package: Package) -> Mapping[str, Any]:
    value = body.get("value")
    return {**body, "value": role_name(package, value)} if isinstance(value, str) else body


@require_safe
def events(request: StaffRequest, slug: str) -> HttpResponse:
    programme = the_programme(request, slug)
    standing = standing_for(request, programme)
    sees_all = len(standing.by_id) == len(standing.every_project)
    own = None if sees_all else standing.by_id.keys()
    acts = events_of_programme(programme.pk, subject_type=PROJECT, subject_ids=own)
    page = Paginator(acts, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "staff/events.html",
        {
            "section": "events",
            "page": page,
            "lines": event_lines(page, standing.policy, standing.by_id),
        },
    )
