"""Case sheets that are Excel workbooks: their first sheet as rows of text, as a person reads them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from linli.core.cases import CaseBook, read_cases
from linli.core.faults import BadInput, Fault
from linli.core.policy.model import Package
from linli.core.wording import say
from linli.integrations.spreadsheets.grid import Grid, Limits, Raw, letter

#: digits behind the point that Excel itself keeps
_EXCEL_DIGITS = 15


def read_case_book(directory: Path, package: Package) -> CaseBook:
    """The case sheets of a package, ``.csv`` and ``.xlsx`` alike. Raises BadInput with every fault of every sheet."""
    return read_cases(directory, package, open_workbook=rows_of_workbook)


def rows_of_workbook(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    """The filled rows of the first visible sheet, with their numbers. Formulas and errors are refused: BadInput."""
    from linli.integrations.spreadsheets.workbook import read_workbook  # noqa: PLC0415 -- most sheets are csv

    grid = read_workbook(content, name, Limits())[0]
    if faults := cell_faults(grid, name):
        raise BadInput(faults)
    texts = ((number, [cell_text(raw) for raw in row]) for number, row in enumerate(grid.rows, start=1))
    return [(number, cells) for number, cells in texts if any(cell.strip() for cell in cells)]


def cell_faults(grid: Grid, name: str) -> list[Fault]:
    """Formulas and errors of a sheet, each with its row and column."""
    found = [Fault(say("book.formula"), file=name, line=row, column=letter(column))
             for row, column in sorted(grid.formulas)]  # fmt: skip
    return found + [Fault(say("book.error"), file=name, line=row, column=letter(column), found=text)
                    for (row, column), text in sorted(grid.errors.items())]  # fmt: skip


def cell_text(raw: Raw) -> str:
    """A cell as text; what Excel made a number or a day is written as a person would."""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else f"{raw:.{_EXCEL_DIGITS}g}"
    if isinstance(raw, datetime):
        return raw.date().isoformat() if not (raw.hour or raw.minute or raw.second) else raw.isoformat(sep=" ")
    if isinstance(raw, date):
        return raw.isoformat()
    return str(raw).replace("\r\n", "\n").replace("\r", "\n")
