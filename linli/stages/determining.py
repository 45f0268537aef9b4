"""Decisions with the rules behind them: answered under the programme's edition, put on record, replayed years later."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from linli.apps.determinations.models import Determination
from linli.core.determinations import Determination as Record
from linli.core.determinations import Replay, decide, read_determination, replay
from linli.core.policy.amend import Family
from linli.stages.policy_shelf import MissingPackageError, ShelfProblem, shelf


def running_version() -> str:
    """Of linli, as records name it."""
    try:
        return version("linli")
    except PackageNotFoundError:
        return "0"


def family_of(package_id: str, package_hash: str) -> Family:
    """The edition that a programme adopted, with every change it knows. Raises MissingPackageError."""
    found = shelf()
    if package_hash not in found.directories:
        found = shelf(reload=True)
    directory = found.directories.get(package_hash)
    if directory is None:
        raise MissingPackageError(ShelfProblem(package_id, package_hash))
    if package_hash in found.amended:
        return found.amended[package_hash]
    family = Family(directory)
    return family if family.is_plain else family.only(step.key for step in family.corrections())


def answered(package_id: str, package_hash: str, kind: str, inputs: Mapping[str, Any]) -> Record:
    """What the rules answer, sealed; nothing is written. Raises BadInput as the rules do."""
    return decide(kind, family_of(package_id, package_hash), inputs, version=running_version())


def record_of(determination: Determination) -> Record:
    return read_determination(determination.content.encode(), determination.title)


def replayed(determination: Determination) -> Replay:
    """Whether the kept edition gives the same bytes. Raises MissingPackageError when it is nowhere to be found."""
    family = family_of(determination.package_id, determination.package_hash)
    return replay(record_of(determination), family, determination.content.encode())


def family_of_record(record: Record) -> Family:
    """The package on the shelf that a record was made under, by its base. Raises MissingPackageError."""
    base = str(record.body["policy"]["base"])
    for directory in shelf().directories.values():
        family = Family(directory)
        if family.draft.digest == base:
            return family
    raise MissingPackageError(ShelfProblem(record.package_id, base))
