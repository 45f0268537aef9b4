"""The record of a programme: every act as a sentence, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.apps.records.queries import event_sentence, events_of_programme
from linli.core.policy.model import Package
from linli.web.staff.board import standing_for
from linli.web.staff.lookup import the_programme
from linli.web.staff.todo import role_name

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class EventLine:
    """An act in the reader's language."""

    at: datetime
    sentence: str
    who: str
    post: str
    reason: str


def event_lines(events: Iterable[Any], package: Package) -> list[EventLine]:
    """The acts in the reader's language; roles that stand in a value by the names they have in ``package``."""
    language = get_language() or "zh"
    return [
        EventLine(
            at=event.recorded_at,
            sentence=event_sentence(event.kind, _readable(event.body, package), language),
            who=(event.actor.display_name or event.actor.username) if event.actor else _("命令行"),
            post=event.post_label if event.actor else "",
            reason=event.reason,
        )
        for event in events
    ]


def _readable(body: Mapping[str, Any], package: Package) -> Mapping[str, Any]:
    value = body.get("value")
    return {**body, "value": role_name(package, value)} if isinstance(value, str) else body


@require_safe
def events(request: HttpRequest, slug: str) -> HttpResponse:
    programme = the_programme(request, slug)
    page = Paginator(events_of_programme(programme.pk), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "staff/events.html",
        {
            "section": "events",
            "page": page,
            "lines": event_lines(page, standing_for(request, programme).policy),
        },
    )
