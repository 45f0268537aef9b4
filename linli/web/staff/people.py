"""People of the viewer's area: the list, the page of one, and the administrator's forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.apps.accounts import services
from linli.apps.accounts.permissions import may_administer, may_manage_accounts, may_mandate, require
from linli.apps.accounts.queries import (
    appointments_seen_by,
    holders_on,
    mandates_seen_by,
    organisation_seen_by,
    organisations_matching,
    people_matching,
    person_seen_by,
)
from linli.apps.accounts.refusals import ChangedMeanwhileError
from linli.apps.programme.queries import programmes_seen_by
from linli.apps.records.queries import events_of_programme
from linli.stages.policy_shelf import MissingPackageError, loaded_package_for
from linli.web import clock
from linli.web.editing import VersionedForm
from linli.web.requests import StaffRequest
from linli.web.staff.events import event_lines
from linli.web.staff.fields import choice_field, done, line_field, reason_field
from linli.web.staff.organisation_acts import form_page

PAGE_SIZE = 50
ACTS_SHOWN = 12


@require_safe
def people(request: StaffRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:60]
    page = Paginator(people_matching(request.actor, words), PAGE_SIZE).get_page(request.GET.get("page"))
    held: dict[int, list[Any]] = {}
    for one in holders_on(request.actor, clock.real_today()).filter(user__in=[user.pk for user in page]):
        held.setdefault(one.user_id, []).append(one.post)
    rows = [(user, held.get(user.pk, [])) for user in page]
    return render(request, "staff/people.html", {
        "section": "people", "page": page, "rows": rows, "q": words, "may_administer": may_administer(request.actor),
    })  # fmt: skip


@require_safe
def person(request: StaffRequest, user_id: int) -> HttpResponse:
    found = person_seen_by(request.actor, user_id)
    today = clock.real_today()
    appointments = list(appointments_seen_by(request.actor).filter(user=found).order_by("-held_from"))
    mandates = mandates_seen_by(request.actor)
    given, received = mandates.filter(principal=found), mandates.filter(deputy=found)
    organisation = found.organisation
    may_manage = organisation is not None and may_manage_accounts(request.actor, organisation)
    return render(request, "staff/person.html", {
        "section": "people", "person": found, "today": today,
        "appointments": [(one, _stands(one, today), may_manage_accounts(request.actor, one.post.organisation))
                         for one in appointments],
        "given": [(one, mandate_state(one, today), may_mandate(request.actor, one.post)) for one in given],
        "received": [(one, mandate_state(one, today), may_mandate(request.actor, one.post)) for one in received],
        "may_manage": may_manage and found.is_active, "acts": _acts(request, found),
    })  # fmt: skip


def _stands(one: Any, today: Any) -> str:
    if one.held_from > today:
        return "later"
    return "now" if one.held_until is None or one.held_until > today else "ended"


def mandate_state(one: Any, today: Any) -> str:
    if one.revoked_on is not None and one.revoked_on <= today:
        return "revoked"
    if one.valid_from > today:
        return "later"
    return "now" if one.valid_until > today else "ended"


def _acts(request: StaffRequest, found: Any) -> list[tuple[Any, list[Any]]]:
    """What the person did in programmes that lie in the viewer's area as a whole."""
    shown = []
    for programme in programmes_seen_by(request.actor).select_related("area"):
        if not request.actor.covers(programme.area.path):
            continue
        try:
            package = loaded_package_for(programme, clock.real_today())
        except MissingPackageError:
            continue
        lines = event_lines(events_of_programme(programme.pk).filter(actor=found)[:ACTS_SHOWN], package)
        if lines:
            shown.append((programme, lines))
    return shown


def organisation_choices(request: StaffRequest) -> list[tuple[str, str]]:
    """Bodies that this post keeps."""
    every = organisations_matching(request.actor, "").select_related("parent")
    return [
        (str(one.pk), f"{one.name}（{one.parent.name}）" if one.parent else one.name)
        for one in every
        if may_manage_accounts(request.actor, one)
    ]


class NewPersonForm(forms.Form):
    display_name = line_field(gettext_lazy("姓名"), 60)
    organisation = choice_field(gettext_lazy("所在单位"), list)
    username = line_field(gettext_lazy("账号"), 150, help_text=gettext_lazy("登录时用；先没有密码，由本人按邀请设置"))

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "—"), *organisations]  # type: ignore[attr-defined]


class PersonForm(VersionedForm):
    compared = ("display_name", "organisation")
    display_name = line_field(gettext_lazy("姓名"), 60)
    organisation = choice_field(gettext_lazy("所在单位"), list)
    reason = reason_field()

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "—"), *organisations]  # type: ignore[attr-defined]


class ReasonOnlyForm(forms.Form):
    reason = reason_field()


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: StaffRequest) -> HttpResponse:
    initial = {"organisation": request.GET.get("at", "")}
    form = NewPersonForm(request.POST or None, organisations=organisation_choices(request), initial=initial)
    made: list[Any] = []

    def act() -> None:
        given = form.cleaned_data
        place = organisation_seen_by(request.actor, int(given["organisation"]))
        made.append(services.create_user(
            actor=request.actor, now=clock.now(), username=given["username"], password=None,
            display_name=given["display_name"], organisation=place,
        ))  # fmt: skip

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("已登记。还没有密码，请发邀请。"))
        return redirect("person", made[0].pk)
    return form_page(
        request, form, title=_("登记人员"), submit=_("登记"), back=(reverse("people"), _("人员")),
        note=_("这里不填密码、电话和证件号。"), section="people",
    )  # fmt: skip


def _managed(request: StaffRequest, user_id: int) -> Any:
    found = person_seen_by(request.actor, user_id)
    if found.organisation is not None or not request.actor.is_console:
        require(may_manage_accounts, request.actor, found.organisation)
    return found


def _values(found: Any) -> dict[str, str]:
    return {"display_name": found.display_name, "organisation": str(found.organisation_id or "")}


@require_http_methods(["GET", "HEAD", "POST"])
def person_correct(request: StaffRequest, user_id: int) -> HttpResponse:
    found = _managed(request, user_id)
    choices = organisation_choices(request)
    if request.method == "POST":
        form = PersonForm(request.POST, organisations=choices)
        if form.is_valid():
            given = form.cleaned_data
            try:
                saved = done(form, lambda: services.correct_user(
                    actor=request.actor, now=clock.now(), user=found, version=given["version"],
                    display_name=given["display_name"], reason=given["reason"],
                    organisation=organisation_seen_by(request.actor, int(given["organisation"])),
                ))  # fmt: skip
            except ChangedMeanwhileError as changed:
                saved = False
                form = form.rebased(_values(changed.current), changed.current.version, organisations=choices)
            if saved:
                messages.success(request, _("已更正。"))
                return redirect("person", found.pk)
    else:
        form = PersonForm(organisations=choices).open_at(_values(found), found.version)
    return form_page(
        request, form, title=_("更正人员登记"), submit=_("保存"),
        back=(reverse("person", args=[found.pk]), found.shown_name), section="people",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def person_close(request: StaffRequest, user_id: int) -> HttpResponse:
    found = _managed(request, user_id)
    form = ReasonOnlyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and done(form, lambda: services.close_user(
        actor=request.actor, now=clock.now(), user=found, organisation=found.organisation,
        reason=form.cleaned_data["reason"],
    )):  # fmt: skip
        messages.success(request, _("账号已停用。"))
        return redirect("person", found.pk)
    return form_page(
        request, form, title=_("停用账号「%(name)s」") % {"name": found.shown_name}, submit=_("停用"), danger=True,
        back=(reverse("person", args=[found.pk]), found.shown_name), section="people",
        note=_("停用以后不能再登录，办过的事都留着。"),
    )  # fmt: skip
