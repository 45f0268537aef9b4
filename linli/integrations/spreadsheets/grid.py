"""A sheet before its columns are understood: raw cells with their row numbers, and what is odd about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Raw = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        return f"{letter(self.left)}{self.top}:{letter(self.right)}{self.bottom}"


@dataclass(frozen=True, slots=True)
class Grid:
    """``rows[i]`` is row i + 1 as seen in Excel. formulas: cells (row, column from 1); errors: cell -> ``#REF!``."""

    rows: list[list[Raw]]
    name: str = ""
    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    hidden_rows: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is accepted before any of it is understood."""

    file_bytes: int = 50 * 1024 * 1024
    unzipped_bytes: int = 400 * 1024 * 1024
    ratio: int = 300
    ratio_from_bytes: int = 20 * 1024 * 1024
    parts: int = 2_000
    sheets: int = 64
    rows: int = 200_000
    columns: int = 256
    cells: int = 5_000_000


#: gives the most promising reading of a file's bytes, once per sheet or per way to cut lines
Fit = Callable[[list[list[Raw]]], int]


def letter(column: int) -> str:
    """The column's letters as Excel shows them.

    >>> letter(1), letter(26), letter(27), letter(703)
    ('A', 'Z', 'AA', 'AAA')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
