"""The answer to "why?": a tree of reasons, each with its clause, its arithmetic and the readings it rests on.

A rule never builds prose. It returns `Reason(code, values, ...)`; `sentence()` turns the code into the
reader's language. So the same answer can be read in Chinese and English, stored, replayed and tested.
Every code used in `core/` has its two sentences in `linli/core/sentences/` (a test compares the two sets).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from linli.core.sentences import SENTENCES


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """A reading (解释) that an answer relies on: its id, what it is about, the chosen reading, pending or settled."""

    id: str
    about: str
    chosen: str
    status: str

    @property
    def is_pending(self) -> bool:
        return self.status != "settled"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an explanation.

    code: key into SENTENCES; values: what fills the sentence (already formatted text);
    cite: clause anchors as in the package (``"83.2"``); readings: notes of the readings relied on;
    steps: the reasons underneath, in the order a clerk would read them.
    """

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    cite: tuple[str, ...] = ()
    readings: tuple[ReadingNote, ...] = ()
    steps: tuple[Reason, ...] = ()

    def sentence(self, language: str = "zh") -> str:
        """This step alone, in Chinese (``zh``) or English (``en``). Raises KeyError for an unknown code."""
        chinese, english = SENTENCES[self.code]
        return (english if language.startswith("en") else chinese).format_map(self.values)

    def walk(self) -> Iterator[tuple[int, Reason]]:
        """Every step with its depth, outermost first."""
        stack: list[tuple[int, Reason]] = [(0, self)]
        while stack:
            depth, reason = stack.pop()
            yield depth, reason
            stack.extend((depth + 1, step) for step in reversed(reason.steps))

    def all_readings(self) -> tuple[ReadingNote, ...]:
        """Each reading relied on anywhere in the tree, once, in order of first use."""
        return tuple({note.id: note for _, step in self.walk() for note in step.readings}.values())

    def all_cites(self) -> tuple[str, ...]:
        """Each clause relied on anywhere in the tree, once, in order of first use."""
        return tuple(dict.fromkeys(anchor for _, step in self.walk() for anchor in step.cite))
