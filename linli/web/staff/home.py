"""Where one arrives: straight into the only programme, or a choice."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from linli.apps.programme.queries import programmes_seen_by
from linli.web.requests import StaffRequest


@require_safe
def home(request: StaffRequest) -> HttpResponse:
    programmes = list(programmes_seen_by(request.actor))
    if len(programmes) == 1 and "all" not in request.GET:
        return redirect("programme", programmes[0].slug)
    return render(request, "staff/home.html", {"programmes": programmes, "section": "home"})
