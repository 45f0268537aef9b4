"""What a sheet is expected to hold, and what was read from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from linli.core.faults import Fault

Kind = Literal["text", "money", "area", "number", "day", "moment", "count", "choice", "year"]

#: what an empty cell of each kind becomes
EMPTY: dict[Kind, Any] = {"text": "", "choice": ""}


@dataclass(frozen=True, slots=True)
class Column:
    """One expected column; the key it stands under in ``columns`` is its canonical header.

    kind -> value: text str, money int fen, area int 0.01 m², number Fraction, day date, moment datetime or date,
    count int, year int, choice str (one of ``choices``). An empty cell is ``""`` for text and choice, otherwise None.
    required: the column must be there and no cell may be empty; present: it must be there, cells may be empty.
    aliases: other headers taken for it. minimum / maximum: bounds in the value's own unit (fen, 0.01 m²), included;
    for text, ``maximum`` is the greatest number of characters. choices: the accepted words, or word -> its synonyms.
    unique: no value may occur twice. check: raises ValueError with the reason for a value it refuses.
    ambiguous: texts that are refused if they were typed as a number, because 2.10 and 2.1 would then look alike.
    example / note: for templates.
    """

    kind: Kind = "text"
    required: bool = False
    present: bool = False
    aliases: tuple[str, ...] = ()
    minimum: int | Fraction | None = None
    maximum: int | Fraction | None = None
    choices: Mapping[str, tuple[str, ...]] | tuple[str, ...] = ()
    unique: bool = False
    check: Callable[[Any], object] | None = None
    ambiguous: Collection[str] = ()
    hint: str = ""
    example: str = ""
    note: str = ""

    @property
    def must_be_present(self) -> bool:
        return self.required or self.present


@dataclass(frozen=True, slots=True)
class Ratio:
    """A plausibility check between two columns: ``low <= above / below <= high``, per yuan and per square metre (m² per
    household, yuan per m²). If a factor of 10,000 makes it plausible, the hint says that 万 was mixed up."""

    above: str
    below: str
    low: Fraction | int
    high: Fraction | int
    unit: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``number`` as seen in Excel, ``values`` by canonical header; absent columns hold empties."""

    number: int
    values: Mapping[str, Any]

    def __getitem__(self, header: str) -> Any:
        return self.values[header]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet. ``headers``: canonical headers found; ``warnings``: things ignored, as sentences."""

    filename: str
    rows: tuple[Row, ...]
    warnings: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    sheet: str = ""
    header_row: int = 1
    ignored: tuple[str, ...] = field(default=())

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def fault(self, row: int | None, column: str, message: str, **more: str) -> Fault:
        """A fault found later by the caller, placed like those of the reader."""
        return Fault(message=message, file=self.filename, line=row, column=column, **more)
