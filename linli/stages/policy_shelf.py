"""The policy packages at hand: those that ship with linli and those in the data folder, loaded once, by hash.

A package that was amended is at hand in every edition: the first one, and one for each day on which amendments took
effect. A programme goes on under the very edition it adopted: `keep_shipped` copies each one that is at hand into the
data folder (`linli migrate` calls it) with the packages above it, so that neither an upgrade nor a change above takes
it from anybody. An adoption that points to a hash nobody has is a problem to show, not a crash: `package_of` then
answers with it.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from django.conf import settings

from linli.apps.programme.models import PolicyAdoption, Programme
from linli.apps.programme.queries import adoption_on
from linli.core import policy
from linli.core.faults import BadInput, Fault
from linli.core.policy.amend import Family
from linli.core.policy.files import FOLDER_OF_AMENDMENTS
from linli.core.policy.model import Package
from linli.core.policy.pinned import copy_with_layers


@dataclass(frozen=True)
class ShelfProblem:
    """A package that could not be loaded, or that an adoption asks for and nobody has."""

    package_id: str
    package_hash: str
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Shelf:
    """Everything at hand. ``by_hash``: hash -> package; ``directories``: hash -> where it was read from; ``current``:
    id -> hash of the first edition of the package to adopt today (the office's own before the shipped one, never a kept
    earlier one); ``families``: id -> that package with its amendments, where there are any; ``amended``: hash of an
    edition made by amendments -> the package knowing just these."""

    by_hash: dict[str, Package] = field(default_factory=dict)
    directories: dict[str, Path] = field(default_factory=dict)
    current: dict[str, str] = field(default_factory=dict)
    problems: tuple[ShelfProblem, ...] = ()
    families: dict[str, Family] = field(default_factory=dict)
    amended: dict[str, Family] = field(default_factory=dict)

    def with_id(self, package_id: str, day: date | None = None) -> Package | None:
        """The edition of ``day`` (the first one, if None) of the package to adopt; None for an unknown id."""
        found = self.current.get(package_id)
        if found is None:
            return None
        family = self.families.get(package_id)
        return family.on(day) if family and day else self.by_hash[found]

    @property
    def editions(self) -> tuple[Package, ...]:
        """The first editions of the packages to adopt, by id."""
        return tuple(self.by_hash[self.current[name]] for name in sorted(self.current))


KEPT_FOLDER = "kept"
#: how often, at most, the office's folder is looked at for packages that were put there or changed
SECONDS_BETWEEN_LOOKS = 5.0
_lock = threading.Lock()


@dataclass(slots=True)
class _Remembered:
    """The shelf as last read; ``stamp``: what the office's folder looked like then; ``looked``: when that was seen."""

    folder: Path
    shelf: Shelf
    stamp: tuple[object, ...]
    looked: float


_remembered: list[_Remembered] = []


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of a package, from which folders, and what their files looked like."""

    family: Family
    places: tuple[Path, ...]
    stamps: tuple[tuple[object, ...], ...]


_families: dict[Path, _Read] = {}


def shelf(*, reload: bool = False) -> Shelf:
    """The packages at hand; read from disk the first time, with ``reload``, and when the office's folder changed."""
    folder = Path(settings.POLICY_DIR)
    with _lock:
        known = _remembered[0] if _remembered and _remembered[0].folder == folder else None
        if known and not reload:
            if time.monotonic() - known.looked < SECONDS_BETWEEN_LOOKS:
                return known.shelf
            if _stamp_of_all(folder) == known.stamp:
                known.looked = time.monotonic()
                return known.shelf
        stamp = _stamp_of_all(folder)  # before reading: what changes meanwhile is seen at the next look
        _remembered[:] = [_Remembered(folder, _read(folder), stamp, time.monotonic())]
        return _remembered[0].shelf


def _stamp_of_all(folder: Path) -> tuple[object, ...]:
    return tuple(_stamp(one) for one in [*_folders(folder / KEPT_FOLDER), *_folders(folder)])


def _stamp(directory: Path) -> tuple[object, ...]:
    """What the files of a package look like from outside: another stamp, other files."""
    found: list[object] = [str(directory)]
    for place in (directory, directory / FOLDER_OF_AMENDMENTS):
        if place.is_dir():
            for entry in sorted(os.scandir(place), key=lambda one: one.name):
                about = entry.stat()
                found.append((entry.name, about.st_mtime_ns, about.st_size))
    return tuple(found)


def _read(folder: Path) -> Shelf:
    at_hand = Shelf()
    problems: list[ShelfProblem] = []
    kept = _folders(folder / KEPT_FOLDER)
    for directory in [*kept, *policy.shipped(), *_folders(folder)]:
        try:
            _take_up(at_hand, directory, is_kept=directory in kept)
        except BadInput as refused:
            problems.append(ShelfProblem(directory.name, "", refused.faults))
    return replace(at_hand, problems=tuple(problems))


def _take_up(at_hand: Shelf, directory: Path, *, is_kept: bool) -> None:
    """Every edition of the package in ``directory``. Raises BadInput, having taken up none, if one cannot be read."""
    family = family_in(directory)
    editions = [edition.package for edition in family.editions()]
    for package in editions:
        at_hand.by_hash.setdefault(package.hash, package)
        at_hand.directories[package.hash] = directory
    for package in editions[1:]:
        if package.hash not in at_hand.amended:
            at_hand.amended[package.hash] = family.only(package.memo["applied"])
    if is_kept:
        return
    at_hand.current[editions[0].id] = editions[0].hash
    at_hand.families.pop(editions[0].id, None)
    if not family.is_plain:
        at_hand.families[editions[0].id] = family


def family_in(directory: Path) -> Family:
    """The package in a folder with all its changes, read anew only when its files changed. BadInput."""
    known = _families.get(directory)
    if known is None or known.stamps != tuple(_stamp(place) for place in known.places):
        family, places = Family(directory), [directory]
        above = family.draft.above
        while above is not None:  # a package above may change without this folder
            places.append(above.directory)
            above = above.above
        known = _Read(family, tuple(places), tuple(_stamp(place) for place in places))
        _families[directory] = known
    return known.family


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        entry
        for entry in folder.iterdir()
        if not entry.name.startswith(".") and (entry / "package.yaml").is_file()
    )  # fmt: skip


def directory_of(package: Package) -> Path | None:
    """Where this edition is: the kept copy, which nobody changes, before the folder that somebody may be working in."""
    kept = kept_folder(package.id, package.hash)
    return kept if kept.is_dir() else shelf().directories.get(package.hash)


def kept_folder(package_id: str, package_hash: str) -> Path:
    """Where this edition is kept in the data folder, if it is."""
    return Path(settings.POLICY_DIR) / KEPT_FOLDER / f"{package_id}@{package_hash[:12]}"


def keep(directory: Path, package: Package) -> None:
    """Keeps the edition in ``directory`` (which is used up) for the programmes that adopt it."""
    place = kept_folder(package.id, package.hash)
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        shutil.rmtree(directory)
    else:
        directory.rename(place)
    shelf(reload=True)


def keep_shipped() -> int:
    """Copies every edition at hand, shipped or the office's own, that is not kept yet into the data folder, with the
    packages above it; returns how many were copied. What cannot be loaded is left to `shelf` to tell."""
    copied = 0
    for directory in [*policy.shipped(), *_folders(Path(settings.POLICY_DIR))]:
        try:
            package = family_in(directory).editions()[-1].package
        except BadInput:
            continue
        copied += keep_edition(directory, package)
    if copied:
        shelf(reload=True)
    return copied


def keep_edition(directory: Path, package: Package) -> bool:
    """Copies the edition in ``directory`` into the data folder; False where it is kept already."""
    place = kept_folder(package.id, package.hash)
    if place.exists():
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.parent / f".{place.name}.{os.getpid()}"
    copy_with_layers(directory, fresh)
    try:
        fresh.rename(place)
    except OSError:  # another process was first
        shutil.rmtree(fresh)
        return False
    return True


def package_of(adoption: PolicyAdoption) -> Package | ShelfProblem:
    """The package that an adoption names by hash. One that lies in the office's own folder, where somebody may go on
    writing, is copied away the first time that it is asked for."""
    found = shelf().by_hash.get(adoption.package_hash)
    if found is not None:
        place = shelf().directories[found.hash]
        if place.parent == Path(settings.POLICY_DIR):
            keep_edition(place, found)
    if found is None and kept_folder(adoption.package_id, adoption.package_hash).exists():
        found = shelf(reload=True).by_hash.get(adoption.package_hash)  # kept by another process since
    return found or ShelfProblem(adoption.package_id, adoption.package_hash)


def missing_adoptions() -> list[PolicyAdoption]:
    """Adoptions of packages that are not at hand."""
    at_hand = list(shelf().by_hash)
    return list(PolicyAdoption.objects.exclude(package_hash__in=at_hand).select_related("programme"))


def package_for(programme: Programme, day: date) -> Package | ShelfProblem:
    """The package that the programme runs under on a day."""
    adoption = adoption_on(programme.pk, day)
    return package_of(adoption) if adoption else ShelfProblem("", "")


def loaded_package_for(programme: Programme, day: date) -> Package:
    """As `package_for`. Raises MissingPackageError when it is not at hand."""
    found = package_for(programme, day)
    if isinstance(found, ShelfProblem):
        raise MissingPackageError(found)
    return found


class MissingPackageError(Exception):
    """The programme's package is not at hand; ``problem`` says which."""

    def __init__(self, problem: ShelfProblem) -> None:
        self.problem = problem
        super().__init__(problem.package_id, problem.package_hash)
