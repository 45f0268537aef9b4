"""The particulars of a project (小区情况): what funding formulas ask about it, told, corrected, taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import NotPermittedError, RefusalError
from linli.apps.compounds.permissions import may_record_compounds
from linli.apps.compounds.queries import compound_seen_by
from linli.apps.compounds.services import EARLIEST_YEAR, LATEST_YEAR, NewCompound, correct_compound
from linli.apps.funding.permissions import may_tell_particulars
from linli.apps.funding.queries import particular_seen_by, particulars_of
from linli.apps.funding.services import MEASURE, NewParticular, tell_particulars, withdraw_particular
from linli.core.faults import BadInput
from linli.core.funding.facts import HEADERS
from linli.core.money import parse_area
from linli.stages.applying import Asked, asked_measures
from linli.stages.standing.particulars import known_facts, missing_in
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff.board import standing_for
from linli.web.staff.lookup import the_project
from linli.web.staff.todo import ReasonForm

FACT_WORDS: dict[str, str | Promise] = {
    "households": gettext_lazy("户数"), "area_centi": gettext_lazy("建筑面积（㎡）"),
    "buildings": gettext_lazy("楼栋数"),
    "entrances": gettext_lazy("单元数"), "lifts": gettext_lazy("电梯台数"), "floors": gettext_lazy("层数"),
    "district": gettext_lazy("区县"), "kind": gettext_lazy("改造类别"), "year": gettext_lazy("资金年度"),
    "built": gettext_lazy("建成年份"), "residents_fen": gettext_lazy("居民出资（元）"),
    "residents_share": gettext_lazy("居民出资比例"), "milestones": gettext_lazy("已办成的事项（里程碑）"),
}  # fmt: skip


def fact_words(names: Any) -> list[str]:
    """Facts as the reader calls them."""
    return [str(FACT_WORDS[name]) for name in names]


class ParticularForm(forms.Form):
    """A fact of the project, and what it rests on."""

    name = forms.ChoiceField(label=gettext_lazy("哪一项"), widget=forms.Select(attrs={"class": "sel"}))
    value = forms.CharField(
        label=gettext_lazy("是多少"), max_length=300, widget=forms.TextInput(attrs={"class": "inp"}),
        help_text=gettext_lazy("金额写元，比例写 10%，里程碑用顿号隔开，都没办成写“无”。"),
        error_messages={"required": gettext_lazy("请填写。")},
    )  # fmt: skip
    document = forms.CharField(
        label=gettext_lazy("依据哪份文件或记录"), max_length=200, widget=forms.TextInput(attrs={"class": "inp"}),
        error_messages={"required": gettext_lazy("请写明依据哪份文件或记录。")},
    )  # fmt: skip

    def __init__(self, *args: Any, choices: list[tuple[str, str | Promise]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["name"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = choices


@require_http_methods(["GET", "HEAD", "POST"])
def particulars(request: StaffRequest, slug: str, project_id: int) -> HttpResponse:
    """Every fact with where it comes from; the form tells one of them."""
    programme, found = the_project(request, slug, project_id)
    standing = standing_for(request, programme)
    package, own = standing.policy, standing.by_id[project_id]
    known = known_facts(found, own.row, package)
    missing, lines = missing_in(package, own.money)
    may_tell = may_tell_particulars(request.actor, found)
    form = None
    measures = {MEASURE + one.id: one for one in asked_measures(package)}
    told_already = {one.name: one for one in particulars_of(found)}
    if may_tell:
        wanted = request.GET.get("fact", "")
        usual = next((name for name in missing), next((one.name for one in known if one.asked), "kind"))
        initial = {"name": wanted if wanted in HEADERS or wanted in measures else usual}
        choices = [(one.name, FACT_WORDS[one.name]) for one in known]
        choices += [(name, f"{one.name}（{one.words}）" if one.words else one.name) for name, one in measures.items()]
        form = ParticularForm(request.POST or None, choices=choices, initial=initial)
        if request.method == "POST" and form.is_valid() and _told(request, found, form, measures):
            messages.success(request, _("已填写。用到它的费用已重新拆分。"))
            return redirect("particulars", slug, project_id)
    elif request.method == "POST":
        require(may_tell_particulars, request.actor, found)
    compounds = list(found.compounds.select_related("subdistrict"))
    return render(request, "staff/particulars.html", {
        "section": "projects", "project": found, "package": package, "form": form, "lines": lines,
        "measures": [(name, one, told_already.get(name)) for name, one in measures.items()],
        "known": [(one, FACT_WORDS[one.name], one.name in missing) for one in known],
        "asks": any(one.asked for one in known), "missing": "、".join(fact_words(missing)),
        "compounds": [(one, may_record_compounds(request.actor, one.subdistrict)) for one in compounds],
        "may_tell": may_tell,
    }, status=422 if form is not None and form.errors else 200)  # fmt: skip


def _told(request: StaffRequest, project: Any, form: ParticularForm, measures: dict[str, Asked]) -> bool:
    given, programme = form.cleaned_data, project.programme
    label = measures[given["name"]].name if given["name"] in measures else ""
    new = NewParticular(project, given["name"], given["value"], given["document"], label=label)
    try:
        tell_particulars(actor=request.actor, now=clock.now(), programme=programme, rows=[new])
    except BadInput as refused:
        for fault in refused.faults:
            form.add_error("value", fault.told(get_language() or "zh").message)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def take_back_particular(request: StaffRequest, slug: str, project_id: int, particular_id: int) -> HttpResponse:
    """What was told no longer counts; the compounds' records do again."""
    programme, found = the_project(request, slug, project_id)
    particular = particular_seen_by(request.actor, programme, particular_id)
    if particular.project_id != found.pk:
        raise Http404
    require(may_tell_particulars, request.actor, found)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_particular(
                actor=request.actor, now=clock.now(), particular=particular, reason=form.cleaned_data["reason"]
            )
        except NotPermittedError:
            raise
        except RefusalError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已撤回，原记录仍留存。"))
            return redirect("particulars", slug, project_id)
    return render(request, "staff/take_back_particular.html", {
        "section": "projects", "project": found, "form": form, "particular": particular,
        "name": FACT_WORDS.get(particular.name, particular.name.removeprefix(MEASURE)),
    }, status=422 if form.errors else 200)  # fmt: skip


def _number(label: Any, *, required: bool = True, least: int = 1, most: int | None = None) -> forms.IntegerField:
    attributes = {"class": "inp", "inputmode": "numeric"}
    return forms.IntegerField(
        label=label, required=required, min_value=least, max_value=most, widget=forms.TextInput(attrs=attributes)
    )


class CompoundForm(forms.Form):
    """A compound's record, corrected with a reason. Empty for what nobody knows."""

    name = forms.CharField(label=gettext_lazy("小区"), max_length=120, widget=forms.TextInput(attrs={"class": "inp"}))
    households = _number(gettext_lazy("户数"))
    area = forms.CharField(
        label=gettext_lazy("建筑面积（㎡）"), max_length=30,
        widget=forms.TextInput(attrs={"class": "inp", "inputmode": "decimal"}),
    )  # fmt: skip
    buildings = _number(gettext_lazy("楼栋数"))
    entrances = _number(gettext_lazy("单元数"), required=False)
    lifts = _number(gettext_lazy("电梯台数"), required=False, least=0)
    floors = _number(gettext_lazy("层数"), required=False)
    built_in = _number(gettext_lazy("建成年份"), least=EARLIEST_YEAR, most=LATEST_YEAR)
    address = forms.CharField(
        label=gettext_lazy("地址"), required=False, max_length=200, widget=forms.TextInput(attrs={"class": "inp"})
    )
    reason = forms.CharField(
        label=gettext_lazy("更正的理由和依据"), max_length=300,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2}),
        error_messages={"required": gettext_lazy("更正要写理由。")},
    )  # fmt: skip

    def clean_area(self) -> int:
        try:
            centi = parse_area(self.cleaned_data["area"])
        except ValueError as exc:
            raise forms.ValidationError(str(exc)) from exc
        if centi < 1:
            raise forms.ValidationError(_("面积要大于 0。"))
        return centi


@require_http_methods(["GET", "HEAD", "POST"])
def compound_record(request: StaffRequest, slug: str, project_id: int, compound_id: int) -> HttpResponse:
    """Correct what is recorded of a compound; before and after stay in the record."""
    _programme, found = the_project(request, slug, project_id)
    compound = compound_seen_by(request.actor, compound_id)
    if not found.compounds.filter(pk=compound.pk).exists():
        raise Http404
    require(may_record_compounds, request.actor, compound.subdistrict)
    names = ("name", "households", "buildings", "entrances", "lifts", "floors", "built_in", "address")
    initial = {name: getattr(compound, name) for name in names}
    initial["area"] = str(Decimal(compound.floor_area_centi) / 100)
    form = CompoundForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _corrected(request, compound, form):
        messages.success(request, _("已更正，更正前的数仍留在办事记录里。"))
        return redirect("particulars", slug, project_id)
    context = {"section": "projects", "project": found, "compound": compound, "form": form}
    return render(request, "staff/compound_record.html", context, status=422 if form.errors else 200)


def _corrected(request: StaffRequest, compound: Any, form: CompoundForm) -> bool:
    given = form.cleaned_data
    new = NewCompound(
        subdistrict=compound.subdistrict, name=given["name"], households=given["households"],
        buildings=given["buildings"], floor_area_centi=given["area"], built_in=given["built_in"],
        address=given["address"], latitude=compound.latitude, longitude=compound.longitude,
        entrances=given["entrances"], lifts=given["lifts"], floors=given["floors"],
    )  # fmt: skip
    try:
        correct_compound(actor=request.actor, now=clock.now(), compound=compound, new=new, reason=given["reason"])
    except NotPermittedError:
        raise
    except RefusalError as refused:
        form.add_error(None, str(refused))
        return False
    return True
