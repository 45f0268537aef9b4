"""The policy packages at hand: those that ship with linli and those put into the data folder, loaded once, by hash.

An adoption that points to a hash nobody has is a problem to show, not a crash: `package_of` then answers with it.
"""

from __future__ import annotations

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
    """Everything at hand. ``by_hash``: hash -> package; ``directories``: hash -> where it was read from."""

    by_hash: Mapping[str, Package]
    directories: Mapping[str, Path]
    problems: tuple[ShelfProblem, ...]

    def with_id(self, package_id: str) -> Package | None:
        """The package with this id that was loaded last (the data folder goes before the shipped ones)."""
        return next((p for p in reversed(list(self.by_hash.values())) if p.id == package_id), None)


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
    problems: list[ShelfProblem] = []
    own = sorted(entry for entry in folder.iterdir() if entry.is_dir()) if folder.is_dir() else []
    for directory in [*policy.shipped(), *own]:
        try:
            package = policy.load(directory)
        except BadInput as refused:
            problems.append(ShelfProblem(directory.name, "", refused.faults))
            continue
        by_hash[package.hash] = package
        directories[package.hash] = directory
    return Shelf(by_hash, directories, tuple(problems))


def package_of(adoption: PolicyAdoption) -> Package | ShelfProblem:
    """The package that an adoption names by hash."""
    found = shelf().by_hash.get(adoption.package_hash)
    return found or ShelfProblem(adoption.package_id, adoption.package_hash)


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
