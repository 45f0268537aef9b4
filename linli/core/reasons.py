"""The answer to "why?": a tree of reasons, each with its clause, its arithmetic and the readings it rests on.

A rule never builds prose. It returns `Reason(code, values, ...)`; `sentence()` turns the code into the
reader's language. So the same answer can be read in Chinese and English, stored, replayed and tested.
Every code used in `core/` has its two sentences in `linli/core/sentences/` (a test compares the two sets).
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from linli.core.money import format_yuan
from linli.core.sentences import SENTENCES
from linli.core.wording import in_language

#: what fills a sentence: text as it stands, whole fen (written as yuan), an exact share (``19/20``)
Value: TypeAlias = str | int | Fraction
_NO_VALUES: Mapping[str, Value] = {}


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


class Told(NamedTuple):
    """A tree told in one language, all of it from one walk: as a paragraph, as JSON, and what it rests on.

    codes: of every step, outermost first; readings: each once, in order of first use.
    """

    paragraph: str
    tree: dict[str, Any]
    codes: tuple[str, ...]
    readings: tuple[ReadingNote, ...]


class Reason(NamedTuple):
    """One step of an explanation. A tuple, because a city's split builds millions of them.

    code: key into SENTENCES; values: what fills the sentence (text, fen, shares); cite: clause anchors as in the
    package (``"83.2"``); readings: notes of the readings relied on; steps: the reasons underneath, in the order a clerk
    would read them.
    """

    code: str
    values: Mapping[str, Value] = _NO_VALUES
    cite: tuple[str, ...] = ()
    readings: tuple[ReadingNote, ...] = ()
    steps: tuple[Reason, ...] = ()

    def sentence(self, language: str = "zh") -> str:
        """This step alone, in Chinese (``zh``) or English (``en``). Raises KeyError for an unknown code."""
        frame, names = _frame(self.code, language[:2])
        values = [self.values[name] for name in names]
        return frame % tuple([value if type(value) is str else _written(value, language) for value in values])

    def walk(self) -> Iterator[tuple[int, Reason]]:
        """Every step with its depth, outermost first."""
        stack: list[tuple[int, Reason]] = [(0, self)]
        while stack:
            depth, reason = stack.pop()
            yield depth, reason
            if reason.steps:
                stack.extend([(depth + 1, step) for step in reversed(reason.steps)])

    def telling(self, language: str = "zh", *, clause: Callable[[str], str] = str) -> str:
        """The whole tree as one paragraph: every step, then its clauses, then the readings that await a decision.

        clause: turns an anchor into the name the reader knows (``policy.clause_label``).
        """
        steps = [step for _, step in self.walk()]
        return _paragraph(steps, [step.sentence(language) for step in steps], language, clause)

    def as_dict(self, language: str = "zh") -> dict[str, Any]:
        """The tree for JSON: sentence, cite, readings (id and status), steps."""
        return _gathered(self, language, [], [])

    def told(self, language: str = "zh", *, clause: Callable[[str], str] = str) -> Told:
        """The paragraph of `telling`, the tree of `as_dict` and what it rests on, every sentence filled once."""
        steps: list[Reason] = []
        sentences: list[str] = []
        tree = _gathered(self, language, steps, sentences)
        paragraph = _paragraph(steps, sentences, language, clause)
        return Told(paragraph, tree, tuple([step.code for step in steps]), _readings(steps))

    def all_readings(self) -> tuple[ReadingNote, ...]:
        """Each reading relied on anywhere in the tree, once, in order of first use."""
        return _readings([step for _, step in self.walk()])

    def all_cites(self) -> tuple[str, ...]:
        """Each clause relied on anywhere in the tree, once, in order of first use."""
        return tuple(dict.fromkeys(anchor for _, step in self.walk() for anchor in step.cite))


@cache
def _frame(code: str, language: str) -> tuple[str, tuple[str, ...]]:
    """The sentence as a frame for ``%``, and the names of the values that fill it in their order."""
    chinese, english = SENTENCES[code]
    frame, names = "", list[str]()
    for text, name, _, _ in string.Formatter().parse(english if language == "en" else chinese):
        frame += text.replace("%", "%%") + ("" if name is None else "%s")
        names += [] if name is None else [name]
    return frame, tuple(names)


def _written(value: Value, language: str) -> str:
    if isinstance(value, str):
        return in_language(value, language)
    return format_yuan(value) if isinstance(value, int) else str(value)


def _gathered(reason: Reason, language: str, steps: list[Reason], sentences: list[str]) -> dict[str, Any]:
    """The tree for JSON; its steps and their sentences are added to the lists, outermost first."""
    sentence = reason.sentence(language)
    steps.append(reason)
    sentences.append(sentence)
    return {
        "code": reason.code,
        "sentence": sentence,
        "cite": list(reason.cite),
        "readings": [{"id": note.id, "status": note.status} for note in reason.readings],
        "steps": [_gathered(step, language, steps, sentences) for step in reason.steps],
    }


def _readings(steps: list[Reason]) -> tuple[ReadingNote, ...]:
    return tuple({note.id: note for step in steps for note in step.readings}.values())


def _paragraph(steps: list[Reason], sentences: list[str], language: str, clause: Callable[[str], str]) -> str:
    english = language.startswith("en")
    text = ("; " if english else "；").join(sentences)
    cites = dict.fromkeys([anchor for step in steps for anchor in step.cite])
    if names := dict.fromkeys(map(clause, cites)):
        text += f" [{', '.join(names)}]" if english else f"〔{'、'.join(names)}〕"
    if pending := [str(note) for note in _readings(steps) if note.is_pending]:
        text += " Readings relied on, not yet confirmed: " if english else " 取用的解释（待认定）："
        text += ("; " if english else "；").join(pending)
    return text
