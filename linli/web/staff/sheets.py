"""Tables to take away: the same rows as a workbook or as CSV. Text never becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import xlsxwriter  # type: ignore[import-untyped]
from django.http import HttpResponse

Cell = str | int | Decimal | None
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def yuan_cell(fen: int) -> Decimal:
    """Fen as an exact number of yuan for a cell."""
    return Decimal(fen) / 100


def workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet with a frozen, filtered header."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True, "bg_color": "#E2F3F0", "border": 1})
    money = book.add_format({"num_format": "#,##0.00"})
    sheet.freeze_panes(1, 1)
    sheet.write_row(0, 0, header, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, last, column, cell, money)
    sheet.autofilter(0, 0, max(last, 1), len(header) - 1)
    sheet.autofit()
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, money: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, Decimal):
        sheet.write_number(row, column, cell, money)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, cell)


def comma_separated(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, so that office programs read the Chinese."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    for row in rows:
        writer.writerow(["" if cell is None else _plain(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    text = str(cell)
    return "'" + text if isinstance(cell, str) and text.startswith(FORMULA_STARTS) else text


def download(name: str, kind: str, title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """The file as an answer; ``name`` may be Chinese."""
    content = workbook(title, header, rows) if kind == "xlsx" else comma_separated(header, rows)
    return file_answer(content, kind, name)


def file_answer(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep, under a name that may be Chinese."""
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f"attachment; filename=\"linli.{kind}\"; filename*=UTF-8''{quote(name)}.{kind}"
    return response
