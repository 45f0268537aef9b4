"""Papers and photographs: put in, looked at, downloaded, replaced, withdrawn; what is still missing per stage."""

from __future__ import annotations

import logging
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.apps.accounts.refusals import ConflictError, NotPermittedError, RefusalError
from linli.apps.evidence import shelves
from linli.apps.evidence.permissions import may_add_evidence, may_see_origin, may_withdraw_evidence
from linli.apps.evidence.queries import (
    STANDING,
    alike_seen_by,
    counts_by_key,
    evidence_about,
    evidence_seen_by,
    one_seen_by,
    versions_of,
)
from linli.apps.evidence.services import (
    About,
    Offered,
    add_evidence,
    download_name,
    replace_evidence,
    withdraw_evidence,
)
from linli.apps.programme.evidence import canonical_fact, fact_name
from linli.apps.programme.queries import ledger_of, project_seen_by
from linli.core.faults import BadInput, Fault
from linli.core.policy.model import Package
from linli.core.wording import say
from linli.integrations.files.kinds import SUFFIXES
from linli.stages.papers import Paper, papers_of
from linli.web import clock
from linli.web.receiving import FILES_AT_ONCE, brought_too_much, most_bytes
from linli.web.requests import StaffRequest
from linli.web.staff.board import standing_for
from linli.web.staff.lookup import the_programme, the_project
from linli.web.staff.project import place_of
from linli.web.staff.todo import ReasonForm

PAGE_SIZE = 50
GALLERY_SIZE = 60
MEGABYTE = 1024 * 1024
PROJECT = "programme.project"
#: nothing in a file that somebody handed in may run, load or send anything
SANDBOX = "sandbox; default-src 'none'"
MOMENTS = (
    ("", gettext_lazy("不分")),
    ("before", gettext_lazy("改造前")),
    ("during", gettext_lazy("施工中")),
    ("after", gettext_lazy("改造后")),
)
RETENTION = {"permanent": gettext_lazy("永久"), "thirty": gettext_lazy("30 年"), "ten": gettext_lazy("10 年")}
logger = logging.getLogger(__name__)


class UploadForm(forms.Form):
    """What the chosen files are. The files themselves are read from the request, one after the other."""

    what = forms.ChoiceField(
        label=gettext_lazy("证明什么"), required=False, widget=forms.Select(attrs={"class": "sel"}),
        help_text=gettext_lazy("选了，就算在“各阶段要的材料”里；不选就是一般资料。"),
    )  # fmt: skip
    moment = forms.ChoiceField(
        label=gettext_lazy("照片是什么时候的"), required=False, choices=MOMENTS,
        widget=forms.Select(attrs={"class": "sel"}),
    )  # fmt: skip
    title = forms.CharField(
        label=gettext_lazy("名称（可不填，用文件名）"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"class": "inp"}),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("来源（谁给的、文号）"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"class": "inp"}),
    )  # fmt: skip
    is_personal = forms.BooleanField(label=gettext_lazy("含个人信息（只给经办和审计看）"), required=False)

    def __init__(self, *args: Any, papers: list[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for paper in papers:
            groups.setdefault(paper.stage_name, []).append((f"{paper.stage}|{paper.key}", paper.name))
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)  # noqa: S101 -- declared above
        what.choices = [("", _("一般资料")), *groups.items()]


def _given(request: StaffRequest) -> list[Offered]:
    """The files of the request. Raises BadInput when there were too many to take."""
    files = request.FILES.getlist("files")
    if brought_too_much(request) or len(files) > FILES_AT_ONCE * 2:
        hint = say("evidence.too_many_hint", count=FILES_AT_ONCE * 2, size=most_bytes() // MEGABYTE)
        raise BadInput([Fault(message=say("evidence.too_many"), hint=hint)])
    return [Offered(file.name or "", file.chunks()) for file in files]


def _told(refused: BadInput) -> list[dict[str, str]]:
    language = get_language() or "zh"
    return [
        {"file": fault.file, "message": fault.message, "expected": fault.expected, "hint": fault.hint}
        for fault in refused.told(language)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def project_evidence(request: StaffRequest, slug: str, project_id: int) -> HttpResponse:
    """Everything put in for one project, what each stage still wants, and the form to put more in."""
    programme, found = the_project(request, slug, project_id)
    standing = standing_for(request, programme)
    own = standing.by_id[project_id]
    subjects = [found, *_areas(found)]
    counts = counts_by_key(request.actor, subjects, programme.pk)
    proved = {(fact.stage, fact.key) for fact in ledger_of(found) if fact.withdrawn_at is None}
    papers = papers_of(standing.policy, own.process, counts, proved)
    form = UploadForm(
        request.POST if request.method == "POST" else None, papers=papers, initial={"what": request.GET.get("what", "")}
    )
    faults: list[dict[str, str]] = []
    if request.method == "POST":
        if not may_add_evidence(request.actor, found.subdistrict):
            raise NotPermittedError(_("材料由项目办公室、所在街道和财政部门上传。"))
        if form.is_valid():
            try:
                added = _put_in(request, found, standing.policy, form.cleaned_data)
            except BadInput as refused:
                faults = _told(refused)
            except NotPermittedError:
                raise
            except RefusalError as refused:  # somebody's number in a file's name, for instance
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("已收下 %(n)d 个文件。") % {"n": len(added)})
                return redirect("project_evidence", slug, project_id)
    shown = list(evidence_about(request.actor, subjects, programme.pk)[:GALLERY_SIZE])
    context = {
        "section": "projects", "project": found, "package": standing.policy, "form": form, "faults": faults,
        "may_add": may_add_evidence(request.actor, found.subdistrict),
        "rows": _rows(shown, standing.policy), "is_cut": len(shown) == GALLERY_SIZE,
        "pairs": _before_and_after(shown),
        "now": [paper for paper in papers if paper.state in ("missing", "unproved")],
        "there": [paper for paper in papers if paper.state == "there"],
        "later": [paper for paper in papers if paper.state == "later"],
        "most_mb": settings.LINLI_UPLOAD_BYTES // MEGABYTE,
    }  # fmt: skip
    return render(request, "staff/project_evidence.html", context, status=422 if faults or form.errors else 200)


def _areas(project: Any) -> list[Any]:
    """The areas that the project lies in, whose papers are also its own."""
    found, area = [], project.subdistrict
    while area is not None:
        found.append(area)
        area = area.parent
    return found


def _put_in(request: StaffRequest, project: Any, package: Package, said: dict[str, Any]) -> list[Any]:
    stage, _bar, key = said["what"].partition("|")
    if stage:
        stage, key = canonical_fact(package, stage, key)
    place = place_of(project, package, stage) if stage else {"project": project}
    subject = place.get("project") or place["area"]
    about = About(
        subject=subject, place=place.get("area") or project.subdistrict, programme_id=project.programme_id,
        stage=stage, key=key, title=said["title"], moment=said["moment"], source=said["source"],
        is_personal=said["is_personal"],
    )  # fmt: skip
    return add_evidence(actor=request.actor, now=clock.now(), about=about, files=_given(request))


def _rows(found: list[Any], package: Package) -> list[dict[str, Any]]:
    return [
        {
            "one": one, "proves": fact_name(package, one.stage, one.key) if one.key else "",
            "stands": one.withdrawn_at is None and getattr(one, "superseded_by", None) is None,
            "has_picture": one.content.width is not None or one.content.kind == "pdf",
            "suffix": SUFFIXES[one.content.kind][0].removeprefix(".").upper(),
        }
        for one in found
    ]  # fmt: skip


def _before_and_after(found: list[Any]) -> list[tuple[Any, Any]]:
    """The newest pictures of before and after, side by side."""
    pictures = [one for one in found if one.content.width and one.withdrawn_at is None]
    before = [one for one in pictures if one.moment == "before"]
    after = [one for one in pictures if one.moment == "after"]
    return list(zip(before, after, strict=False))[:3]


@require_safe
def evidence_list(request: StaffRequest, slug: str) -> HttpResponse:
    """Everything put in for the programme that this viewer may see, newest first, a page at a time."""
    programme = the_programme(request, slug)
    standing = standing_for(request, programme)
    found = evidence_seen_by(request.actor).filter(programme_id=programme.pk)
    chosen = request.GET.get("filter", "")
    if chosen == "reused":
        found = found.filter(looks_reused=True).filter(STANDING)
    elif chosen == "withdrawn":
        found = found.filter(withdrawn_at__isnull=False)
    words = request.GET.get("q", "").strip()[:80]
    if words:
        found = found.filter(title__icontains=words)
    before = request.GET.get("before", "")
    if before.isdecimal():
        found = found.filter(pk__lt=min(int(before), 2**62))
    page = list(found.order_by("-pk")[: PAGE_SIZE + 1])
    names = standing.by_id
    rows = _rows(page[:PAGE_SIZE], standing.policy)
    for row in rows:
        one = row["one"]
        known = names.get(one.subject_id) if one.subject_type == PROJECT else None
        row["project_id"], row["place"] = (one.subject_id, known.row.name) if known else (0, one.organisation.name)
    return render(request, "staff/evidence_list.html", {
        "section": "evidence", "rows": rows, "chosen": chosen, "q": words, "is_first": not before,
        "next_before": page[PAGE_SIZE - 1].pk if len(page) > PAGE_SIZE else 0,
        "filters": [("", _("全部")), ("reused", _("照片疑似重复使用")), ("withdrawn", _("已撤回"))],
    })  # fmt: skip


@require_safe
def evidence(request: StaffRequest, slug: str, evidence_id: int) -> HttpResponse:
    return _detail(request, slug, evidence_id)


def _detail(
    request: StaffRequest, slug: str, evidence_id: int, *, faults: list[dict[str, str]] | None = None,
    replacing: ReasonForm | None = None, withdrawing: ReasonForm | None = None,
) -> HttpResponse:  # fmt: skip
    programme = the_programme(request, slug)
    one = one_seen_by(request.actor, programme.pk, evidence_id)
    standing = standing_for(request, programme)
    alike, elsewhere = alike_seen_by(request.actor, one)
    row = _rows([one], standing.policy)[0]
    project = project_seen_by(request.actor, programme, one.subject_id) if one.subject_type == PROJECT else None
    bad = bool(faults or replacing or withdrawing)
    return render(request, "staff/evidence.html", {
        "section": "evidence", "row": row, "one": one, "project": project, "words": shelves.words(one.content),
        "origin": may_see_origin(request.actor, one), "alike": alike, "elsewhere": elsewhere,
        "versions": versions_of(one), "retention": RETENTION.get(one.retention, one.retention),
        "moment": dict(MOMENTS).get(one.moment, ""), "may_change": row["stands"]
        and may_withdraw_evidence(request.actor, one), "faults": faults or [],
        "replacing": replacing or ReasonForm(prefix="new"), "withdrawing": withdrawing or ReasonForm(prefix="out"),
    }, status=422 if bad else 200)  # fmt: skip


@require_POST
def replace_one(request: StaffRequest, slug: str, evidence_id: int) -> HttpResponse:
    """A new version, with a reason."""
    programme = the_programme(request, slug)
    one = one_seen_by(request.actor, programme.pk, evidence_id)
    form = ReasonForm(request.POST, prefix="new")
    if not form.is_valid():
        return _detail(request, slug, evidence_id, replacing=form)
    try:
        newer = replace_evidence(
            actor=request.actor, now=clock.now(), evidence=one, file=_only(_given(request)),
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
    except BadInput as refused:
        return _detail(request, slug, evidence_id, faults=_told(refused))
    except NotPermittedError:
        raise
    except RefusalError as refused:
        form.add_error(None, str(refused))
        return _detail(request, slug, evidence_id, replacing=form)
    messages.success(request, _("新版已收下，旧版仍留存。"))
    return redirect("evidence", slug, newer.pk)


def _only(files: list[Offered]) -> Offered:
    if len(files) != 1:
        raise BadInput([Fault(message=say("evidence.nothing"), hint=say("evidence.nothing_hint"))])
    return files[0]


@require_POST
def withdraw_one(request: StaffRequest, slug: str, evidence_id: int) -> HttpResponse:
    """It no longer counts, for a reason; the file stays."""
    programme = the_programme(request, slug)
    one = one_seen_by(request.actor, programme.pk, evidence_id)
    form = ReasonForm(request.POST, prefix="out")
    if not form.is_valid():
        return _detail(request, slug, evidence_id, withdrawing=form)
    try:
        withdraw_evidence(actor=request.actor, now=clock.now(), evidence=one, reason=form.cleaned_data["reason"])
    except ConflictError as refused:
        form.add_error(None, str(refused))
        return _detail(request, slug, evidence_id, withdrawing=form)
    messages.success(request, _("已撤回，原件仍留存。"))
    return redirect("evidence", slug, evidence_id)


@require_safe
def evidence_file(request: StaffRequest, slug: str, evidence_id: int) -> HttpResponseBase:
    """The original, only ever as a download."""
    programme = the_programme(request, slug)
    one = one_seen_by(request.actor, programme.pk, evidence_id)
    try:
        content = shelves.store().open(one.content.digest)
    except FileNotFoundError as exc:
        logger.exception("evidence file is missing: %s", one.content.digest)
        raise Http404 from exc
    response = FileResponse(
        content, as_attachment=True, filename=download_name(one), content_type=SUFFIXES[one.content.kind][1]
    )
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@require_safe
def evidence_picture(request: StaffRequest, slug: str, evidence_id: int, size: str) -> HttpResponseBase:
    """The copy for looking at: encoded again, without when and where."""
    programme = the_programme(request, slug)
    one = one_seen_by(request.actor, programme.pk, evidence_id)
    path = shelves.picture(one.content, size) if size in shelves.PICTURES else None
    if path is None:
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
