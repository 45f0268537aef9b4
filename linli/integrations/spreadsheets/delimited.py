"""Text tables: UTF-8 with or without BOM, UTF-16 with BOM, GB18030; comma, tab, semicolon or full-width comma."""

from __future__ import annotations

import csv
import io

from linli.core.faults import BadInput, Fault
from linli.core.wording import say
from linli.integrations.spreadsheets.grid import Fit, Grid, Limits, Raw

_DELIMITERS = (",", "\t", ";", "，")
_SAMPLE_LINES = 30


def decode(content: bytes, filename: str) -> str:
    """The text of the file. Raises BadInput if no accepted encoding reads it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content:
        raise BadInput([_unreadable(filename, say("file.zero_bytes"))])
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput([_unreadable(filename, say("file.not_utf8"))])


def _unreadable(filename: str, found: str) -> Fault:
    return Fault(
        message=say("file.encoding"),
        file=filename,
        found=found,
        expected=say("file.encoding_expected"),
        hint=say("file.encoding_hint"),
    )


def read_delimited(content: bytes, filename: str, fit: Fit, limits: Limits) -> Grid:
    """The file as one grid; the separator is the one under which most headers are recognised by ``fit``."""
    text = decode(content, filename)
    if not text.strip():
        raise BadInput([Fault(message=say("file.empty"), file=filename, hint=say("file.fill_in"))])
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
                    message=say("file.quotes"),
                    file=filename,
                    line=len(rows) + 1,
                    found=str(exc),
                    hint=say("file.quotes_hint"),
                )
            ]
        ) from exc
    if rows and str(rows[0][0] if rows[0] else "").startswith("sep="):
        rows[0] = []
    return rows


def _too_large(filename: str, limits: Limits) -> Fault:
    return Fault(
        message=say("file.too_large"),
        file=filename,
        expected=say("file.rows_columns", rows=limits.rows, columns=limits.columns),
        hint=say("file.split_blank"),
    )
