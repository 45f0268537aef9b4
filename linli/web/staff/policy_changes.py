"""How a policy changes over time: its editions with their days, corrections, the layer above, who would be touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.core.policy.amend import Step
from linli.core.policy.model import Package
from linli.stages.policy_changes import (
    AboveChange,
    EditionChange,
    built_upon,
    change_above,
    corrections,
    edition_changes,
    family_of,
    programmes_under,
)
from linli.web import clock
from linli.web.requests import StaffRequest
from linli.web.staff.policies import the_package
from linli.web.staff.policy_differences import DifferenceRow, difference_rows


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition with its rows of differences from the one before."""

    change: EditionChange
    rows: Sequence[DifferenceRow]
    is_standing: bool


@require_safe
def policy_changes(request: StaffRequest, package_id: str) -> HttpResponse:
    """Every edition with its three dates and what it changes; what waits above; which programmes would be touched."""
    package, family = the_package(request, package_id), family_of(package_id)
    if family is None:
        raise Http404
    today = clock.today(request)
    errata, decisions = corrections(family)
    above = change_above(family)
    upon = built_upon(package_id)
    return render(request, "staff/policy_changes.html", {
        "section": "policies", "tab": "changes", "package": package,
        "editions": [
            EditionView(one, _rows(one, family.steps), one.edition.package.hash == package.hash)
            for one in edition_changes(family)
        ],
        "errata": errata, "decisions": decisions, "above": above, "above_rows": _rows_above(above),
        "upon": _named(upon),
        "touched": programmes_under(request.actor, [package_id, *upon], today),
    })  # fmt: skip


def _rows(change: EditionChange, steps: Sequence[Step]) -> list[DifferenceRow]:
    both = [one for one in (change.before, change.edition.package) if one]
    return difference_rows(change.differences, steps, both)


def _rows_above(above: AboveChange | None) -> list[DifferenceRow]:
    return difference_rows(above.differences, (), [above.taken, above.newest]) if above else []


def _named(ids: Sequence[str]) -> list[Package]:
    found = (family_of(name) for name in ids)
    return [one.original() for one in found if one is not None]
