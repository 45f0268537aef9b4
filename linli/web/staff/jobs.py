"""What runs in the background: asked for from a page, left alone, and returned to with its result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.apps.accounts.permissions import may_administer, require
from linli.apps.accounts.refusals import ConflictError, NotFoundError
from linli.apps.work import services
from linli.apps.work.kinds import JOB_KINDS
from linli.apps.work.permissions import may_fetch_result, may_steer_job
from linli.apps.work.queries import attempts_of, file_of, job_seen_by, jobs_seen_by
from linli.stages.imports import kind_names
from linli.stages.jobs import EXPORT, sheet_kinds
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff import sheets
from linli.web.staff.lookup import the_day, the_programme

PAGE_SIZE = 25
#: state of a job or an attempt → how it looks, and its icon
LOOKS = {
    "waiting": ("pending", "clock"),
    "running": ("work", "circle-dot"),
    "done": ("ok", "check"),
    "failed": ("bad", "circle-x"),
    "cancelled": ("", "undo-2"),
    "interrupted": ("late", "triangle-alert"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A job or an attempt in the reader's language. ``thing``: the row itself; ``what``: its kind; ``told``: how it
    ended in words; ``steerable``: this viewer may stop it or have it done again."""

    thing: Any
    words: str
    look: str
    icon: str
    what: str = ""
    told: str = ""
    error: str = ""
    steerable: bool = False
    fetchable: bool = False
    again: bool = False


def _error(words: dict[str, str]) -> str:
    return words.get("en" if (get_language() or "zh").startswith("en") else "zh", "")


def _line(request: StaffRequest, job: Any) -> Line:
    language = get_language() or "zh"
    kind = JOB_KINDS.get(job.kind)
    look, icon = LOOKS[job.state]
    ended_well = job.state == "done"
    steerable = may_steer_job(request.actor, job)
    return Line(
        thing=job,
        words=_("正在停下") if job.state == "running" and job.cancel_asked_at else job.get_state_display(),
        look=look,
        icon=icon,
        what=kind.shown(language) if kind else job.kind,
        told=kind.told(job.result, language) if kind and ended_well else "",
        error=_error(job.error),
        steerable=steerable and job.state in ("waiting", "running") and job.cancel_asked_at is None,
        again=steerable and job.state in ("failed", "cancelled"),
        fetchable=ended_well and bool(job.filename) and may_fetch_result(request.actor, job),
    )


@require_safe
def jobs(request: StaffRequest) -> HttpResponse:
    page = Paginator(jobs_seen_by(request.actor), PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [_line(request, job) for job in page]
    names = kind_names()
    context = {
        "section": "jobs",
        "page": page,
        "lines": lines,
        "open": any(line.thing.state in ("waiting", "running") for line in lines),
        "sheets": [(kind, names[kind]) for kind in sheet_kinds()],
        "all_of_area": may_administer(request.actor),
    }
    return render(request, "staff/jobs.html", context)


@require_safe
def job(request: StaffRequest, job_id: int) -> HttpResponse:
    found = job_seen_by(request.actor, job_id)
    runs = [
        Line(run, run.get_outcome_display() or _("正在办"), *LOOKS[run.outcome or "running"], error=_error(run.error))
        for run in attempts_of(found)
    ]
    line = _line(request, found)
    context = {
        "section": "jobs",
        "line": line,
        "job": found,
        "runs": runs,
        "open": found.state in ("waiting", "running"),
        "expired": line.fetchable and file_of(found) is None,
    }
    return render(request, "staff/job.html", context)


@require_safe
def job_file(request: StaffRequest, job_id: int) -> HttpResponse:
    """The file that came out; for whoever asked for it, in the same post."""
    found = job_seen_by(request.actor, job_id)
    require(may_fetch_result, request.actor, found)
    content = file_of(found)
    if content is None:
        raise NotFoundError
    name, _dot, ending = found.filename.rpartition(".")
    return sheets.file_answer(content, ending, name)


@require_POST
def cancel_job(request: StaffRequest, job_id: int) -> HttpResponse:
    try:
        services.cancel(actor=request.actor, now=clock.now(), job_id=job_id)
    except ConflictError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已要求停下；没有留下半截结果。"))
    return redirect("job", job_id)


@require_POST
def retry_job(request: StaffRequest, job_id: int) -> HttpResponse:
    try:
        services.try_again(actor=request.actor, now=clock.now(), job_id=job_id)
    except ConflictError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已重新排队。"))
    return redirect("job", job_id)


@require_POST
def ask_export(request: StaffRequest, slug: str) -> HttpResponse:
    """A sheet of the programme, made in the background."""
    programme = the_programme(request, slug)
    kind = request.POST.get("kind", "")
    if kind not in sheet_kinds():
        raise NotFoundError
    asked = services.ask(
        actor=request.actor, now=clock.now(), kind=EXPORT, about=f"{programme.name} · {kind_names()[kind]}",
        arguments={"slug": slug, "kind": kind, "day": the_day(request).isoformat()},
    )  # fmt: skip
    return redirect("job", asked.pk)
