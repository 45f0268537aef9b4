"""Bringing in sheets: take the template, upload, look at every fault or the summary, then write all or nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.stages.imports import KINDS, commit, kind_names, preview, template
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff import sheets, uploads
from linli.web.staff.board import standing_for
from linli.web.staff.lookup import the_day, the_programme

FAULTS_SHOWN = 200
ABOUT = {
    "compounds": (
        gettext_lazy("小区、街道、户数、面积、楼栋、年份、分期。一个小区一行，写入后成为改造项目。"),
        "building-2",
    ),
    "facts": (gettext_lazy("哪个小区、哪一天、哪个阶段、办成了什么。状态都由它推出。"), "notebook-pen"),
    "costs": (gettext_lazy("每个小区每个改造项目多少钱，批复多少。由谁出由文件的规则拆分。"), "receipt-text"),
    "dwellings": (
        gettext_lazy("房号、业主、手机或证件后四位。业主凭门上的信进来，用它们核对；加密保存。"),
        "house",
    ),
    "particulars": (
        gettext_lazy("出资公式要用到的小区情况：改造类别、年度、居民出资、里程碑等，一个小区一行。"),
        "list-checks",
    ),
}


@require_safe
def imports(request: StaffRequest, slug: str) -> HttpResponse:
    the_programme(request, slug)
    names = kind_names()
    kinds = [(kind, names[kind], *ABOUT.get(kind, ("", "table-2"))) for kind in KINDS]
    return render(request, "staff/imports.html", {"section": "imports", "kinds": kinds})


def _kind_name(kind: str) -> str:
    if kind not in KINDS:
        raise Http404
    return kind_names()[kind]


@require_safe
def import_template(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """The workbook to fill in, under the programme's policy."""
    programme = the_programme(request, slug)
    name = _kind_name(kind)
    content = template(kind, standing_for(request, programme).policy)
    return sheets.file_answer(content, "xlsx", name)


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """Upload a sheet and look at it; nothing is written."""
    programme = the_programme(request, slug)
    context: dict[str, Any] = {
        "section": "imports", "kind": kind, "kind_name": _kind_name(kind), "error": "", "looked": None, "token": "",
        "most_mb": settings.LINLI_UPLOAD_BYTES // (1024 * 1024), **_addresses(programme, kind),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "staff/import_file.html", context)
    given = request.FILES.get("file")
    context["error"] = refusal_of(given)
    if context["error"] or given is None:
        return render(request, "staff/import_file.html", context, status=422)
    content = given.read()
    looked = preview(
        kind, actor=request.actor, programme=programme, filename=given.name or "", content=content,
        today=the_day(request),
    )  # fmt: skip
    if looked.is_clean and looked.rows:
        context["token"] = uploads.keep(request, f"{slug}/{kind}", given.name or "", content)
    return looked_at(request, context, looked)


def _addresses(programme: Any, kind: str) -> dict[str, Any]:
    """Where the page leads; the same page serves sheets that belong to no programme."""
    slug = programme.slug
    return {
        "crumbs": [
            (reverse("programme", args=[slug]), programme.name),
            (reverse("imports", args=[slug]), _("导入表格")),
        ],
        "file_url": reverse("import_file", args=[slug, kind]),
        "commit_url": reverse("import_commit", args=[slug, kind]),
        "template_url": reverse("import_template", args=[slug, kind]),
    }


def refusal_of(given: UploadedFile[Any] | None) -> str:
    """Why an upload cannot even be looked at; empty when it can."""
    if given is None:
        return _("请先选择文件。")
    if given.size is not None and given.size > settings.LINLI_UPLOAD_BYTES:
        return _("文件太大：最多 %(most)d MB。请删去用不到的工作表和图片再试。") % {
            "most": settings.LINLI_UPLOAD_BYTES // (1024 * 1024)
        }
    if not given.size:
        return _("这个文件是空的。")
    return ""


def looked_at(request: StaffRequest, context: dict[str, Any], looked: Any) -> HttpResponse:
    """The page with every fault of a sheet, or with what it would write."""
    context["looked"] = looked
    language = get_language() or "zh"
    context["faults"] = [fault.told(language) for fault in looked.faults[:FAULTS_SHOWN]]
    context["faults_left"] = max(len(looked.faults) - FAULTS_SHOWN, 0)
    context["shown"] = [[row.get(header, "") for header in looked.headers] for row in looked.shown]
    return render(request, "staff/import_file.html", context, status=200 if looked.is_clean else 422)


@require_POST
def import_commit(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """Write the sheet that was looked at: all of it or nothing."""
    programme = the_programme(request, slug)
    name = _kind_name(kind)
    kept = uploads.take(request, f"{slug}/{kind}", request.POST.get("token", ""))
    if kept is None:
        messages.error(request, _("这份文件已经写入过，或者放得太久了。请重新上传。"))
        return redirect("import_file", slug, kind)
    written = commit(
        kind, actor=request.actor, now=clock.now(), programme=programme, filename=kept.filename, content=kept.content,
        today=the_day(request),
    )  # fmt: skip
    if written.written:
        messages.success(request, _("已写入%(kind)s %(rows)d 行。") % {"kind": name, "rows": written.rows})
        return redirect("projects", slug)
    context: dict[str, Any] = {
        "section": "imports", "kind": kind, "kind_name": name, "error": "", "token": "",
        "most_mb": settings.LINLI_UPLOAD_BYTES // (1024 * 1024), **_addresses(programme, kind),
    }  # fmt: skip
    return looked_at(request, context, written)
