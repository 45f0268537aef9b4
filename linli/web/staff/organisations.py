"""The tree of organisations as the viewer's area shows it, and the page of one: its posts, holders, area, history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from linli.apps.accounts.permissions import may_administer, may_manage_accounts, may_mandate
from linli.apps.accounts.queries import (
    appointments_seen_by,
    holders_on,
    kind_choices,
    organisation_seen_by,
    organisations_matching,
    organisations_seen_by,
    people_seen_by,
    posts_seen_by,
)
from linli.apps.records.queries import event_sentence, events_about
from linli.web import clock
from linli.web.requests import StaffRequest

PAGE_SIZE = 100
HISTORY = 30
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class TreeRow:
    """``depth``: how far below the top of the viewer's area; ``holders``: who holds which post now."""

    organisation: Any
    depth: int
    holders: list[Any]


@dataclass(frozen=True, slots=True)
class PostRow:
    post: Any
    now: list[Any]
    earlier: list[Any]
    later: list[Any]
    may_mandate: bool


@dataclass(frozen=True, slots=True)
class ActLine:
    at: Any
    sentence: str
    who: str
    post: str
    reason: str


def act_lines(events: Any) -> list[ActLine]:
    """Acts in the reader's language."""
    language = get_language() or "zh"
    return [
        ActLine(
            event.recorded_at,
            event_sentence(event.kind, event.body, language),
            event.actor.shown_name if event.actor else "",
            event.post_label,
            event.reason,
        )
        for event in events
    ]


@require_safe
def organisations(request: StaffRequest) -> HttpResponse:
    words, kind = request.GET.get("q", "")[:60], request.GET.get("kind", "")
    closed = request.GET.get("closed") == "1"
    found = organisations_matching(request.actor, words, kind=kind, closed=closed).select_related("parent")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    holders: dict[int, list[Any]] = defaultdict(list)
    shown = [one.pk for one in page]
    for held in holders_on(request.actor, clock.real_today()).filter(post__organisation_id__in=shown):
        holders[held.post.organisation_id].append(held)
    top = (request.actor.area_path or "/").count("/")
    is_tree = not words and not kind
    rows = [
        TreeRow(one, min(max(one.path.count("/") - top, 0), DEEPEST) if is_tree else 0, holders[one.pk]) for one in page
    ]
    return render(request, "staff/organisations.html", {
        "section": "organisations", "page": page, "rows": rows, "q": words, "kind": kind, "closed": closed,
        "kinds": kind_choices(), "is_tree": is_tree, "may_administer": may_administer(request.actor),
    })  # fmt: skip


@require_safe
def organisation(request: StaffRequest, organisation_id: int) -> HttpResponse:
    found = organisation_seen_by(request.actor, organisation_id)
    today = clock.real_today()
    above = [int(part) for part in found.path.strip("/").split("/")[:-1]]
    seen = organisations_seen_by(request.actor)
    chain = sorted(seen.filter(pk__in=above), key=lambda one: one.path)
    children = list(seen.filter(parent=found).order_by("closed_on", "name_key"))
    may_manage = found.closed_on is None and may_manage_accounts(request.actor, found)
    people = list(people_seen_by(request.actor).filter(organisation=found))
    return render(request, "staff/organisation.html", {
        "section": "organisations", "organisation": found, "chain": chain, "children": children,
        "posts": _posts(request, found, today), "people": people,
        "below": seen.filter(path__startswith=found.path, closed_on__isnull=True).exclude(pk=found.pk).count(),
        "may_manage": may_manage, "may_reshape": may_manage and found.parent_id is not None,
        "history": act_lines(events_about(found)[:HISTORY]),
    })  # fmt: skip


def _posts(request: StaffRequest, found: Any, today: Any) -> list[PostRow]:
    held: dict[int, list[Any]] = defaultdict(list)
    for one in appointments_seen_by(request.actor).filter(post__organisation=found).order_by("-held_from"):
        held[one.post_id].append(one)
    rows = []
    for post in posts_seen_by(request.actor).filter(organisation=found).order_by("position", "title"):
        every = held[post.pk]
        now = [one for one in every if one.held_from <= today and (one.held_until is None or one.held_until > today)]
        later = [one for one in every if one.held_from > today]
        earlier = [one for one in every if one not in now and one not in later]
        rows.append(PostRow(post, now, earlier, later, may_mandate(request.actor, post)))
    return rows
