"""The administrator's pages about coming in: who has and who has not yet; invite; help those who are locked out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.apps.accounts.refusals import RefusalError
from linli.apps.signin import invitations, second_factor, sessions
from linli.apps.signin.invitations import Issued
from linli.apps.signin.queries import Entrant, attempts_of, entrant_seen_by, entrants
from linli.web import clock
from linli.web.doors import confirmed_recently
from linli.web.letters import link_for
from linli.web.requests import StaffRequest

PAGE_SIZE = 50
MOST_AT_ONCE = 200
ATTEMPTS_SHOWN = 20
STATES = {
    "waiting": (gettext_lazy("未邀请"), "pending"),
    "invited": (gettext_lazy("已邀请"), "open"),
    "expired": (gettext_lazy("邀请过期"), "late"),
    "in": (gettext_lazy("已登录过"), "done"),
    "closed": (gettext_lazy("已停用"), "locked"),
}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("理由"), max_length=500,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2}),
        help_text=gettext_lazy("本辖区的人都看得到，请写清楚，不要写个人信息。"),
        error_messages={"required": gettext_lazy("请写理由。")},
    )  # fmt: skip


def _rows(found: Sequence[Entrant]) -> list[dict[str, Any]]:
    now = clock.now()
    return [
        {"one": one, "state": one.state(now), "words": STATES[one.state(now)][0], "look": STATES[one.state(now)][1]}
        for one in found
    ]


@require_safe
def entrants_page(request: StaffRequest) -> HttpResponse:
    """Everybody who holds a post in the area, those who have not come in yet first."""
    now = clock.now()
    everybody = entrants(request.actor)
    states = [one.state(now) for one in everybody]
    chosen = request.GET.get("state", "")
    if chosen in STATES:
        everybody = [one for one, state in zip(everybody, states, strict=True) if state == chosen]
    else:
        order = list(STATES)
        everybody.sort(key=lambda one: order.index(one.state(now)))
    page = Paginator(everybody, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "staff/entrants.html", {
        "section": "entrants", "page": page, "rows": _rows(list(page)), "chosen": chosen,
        "filters": [(key, words, states.count(key)) for key, (words, _look) in STATES.items()],
    })  # fmt: skip


@require_POST
@confirmed_recently
def invite(request: StaffRequest) -> HttpResponse:
    """Invite those who were ticked; the letters are answered at once, and only now."""
    chosen = {int(text) for text in request.POST.getlist("person") if text.isdecimal()}
    found = [one for one in entrants(request.actor) if one.user.pk in chosen and one.is_ours]
    if not found:
        messages.error(request, _("请先勾选要邀请的人。"))
        return redirect("entrants")
    if len(found) > MOST_AT_ONCE:
        messages.error(request, _("一次最多邀请 %(n)d 人。") % {"n": MOST_AT_ONCE})
        return redirect("entrants")
    try:
        issued = [_invited(request, one) for one in found]
    except RefusalError as refusal:
        messages.error(request, str(refusal))
        return redirect("entrants")
    letters = [
        {"one": one, "issued": made, "link": link_for(request, reverse("invitation", args=[made.secret]))}
        for one, made in zip(found, issued, strict=True)
    ]
    mailed = _mailed(letters) if "mail" in request.POST and settings.LINLI_SENDS_MAIL else 0
    return render(request, "staff/invitation_letters.html", {
        "section": "entrants", "letters": letters, "mailed": mailed, "days": settings.LINLI_INVITATION_DAYS,
    })  # fmt: skip


def _invited(request: StaffRequest, one: Entrant) -> Issued:
    return invitations.invite(actor=request.actor, now=clock.now(), user=one.user)


def _mailed(letters: Sequence[dict[str, Any]]) -> int:
    """How many were mailed; who has no address keeps the letter."""
    sent = 0
    for letter in letters:
        if letter["one"].user.email:
            words = _("请在 %(days)d 天内打开这个链接，设一个密码：\n\n%(link)s") % {
                "days": settings.LINLI_INVITATION_DAYS, "link": letter["link"].address
            }  # fmt: skip
            sent += send_mail(_("邻里：登录邀请"), words, None, [letter["one"].user.email], fail_silently=True)
    return sent


@require_safe
def entrant(request: StaffRequest, user_id: int) -> HttpResponse:
    return _page(request, entrant_seen_by(request.actor, user_id), ReasonForm())


def _page(request: StaffRequest, one: Entrant, form: ReasonForm, status: int = 200) -> HttpResponse:
    now = clock.now()
    return render(request, "staff/entrant.html", {
        "section": "entrants", "row": _rows([one])[0], "one": one, "form": form,
        "sessions": sessions.open_sessions(one.user, now), "attempts": attempts_of(one.user)[:ATTEMPTS_SHOWN],
    }, status=status)  # fmt: skip


@require_http_methods(["POST"])
@confirmed_recently
def help_in(request: StaffRequest, user_id: int) -> HttpResponse:
    """An act on one person, with a reason: reset the second factor, end the sessions, void the invitation."""
    one = entrant_seen_by(request.actor, user_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form, status=422)
    acts = {"reset": second_factor.reset, "end": sessions.end_for, "revoke": invitations.revoke}
    done = acts.get(request.POST.get("act", ""))
    if done is None:
        return _page(request, one, form, status=422)
    try:
        done(
            actor=request.actor, now=clock.now(), user=one.user,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
    except RefusalError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, one, form, status=422)
    messages.success(request, _("已办理，并记入本辖区的账号安全记录。"))
    return redirect("entrant", user_id)
