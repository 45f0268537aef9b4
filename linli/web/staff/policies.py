"""The documents that everything rests on: list, reading edition, register of readings, coverage, the official text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.apps.records.permissions import may_supply_official_text
from linli.apps.records.queries import official_text_history, official_texts
from linli.core.policy import check as checking
from linli.core.policy.anchors import SourceText, own_sources
from linli.core.policy.clauses import clause_label
from linli.core.policy.edition import Edition, Entry, edition
from linli.core.policy.model import Package
from linli.stages.official_texts import commit_text, preview_text
from linli.stages.policy_changes import programmes_under
from linli.stages.policy_shelf import shelf
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff import uploads

MOST_TEXT_BYTES = 5 * 1024 * 1024


def the_package(request: StaffRequest, package_id: str) -> Package:
    """The package with this id at hand, in the edition of the day; 404 when there is none."""
    found = shelf().with_id(package_id, clock.today(request))
    if found is None:
        raise Http404
    return found


def _of_the_day(request: StaffRequest) -> list[Package]:
    today = clock.today(request)
    found = (shelf().with_id(name, today) for name in sorted(shelf().current))
    return [package for package in found if package is not None]


@require_safe
def policies(request: StaffRequest) -> HttpResponse:
    at_hand = shelf()
    cards = [
        {
            "package": package,
            "pending": sum(reading.status == "pending" for reading in package.interpretations),
            "sources": own_sources(package),
        }
        for package in _of_the_day(request)
    ]
    return render(request, "staff/policies.html", {"section": "policies", "cards": cards, "problems": at_hand.problems})


@require_safe
def policy(request: StaffRequest, package_id: str) -> HttpResponse:
    """The reading edition: clause, rule and readings side by side; the official words where they were supplied."""
    package = the_package(request, package_id)
    told = edition(package, official_texts(package.id), language=get_language() or "zh")
    only = "pending" if request.GET.get("only") == "pending" else ""
    return render(request, "staff/policy.html", {
        "section": "policies", "tab": "edition", "package": package, "told": told, "only": only,
        "parts": _parts(told, pending_only=bool(only)),
        "running": programmes_under(request.actor, [package.id], clock.today(request)),
    })  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntryView:
    """A rule of the edition. ``targets``: the clauses that are found here when somebody follows a citation."""

    entry: Entry
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page, with what is shown of it."""

    id: str
    title: str
    entries: tuple[EntryView, ...]


def _parts(told: Edition, *, pending_only: bool) -> list[Part]:
    """The sections; a clause cited by several rules is found at the first of them."""
    seen: set[str] = set()
    parts = []
    for section in told.sections:
        views = []
        for entry in section.entries:
            if pending_only and not any(note.is_pending for note in entry.readings):
                continue
            fresh = tuple(clause.anchor for clause in entry.clauses if clause.anchor not in seen)
            seen.update(fresh)
            views.append(EntryView(entry, fresh))
        if views:
            parts.append(Part(section.id, section.title, tuple(views)))
    return parts


@require_safe
def policy_readings(request: StaffRequest, package_id: str) -> HttpResponse:
    """The register of readings, those still to be decided first, and the terms that other documents must fill."""
    package = the_package(request, package_id)
    only = request.GET.get("only", "")
    found = [reading for reading in package.interpretations if only in ("", reading.status)]
    found.sort(key=lambda reading: reading.status != "pending")
    return render(request, "staff/policy_readings.html", {
        "section": "policies", "tab": "readings", "package": package, "readings": found, "only": only,
        "pending": sum(reading.status == "pending" for reading in package.interpretations),
    })  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A text that the package was written from. ``supplied``: the latest text the office handed in, if any."""

    source: Any
    supplied: Any
    may_supply: bool


@require_safe
def policy_coverage(request: StaffRequest, package_id: str) -> HttpResponse:
    """Which texts are at hand, whether every sentence is accounted for, and which clauses have changed since."""
    package = the_package(request, package_id)
    history = list(official_text_history(package.id))
    current = {text.source_id: text for text in history if text.superseded_at is None}
    texts = {source: SourceText.of(text.text) for source, text in current.items()}
    directory = shelf().directories.get(package.hash)
    report = checking.check(directory, texts) if directory is not None and texts else None
    may_supply = may_supply_official_text(request.actor)
    rows = [SourceRow(source, current.get(source.id), may_supply) for source in own_sources(package)]
    return render(request, "staff/policy_coverage.html", {
        "section": "policies", "tab": "coverage", "package": package, "rows": rows, "report": report,
        "missing": _named(package, report.coverage.missing) if report and report.coverage else [],
    })  # fmt: skip


def _named(package: Package, anchors: Sequence[str]) -> list[tuple[str, str]]:
    language = get_language() or "zh"
    return [(anchor, clause_label(package, anchor, language)) for anchor in anchors]


@require_http_methods(["GET", "HEAD", "POST"])
def policy_text(request: StaffRequest, package_id: str) -> HttpResponse:
    """The office hands in the official text: it is held against the fingerprints before it is kept."""
    package = the_package(request, package_id)
    sources = own_sources(package)
    source_id = request.POST.get("source") or request.GET.get("source") or (sources[0].id if sources else "")
    if source_id not in {source.id for source in sources}:
        raise Http404
    context: dict[str, Any] = {"section": "policies", "tab": "coverage", "package": package, "sources": sources,
                               "source_id": source_id, "error": "", "looked": None, "token": ""}  # fmt: skip
    if request.method == "POST" and "token" in request.POST:
        return _keep_text(request, package, source_id)
    if request.method == "POST":
        given = request.FILES.get("file")
        if given is None or not given.size:
            context["error"] = _("请先选择文件。")
        elif given.size > MOST_TEXT_BYTES:
            context["error"] = _("文件太大：正式文本是纯文字，最多 5 MB。")
        else:
            content = given.read()
            looked = preview_text(package, source_id, filename=given.name or "", content=content)
            context["looked"] = looked
            if looked.is_clean:
                context["token"] = uploads.keep(request, f"text/{package.id}/{source_id}", given.name or "", content)
    wrong = context["error"] or (context["looked"] and not context["looked"].is_clean)
    return render(request, "staff/policy_text.html", context, status=422 if wrong else 200)


def _keep_text(request: StaffRequest, package: Package, source_id: str) -> HttpResponse:
    kept = uploads.take(request, f"text/{package.id}/{source_id}", request.POST.get("token", ""))
    if kept is None:
        messages.error(request, _("这份文件已经写入过，或者放得太久了。请重新上传。"))
        return redirect("policy_text", package.id)
    done = commit_text(
        package, source_id, actor=request.actor, now=clock.now(), filename=kept.filename, content=kept.content
    )
    if done.written:
        messages.success(request, _("正式文本已收下。条款旁边现在可以看到原文。"))
    else:
        messages.error(request, _("没有收下：文本和政策包对不上。"))
    return redirect("policy_coverage", package.id)
