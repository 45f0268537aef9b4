"""What a case sheet found: one outcome for each expectation written in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from linli.core.wording import Wording, say


@dataclass(frozen=True, slots=True)
class Outcome:
    """One expectation: sheet, case and row; what was asked, expected and got; the author's note (说明)."""

    sheet: str
    case: str
    row: int
    asked: str
    expected: str
    got: str
    note: str = ""

    @property
    def ok(self) -> bool:
        return self.expected == self.got

    def __str__(self) -> str:
        return str(self.words())

    def words(self) -> Wording:
        """What was expected and what came, in both languages."""
        place, note = f"{self.sheet}:{self.row} {self.case} {self.asked}", f"（{self.note}）" if self.note else ""
        return say("cases.outcome", place=place, expected=self.expected, got=self.got, note=note)


@dataclass(frozen=True)
class CaseReport:
    """All outcomes. A case is a row that expects something; it passes when all its expectations hold."""

    outcomes: tuple[Outcome, ...]

    @cached_property
    def rows(self) -> dict[tuple[str, int], bool]:
        """(sheet, row) → whether every expectation of the row holds."""
        rows: dict[tuple[str, int], bool] = {}
        for outcome in self.outcomes:
            key = (outcome.sheet, outcome.row)
            rows[key] = rows.get(key, True) and outcome.ok
        return rows

    @property
    def run(self) -> int:
        return len(self.rows)

    @property
    def passed(self) -> int:
        return sum(self.rows.values())

    @property
    def failures(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if not outcome.ok)


def same_names(text: str) -> str:
    """Names joined in a fixed order, so that two lists compare equal however they were written."""
    return "、".join(sorted(name.strip() for name in text.replace(",", "、").split("、") if name.strip()))


def listed(names: Iterable[str]) -> str:
    """Names as `same_names` writes them; 无 for none."""
    return same_names("、".join(names)) or "无"
