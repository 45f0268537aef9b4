"""Clause anchors: line and sentence of the official text, and the fingerprint that notices when the sentence changes.

An anchor is ``83`` (a line), ``83.2`` (its second sentence), ``121.2-3`` (sentences) or ``33-50`` (lines), with
``source:`` in front for any but the package's first text. No sentence is copied into a package: ``anchors.lock`` keeps
twelve hex digits of the sentence's SHA-256, after NFKC and without white space, so that reflowed lines do not count as
amended.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from linli.core.faults import BadInput, Fault
from linli.core.policy.model import Package, Source
from linli.core.policy.scalars import ANCHOR, anchor_source
from linli.core.policy.textyaml import MAX_BYTES, Keys
from linli.core.policy.walk import cited_parts
from linli.core.wording import listed, say

_SENTENCE_END = re.compile(r"(?<=[。！？；])")
_DIGITS = 12


def fingerprint(text: str) -> str:
    """Twelve hex digits that stand for a sentence, whatever its white space and character widths."""
    normal = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return hashlib.sha256(normal.encode()).hexdigest()[:_DIGITS]


@dataclass(frozen=True, slots=True)
class Span:
    """What an anchor points at: lines ``first`` … ``last``; sentences ``start`` … ``end`` of a line (0: the whole)."""

    first: int
    last: int
    start: int = 0
    end: int = 0


def span(place: str) -> Span:
    """The span of an anchor without its source: ``83.2`` → line 83, sentence 2."""
    line, dot, sentences = place.partition(".")
    if dot:
        start, _, end = sentences.partition("-")
        return Span(int(line), int(line), int(start), int(end or start))
    first, _, last = line.partition("-")
    return Span(int(first), int(last or first))


@dataclass(frozen=True)
class SourceText:
    """An official text by lines, as delivered."""

    lines: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> SourceText:
        return cls(tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))

    @cached_property
    def _sentences(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(s for s in _SENTENCE_END.split(line) if s.strip()) for line in self.lines)

    def sentences(self, line: int) -> tuple[str, ...]:
        """The sentences of a line (1-based); none beyond the end of the text."""
        return self._sentences[line - 1] if 0 < line <= len(self.lines) else ()

    def every_sentence(self) -> Iterator[tuple[int, int]]:
        """Line and number of each sentence of the text."""
        for line, sentences in enumerate(self._sentences, start=1):
            for number in range(1, len(sentences) + 1):
                yield line, number

    def text(self, place: str) -> str | None:
        """The words that an anchor points at, or None if the text has no such place."""
        at = span(place)
        if at.last > len(self.lines) or at.first > at.last:
            return None
        if not at.start:
            words = "".join(self.lines[at.first - 1 : at.last])
            return words if words.strip() else None
        found = self.sentences(at.first)
        return "".join(found[at.start - 1 : at.end]) if at.start <= at.end <= len(found) else None

    def covered(self, place: str) -> Iterator[tuple[int, int]]:
        """Line and number of each sentence that an anchor covers."""
        at = span(place)
        for line in range(at.first, min(at.last, len(self.lines)) + 1):
            for number in range(1, len(self.sentences(line)) + 1):
                if not at.start or at.start <= number <= at.end:
                    yield line, number


def decode_source(raw: bytes, name: str) -> SourceText:
    """An official text from its file: UTF-8 (with or without BOM), UTF-16 with BOM or GB18030. Raises BadInput."""
    if len(raw) > MAX_BYTES:
        raise BadInput(
            [
                Fault(
                    say("command.text_too_large"),
                    file=name,
                    found=say("yaml.bytes", size=len(raw)),
                    expected=say("source.at_most", most=MAX_BYTES),
                )
            ]
        )
    encodings = ["utf-8-sig", "gb18030"]
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return SourceText.of(text)
    raise BadInput([Fault(say("source.no_text"), file=name, expected=say("source.text_expected"))])


def own_sources(package: Package) -> tuple[Source, ...]:
    """The texts that the package encodes; external law is cited but not covered."""
    return tuple(source for source in package.sources if not source.external)


def assign_texts(package: Package, texts: Sequence[tuple[str, SourceText]]) -> dict[str, SourceText]:
    """Source id → text. A file goes to the source that names it, any other to the next source still without a text."""
    waiting = list(own_sources(package))
    assigned: dict[str, SourceText] = {}
    rest: list[tuple[str, SourceText]] = []
    for name, text in texts:
        named = next((source for source in waiting if source.file == name), None)
        if named:
            assigned[named.id] = text
            waiting.remove(named)
        else:
            rest.append((name, text))
    for name, text in rest:
        if not waiting:
            fault = Fault(say("source.too_many"), file=name, expected=listed(s.id for s in own_sources(package)))
            raise BadInput([fault])
        assigned[waiting.pop(0).id] = text
    return assigned


def canonical(package: Package, anchor: str) -> tuple[str, str]:
    """Source id and place of an anchor; the place is empty for a whole external source."""
    source, place = anchor_source(anchor)
    own = own_sources(package)
    return source or (own[0].id if own else ""), place


def short(package: Package, source: str, place: str) -> str:
    """The anchor as it stands in the lock: the first text's name is left out."""
    own = own_sources(package)
    return place if own and own[0].id == source else f"{source}:{place}"


def citations(package: Package) -> Iterator[tuple[Keys, str]]:
    """Every cite in the package with its path: of rules, stages, evidence …, and of the catalogue's cells."""
    for path, part in cited_parts(package):
        for number, anchor in enumerate(part.cite):
            yield (*path, "cite", number), anchor
    for index, item in enumerate(package.items):
        for name in ("content_cite", "standard_cite"):
            for number, anchor in enumerate(getattr(item, name)):
                yield ("items", index, name, number), anchor


def cited_places(package: Package) -> dict[tuple[str, str], list[Keys]]:
    """(source id, place) → the paths that cite it, for places in delivered texts, in the order of the text."""
    found: dict[tuple[str, str], list[Keys]] = {}
    for path, anchor in citations(package):
        source, place = canonical(package, anchor)
        if place:
            found.setdefault((source, place), []).append(path)
    order = {source.id: index for index, source in enumerate(package.sources)}
    return dict(sorted(found.items(), key=lambda entry: _reading_order(entry[0], order)))


def _reading_order(key: tuple[str, str], order: Mapping[str, int]) -> tuple[int, int, int, int]:
    at = span(key[1])
    return order.get(key[0], len(order)), at.first, at.start, at.end


def not_rule_places(package: Package) -> list[tuple[Keys, str, str]]:
    """Path, source id and place of everything declared to be no rule."""
    found: list[tuple[Keys, str, str]] = []
    for name in type(package.not_rules).model_fields:
        for number, anchor in enumerate(getattr(package.not_rules, name)):
            source, place = canonical(package, anchor)
            found.append((("not_rules", name, number), source, place))
    return found


def write_lock(package: Package, texts: Mapping[str, SourceText]) -> str:
    """The text of ``anchors.lock``: each cited place with its fingerprint. BadInput for a place that is not there."""
    lines, faults = [], []
    for (source, place), paths in cited_places(package).items():
        anchor, text = short(package, source, place), texts.get(source)
        if text is None:
            faults.append(Fault(say("source.not_given"), file=source, found=anchor))
            continue
        words = text.text(place)
        if words is None:
            faults.append(Fault(say("source.no_place"), file=source, found=anchor, path=_first(paths)))
            continue
        lines.append(f"{anchor}\t{fingerprint(words)}\n")
    if faults:
        raise BadInput(faults)
    return "".join(lines)


def _first(paths: Sequence[Keys]) -> str:
    return ".".join(map(str, paths[0])) if paths else ""


def read_lock(text: str, name: str) -> tuple[dict[str, str], list[Fault]]:
    """Anchor → fingerprint, and the faults of the lock."""
    lock: dict[str, str] = {}
    faults = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        anchor, _, digits = line.strip().partition("\t")
        if not ANCHOR.fullmatch(anchor) or not re.fullmatch(r"[0-9a-f]{12}", digits):
            fault = Fault(say("source.lock_line"), file=name, line=number, found=line[:60],
                          expected=say("source.lock_expected"), hint=say("source.lock_hint"))  # fmt: skip
            faults.append(fault)
        elif anchor in lock:
            faults.append(Fault(say("source.place_twice"), file=name, line=number, found=anchor))
        else:
            lock[anchor] = digits
    return lock, faults
