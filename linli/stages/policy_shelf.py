"""The policy packages at hand: those that ship with linli and those in the data folder, loaded once, by hash.

A programme goes on under the very package it adopted: `keep_shipped` copies each edition that ever shipped into the
data folder (`linli migrate` calls it), so that an upgrade with a corrected edition takes the earlier one from nobody.
An adoption that points to a hash nobody has is a problem to show, not a crash: `package_of` then answers with it.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from linli.apps.programme.models import PolicyAdoption, Programme
from linli.apps.programme.queries import adoption_on
from linli.core import policy
from linli.core.faults import BadInput, Fault
from linli.core.policy.model import Package


@dataclass(frozen=True)
class ShelfProblem:
    """A package that could not be loaded, or that an adoption asks for and nobody has."""

    package_id: str
    package_hash: str
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Shelf:
    """Everything at hand. ``by_hash``: hash -> package; ``directories``: hash -> where it was read from; ``current``:
    id -> hash of the edition to adopt today (the office's own before the shipped one, never a kept earlier one)."""

    by_hash: Mapping[str, Package]
    directories: Mapping[str, Path]
    current: Mapping[str, str]
    problems: tuple[ShelfProblem, ...]

    def with_id(self, package_id: str) -> Package | None:
        """The edition to adopt today; None for an unknown id."""
        found = self.current.get(package_id)
        return self.by_hash[found] if found else None

    @property
    def editions(self) -> tuple[Package, ...]:
        """The editions to adopt today, by id."""
        return tuple(self.by_hash[self.current[name]] for name in sorted(self.current))


KEPT_FOLDER = "kept"
_lock = threading.Lock()
_shelf: list[tuple[Path, Shelf]] = []


def shelf(*, reload: bool = False) -> Shelf:
    """The packages at hand; read from disk the first time, and again with ``reload``."""
    folder = Path(settings.POLICY_DIR)
    with _lock:
        if reload or not _shelf or _shelf[0][0] != folder:
            _shelf[:] = [(folder, _read(folder))]
        return _shelf[0][1]


def _read(folder: Path) -> Shelf:
    by_hash: dict[str, Package] = {}
    directories: dict[str, Path] = {}
    current: dict[str, str] = {}
    problems: list[ShelfProblem] = []
    kept = _folders(folder / KEPT_FOLDER)
    for directory in [*kept, *policy.shipped(), *_folders(folder)]:
        try:
            package = policy.load(directory)
        except BadInput as refused:
            problems.append(ShelfProblem(directory.name, "", refused.faults))
            continue
        by_hash.setdefault(package.hash, package)
        directories[package.hash] = directory
        if directory not in kept:
            current[package.id] = package.hash
    return Shelf(by_hash, directories, current, tuple(problems))


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        entry
        for entry in folder.iterdir()
        if not entry.name.startswith(".") and (entry / "package.yaml").is_file()
    )  # fmt: skip


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
    """Copies every shipped edition that is not kept yet into the data folder; returns how many were copied."""
    kept = Path(settings.POLICY_DIR) / KEPT_FOLDER
    copied = 0
    for directory in policy.shipped():
        package = policy.load(directory)
        place = kept / f"{package.id}@{package.hash[:12]}"
        if place.exists():
            continue
        fresh = kept / f".{place.name}.{os.getpid()}"
        shutil.copytree(directory, fresh)
        try:
            fresh.rename(place)
        except OSError:  # another process was first
            shutil.rmtree(fresh)
        copied += 1
    if copied:
        shelf(reload=True)
    return copied


def package_of(adoption: PolicyAdoption) -> Package | ShelfProblem:
    """The package that an adoption names by hash."""
    found = shelf().by_hash.get(adoption.package_hash)
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
