"""The dwellings of a compound, and the letters for their doors: printed for the whole compound, or anew for one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from linli.apps.accounts.permissions import sentence_of
from linli.apps.accounts.refusals import RefusalError
from linli.apps.residents.permissions import may_keep_dwellings
from linli.apps.residents.queries import dwelling_seen_by, dwellings_seen_by, lines, without_code
from linli.apps.residents.services import issue_codes, revoke_code
from linli.web import clock
from linli.web.letters import link_for
from linli.web.requests import StaffRequest
from linli.web.staff.lookup import the_project

PAGE_SIZE = 100
MOST_LETTERS = 500
HALF = 5


class RevokeForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=200)


def _the_compounds(project: Any) -> list[Any]:
    return list(project.compounds.select_related("subdistrict"))


def _refuse_others(request: StaffRequest, compounds: list[Any]) -> None:
    """Whoever may not keep them does not read the roll either."""
    if not compounds or not all(may_keep_dwellings(request.actor, compound) for compound in compounds):
        raise PermissionDenied(sentence_of(may_keep_dwellings))


@require_safe
def dwellings(request: StaffRequest, slug: str, project_id: int) -> HttpResponse:
    _programme, project = the_project(request, slug, project_id)
    compounds = _the_compounds(project)
    _refuse_others(request, compounds)
    found = dwellings_seen_by(request.actor).filter(compound__in=compounds)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "staff/dwellings.html", {
        "section": "projects", "project": project, "page": page, "lines": lines(list(page)), "now": clock.now(),
        "waiting": without_code(found, clock.now()).count(), "form": RevokeForm(),
    })  # fmt: skip


@require_POST
def entry_letters(request: StaffRequest, slug: str, project_id: int) -> HttpResponse:
    """New letters: for one dwelling, or for all that have none. The codes are on this page and never again."""
    _programme, project = the_project(request, slug, project_id)
    compounds = _the_compounds(project)
    _refuse_others(request, compounds)
    one = request.POST.get("dwelling", "")
    found = dwellings_seen_by(request.actor).filter(compound__in=compounds)
    chosen = found.filter(pk=int(one)) if one.isdecimal() else without_code(found, clock.now())
    rows = list(chosen[:MOST_LETTERS])
    if not rows:
        messages.info(request, _("每一户都有有效的入户码。要重发，请在那一行点“重发”。"))
        return redirect("dwellings", slug, project_id)
    letters = [
        {"letter": letter, "code": f"{letter.code[:HALF]}-{letter.code[HALF:]}",
         "link": link_for(request, reverse("enter_home_with", args=[letter.code])), "enter": reverse("enter_home")}
        for compound in compounds
        for letter in issue_codes(
            actor=request.actor, now=clock.now(), compound=compound,
            dwellings=[row for row in rows if row.compound_id == compound.pk],
        )
    ]  # fmt: skip
    return render(request, "staff/entry_letters.html", {"section": "projects", "project": project, "letters": letters})


@require_POST
def revoke_entry(request: StaffRequest, slug: str, project_id: int, dwelling_id: int) -> HttpResponse:
    the_project(request, slug, project_id)
    form = RevokeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写理由。"))
        return redirect("dwellings", slug, project_id)
    try:
        revoke_code(
            actor=request.actor, now=clock.now(), dwelling=dwelling_seen_by(request.actor, dwelling_id),
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
    except RefusalError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("入户码已作废，用它进来的人也已退出。"))
    return redirect("dwellings", slug, project_id)
