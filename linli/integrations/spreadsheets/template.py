"""Templates that an office fills in: header, what each column wants, and formats that keep Excel from spoiling it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import xlsxwriter  # type: ignore[import-untyped]

from linli.integrations.spreadsheets.columns import Column

_ROWS = 5_000
_FORMATS = {
    "text": "@",
    "choice": "@",
    "money": "#,##0.00",
    "area": "#,##0.00",
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "count": "0",
    "year": "0",
}
_WANTS = {
    "text": "文字",
    "money": "金额，单位元，到分",
    "area": "面积，单位平方米，到 0.01",
    "number": "数",
    "day": "日期，如 2020-03-20",
    "moment": "日期时刻，如 2020-03-20 09:30",
    "count": "整数",
    "choice": "从下拉表里选",
    "year": "四位年份",
}
NOTES_SHEET = "填写说明"


def write_template(columns: Mapping[str, Column], notes: Sequence[str] = (), *, title: str = "数据") -> bytes:
    """An .xlsx with an empty sheet under the right header, and a sheet of notes that is not read as data."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(title)
        must = book.add_format({"bold": True, "bg_color": "#E8EEF7", "bottom": 1, "text_wrap": True})
        may = book.add_format({"bg_color": "#F5F5F2", "bottom": 1, "text_wrap": True})
        for index, (header, column) in enumerate(columns.items()):
            sheet.write_string(0, index, header, must if column.required else may)
            sheet.write_comment(0, index, describe(header, column), {"x_scale": 2})
            number_format = book.add_format({"num_format": _FORMATS.get(column.kind, "General")})
            sheet.set_column(index, index, max(12, 2 * len(header) + 4), number_format)
            _validate(sheet, index, column)
        sheet.freeze_panes(1, 0)
        _write_notes(book, columns, notes)
    return buffer.getvalue()


def describe(header: str, column: Column) -> str:
    """What the column wants, in one line: ``小区：文字，必填，不可重复。例：…``."""
    marks = [_WANTS[column.kind]]
    if column.choices:
        marks = ["、".join(column.choices)]
    marks.append("必填" if column.required else "可空")
    if column.unique:
        marks.append("不可重复")
    text = f"{header}：" + "，".join(marks)
    if column.note:
        text += "。" + column.note
    return text + (f"。例：{column.example}" if column.example else "")


def _validate(sheet: xlsxwriter.worksheet.Worksheet, index: int, column: Column) -> None:
    rule: dict[str, object] | None = None
    if column.kind == "choice" and sum(len(word) + 1 for word in column.choices) < 255:
        rule = {"validate": "list", "source": list(column.choices)}
    elif column.kind in ("count", "year"):
        rule = {
            "validate": "integer",
            "criteria": "between",
            "minimum": int(column.minimum or 0),
            "maximum": int(column.maximum or 10**9),
        }
    elif column.kind in ("money", "area"):
        rule = {"validate": "decimal", "criteria": ">=", "value": int(column.minimum or 0) / 100}
    if rule:
        sheet.data_validation(
            1, index, _ROWS, index, {**rule, "error_title": "请核对", "error_message": _WANTS[column.kind]}
        )


def _write_notes(book: xlsxwriter.Workbook, columns: Mapping[str, Column], notes: Sequence[str]) -> None:
    sheet = book.add_worksheet(NOTES_SHEET)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100, wrap)
    lines = [*notes, *(describe(header, column) for header, column in columns.items())]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)
