"""Lines inserted into or taken out of an official text move all that follow: told as one move, not as many changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from linli.core.policy.anchors import SourceText, cited_places, fingerprint, short, span
from linli.core.policy.model import Package

#: how many cited places must agree before a repeated sentence is taken for a moved text
_WITNESSES = 3


@dataclass(frozen=True, slots=True)
class Move:
    """From line ``line`` of the text as locked, every line stands ``by`` lines further down (negative: up).

    anchors: the cited places that were found again there.
    """

    source: str
    line: int
    by: int
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A text read by the line numbers of the text as locked; what it tells are lines of the text at hand."""

    given: SourceText
    moves: tuple[Move, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        return self.given.lines

    def every_sentence(self) -> Iterator[tuple[int, int]]:
        return self.given.every_sentence()

    def text(self, place: str) -> str | None:
        return self.given.text(_further(place, self._by(place)))

    def covered(self, place: str) -> Iterator[tuple[int, int]]:
        return self.given.covered(_further(place, self._by(place)))

    def _by(self, place: str) -> int:
        line = span(place).first
        return next((move.by for move in reversed(self.moves) if move.line <= line), 0)


def _further(place: str, by: int) -> str:
    """The place ``by`` lines further down; line 0 (nowhere) where that would be above the text."""
    if not by:
        return place
    line, dot, sentences = place.partition(".")
    lines = "-".join(str(max(0, int(part) + by)) for part in line.split("-"))
    return lines + dot + sentences


def aligned(package: Package, texts: Mapping[str, SourceText], lock: Mapping[str, str]) -> dict[str, AlignedText]:
    """Each text with its moves, as the fingerprints of ``lock`` tell them."""
    found = {}
    for source, text in texts.items():
        prints = {place: lock[anchor] for of, place in cited_places(package)
                  if of == source and (anchor := short(package, of, place)) in lock}  # fmt: skip
        named = {place: short(package, source, place) for place in prints}
        moves = tuple(
            replace(move, anchors=tuple(map(named.__getitem__, move.anchors)))
            for move in _moves(source, text, prints)
        )  # fmt: skip
        found[source] = AlignedText(text, moves)
    return found


def _moves(source: str, text: SourceText, prints: Mapping[str, str]) -> Iterator[Move]:
    """The moves in the order of the text. A place that is found nowhere stays where the text around it stands."""
    places, by, begun = list(prints), 0, 0
    found: list[str] = []
    for number, place in enumerate(places):
        if not _stands(text, prints, place, by):
            other = _other(text, prints, places[number:], by)
            if other is not None:
                if by and found:
                    yield Move(source, begun, by, tuple(found))
                by, begun, found = other, span(place).first, []
        if by and _stands(text, prints, place, by):
            found.append(place)
    if by and found:
        yield Move(source, begun, by, tuple(found))


def _stands(text: SourceText, prints: Mapping[str, str], place: str, by: int) -> bool:
    words = text.text(_further(place, by))
    return words is not None and fingerprint(words) == prints[place]


def _other(text: SourceText, prints: Mapping[str, str], left: Sequence[str], by: int) -> int | None:
    """The nearest other distance at which this place and the next ones all stand; None if there is none."""
    witnesses, line = left[:_WITNESSES], span(left[0]).first
    distances = sorted(range(1 - line, len(text.lines) - line + 1), key=lambda distance: abs(distance - by))
    return next((one for one in distances if all(_stands(text, prints, place, one) for place in witnesses)), None)
