"""Collecting the files of a package: which there are, what stands in each, where. No meaning is checked here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from linli.core.faults import BadInput, Fault
from linli.core.policy.catalogue_sheet import CLAUSE_COLUMNS, ITEM_COLUMNS, ITEM_OPTIONAL, clauses_of, items_of
from linli.core.policy.day_marks import CALENDAR_COLUMNS, CALENDAR_OPTIONAL, as_written, marks_of
from linli.core.policy.sheets import did_you_mean, parse_sheet
from linli.core.policy.textyaml import Keys, Place, decode, parse_text, read_bytes
from linli.core.wording import listed, say

#: the YAML files of a package and the tables each is the home of
HOMES: dict[str, tuple[str, ...]] = {
    "package.yaml": (
        "format", "id", "name", "jurisdiction", "sources", "versions", "scope", "money", "rounding",
        "deadline_defaults", "definitions", "goals", "quotas", "pots", "priorities", "measures",
        "application_factors", "selection", "evaluation", "meetings", "disclosure",
    ),
    "roles.yaml": ("roles", "payers"),
    "process.yaml": ("upper_deadlines", "stages", "documents", "votes", "matters", "duties", "principles"),
    "funding.yaml": ("rules",),
    "interpretations.yaml": ("interpretations", "open_terms", "not_rules"),
}  # fmt: skip
SHEETS = ("items.csv", "clauses.csv", "calendar.csv")
LOCK = "anchors.lock"
FOLDER_OF_AMENDMENTS = "amendments"
#: readings settled since the package was written
READINGS = "readings.yaml"
_FOLDERS = ("cases", FOLDER_OF_AMENDMENTS)


@dataclass(slots=True)
class Draft:
    """A package as written, before it is understood: one tree of texts, and the place of every word in it.

    above: the upper package that it extends, already joined into the tree.
    """

    directory: Path
    tree: dict[str, Any] = field(default_factory=dict)
    places: dict[Keys, Place] = field(default_factory=dict)
    keys: dict[Keys, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    digest: str = ""
    above: Draft | None = None

    def place(self, path: Keys) -> Place:
        """Where the value at ``path`` stands, or the nearest thing around it."""
        for end in range(len(path), 0, -1):
            if found := self.places.get(path[:end]):
                return found
        return Place("package.yaml", 1)

    def key_place(self, path: Keys) -> Place:
        """Where the key at ``path`` stands."""
        return self.keys.get(path) or self.place(path)


def read_files(directory: Path) -> Draft:
    """Every file of the package itself: what it extends and what corrects it is left to `amend.read_draft`.

    Raises BadInput if there is no package there at all.
    """
    directory = Path(directory)
    try:
        names = sorted(entry.name for entry in directory.iterdir())
    except (OSError, ValueError) as exc:
        raise BadInput([Fault(say("package.none_here"), file=str(directory), hint=_why(exc))]) from exc
    if "package.yaml" not in names:
        hint = did_you_mean("package.yaml", names) or say("package.needs_head")
        raise BadInput([Fault(say("package.no_head"), file=str(directory), hint=hint)])
    draft = Draft(directory)
    draft.faults += _stray_files(names)
    digest = hashlib.sha256()
    for name in (*HOMES, *SHEETS):
        if name not in names:
            continue
        raw, faults = read_bytes(directory / name, name)
        text, more = ("", []) if faults else decode(raw, name)
        draft.faults += [*faults, *more]
        if faults or more:
            continue
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        digest.update(f"{name}\0{text}\0".encode())
        if name.endswith(".yaml"):
            _add_document(draft, name, text)
        else:
            _add_sheet(draft, name, text)
    draft.digest = digest.hexdigest()
    return draft


def _why(exc: Exception) -> str:
    if isinstance(exc, FileNotFoundError):
        return say("package.no_directory")
    if isinstance(exc, NotADirectoryError):
        return say("package.is_file")
    return str(getattr(exc, "strerror", None) or exc)


def _stray_files(names: list[str]) -> list[Fault]:
    """Files that look like a part of a package but would never be read."""
    known = (*HOMES, *SHEETS, LOCK, READINGS)
    faults = []
    for name in names:
        if name in known or name in _FOLDERS or name.startswith((".", "amendments")):
            continue
        if name.lower().endswith((".yaml", ".yml", ".csv", ".xlsx", ".xls", ".lock")):
            hint = did_you_mean(name, known)
            faults.append(Fault(say("package.unknown_file"), file=name, expected=listed(known), hint=hint))
    return faults


def _add_document(draft: Draft, name: str, text: str) -> None:
    document, faults = parse_text(text, name)
    draft.faults += faults
    for key, value in document.tree.items():
        if key in draft.tree:
            first, here = draft.key_place((key,)), document.keys[(key,)]
            draft.faults.append(
                Fault(say("package.part_twice"), file=name, line=here.line, column=str(here.column), path=key,
                      hint=say("package.already", file=first.file, line=first.line))
            )  # fmt: skip
            continue
        draft.tree[key] = value
    for source, target in ((document.places, draft.places), (document.keys, draft.keys)):
        for path, place in source.items():
            if path:
                target.setdefault(path, place)


def _add_sheet(draft: Draft, name: str, text: str) -> None:
    if name == "items.csv":
        sheet, faults = parse_sheet(text, name, ITEM_COLUMNS, ITEM_OPTIONAL)
        key, (rows, places, more) = "items", items_of(sheet)
    elif name == "clauses.csv":
        sheet, faults = parse_sheet(text, name, CLAUSE_COLUMNS, ())
        key, (rows, places, more) = "clauses", clauses_of(sheet)
    else:
        sheet, faults = parse_sheet(text, name, CALENDAR_COLUMNS, CALENDAR_OPTIONAL)
        marks, more = marks_of(sheet)
        key, rows, places = "calendar", [as_written(mark) for mark in marks], {}
    draft.faults += [*faults, *more]
    if key in draft.tree:
        place = draft.key_place((key,))
        draft.faults.append(
            Fault(say("package.only_in", key=key, file=name), file=place.file, line=place.line, path=key)
        )
    draft.tree[key] = rows
    _replace_places(draft.places, key, places)


def _replace_places(target: dict[Keys, Place], key: str, places: Mapping[Keys, Place]) -> None:
    for path, place in places.items():
        target[(key, *path)] = place
