"""Acting for somebody by written mandate: who for whom, which post, from when until when; and taking it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.apps.accounts import services
from linli.apps.accounts.permissions import may_mandate, require
from linli.apps.accounts.queries import holders_on, mandate_seen_by, mandates_seen_by, people_seen_by, post_seen_by
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff.fields import choice_field, day_field, done, line_field
from linli.web.staff.organisation_acts import DayAndReasonForm, form_page, person_choices
from linli.web.staff.people import mandate_state


class MandateForm(forms.Form):
    principal = choice_field(gettext_lazy("委托人（任职者）"), list)
    deputy = choice_field(gettext_lazy("受托人"), list)
    valid_from = day_field(gettext_lazy("代行起"))
    valid_until = day_field(gettext_lazy("代行止"), help_text=gettext_lazy("不含这一天"))
    document = line_field(gettext_lazy("委托文件（名称、文号）"), 120)

    def __init__(
        self, *args: Any, holders: list[tuple[str, str]], people: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["principal"].choices = holders  # type: ignore[attr-defined]
        self.fields["deputy"].choices = [("", "—"), *people]  # type: ignore[attr-defined]


@require_safe
def mandates(request: StaffRequest) -> HttpResponse:
    """Every mandate of the area; those that concern the viewer's own person first."""
    today = clock.real_today()
    own = Q(principal=request.user) | Q(deputy=request.user)
    every = mandates_seen_by(request.actor).order_by("-valid_from", "-pk")
    rows = [(one, mandate_state(one, today), may_mandate(request.actor, one.post)) for one in every]
    mine = set(every.filter(own).values_list("pk", flat=True))
    rows.sort(key=lambda row: row[0].pk not in mine)
    may_grant = request.actor.post is not None and may_mandate(request.actor, request.actor.post)
    return render(request, "staff/mandates.html", {
        "section": "people", "rows": rows, "own_post": request.actor.post, "may_grant": may_grant,
    })  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def mandate_new(request: StaffRequest, post_id: int) -> HttpResponse:
    """A mandate for a post: the holder's own act, or the administrator's."""
    post = post_seen_by(request.actor, post_id)
    require(may_mandate, request.actor, post)
    today = clock.real_today()
    held = [one.user for one in holders_on(request.actor, today).filter(post=post)]
    if request.actor.post is not None and request.actor.post.pk == post.pk:
        held = [user for user in held if user.pk == request.user.pk]
    holders = [(str(user.pk), user.shown_name) for user in held]
    form = MandateForm(
        request.POST or None, holders=holders, people=person_choices(request), initial={"valid_from": today}
    )

    def act() -> None:
        given = form.cleaned_data
        seen = people_seen_by(request.actor)
        services.grant_mandate(
            actor=request.actor, now=clock.now(), post=post, principal=seen.get(pk=int(given["principal"])),
            deputy=seen.get(pk=int(given["deputy"])), valid_from=given["valid_from"],
            valid_until=given["valid_until"], document=given["document"],
        )  # fmt: skip

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("已登记委托。受托人在右上角换成“代”的职务办事，每一步都会记明。"))
        return redirect("mandates")
    return form_page(
        request, form, title=_("委托代行「%(title)s」") % {"title": post.title}, submit=_("登记委托"),
        back=(reverse("mandates"), _("代行委托")), section="people",
        note=_("受托人只得到这个职务的权限，不能再转委托；委托人卸任，委托随着失效。"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def mandate_revoke(request: StaffRequest, mandate_id: int) -> HttpResponse:
    found = mandate_seen_by(request.actor, mandate_id)
    require(may_mandate, request.actor, found.post)
    form = DayAndReasonForm(request.POST or None, initial={"on": clock.real_today()})
    if request.method == "POST" and form.is_valid() and done(form, lambda: services.revoke_mandate(
        actor=request.actor, now=clock.now(), mandate=found, **form.cleaned_data
    )):  # fmt: skip
        messages.success(request, _("已撤销委托。"))
        return redirect("mandates")
    return form_page(
        request, form, title=_("撤销委托「%(title)s」") % {"title": found.post.title}, submit=_("撤销"), danger=True,
        back=(reverse("mandates"), _("代行委托")), section="people",
    )  # fmt: skip
