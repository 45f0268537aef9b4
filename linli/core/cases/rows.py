"""Reading cells of case sheets: numbers and words with the fault that names row and column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from linli.core.calendar import parse_day
from linli.core.faults import Fault
from linli.core.money import parse_area, parse_money
from linli.core.policy.sheets import Sheet, SheetRow, did_you_mean
from linli.core.wording import listed, say

T = TypeVar("T")


class CellReader:
    """Reads the cells of one sheet and keeps every fault."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.faults: list[Fault] = []

    def _read(self, row: SheetRow, header: str, read: Callable[[str], T]) -> T | None:
        if not row[header]:
            return None
        try:
            return read(row[header])
        except ValueError as exc:
            self.fault(row, header, str(exc))
            return None

    def fault(self, row: SheetRow, header: str, message: str, hint: str = "") -> None:
        self.faults.append(
            Fault(message, file=self.sheet.file, line=row.line, column=header, found=row[header], hint=hint)
        )

    def money(self, row: SheetRow, header: str) -> int | None:
        """Fen, or None for an empty cell."""
        return self._read(row, header, parse_money)

    def area(self, row: SheetRow, header: str) -> int | None:
        """0.01 m², or None for an empty cell."""
        return self._read(row, header, parse_area)

    def count(self, row: SheetRow, header: str) -> int | None:
        def whole(text: str) -> int:
            if not text.isdigit() or len(text) > 9:
                raise ValueError(say("cases.whole"))
            return int(text)

        return self._read(row, header, whole)

    def day(self, row: SheetRow, header: str) -> object:
        return self._read(row, header, parse_day)

    def needed(self, row: SheetRow, *headers: str) -> bool:
        """Whether none of these cells is empty; a fault for each that is."""
        empty = [header for header in headers if not row[header]]
        for header in empty:
            self.fault(row, header, say("catalogue.empty"))
        return not empty

    def read(self, row: SheetRow, header: str, read: Callable[[str], T]) -> T | None:
        """What ``read`` makes of the cell; None for an empty one, a fault for a ValueError."""
        return self._read(row, header, read)

    def word(self, row: SheetRow, header: str, words: Mapping[str, T]) -> T | None:
        """What the word in the cell stands for; a fault that lists the words if it is none of them."""
        if row[header] in words:
            return words[row[header]]
        self.fault(row, header, say("cases.write", words=listed(words)), did_you_mean(row[header], words))
        return None
