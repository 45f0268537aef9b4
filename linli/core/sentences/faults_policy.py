"""What a policy package is refused for."""

from __future__ import annotations

POLICY: dict[str, tuple[str, str]] = {
    "csv.unreadable": (
        "表格读不下去（{why}）",
        "the table cannot be read on from here ({why})",
    ),
    "csv.empty": (
        "表是空的",
        "the table is empty",
    ),
    "csv.too_wide": (
        "这一行比表头多出单元格",
        "this row has more cells than the header",
    ),
    "csv.delete": (
        "请删去",
        "delete it",
    ),
    "csv.column_twice": (
        "列名重复",
        "the same column name twice",
    ),
    "csv.unknown_column": (
        "不认识的列",
        "unknown column",
    ),
    "csv.quotes_hint": (
        "多半是引号没有成对",
        "most likely quotation marks do not pair",
    ),
    "csv.cells": (
        "{count} 格",
        "{count} cells",
    ),
    "csv.comma_hint": (
        "内容里有逗号时请加双引号",
        "put a cell that contains a comma in double quotes",
    ),
}
