"""Text tables: UTF-8 with or without BOM, UTF-16 with BOM, GB18030; comma, tab, semicolon or full-width comma."""

from __future__ import annotations

import csv
import io

from linli.core.faults import BadInput, Fault
from linli.integrations.spreadsheets.grid import Fit, Grid, Limits, Raw

_DELIMITERS = (",", "\t", ";", "，")
_SAMPLE_LINES = 30


def decode(content: bytes, filename: str) -> str:
    """The text of the file. Raises BadInput if no accepted encoding reads it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content:
        raise BadInput([_unreadable(filename, "含有二进制零字节")])
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput([_unreadable(filename, "既不是 UTF-8 也不是 GB18030")])


def _unreadable(filename: str, found: str) -> Fault:
    return Fault(
        message="文件编码读不出来",
        file=filename,
        found=found,
        expected="UTF-8（可带 BOM）或 GB18030 的 CSV",
        hint="请用 WPS 或 Excel 打开后另存为「CSV UTF-8」或 .xlsx",
    )


def read_delimited(content: bytes, filename: str, fit: Fit, limits: Limits) -> Grid:
    """The file as one grid; the separator is the one under which most headers are recognised by ``fit``."""
    text = decode(content, filename)
    if not text.strip():
        raise BadInput([Fault(message="文件是空的", file=filename, hint="请填好后再上传")])
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    best = max(_DELIMITERS, key=lambda mark: fit(_loose(sample, mark)))
    return Grid(rows=_strict(text, best, filename, limits))


def _loose(sample: str, delimiter: str) -> list[list[Raw]]:
    try:
        return [list(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter)]
    except csv.Error:
        return []


def _strict(text: str, delimiter: str, filename: str, limits: Limits) -> list[list[Raw]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[Raw]] = []
    try:
        for row in reader:
            rows.append(list(row))
            if len(rows) > limits.rows or len(row) > max(limits.columns, 1):
                raise BadInput([_too_large(filename, limits)])
    except csv.Error as exc:
        raise BadInput(
            [
                Fault(
                    message="引号不成对，后面的内容会粘成一格",
                    file=filename,
                    line=len(rows) + 1,
                    found=str(exc),
                    hint="请检查这一行起的英文双引号；格内的引号要写两遍",
                )
            ]
        ) from exc
    if rows and str(rows[0][0] if rows[0] else "").startswith("sep="):
        rows[0] = []
    return rows


def _too_large(filename: str, limits: Limits) -> Fault:
    return Fault(
        message="表太大",
        file=filename,
        expected=f"不超过 {limits.rows:,} 行、{limits.columns} 列",
        hint="请分成几个文件，或删去表后多余的空行空列",
    )
