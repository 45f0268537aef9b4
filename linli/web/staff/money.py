"""The money page: pots with parts and balance, allocations in date order, who no longer fits; allocate, revoke."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import NotPermittedError, RefusalError
from linli.apps.funding.permissions import may_allocate
from linli.apps.funding.queries import allocation_seen_by, allocations_seen_by
from linli.apps.funding.services import allocate as give
from linli.apps.funding.services import revoke_allocation as take_back
from linli.apps.programme.queries import project_seen_by
from linli.core.money import format_wan, format_yuan, parse_money
from linli.core.policy.model import Package, PotPart, Source
from linli.core.programme import pot_balance
from linli.stages.standing import PotStanding, ProgrammeStanding
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff.board import standing_for
from linli.web.staff.lookup import the_day, the_programme
from linli.web.staff.todo import ReasonForm

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class PotPartView:
    """A grant inside a pot: the document that hands it down."""

    source: str
    number: str
    fen: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A project that still asks money of the pot. ``fits``: what is left now would reach for it, in this order."""

    project_id: int
    name: str
    phase: str
    short_fen: int
    fits: bool


@dataclass(frozen=True, slots=True)
class PotView:
    """A pot on the page's day. ``label``: the bar in words; ``then_cites``: what happens to those not reached."""

    id: str
    name: str
    cites: tuple[str, ...]
    total_fen: int
    allocated_fen: int
    asked_fen: int
    parts: tuple[PotPartView, ...]
    queue: tuple[Waiting, ...]
    then_cites: tuple[str, ...]
    label: str

    @property
    def left_fen(self) -> int:
        return self.total_fen - self.allocated_fen

    @property
    def waiting(self) -> int:
        return sum(not one.fits for one in self.queue)


def pot_views(standing: ProgrammeStanding) -> list[PotView]:
    return [_pot_view(standing, pot) for pot in standing.pots]


def _pot_view(standing: ProgrammeStanding, found: PotStanding) -> PotView:
    package, pot = standing.policy, found.pot
    sources = {source.id: source for source in package.sources}
    allocated = sum(
        one.amount_fen for one in standing.allocations if one.pot == pot.id and one.allocated_on <= standing.today
    )
    return PotView(
        id=pot.id,
        name=pot.name,
        cites=pot.cite,
        total_fen=pot.total,
        allocated_fen=allocated,
        asked_fen=found.asked_fen,
        parts=tuple(_part(sources.get(part.from_), part) for part in pot.parts),
        queue=_queue(standing, pot.id),
        then_cites=pot.shortfall.cite if pot.shortfall else (),
        label=_("%(pot)s：共 %(total)s 万元，已下达 %(given)s 万元")
        % {"pot": pot.name, "total": format_wan(pot.total), "given": format_wan(allocated)},
    )


def _part(source: Source | None, part: PotPart) -> PotPartView:
    return PotPartView(source.title if source else part.from_, source.number if source else "", part.amount)


def _queue(standing: ProgrammeStanding, pot_id: str) -> tuple[Waiting, ...]:
    """Projects still short, by phase then name, each tried against what is left once those before it are served."""
    phases = (
        {phase.id: (place, phase.name) for place, phase in enumerate(standing.policy.quotas.phases)}
        if standing.policy.quotas
        else {}
    )
    short = [project for project in standing.projects if project.short_by_pot.get(pot_id)]
    short.sort(key=lambda p: (phases.get(p.row.phase, (len(phases), ""))[0], p.row.name_key))
    entries = [(str(one.project_id), one.amount_fen, one.allocated_on) for one in standing.allocations
               if one.pot == pot_id and one.allocated_on <= standing.today]  # fmt: skip
    entries += [(f"?{project.id}", project.short_by_pot[pot_id], standing.today) for project in short]
    finding = pot_balance(standing.policy, pot_id, entries, standing.today)
    out = {entry.name for entry in finding.entries if not entry.fits}
    return tuple(
        Waiting(p.id, p.name, phases.get(p.row.phase, (0, ""))[1], p.short_by_pot[pot_id], f"?{p.id}" not in out)
        for p in short
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class AllocationLine:
    """An allocation with what is left of its pot after it (None for one revoked or still to come)."""

    allocation: Any
    pot_name: str
    left_fen: int | None
    is_to_come: bool


def _lines(allocations: Sequence[Any], every: Sequence[Any], package: Package, day: date) -> list[AllocationLine]:
    """``every``: what stands of the whole programme, so that balances are right for those who see only a part."""
    names = {pot.id: pot.name for pot in package.pots}
    left = {pot.id: pot.total for pot in package.pots}
    after: dict[int, int] = {}
    for one in every:
        left[one.pot] = left.get(one.pot, 0) - one.amount_fen
        after[one.id] = left[one.pot]
    return [
        AllocationLine(one, names.get(one.pot, one.pot), after.get(one.pk), one.allocated_on > day)
        for one in allocations
    ]


def _page_of(lines: Sequence[AllocationLine], asked: str) -> int | None:
    """The page on which the allocation with this number stands, so that one just made is seen."""
    places = (place for place, line in enumerate(lines) if str(line.allocation.pk) == asked)
    place = next(places, None)
    return None if place is None else place // PAGE_SIZE + 1


@require_safe
def money(request: StaffRequest, slug: str) -> HttpResponse:
    found = the_programme(request, slug)
    standing = standing_for(request, found)
    lines = _lines(
        list(allocations_seen_by(request.actor, found)), standing.allocations, standing.policy, standing.today
    )
    page = Paginator(lines, PAGE_SIZE).get_page(_page_of(lines, request.GET.get("at", "")) or request.GET.get("page"))
    return render(request, "staff/money.html", {
        "section": "money",
        "page": page,
        "package": standing.policy,
        "pots": pot_views(standing),
        "may_allocate": may_allocate(request.actor, found),
    })  # fmt: skip


class AllocationForm(forms.Form):
    """``key``: made with the form, so that sending it twice allocates once."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    pot = forms.ChoiceField(label=gettext_lazy("资金"), widget=forms.Select(attrs={"class": "sel"}))
    project = forms.ChoiceField(
        label=gettext_lazy("给哪个小区"), widget=forms.Select(attrs={"class": "sel"}),
        error_messages={"required": gettext_lazy("请选择小区。"), "invalid_choice": gettext_lazy("没有这个小区。")},
    )  # fmt: skip
    amount = forms.CharField(
        label=gettext_lazy("金额（元，也可写 12.5万元）"), max_length=40,
        widget=forms.TextInput(attrs={"class": "inp", "inputmode": "decimal"}),
        error_messages={"required": gettext_lazy("请填写金额。")},
    )  # fmt: skip
    day = forms.DateField(
        label=gettext_lazy("日期"), widget=forms.DateInput(attrs={"class": "inp", "type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("请填写日期。"),
            "invalid": gettext_lazy("日期没有看懂，请写成 2020-11-20 这样。"),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, standing: ProgrammeStanding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = standing.today
        projects = [("", "—")]
        projects += [(str(p.id), f"{p.name}（{p.row.subdistrict}）{_short(p.short_fen)}") for p in standing.projects]
        self._choose("pot", [(pot.id, pot.name) for pot in standing.policy.pots])
        self._choose("project", projects)

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = list(choices)

    def clean_amount(self) -> int:
        try:
            fen = parse_money(self.cleaned_data["amount"])
        except ValueError as exc:
            raise forms.ValidationError(_("金额没有看懂：写成 1234.56 或 12.5万元，最多到分。")) from exc
        if fen <= 0:
            raise forms.ValidationError(_("金额要大于 0。"))
        return fen

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self._today:
            raise forms.ValidationError(_("这一天还没有到（今天是 %(day)s）。") % {"day": self._today.isoformat()})
        return day


def _short(fen: int) -> str:
    return _("，还差 %(fen)s 元") % {"fen": format_yuan(fen)} if fen else ""


@require_http_methods(["GET", "HEAD", "POST"])
def allocate(request: StaffRequest, slug: str) -> HttpResponse:
    """Allocate money of a pot to a project. The pot's total is the ceiling, held by the database."""
    programme = the_programme(request, slug)
    require(may_allocate, request.actor, programme)
    standing = standing_for(request, programme)
    if not standing.policy.pots:
        raise Http404
    initial = {"day": standing.today, "project": request.GET.get("project", ""), "key": uuid4().hex}
    form = AllocationForm(request.POST or None, standing=standing, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = _given(request, programme, standing.policy, form)
        if given is not None:
            messages.success(request, _("已下达。"))
            return redirect(f"{reverse('money', args=[slug])}?at={given}#allocation-{given}")
    context = {"section": "money", "package": standing.policy, "form": form, "pots": pot_views(standing)}
    return render(request, "staff/allocate.html", context, status=422 if form.errors else 200)


def _given(request: StaffRequest, programme: Any, package: Package, form: AllocationForm) -> int | None:
    """The number of the allocation made; None if it was refused, which the form then tells."""
    values: Mapping[str, Any] = form.cleaned_data
    project = project_seen_by(request.actor, programme, int(values["project"]))
    try:
        given = give(
            actor=request.actor, now=clock.now(), project=project, package=package, pot_id=values["pot"],
            amount_fen=values["amount"], allocated_on=values["day"], request_key=values["key"],
        )  # fmt: skip
    except NotPermittedError:
        raise
    except RefusalError as refused:
        form.add_error(None, str(refused))
        return None
    return int(given.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def revoke_allocation(request: StaffRequest, slug: str, allocation_id: int) -> HttpResponse:
    """Take an allocation back into the pot, with a reason."""
    programme = the_programme(request, slug)
    require(may_allocate, request.actor, programme)
    package = standing_for(request, programme).policy
    allocation = allocation_seen_by(request.actor, programme, allocation_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_back(
                actor=request.actor, now=clock.now(), allocation=allocation, package=package,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except NotPermittedError:
            raise
        except RefusalError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已撤销，金额回到资金余额。"))
            return redirect("money", slug)
    context = {"section": "money", "form": form, "allocation": allocation, "day": the_day(request)}
    return render(request, "staff/revoke.html", context, status=422 if form.errors else 200)
