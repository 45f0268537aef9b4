"""The answer to "why?": a tree of reasons, each with its clause, its arithmetic and the readings it rests on.

A rule never builds prose. It returns `Reason(code, values, ...)`; `sentence()` turns the code into the
reader's language. So the same answer can be read in Chinese and English, stored, replayed and tested.
Every code used in `core/` has its two sentences in `linli/core/sentences/` (a test compares the two sets).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from linli.core.sentences import SENTENCES
from linli.core.wording import in_language


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

    def __str__(self) -> str:
        return f"{self.id} {self.about}：{self.chosen}"


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
        if language.startswith("en"):
            return english.format_map({name: in_language(value, language) for name, value in self.values.items()})
        return chinese.format_map(self.values)

    def walk(self) -> Iterator[tuple[int, Reason]]:
        """Every step with its depth, outermost first."""
        stack: list[tuple[int, Reason]] = [(0, self)]
        while stack:
            depth, reason = stack.pop()
            yield depth, reason
            stack.extend((depth + 1, step) for step in reversed(reason.steps))

    def telling(self, language: str = "zh", *, clause: Callable[[str], str] = str) -> str:
        """The whole tree as one paragraph: every step, then its clauses, then the readings that await a decision.

        clause: turns an anchor into the name the reader knows (``policy.clause_label``).
        """
        english = language.startswith("en")
        text = ("; " if english else "；").join(step.sentence(language) for _, step in self.walk())
        if cites := tuple(dict.fromkeys(map(clause, self.all_cites()))):
            text += f" [{', '.join(cites)}]" if english else f"〔{'、'.join(cites)}〕"
        if pending := [note for note in self.all_readings() if note.is_pending]:
            text += " Readings relied on, not yet confirmed: " if english else " 取用的解释（待认定）："
            text += ("; " if english else "；").join(map(str, pending))
        return text

    def as_dict(self, language: str = "zh") -> dict[str, Any]:
        """The tree for JSON: sentence, cite, readings (id and status), steps."""
        return {
            "code": self.code,
            "sentence": self.sentence(language),
            "cite": list(self.cite),
            "readings": [{"id": note.id, "status": note.status} for note in self.readings],
            "steps": [step.as_dict(language) for step in self.steps],
        }

    def all_readings(self) -> tuple[ReadingNote, ...]:
        """Each reading relied on anywhere in the tree, once, in order of first use."""
        return tuple({note.id: note for _, step in self.walk() for note in step.readings}.values())

    def all_cites(self) -> tuple[str, ...]:
        """Each clause relied on anywhere in the tree, once, in order of first use."""
        return tuple(dict.fromkeys(anchor for _, step in self.walk() for anchor in step.cite))
