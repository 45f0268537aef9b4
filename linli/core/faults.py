"""A fault in something given to linli, told so that the reader can mend it: where, what, what was expected, what to do.

Used alike by the policy loader, the sheet reader and the importers. All faults are collected before any is shown;
nothing is half-saved. Words come from `linli.core.wording.say`, so every fault is told in Chinese and in English.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from linli.core.wording import in_language

#: place, found, expected, hint: how the parts of a fault are put together
_FORMS = {"zh": ("：", "；读到「{}」", "，应为 {}", "。{}"), "en": (": ", "; found “{}”", ", expected {}", ". {}")}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``line`` is 1-based (a sheet's row is its line); ``column`` is a column letter/header or a number.

    path: the place inside a structured file (``stages[2].due.on``); found / expected: as text;
    message: what happened and why it matters; hint: what to do next, including "did you mean".
    """

    message: str
    file: str = ""
    line: int | None = None
    column: str = ""
    path: str = ""
    found: str = ""
    expected: str = ""
    hint: str = ""

    def __str__(self) -> str:
        return self.telling("zh")

    def told(self, language: str) -> Fault:
        """The same fault with its words in Chinese (``zh``) or English (``en``)."""
        found, expected = in_language(self.found, language), in_language(self.expected, language)
        message, hint = in_language(self.message, language), in_language(self.hint, language)
        return replace(self, message=message, found=found, expected=expected, hint=hint)

    def telling(self, language: str) -> str:
        """The whole fault as one line."""
        after_place, found, expected, hint = _FORMS["en" if language.startswith("en") else "zh"]
        told = self.told(language)
        place = self.file + (f":{self.line}" if self.line else "") + (f":{self.column}" if self.column else "")
        parts = [p for p in (place, self.path) if p]
        text = " ".join(parts) + (after_place if parts else "") + told.message
        for form, words in ((found, told.found), (expected, told.expected), (hint, told.hint)):
            text += form.format(words) if words else ""
        # one fault is one line, and what somebody typed must not steer a terminal
        return "".join(letter if letter.isprintable() or letter == "\u3000" else "·" for letter in text)

    def as_dict(self, language: str = "zh") -> dict[str, str | int | None]:
        return asdict(self.told(language))


class BadInput(Exception):
    """Input refused as a whole; carries every fault found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

    def told(self, language: str) -> tuple[Fault, ...]:
        """Every fault with its words in Chinese (``zh``) or English (``en``)."""
        return tuple(fault.told(language) for fault in self.faults)
