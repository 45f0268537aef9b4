"""From a package folder to the workbook. What was written is read back before it is given away."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

from linli.core.faults import BadInput, Fault
from linli.core.policy import load
from linli.core.policy.textyaml import decode, parse_text, read_bytes
from linli.core.wording import say
from linli.integrations.case_sheets import rows_of_workbook
from linli.integrations.policy_sheets.build import texts_of
from linli.integrations.policy_sheets.tables import (
    FILES_HEADER,
    FILES_SHEET,
    NOTES_SHEET,
    YAML_TABLES,
    is_known,
    key_of,
    records,
    row_of,
    sheet_of,
)

_CELL = 32_000
_NOTES = (
    "每张表是政策包的一部分：项目、条款、日历、解释、职责、用例。改表里的行，再用 linli policy build 做成政策包。",
    "同一格里写几项时一项一行（Alt+Enter）。编号相同的行是同一条；新的一行是新增，删去一行是删去。",
    "“文件”表逐行保存每个文件的原文和注释。没有单独成表的部分（阶段、资金规则、角色等）在那里改；成表的部分只在表里改。",
)


def write_sheets(directory: Path) -> bytes:
    """The workbook of a sound package. Raises BadInput for a package that does not load or that a sheet cannot hold."""
    load(directory)
    texts = package_texts(directory)
    content = _written(texts)
    back = texts_of(content, "xlsx").texts
    lost = [name for name, text in texts.items() if back.get(name) != text]
    if lost:
        raise BadInput([Fault(say("book.would_change"), file=name) for name in lost])
    return content


def package_texts(directory: Path) -> dict[str, str]:
    """Every file of a package by name, with plain line ends. Raises BadInput for one that cannot be read."""
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        is_book = name.startswith("cases/") and name.endswith(".xlsx") and is_known(f"{name[:-5]}.csv")
        if not path.is_file() or not (is_known(name) or is_book):
            continue
        raw, more = read_bytes(path, name)
        if is_book and not more:
            texts[f"{name[:-5]}.csv"] = _book_text(raw, name)
            continue
        text, rest = ("", []) if more else decode(raw, name)
        faults += [*more, *rest]
        texts[name] = text.replace("\r\n", "\n").replace("\r", "\n")
    if faults:
        raise BadInput(faults)
    return texts


def _book_text(raw: bytes, name: str) -> str:
    """A case sheet kept as a workbook, as the text that the package's own workbook carries. Raises BadInput."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(cells for _, cells in rows_of_workbook(raw, name))
    return out.getvalue()


def _written(texts: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        cell = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        head = book.add_format({"num_format": "@", "bold": True, "bg_color": "#E8EEF7", "bottom": 1})
        notes = book.add_worksheet(NOTES_SHEET)
        prints = [f"{name} {fingerprint(text)}" for name, text in texts.items()]
        for number, line in enumerate([*_NOTES, *prints]):
            notes.write_string(number, 0, line)
        notes.set_column(0, 0, 110)
        for name, rows in [*_tables(texts), (FILES_SHEET, _lines(texts))]:
            sheet = book.add_worksheet(name)
            width = max(map(len, rows), default=1)
            sheet.set_column(0, width - 1, 18, cell)
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    sheet.write_string(number, column, text, cell if number else head)
        book.worksheets()[-1].set_column(2, 2, 110, cell)
    return buffer.getvalue()


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _tables(texts: Mapping[str, str]) -> list[tuple[str, list[Sequence[str]]]]:
    found: list[tuple[str, list[Sequence[str]]]] = []
    for name, text in texts.items():
        if sheet := sheet_of(name):
            found.append((sheet, [cells for _, cells in records(text) if key_of(cells)]))
    for table in YAML_TABLES:
        if table.file in texts:
            entries = parse_text(texts[table.file], table.file)[0].tree.get(table.key, [])
            found.append((table.sheet, [list(table.columns), *(row_of(table, entry) for entry in entries)]))
    return found


def _lines(texts: Mapping[str, str]) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [FILES_HEADER]
    for name, text in texts.items():
        for number, line in enumerate(text.split("\n"), start=1):
            parts = [line[at : at + _CELL] for at in range(0, len(line), _CELL)] or [""]
            rows.append((name, str(number), *parts))
    return rows
