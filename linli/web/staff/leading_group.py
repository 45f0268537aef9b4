"""The leading group of a programme: the document's seats, liaisons and duties held against who is there; a new list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.apps.accounts.permissions import may_manage_accounts, require
from linli.apps.accounts.queries import rank_choices
from linli.core.faults import BadInput
from linli.core.roster import Roster, Sitting, read_roster
from linli.integrations.list_texts import lines_of
from linli.stages.leading_group import RosterReview, review_roster, save_reviewed, standing_group
from linli.stages.policy_shelf import loaded_package_for
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff.fields import day_field, done, line_field
from linli.web.staff.lookup import the_day, the_programme

MOST_ROWS = 300
MOST_TEXT = 60_000


@dataclass(frozen=True, slots=True)
class Chair:
    """One seat as the page shows it. ``who``: None when nobody is there, empty when the viewer may not see the name."""

    post: str
    state: str
    who: str | None
    user_id: int | None
    since: Any
    document: str


@require_safe
def leading_group(request: StaffRequest, slug: str) -> HttpResponse:
    programme = the_programme(request, slug)
    package = loaded_package_for(programme, the_day(request))
    standing = standing_group(programme, package, clock.real_today())
    sees_names = request.actor.covers(programme.area.path)
    ranks = dict(rank_choices())
    groups = [
        (ranks[group.rank], group.role, [
            *(_chair(one.post, one.state, standing.holders.get(one.seat.ref) if one.seat else None, sees_names)
              for one in group.expected),
            *(_chair(seat.post, "extra" if seat.held else "vacant", standing.holders.get(seat.ref), sees_names)
              for seat in group.extra),
        ])
        for group in standing.finding.seats
        if group.expected or group.extra or group.role
    ]  # fmt: skip
    liaisons = [
        (one.body, _chair(one.seat.post if one.seat else "", "held" if one.seat and one.seat.held else "missing",
                          standing.holders.get(one.seat.ref) if one.seat else None, sees_names))
        for one in standing.finding.liaisons
    ]  # fmt: skip
    return render(request, "staff/leading_group.html", {
        "section": "leading_group", "package": package, "standing": standing, "finding": standing.finding,
        "groups": groups, "liaisons": liaisons, "may_manage": may_manage_accounts(request.actor, programme.area),
        "each_project": [one for one in standing.finding.duties if one.for_each_project],
    })  # fmt: skip


def _chair(post: str, state: str, held: Any, sees_names: bool) -> Chair:  # noqa: FBT001 -- one caller, one line
    if held is None:
        return Chair(post, state, None, None, None, "")
    who = held.user.shown_name if sees_names else ""
    return Chair(post, state, who, held.user_id if sees_names else None, held.held_from, held.document)


class ListForm(forms.Form):
    """The list as pasted, or as a file."""

    text = forms.CharField(
        label=gettext_lazy("名单"), required=False, max_length=MOST_TEXT,
        help_text=gettext_lazy("从文件里整段复制过来就行：空格、换行、编号都不用整理。"),
        widget=forms.Textarea(attrs={"class": "inp roster", "rows": 12}),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("或者上传文件"), required=False, help_text=gettext_lazy(".docx、.xlsx、.csv 或文本文件"),
        widget=forms.FileInput(attrs={"class": "inp drop", "accept": ".txt,.docx,.xlsx,.csv"}),
    )  # fmt: skip


class SavingForm(forms.Form):
    """On what document and from what day the list holds."""

    document = line_field(gettext_lazy("依据的文件（名称、文号）"), 120)
    on = day_field(gettext_lazy("从哪一天起"))


@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: StaffRequest, slug: str) -> HttpResponse:
    """Take in an appointment list: read, review and correct, see who came and went, save all or nothing."""
    programme = the_programme(request, slug)
    require(may_manage_accounts, request.actor, programme.area)
    package = loaded_package_for(programme, the_day(request))
    step = request.POST.get("step", "") if request.method == "POST" else ""
    if step in ("look", "save"):
        sittings = _typed(request.POST)
        saving = SavingForm(request.POST if step == "save" else None, initial=_asked(request.POST))
        if step == "save" and saving.is_valid() and done(saving, lambda: save_reviewed(
            actor=request.actor, now=clock.now(), programme=programme, package=package, sittings=sittings,
            on=saving.cleaned_data["on"], document=saving.cleaned_data["document"], seen=request.POST.get("seen", ""),
        )):  # fmt: skip
            messages.success(request, _("名单已保存，任职和卸任都记在案。"))
            return redirect("leading_group", slug)
        return _review_page(request, programme, package, sittings, saving)
    form = ListForm(request.POST or None, request.FILES or None)
    if step == "read" and form.is_valid():
        found = _read(form)
        if found is not None and found.sittings:
            saving = SavingForm(initial={"on": clock.real_today()})
            return _review_page(request, programme, package, found.sittings, saving, found)
        if found is not None:
            form.add_error("text", _("没有读出一个人：名单里要有“组长：”“成员：”这样的席位。"))
    return render(
        request, "staff/roster.html", {"section": "leading_group", "form": form}, status=422 if form.errors else 200
    )


def _read(form: ListForm) -> Roster | None:
    """The list read; None with an error on the form when there is nothing to read."""
    given = form.cleaned_data["file"]
    if given is None:
        if not form.cleaned_data["text"].strip():
            form.add_error("text", _("请粘贴名单，或选一个文件。"))
            return None
        return read_roster(form.cleaned_data["text"])
    try:
        return read_roster(lines_of(given.read(), given.name or "")[:MOST_TEXT])
    except BadInput as refused:
        for fault in refused.told(get_language() or "zh"):
            form.add_error("file", f"{fault.message} {fault.hint}")
        return None


def _asked(data: QueryDict) -> dict[str, Any]:
    return {"document": data.get("document", ""), "on": data.get("on", "")}


def _typed(data: QueryDict) -> list[Sitting]:
    """The rows as corrected on the page; a row marked to be left out is left out, an empty one too."""
    count = int(data.get("rows", "0")) if data.get("rows", "0").isdigit() else 0
    found = []
    for place in range(min(count, MOST_ROWS)):
        name, post, body = (data.get(f"{field}-{place}", "").strip()[:120] for field in ("name", "post", "body"))
        if data.get(f"drop-{place}") or not (name or post):
            continue
        rank = data.get(f"rank-{place}", "")
        found.append(Sitting(rank=rank, name="".join(name.split())[:60], post=post[:60], body=body, line=place + 1))
    return found


def _review_page(
    request: StaffRequest, programme: Any, package: Any, sittings: Sequence[Sitting], saving: forms.Form,
    read: Roster | None = None,
) -> HttpResponse:  # fmt: skip
    review: RosterReview = review_roster(
        actor=request.actor, programme=programme, package=package, sittings=sittings[:MOST_ROWS]
    )
    told = [(place, row) for place, row in enumerate(review.rows)]
    return render(request, "staff/roster_review.html", {
        "section": "leading_group", "review": review, "rows": told, "ranks": rank_choices(), "saving": saving,
        "unread": read.unread if read else (), "comparison": review.comparison,
        "doubts": sum(bool(row.doubts) for row in review.rows), "rank_names": dict(rank_choices()),
    }, status=422 if saving.errors else 200)  # fmt: skip
