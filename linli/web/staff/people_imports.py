"""Bringing in organisations and people from sheets: template, upload, every fault, then all or nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.stages.people import KINDS, commit, kind_names, preview, template
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff import sheets, uploads
from linli.web.staff.imports import looked_at, refusal_of


def _context(kind: str) -> dict[str, Any]:
    """What the page of an import says; its addresses are those of organisations and people. Raises Http404."""
    if kind not in KINDS:
        raise Http404
    home = "organisations" if kind == "organisations" else "people"
    return {
        "section": home, "kind": kind, "kind_name": kind_names()[kind], "error": "", "looked": None, "token": "",
        "most_mb": settings.LINLI_UPLOAD_BYTES // (1024 * 1024),
        "crumbs": [(reverse(home), _("机构") if home == "organisations" else _("人员"))],
        "file_url": reverse("people_import", args=[kind]), "commit_url": reverse("people_import_commit", args=[kind]),
        "template_url": reverse("people_import_template", args=[kind]),
    }  # fmt: skip


@require_safe
def people_import_template(_request: StaffRequest, kind: str) -> HttpResponse:
    context = _context(kind)
    return sheets.file_answer(template(kind), "xlsx", context["kind_name"])


@require_http_methods(["GET", "HEAD", "POST"])
def people_import(request: StaffRequest, kind: str) -> HttpResponse:
    """Upload a sheet and look at it; nothing is written."""
    context = _context(kind)
    if request.method != "POST":
        return render(request, "staff/import_file.html", context)
    given = request.FILES.get("file")
    context["error"] = refusal_of(given)
    if context["error"] or given is None:
        return render(request, "staff/import_file.html", context, status=422)
    content = given.read()
    looked = preview(kind, actor=request.actor, filename=given.name or "", content=content, today=clock.real_today())
    if looked.is_clean and looked.rows:
        context["token"] = uploads.keep(request, f"people/{kind}", given.name or "", content)
    return looked_at(request, context, looked)


@require_POST
def people_import_commit(request: StaffRequest, kind: str) -> HttpResponse:
    """Write the sheet that was looked at: all of it or nothing."""
    context = _context(kind)
    kept = uploads.take(request, f"people/{kind}", request.POST.get("token", ""))
    if kept is None:
        messages.error(request, _("这份文件已经写入过，或者放得太久了。请重新上传。"))
        return redirect("people_import", kind)
    written = commit(
        kind, actor=request.actor, now=clock.now(), filename=kept.filename, content=kept.content,
        today=clock.real_today(),
    )  # fmt: skip
    if written.written:
        messages.success(
            request, _("已写入%(kind)s %(rows)d 行。") % {"kind": context["kind_name"], "rows": written.rows}
        )
        return redirect(context["section"])
    return looked_at(request, context, written)
