"""Forms of the administrator: entering, correcting, moving, merging and closing organisations; posts and holders."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from linli.apps.accounts import services
from linli.apps.accounts.permissions import may_manage_accounts, require
from linli.apps.accounts.queries import (
    appointment_seen_by,
    capability_choices,
    kind_choices,
    organisation_seen_by,
    organisations_matching,
    people_seen_by,
    post_seen_by,
)
from linli.apps.accounts.refusals import ChangedMeanwhileError
from linli.web import clock
from linli.web.editing import VersionedForm
from linli.web.requests import StaffRequest
from linli.web.staff.fields import choice_field, day_field, done, line_field, reason_field

NAME, KIND = gettext_lazy("名称"), gettext_lazy("类别")
ROLE_HELP = gettext_lazy("政策包里的角色编号，如 finance；没有就空着")


class NewOrganisationForm(forms.Form):
    name = line_field(NAME, 120)
    kind = choice_field(KIND, kind_choices)
    policy_role = line_field(gettext_lazy("在文件中的角色"), 64, required=False, help_text=ROLE_HELP)
    credit_code = line_field(
        gettext_lazy("统一社会信用代码"), 30, required=False, help_text=gettext_lazy("18 位，可空")
    )


class OrganisationForm(VersionedForm):
    compared = ("name", "kind", "policy_role", "credit_code")
    name = line_field(NAME, 120)
    kind = choice_field(KIND, kind_choices)
    policy_role = line_field(gettext_lazy("在文件中的角色"), 64, required=False, help_text=ROLE_HELP)
    credit_code = line_field(
        gettext_lazy("统一社会信用代码"), 30, required=False, help_text=gettext_lazy("18 位，可空")
    )
    reason = reason_field()


class PostForm(forms.Form):
    title = line_field(gettext_lazy("职务"), 80)
    capability = choice_field(
        gettext_lazy("职责类别"), capability_choices, help_text=gettext_lazy("决定担任者在系统里能做什么")
    )
    sole = forms.BooleanField(label=gettext_lazy("同时只有一人担任"), required=False)


class AppointForm(forms.Form):
    person = choice_field(gettext_lazy("人员"), list)
    held_from = day_field(gettext_lazy("任职起"))
    held_until = day_field(gettext_lazy("任职止"), required=False, help_text=gettext_lazy("不含这一天；空着表示在任"))
    document = line_field(gettext_lazy("任职文件"), 120, required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "—"), *people]  # type: ignore[attr-defined]


class DayAndReasonForm(forms.Form):
    on = day_field(gettext_lazy("从哪一天起"))
    reason = reason_field()


class TargetForm(DayAndReasonForm):
    target = choice_field(gettext_lazy("哪个机构"), list)
    field_order = ("target", "on", "reason")

    def __init__(self, *args: Any, targets: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [("", "—"), *targets]  # type: ignore[attr-defined]


def form_page(
    request: StaffRequest, form: forms.Form, *, title: str, submit: str, back: tuple[str, str], note: str = "",
    danger: bool = False, section: str = "organisations",
) -> HttpResponse:  # fmt: skip
    """A page that is one form. ``back``: the address and name of the page that it belongs to."""
    differences = form.differences if isinstance(form, VersionedForm) else ()
    return render(request, "staff/form_page.html", {
        "section": section, "form": form, "title": title, "submit": submit, "back": back[0], "back_name": back[1],
        "note": note, "danger": danger, "differences": differences,
    }, status=422 if form.errors or differences else 200)  # fmt: skip


def managed(request: StaffRequest, organisation_id: int) -> Any:
    """The organisation, which this post must keep. Raises NotFoundError (404), NotPermittedError (403)."""
    found = organisation_seen_by(request.actor, organisation_id)
    require(may_manage_accounts, request.actor, found)
    return found


def _home(found: Any) -> tuple[str, str]:
    return reverse("organisation", args=[found.pk]), found.name


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_new(request: StaffRequest, organisation_id: int) -> HttpResponse:
    """A new organisation below this one."""
    parent = managed(request, organisation_id)
    form = NewOrganisationForm(request.POST or None)
    made: list[Any] = []

    def act() -> None:
        made.append(
            services.create_organisation(actor=request.actor, now=clock.now(), parent=parent, **form.cleaned_data)
        )

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("已登记「%(name)s」。") % {"name": made[0].name})
        return redirect("organisation", made[0].pk)
    return form_page(
        request,
        form,
        title=_("在「%(name)s」之下登记机构") % {"name": parent.name},
        submit=_("登记"),
        back=_home(parent),
    )


def _values(found: Any) -> dict[str, str]:
    return {name: getattr(found, name) for name in OrganisationForm.compared}


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_correct(request: StaffRequest, organisation_id: int) -> HttpResponse:
    """Put an entry right; whoever saves second sees what the first changed."""
    found = managed(request, organisation_id)
    if request.method == "POST":
        form = OrganisationForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            changes = {name: given[name] for name in OrganisationForm.compared}
            try:
                saved = done(form, lambda: services.correct_organisation(
                    actor=request.actor, now=clock.now(), organisation=found, version=given["version"],
                    changes=changes, reason=given["reason"],
                ))  # fmt: skip
            except ChangedMeanwhileError as changed:
                saved, form = False, form.rebased(_values(changed.current), changed.current.version)
            if saved:
                messages.success(request, _("已更正。"))
                return redirect("organisation", found.pk)
    else:
        form = OrganisationForm().open_at(_values(found), found.version)
    return form_page(request, form, title=_("更正机构登记"), submit=_("保存"), back=_home(found))


RESHAPING = {
    "move": (
        gettext_lazy("划归别的机构"),
        gettext_lazy("划归"),
        gettext_lazy("它和它下面的一切随着划过去，辖区跟着变。"),
    ),
    "merge": (
        gettext_lazy("并入别的机构"),
        gettext_lazy("并入"),
        gettext_lazy("它撤销，留在历史里；它下面的机构和小区归并入的机构。先办完卸任。"),
    ),
    "close": (
        gettext_lazy("撤销机构"),
        gettext_lazy("撤销"),
        gettext_lazy("它下面没有机构、没有人任职时才能撤销；历史都留着。"),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_reshape(request: StaffRequest, organisation_id: int, act: str) -> HttpResponse:
    """Move, merge or close an organisation, with a date and a reason."""
    if act not in RESHAPING:
        raise Http404
    found = managed(request, organisation_id)
    title, submit, note = RESHAPING[act]
    initial = {"on": clock.real_today()}
    form: forms.Form
    if act == "close":
        form = DayAndReasonForm(request.POST or None, initial=initial)
    else:
        targets = _targets(request, found)
        form = TargetForm(request.POST or None, initial=initial, targets=targets)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _reshape(request, found, act, form)):
        messages.success(request, _("已办理。"))
        return redirect("organisation", found.pk)
    return form_page(
        request, form, title=f"{title} · {found.name}", submit=str(submit), note=str(note), danger=act != "move",
        back=_home(found),
    )  # fmt: skip


def _targets(request: StaffRequest, found: Any) -> list[tuple[str, str]]:
    every = organisations_matching(request.actor, "").exclude(path__startswith=found.path).select_related("parent")
    return [
        (str(one.pk), f"{one.name}（{one.parent.name}）" if one.parent else one.name)
        for one in every
        if may_manage_accounts(request.actor, one)
    ]


def _reshape(request: StaffRequest, found: Any, act: str, form: forms.Form) -> None:
    given = form.cleaned_data
    common = {
        "actor": request.actor, "now": clock.now(), "organisation": found, "on": given["on"], "reason": given["reason"],
    }  # fmt: skip
    if act == "close":
        services.close_organisation(**common)
        return
    target = organisation_seen_by(request.actor, int(given["target"]))
    if act == "move":
        services.move_organisation(**common, to_parent=target)
    else:
        services.merge_organisation(**common, into=target)


@require_http_methods(["GET", "HEAD", "POST"])
def post_new(request: StaffRequest, organisation_id: int) -> HttpResponse:
    found = managed(request, organisation_id)
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and done(form, lambda: services.create_post(
        actor=request.actor, now=clock.now(), organisation=found, **form.cleaned_data
    )):  # fmt: skip
        messages.success(request, _("已设立职务。"))
        return redirect("organisation", found.pk)
    return form_page(request, form, title=_("设立职务"), submit=_("设立"), back=_home(found))


@require_http_methods(["GET", "HEAD", "POST"])
def post_close(request: StaffRequest, post_id: int) -> HttpResponse:
    post = post_seen_by(request.actor, post_id)
    found = managed(request, post.organisation_id)
    form = DayAndReasonForm(request.POST or None, initial={"on": clock.real_today()})
    if request.method == "POST" and form.is_valid() and done(form, lambda: services.close_post(
        actor=request.actor, now=clock.now(), post=post, **form.cleaned_data
    )):  # fmt: skip
        messages.success(request, _("已撤销职务。"))
        return redirect("organisation", found.pk)
    return form_page(
        request, form, title=_("撤销职务「%(title)s」") % {"title": post.title}, submit=_("撤销"), danger=True,
        note=_("没有人担任时才能撤销；谁担任过都留在历史里。"), back=_home(found),
    )  # fmt: skip


def person_choices(request: StaffRequest) -> list[tuple[str, str]]:
    """People whom the viewer may see, sorted by name, each with where they work."""
    return [
        (str(user.pk), f"{user.shown_name}（{user.organisation.name if user.organisation else user.username}）")
        for user in people_seen_by(request.actor).filter(is_active=True)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: StaffRequest, post_id: int) -> HttpResponse:
    post = post_seen_by(request.actor, post_id)
    found = managed(request, post.organisation_id)
    form = AppointForm(request.POST or None, people=person_choices(request), initial={"held_from": clock.real_today()})

    def act() -> None:
        given = form.cleaned_data
        user = people_seen_by(request.actor).get(pk=int(given["person"]))
        services.appoint(
            actor=request.actor, now=clock.now(), user=user, post=post, held_from=given["held_from"],
            held_until=given["held_until"], document=given["document"],
        )  # fmt: skip

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("已任职。"))
        return redirect("organisation", found.pk)
    return form_page(
        request, form, title=_("任职：%(title)s") % {"title": post.title}, submit=_("任职"), back=_home(found)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def appointment_end(request: StaffRequest, appointment_id: int) -> HttpResponse:
    held = appointment_seen_by(request.actor, appointment_id)
    found = managed(request, held.post.organisation_id)
    form = DayAndReasonForm(request.POST or None, initial={"on": clock.real_today()})
    if request.method == "POST" and form.is_valid() and done(form, lambda: services.end_appointment(
        actor=request.actor, now=clock.now(), appointment=held, held_until=form.cleaned_data["on"],
        reason=form.cleaned_data["reason"],
    )):  # fmt: skip
        messages.success(request, _("已卸任，任职经历留在历史里。"))
        return redirect("organisation", found.pk)
    title = _("%(name)s卸任「%(title)s」") % {"name": held.user.shown_name, "title": held.post.title}
    return form_page(
        request, form, title=title, submit=_("卸任"), danger=True,
        note=_("从这一天起不再担任；账号若没有别的职务，就什么也看不到。"), back=_home(found),
    )  # fmt: skip
