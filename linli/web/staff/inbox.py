"""What waits for this post: every open thing it has to put on record, by when, under which clause; overdue first.

Nothing of it is kept: it is read off the standings, so what was done is gone from here at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.apps.accounts.actors import Actor
from linli.apps.programme.permissions import may_record_fact
from linli.apps.programme.queries import programmes_seen_by, projects_seen_by
from linli.apps.work.permissions import works_in_a_subdistrict
from linli.core.policy.model import Package
from linli.stages.standing import programme_standing
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff.todo import ToDo, to_dos

PAGE_SIZE = 30
#: within so many days a deadline counts as near: a working week and the weekends around it
NEAR_DAYS = 9
SCOPES = ("own", "all")
FILTERS = ("late", "near")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. ``own``: the document gives it to the viewer's organisation; otherwise it is followed up."""

    programme: Any
    package: Package
    project_id: int
    project: str
    place: str
    todo: ToDo
    own: bool
    late_days: int
    is_near: bool

    @property
    def order(self) -> tuple[int, date, str, str]:
        return -self.late_days, self.todo.due or date.max, self.project, self.todo.key


def _tasks(request: StaffRequest, programme: Any) -> Iterator[Task]:
    """Of one programme, what is open now and may be recorded by this viewer; nothing while its policy is missing."""
    request.programme = programme  # whose simulated day counts
    day = clock.today(request)
    standing = programme_standing(programme.pk, today=day)
    if standing.problem is not None:
        return
    package, seen = standing.policy, standing.seen_by(request.actor)
    projects = {project.pk: project for project in projects_seen_by(request.actor, programme)}
    allowed = _Allowed(request.actor, programme, package)
    for one in seen.projects:
        for todo in to_dos(package, one.process):
            if todo.is_now and allowed.has(projects[one.id], todo):
                near = todo.due is not None and 0 <= (todo.due - day).days <= NEAR_DAYS
                yield Task(
                    programme, package, one.id, one.name, one.row.subdistrict, todo, allowed.is_own(todo),
                    todo.overdue_days, near,
                )  # fmt: skip


class _Allowed:
    """Whether this post may record a thing: asked once per place and thing, because a thousand compounds ask the
    same."""

    def __init__(self, actor: Actor, programme: Any, package: Package) -> None:
        self._actor, self._programme, self._package = actor, programme, package
        self._known: dict[tuple[int, str], bool] = {}
        role = actor.post.organisation.policy_role if actor.post else ""
        self._role = package.role_by_id[role].name if role in package.role_by_id else ""

    def has(self, project: Any, todo: ToDo) -> bool:
        key = (project.subdistrict_id, todo.key)
        if key not in self._known:
            stage, _bar, fact = todo.key.partition("|")
            self._known[key] = may_record_fact(
                self._actor, self._programme, project, package=self._package, stage=stage, key=fact
            )
        return self._known[key]

    def is_own(self, todo: ToDo) -> bool:
        """Named in the document; a sub-district's own also what it records for bodies at or below its level."""
        return self._role in todo.who or works_in_a_subdistrict(self._actor)


@require_safe
def inbox(request: StaffRequest) -> HttpResponse:
    programmes = list(programmes_seen_by(request.actor))
    tasks = sorted((task for one in programmes for task in _tasks(request, one)), key=lambda task: task.order)
    request.programme = programmes[0] if len(programmes) == 1 else None  # the frame belongs to none of several
    own = [task for task in tasks if task.own]
    scope = request.GET.get("scope", "")
    if scope not in SCOPES:
        scope = "own" if own else "all"
    shown = own if scope == "own" else tasks
    late, near = [task for task in shown if task.late_days], [task for task in shown if task.is_near]
    chosen = request.GET.get("filter", "")
    listed = {"late": late, "near": near}.get(chosen, shown)
    context = {
        "section": "inbox",
        "page": Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page")),
        "scope": scope,
        "chosen": chosen if chosen in FILTERS else "",
        "own": len(own),
        "every": len(tasks),
        "late": len(late),
        "near": len(near),
        "several": len(programmes) > 1,
    }
    return render(request, "staff/inbox.html", context)
