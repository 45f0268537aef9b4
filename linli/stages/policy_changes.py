"""How a package at hand changes over time, and which running programmes a change would touch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from linli.apps.accounts.actors import Actor
from linli.apps.programme.models import PolicyAdoption, Programme
from linli.apps.programme.queries import adoptions_standing, programmes_seen_by
from linli.core.policy.amend import Edition, Family, Step
from linli.core.policy.amend.difference import Difference, differences
from linli.core.policy.model import Package
from linli.stages.offers import adopted, offers
from linli.stages.policy_shelf import MissingPackageError, family_in, shelf


@dataclass(frozen=True, slots=True)
class EditionChange:
    """An edition and what it says otherwise than the one before it (nothing for the first)."""

    edition: Edition
    before: Package | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class AboveChange:
    """The package above. ``taken``: the edition of it that this package builds on; ``newest``: the one it has now;
    ``differences``: what taking it over would bring (nothing when it is the same)."""

    taken: Package
    newest: Package
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """A running programme. ``waits``: whether an edition is at hand that it has not adopted."""

    programme: Programme
    adoption: PolicyAdoption
    waits: bool


def family_of(package_id: str) -> Family | None:
    """The package at hand with this id, with all its changes."""
    found = shelf().current.get(package_id)
    return family_in(shelf().directories[found]) if found else None


def edition_changes(family: Family) -> list[EditionChange]:
    """Every edition with what it changes, the newest first."""
    found: list[EditionChange] = []
    before: Package | None = None
    for edition in family.editions():
        told = tuple(differences(before, edition.package, family.steps)) if before else ()
        found.append(EditionChange(edition, before, told))
        before = edition.package
    return found[::-1]


def corrections(family: Family) -> tuple[list[Step], list[Step]]:
    """Our own mistakes put right, and the readings settled in the package itself."""
    every = list(family.corrections())
    return [step for step in every if step.kind == "erratum"], [step for step in every if step.kind == "decision"]


def change_above(family: Family) -> AboveChange | None:
    """What the package above says by now, beside what this package took over; None for a package over none."""
    above = family.draft.above
    if above is None:
        return None
    upper = family_in(above.directory)
    taken = next((one.package for one in upper.editions() if one.package.hash == above.digest), None)
    taken = taken or upper.original()
    newest = upper.editions()[-1].package
    return AboveChange(taken, newest, tuple(differences(taken, newest, upper.steps)))


def built_upon(package_id: str) -> list[str]:
    """The ids of packages at hand that stand upon this one, at whatever distance."""
    return [name for name in sorted(shelf().current) if package_id in _chain(name)]


def _chain(name: str) -> Iterator[str]:
    family = family_of(name)
    above = family.draft.above if family else None
    while above is not None:
        yield str(above.tree.get("id", ""))
        above = above.above


def programmes_under(actor: Actor, package_ids: Sequence[str], today: date) -> list[Touched]:
    """The running programmes that the viewer may see under any edition of these packages."""
    programmes = list(programmes_seen_by(actor))
    standing = adoptions_standing(programmes, today)
    found = []
    for programme in programmes:
        adoption = standing.get(programme.pk)
        if adoption is not None and adoption.package_id in package_ids:
            found.append(Touched(programme, adoption, is_behind(programme, today)))
    return found


def is_behind(programme: Programme, today: date) -> bool:
    """Whether an edition of the programme's own package is at hand that it has not adopted."""
    try:
        now = adopted(programme, today)
    except MissingPackageError:
        return False
    return any(one.package.id == now.package.id for one in offers(now))
