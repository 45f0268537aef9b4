"""The page on which a running programme goes over to another edition of its policy: look, list, export, adopt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import NotPermittedError, RefusalError
from linli.apps.programme.permissions import may_adopt_policy
from linli.apps.programme.queries import adoptions_of
from linli.core.amended import StageChange
from linli.core.faults import BadInput, Fault
from linli.core.lifecycle import MissingEvidence
from linli.stages.adopting import (
    AdoptionPreview,
    ProjectChange,
    Terms,
    adopt,
    day_of,
    days_to_place,
    difference,
    looked_at,
    preview,
)
from linli.stages.offers import Adopted, Offer, SettledReading, adopted, governing_of, offers
from linli.stages.standing import Running
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff import sheets
from linli.web.staff.lookup import the_day, the_programme
from linli.web.staff.policy_differences import difference_rows, governing_words

PAGE_SIZE = 25
DAY = "day."
READING = "reading."


class AdoptionForm(forms.Form):
    """The document and the reason that the change of edition rests on. ``edition``: the one it was looked at from."""

    edition = forms.CharField(widget=forms.HiddenInput, max_length=64)
    document = forms.CharField(
        label=gettext_lazy("依据的文件（名称、文号）"), max_length=200, widget=forms.TextInput(attrs={"class": "inp"}),
        error_messages={"required": gettext_lazy("请写明依据哪份文件。")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("理由"), max_length=300, widget=forms.Textarea(attrs={"class": "inp", "rows": 2}),
        error_messages={"required": gettext_lazy("请写明为什么采用。")},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlacedDay:
    """A governing day and the stages whose completion it may be. ``chosen``: id of the stage, empty if none yet."""

    field: str
    label: str
    chosen: str
    stages: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class AskedReading:
    """A settled reading whose text changed. ``chosen``: ``keep``, ``leave``, or empty while nobody has decided."""

    field: str
    reading: SettledReading
    chosen: str


@dataclass(frozen=True, slots=True)
class Line:
    """A project in the list, with the names of the papers it would be asked for."""

    change: ProjectChange
    papers: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, change: ProjectChange) -> Line:
        return cls(change, [(stage.name, "、".join(papers_of(stage))) for stage in change.papers])


@dataclass(frozen=True)
class Look:
    """An offer as it is looked at: under which terms, what it changes, what is still to be said before adopting."""

    offer: Offer
    terms: Terms
    edition: Running | None
    seen: AdoptionPreview | None
    days: Sequence[PlacedDay]
    readings: Sequence[AskedReading]
    faults: Sequence[Fault]

    @property
    def is_decided(self) -> bool:
        """Whether everything was said that adopting needs."""
        return self.edition is not None and all(value for _name, value in self.said)

    @property
    def said(self) -> list[tuple[str, str]]:
        """Field and value of everything that was to be said; an empty value where nothing was."""
        days = [(one.field, one.chosen) for one in self.days]
        return days + [(one.field, one.chosen) for one in self.readings]


def look_at(request: StaffRequest, programme: Any, now: Adopted, offer: Offer, given: Mapping[str, str]) -> Look:
    """``given``: what the viewer chose; stages named at an earlier adoption count until others are."""
    today = the_day(request)
    readings = [
        AskedReading(READING + one.id, one, _among(given.get(READING + one.id, ""), ("keep", "leave")))
        for one in offer.readings
        if one.asks
    ]
    stages = {stage.id: stage.name for stage in now.package.stages}
    earlier = governing_of(programme, today)
    placed = {word.removeprefix(DAY): stage for word, stage in given.items() if word.startswith(DAY)}
    governing = {name: stage for name, stage in {**earlier, **placed}.items() if stage in stages}
    terms = Terms(frozenset(one.reading.id for one in readings if one.chosen == "keep"), governing)
    try:
        edition = looked_at(offer, terms, day_of(offer, today))
        seen = preview(programme, offer, terms, today=today).seen_by(request.actor)
    except BadInput as refused:
        return Look(offer, terms, None, None, (), readings, refused.faults)
    days = [
        PlacedDay(DAY + name, governing_words(name), governing.get(name, ""), list(stages.items()))
        for name in days_to_place(offer, edition)
    ]
    return Look(offer, terms, edition, seen, days, readings, ())


def _among(word: str, known: Iterable[str]) -> str:
    return word if word in known else ""


def filters() -> list[tuple[str, str]]:
    return [
        ("", _("有变化的")), ("dates", _("期限改变的")), ("papers", _("要补材料的")), ("money", _("金额改变的")),
        ("votes", _("表决条件改变的")), ("late", _("逾期改变的")), ("undone", _("已完成的阶段要补的")),
        ("same", _("没有变化的")),
    ]  # fmt: skip


def _fits(one: ProjectChange, wanted: str) -> bool:
    return {
        "dates": bool(one.dates), "papers": bool(one.papers), "money": bool(one.payers), "votes": bool(one.votes),
        "late": one.late_before != one.late_after, "undone": bool(one.undone), "same": one.is_nothing,
    }.get(wanted, not one.is_nothing)  # fmt: skip


def chosen(seen: AdoptionPreview, given: Mapping[str, str]) -> list[ProjectChange]:
    """The projects that the list shows."""
    words = given.get("q", "").strip().lower()
    wanted = _among(given.get("filter", ""), [name for name, _label in filters()])
    return [
        one
        for one in seen.changes
        if _fits(one, wanted) and (not words or words in one.project.name.lower() or words in one.project.row.name_key)
    ]


def papers_of(change: StageChange) -> list[str]:
    """The papers and signatures that are asked for only afterwards, by name."""
    names: dict[str, str] = {}
    waiting: list[MissingEvidence] = list(change.after.missing) if change.after else []
    while waiting:
        one = waiting.pop()
        names[one.fact] = one.name
        waiting += [part for way in one.alternatives for part in way]
    return [names.get(fact) or fact for fact in change.newly_missing]


def totals(seen: AdoptionPreview) -> list[tuple[str, str, int]]:
    """Filter, words, number of projects: what changes in how many."""
    return [
        (name, label, sum(_fits(one, name) for one in seen.changes))
        for name, label in filters()
        if name and (name != "votes" or any(one.votes for one in seen.changes))
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def programme_policy(request: StaffRequest, slug: str) -> HttpResponse:
    """What the programme runs under, what is at hand beyond it, and what adopting that would change."""
    programme = the_programme(request, slug)
    today = the_day(request)
    now = adopted(programme, today)
    given = _flat(request.POST if request.method == "POST" else request.GET)
    at_hand = offers(now)
    offer = _chosen_offer(at_hand, given.get("offer", ""))
    look = look_at(request, programme, now, offer, given) if offer else None
    form = AdoptionForm(request.POST or None, initial={"edition": now.package.hash})
    if request.method == "POST":
        require(may_adopt_policy, request.actor, programme)
        if look is None:
            messages.error(request, _("这个项目刚刚换了政策版本，请重新打开再看一遍。"))
            return redirect("programme_policy", slug)
        if _adopted(request, programme, now, look, form):
            messages.success(request, _("已采用。从今天起，每个小区都按各自适用的条款计算；做完的阶段不变。"))
            return redirect("programme_policy", slug)
    return render(request, "staff/programme_policy.html", {
        "section": "adoption", "package": now.package, "now": now, "offers": at_hand, "offer": offer, "look": look,
        "form": form,
        "early": bool(offer and offer.effective and offer.effective > today),
        "history": list(adoptions_of(programme).order_by("-adopted_on", "-id")),
        "may_adopt": may_adopt_policy(request.actor, programme),
        **(_shown(look, now, given) if look and look.seen and look.edition else {}),
    }, status=422 if form.errors else 200)  # fmt: skip


def _shown(look: Look, now: Adopted, given: Mapping[str, str]) -> dict[str, Any]:
    seen, edition = look.seen, look.edition
    assert seen is not None  # noqa: S101 - asked by the caller
    assert edition is not None  # noqa: S101
    steps = edition.family.steps if edition.family else [*look.offer.errata]
    page = Paginator(chosen(seen, given), PAGE_SIZE).get_page(given.get("page"))
    return {
        "seen": seen, "totals": totals(seen), "filters": filters(), "page": page,
        "lines": [Line.of(one) for one in page], "new": edition.package,
        "wanted": _among(given.get("filter", ""), [name for name, _label in filters()]), "q": given.get("q", ""),
        "rows": difference_rows(difference(now, edition), steps, [now.package, edition.package]),
        "query": _query(look, given),
        "carried": [one for one in look.offer.readings if one.meets == "same"],
        "gone": [one for one in look.offer.readings if one.meets == "gone"],
        "terms": _terms(look),
    }  # fmt: skip


def _terms(look: Look) -> list[tuple[str, str]]:
    """The terms as fields of an address or form."""
    return [(name, value) for name, value in [("offer", look.offer.key), *look.said] if value]


def _query(look: Look, given: Mapping[str, str]) -> str:
    words = [(name, given.get(name, "")) for name in ("filter", "q")]
    return urlencode([*_terms(look), *((name, value) for name, value in words if value)])


def _flat(given: QueryDict) -> dict[str, str]:
    return {name: value for name, value in given.items() if isinstance(value, str)}


def _chosen_offer(at_hand: Sequence[Offer], key: str) -> Offer | None:
    return next((one for one in at_hand if one.key == key), at_hand[0] if at_hand else None)


def _adopted(request: StaffRequest, programme: Any, now: Adopted, look: Look, form: AdoptionForm) -> bool:
    """Whether it was done; otherwise the form says why not."""
    if not form.is_valid():
        return False
    if form.cleaned_data["edition"] != now.package.hash or request.POST.get("offer") != look.offer.key:
        form.add_error(None, _("这个项目刚刚换了政策版本，请重新打开再看一遍。"))
    elif not look.is_decided:
        form.add_error(None, _("还有要先定的：适用日期取哪个阶段，已认定的解释是否沿用。"))
    else:
        try:
            adopt(
                actor=request.actor, now=clock.now(), programme=programme, standing=now, offer=look.offer,
                terms=look.terms, document=form.cleaned_data["document"], reason=form.cleaned_data["reason"],
                today=the_day(request),
            )  # fmt: skip
        except NotPermittedError:
            raise
        except RefusalError as refused:
            form.add_error(None, str(refused))
        else:
            return True
    return False


@require_safe
def programme_policy_export(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """The list of what changes for each project, as ``xlsx`` or ``csv``."""
    if kind not in sheets.TYPES:
        raise Http404
    programme = the_programme(request, slug)
    now = adopted(programme, the_day(request))
    given = _flat(request.GET)
    offer = _chosen_offer(offers(now), given.get("offer", ""))
    look = look_at(request, programme, now, offer, given) if offer else None
    if look is None or look.seen is None:
        raise Http404
    header = [
        _("小区"), _("街道（乡镇）"), _("期限"), _("新要求的材料"), _("表决"), _("出资方"), _("现在（元）"),
        _("采用以后（元）"), _("差额（元）"), _("现在逾期天数"), _("采用以后逾期天数"), _("不变的已完成阶段"),
        _("要补的已完成阶段"),
    ]  # fmt: skip
    rows = (row for one in chosen(look.seen, given) for row in _cells(one))
    return sheets.download(f"{programme.name} {look.offer.key}", kind, _("变化"), header, rows)


def _cells(one: ProjectChange) -> Iterable[list[Any]]:
    """A row for each payer whose share changes, one where none does."""
    old, new = _("仍按旧规则"), _("按新规则")
    head = [
        one.project.name, one.project.row.subdistrict,
        "；".join(f"{stage.name} {_due(stage.before)}→{_due(stage.after)}" for stage in one.dates),
        "；".join(f"{stage.name} {'、'.join(papers_of(stage))}" for stage in one.papers),
        "；".join(f"{vote.name}：{old if vote.under_old else new}" for vote in one.votes),
    ]  # fmt: skip
    tail = [one.late_before, one.late_after, "、".join(one.kept), "、".join(one.undone)]
    if not one.payers:
        yield [*head, "", None, None, None, *tail]
    for payer in one.payers:
        sums = [sheets.yuan_cell(fen) for fen in (payer.before_fen, payer.after_fen, payer.difference_fen)]
        yield [*head, payer.name or _("未定"), *sums, *tail]


def _due(stage: Any) -> str:
    return stage.due.isoformat() if stage is not None and stage.due else _("无")
