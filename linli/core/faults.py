"""A fault in something given to linli, told so that the reader can mend it: where, what, what was expected, what to do.

Used alike by the policy loader, the sheet reader and the importers. All faults are collected before any is shown;
nothing is half-saved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass


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
        place = self.file + (f":{self.line}" if self.line else "") + (f":{self.column}" if self.column else "")
        parts = [p for p in (place, self.path) if p]
        text = " ".join(parts) + ("：" if parts else "") + self.message
        if self.found:
            text += f"；读到「{self.found}」"
        if self.expected:
            text += f"，应为 {self.expected}"
        if self.hint:
            text += f"。{self.hint}"
        # one fault is one line, and what somebody typed must not steer a terminal
        return "".join(letter if letter.isprintable() or letter == "\u3000" else "·" for letter in text)

    def as_dict(self) -> dict[str, str | int | None]:
        return asdict(self)


class BadInput(Exception):
    """Input refused as a whole; carries every fault found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
