"""My dwelling: the compound, what is planned, where it stands, whom to ask. In plain words, for a telephone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.stages.home import Work, projects_on, whom_to_ask, work_of
from linli.web import clock
from linli.web.residents.doors import ResidentRequest


@login_not_required
@require_safe
def my_dwelling(request: ResidentRequest) -> HttpResponse:
    dwelling = request.resident.dwelling
    context: dict[str, Any] = {
        "resident": request.resident,
        "dwelling": dwelling,
        "compound": dwelling.compound,
        "works": [_work(request, *found) for found in projects_on(dwelling.compound)],
        "contacts": whom_to_ask(dwelling.compound),
    }
    return render(request, "residents/my_dwelling.html", context)


def _work(request: ResidentRequest, project: Any, programme: Any) -> Work:
    request.programme = programme  # type: ignore[attr-defined]  # training may have a day of its own for each programme
    return work_of(project, today=clock.today(request))
