"""``linli policy check``: is the package sound, does it cover the text, what must be read again since that changed?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from linli.core.faults import BadInput, Fault
from linli.core.policy.amend import Family, read_draft
from linli.core.policy.anchors import (
    SourceText,
    cited_places,
    fingerprint,
    not_rule_places,
    own_sources,
    read_lock,
    short,
)
from linli.core.policy.clauses import clause_label
from linli.core.policy.files import LOCK, Draft
from linli.core.policy.lint import advise
from linli.core.policy.loader import understand
from linli.core.policy.model import Package
from linli.core.policy.moved import AlignedText, Move, aligned
from linli.core.policy.narrowing import conflicts
from linli.core.policy.textyaml import Keys, decode, read_bytes, show_path
from linli.core.wording import say


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sentences of the delivered texts: how many there are, are cited, are declared no rule; which are neither."""

    sentences: int
    cited: int
    declared_not_rules: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reread:
    """A clause whose words changed, and the parts of the package that rest on it: id, path, file and line."""

    anchor: str
    label: str
    parts: tuple[tuple[str, str, str, int], ...]


@dataclass(slots=True)
class Report:
    """What the check found. ``ok`` only if nothing is wrong, nothing uncovered, no cited sentence changed or moved.

    changed: cited sentences whose words are others; moved: lines that stand elsewhere, their words untouched.
    """

    package: Package | None = None
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    coverage: Coverage | None = None
    changed: list[Reread] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not (self.errors or self.changed or self.moved or (self.coverage and self.coverage.missing))


def check(directory: Path, texts_of: Mapping[str, SourceText] | None = None) -> Report:
    """The report on the package in ``directory``. ``texts_of``: source id → official text, where at hand.

    Raises BadInput only if there is no package at all; its faults are in the report.
    """
    draft = read_draft(directory)
    report = Report()
    try:
        report.package = package = understand(draft)
    except BadInput as exc:
        report.errors = list(exc.faults)
        return report
    report.errors += Family(directory).faults()
    report.warnings = advise(package, draft)
    _hold_against_upper(report, package, draft)
    lock, faults = _lock(directory)
    report.errors += faults
    if lock is None:
        if cited_places(package):
            report.warnings.append(Fault(say("source.no_lock"), file=LOCK, hint=say("source.lock_make")))
    else:
        report.errors += _lock_faults(package, draft, lock)
    if texts_of:
        texts = aligned(package, texts_of, lock or {})
        report.moved = [move for text in texts.values() for move in text.moves]
        report.errors += _place_faults(package, draft, texts)
        report.coverage = coverage(package, texts)
        report.changed = changed(package, draft, texts, lock or {})
    return report


def _hold_against_upper(report: Report, package: Package, draft: Draft) -> None:
    """A lower layer that widens what the upper one says; against what must be, that is an error."""
    if draft.above is None:
        return
    above = understand(draft.above)
    for one in conflicts(above, package):
        (report.errors if one.contradicts else report.warnings).append(one.fault(above, package, draft))


def _lock(directory: Path) -> tuple[dict[str, str] | None, list[Fault]]:
    path = directory / LOCK
    if not path.exists() and not path.is_symlink():
        return None, []
    raw, faults = read_bytes(path, LOCK)
    text, more = ("", []) if faults else decode(raw, LOCK)
    lock, rest = read_lock(text, LOCK)
    return lock, [*faults, *more, *rest]


def _lock_faults(package: Package, draft: Draft, lock: Mapping[str, str]) -> Iterable[Fault]:
    for (source, place), paths in cited_places(package).items():
        anchor = short(package, source, place)
        if anchor not in lock:
            at = draft.place(paths[0])
            yield Fault(say("source.not_locked"), file=at.file, line=at.line, column=str(at.column),
                        path=show_path(paths[0]), found=anchor, hint=say("source.lock_add"))  # fmt: skip


def _place_faults(package: Package, draft: Draft, texts: Mapping[str, AlignedText]) -> Iterable[Fault]:
    places = [(paths[0], source, place) for (source, place), paths in cited_places(package).items()]
    for path, source, place in [*places, *not_rule_places(package)]:
        text = texts.get(source)
        if text is not None and place and text.text(place) is None and path[0] != "not_rules":
            at = draft.place(path)
            yield Fault(say("source.no_place"), file=at.file, line=at.line, column=str(at.column), path=show_path(path),
                        found=short(package, source, place))  # fmt: skip
        elif text is not None and place and not any(text.covered(place)) and path[0] == "not_rules":
            at = draft.place(path)
            yield Fault(say("source.no_sentence"), file=at.file, line=at.line, column=str(at.column),
                        path=show_path(path), found=short(package, source, place))  # fmt: skip


def coverage(package: Package, texts: Mapping[str, AlignedText]) -> Coverage:
    """Which sentences of ``texts`` are cited or declared no rule; the rest are missing."""
    every = [(source.id, *at) for source in own_sources(package) if source.id in texts
             for at in texts[source.id].every_sentence()]  # fmt: skip
    cited = {(source, *at) for source, place in cited_places(package) if source in texts
             for at in texts[source].covered(place)}  # fmt: skip
    declared = {(source, *at) for _, source, place in not_rule_places(package) if place and source in texts
                for at in texts[source].covered(place)} - cited  # fmt: skip
    missing = [short(package, source, f"{line}.{number}") for source, line, number in every
               if (source, line, number) not in cited and (source, line, number) not in declared]  # fmt: skip
    return Coverage(len(every), len(cited), len(declared), tuple(missing))


def changed(package: Package, draft: Draft, texts: Mapping[str, AlignedText], lock: Mapping[str, str]) -> list[Reread]:
    """The cited places whose words are no longer those of the lock, each with the parts that rest on it."""
    found = []
    for (source, place), paths in cited_places(package).items():
        anchor, text = short(package, source, place), texts.get(source)
        words = text.text(place) if text is not None else None
        if anchor not in lock or text is None or (words is not None and fingerprint(words) == lock[anchor]):
            continue
        parts = tuple(_part(package, draft, path) for path in paths)
        found.append(Reread(anchor, clause_label(package, anchor), tuple(dict.fromkeys(parts))))
    return found


def _part(package: Package, draft: Draft, path: Keys) -> tuple[str, str, str, int]:
    """Id of the part around ``path`` (the nearest thing with an id), its path, file and line."""
    node: object = package
    name = str(path[0])
    for step in path:
        node = node[step] if isinstance(node, tuple) and isinstance(step, int) else getattr(node, str(step), None)
        found = getattr(node, "id", None) or getattr(node, "number", None)
        if found:
            name = str(found)
        if node is None:
            break
    place = draft.place(path)
    owner = path[: path.index("cite")] if "cite" in path else path[:2]
    return name, show_path(owner), place.file, place.line
