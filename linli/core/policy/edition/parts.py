"""The parts of a reading edition, and the maker that fills them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from linli.core.policy.anchors import SourceText, canonical
from linli.core.policy.clauses import clause_label
from linli.core.policy.model import Package, Reading
from linli.core.reasons import ReadingNote


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause beside a rule: anchor, name, and its words if the official text is at hand."""

    anchor: str
    label: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule: id, title, what it says in plain sentences, its clauses, the readings it relies on."""

    id: str
    title: str
    lines: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    readings: tuple[ReadingNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class FullReading:
    """A reading in full, with its clauses, the higher law that bears on it and the rules that rely on it."""

    reading: Reading
    clauses: tuple[Clause, ...]
    see: tuple[str, ...]
    used_by: tuple[str, ...]

    @property
    def is_pending(self) -> bool:
        return self.reading.status != "settled"


@dataclass(frozen=True, slots=True)
class Edition:
    """A package to be read by a person. ``lines``: sources with number and dates, scope; ``has_text``: words given."""

    id: str
    name: str
    jurisdiction: str
    hash: str
    language: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    readings: tuple[FullReading, ...]
    has_text: bool

    @property
    def pending(self) -> tuple[FullReading, ...]:
        """The readings that still wait for a decision."""
        return tuple(reading for reading in self.readings if reading.is_pending)


class Maker:
    """Makes entries for one package in one language."""

    def __init__(self, package: Package, texts: Mapping[str, SourceText], language: str) -> None:
        self.package, self.texts, self.language = package, texts, language
        self.is_english = language.startswith("en")
        self.stages = {stage.id: stage.name for stage in package.stages}
        self._roles = {role.id: role.name for role in package.roles}
        self._payers = {payer.id: payer.name for payer in package.payers}
        self.used: dict[str, list[str]] = {}

    def say(self, chinese: str, english: str) -> str:
        return english if self.is_english else chinese

    def role(self, role: str | None) -> str:
        return self._roles.get(role or "", role or "")

    def roles(self, roles: Iterable[str]) -> str:
        return self.say("、", ", ").join(self.role(role) for role in roles)

    def payer(self, payer: str) -> str:
        if payer == "undetermined":
            return self.say("未定", "undetermined")
        return self._payers.get(payer, payer)

    def clause(self, anchor: str) -> Clause:
        source, place = canonical(self.package, anchor)
        text = self.texts.get(source)
        words = text.text(place) if text is not None and place else None
        return Clause(anchor, clause_label(self.package, anchor, self.language), words.strip() if words else None)

    def clauses(self, anchors: Iterable[str]) -> tuple[Clause, ...]:
        return tuple(self.clause(anchor) for anchor in dict.fromkeys(anchors))

    def entry(
        self,
        name: str,
        title: str,
        lines: Iterable[str] = (),
        *,
        cite: Iterable[str] = (),
        readings: Iterable[str] = (),
    ) -> Entry:
        """An entry; remembers which readings it relies on."""
        relied = tuple(dict.fromkeys(readings))
        for reading in relied:
            self.used.setdefault(reading, []).append(f"{name} {title}".strip())
        return Entry(name, title, tuple(line for line in lines if line), self.clauses(cite), self.package.notes(relied))
