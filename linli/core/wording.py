"""Words of faults in both languages: said once by code, read in Chinese as they stand, in English when asked.

`say("sheet.empty")` is a piece of text like any other (the Chinese), and remembers its English. So a refusal can be
raised as a ``ValueError``, put into a `Fault`, joined to a list, and still be told in the reader's language at the end.
Every code has its two sentences in `linli/core/sentences/faults_*.py`; a fault in one language only cannot be said.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from linli.core.sentences.faults import FAULTS


class Wording(str):
    """Chinese text that knows its English, and the code it was said by (empty for a list of words)."""

    __slots__ = ("code", "english")

    english: str
    code: str

    def __new__(cls, chinese: str, english: str, code: str = "") -> Self:
        words = super().__new__(cls, chinese)
        words.english, words.code = english, code
        return words

    def __str__(self) -> str:
        """Itself: ``str(exc)`` of an exception raised with these words keeps both languages."""
        return self

    def __getnewargs__(self) -> tuple[str, str, str]:  # type: ignore[override]  # copying and pickling
        return (str.__str__(self), self.english, self.code)


def say(code: str, /, **values: object) -> Wording:
    """The words of this code, filled with the values (words among them in their own language). KeyError if unknown."""
    chinese, english = FAULTS[code]
    told = {name: value.english if isinstance(value, Wording) else value for name, value in values.items()}
    return Wording(chinese.format_map(values), english.format_map(told), code)


def listed(words: Iterable[str]) -> Wording:
    """Words one after the other: ``甲、乙``; “a, b”."""
    every = list(words)
    return Wording("、".join(every), ", ".join(in_language(word, "en") for word in every))


def in_language(text: str, language: str) -> str:
    """The text for a reader of ``zh`` or ``en``; text without another language comes as it is."""
    if not isinstance(text, Wording):
        return text
    return text.english if language.startswith("en") else str.__str__(text)
