"""The sheets of a package as rows of text: ``items.csv``, ``clauses.csv`` and the case sheets, with row and column."""

from __future__ import annotations

import csv
import difflib
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linli.core.faults import Fault
from linli.core.policy.textyaml import hidden_sign
from linli.core.wording import listed, say


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its line in the file (1-based) and its cells by header, trimmed."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, header: str) -> str:
        return self.cells.get(header, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    file: str
    headers: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def _header(text: str) -> str:
    """Full-width brackets and colons in a header are the same as half-width ones."""
    normal = unicodedata.normalize("NFKC", text).strip()
    return normal.replace("（", "(").replace("）", ")")


def plain(text: str) -> str:
    """A header or name compared without regard to full- and half-width forms."""
    return _header(text)


def parse_sheet(text: str, name: str, required: Sequence[str], optional: Iterable[str]) -> tuple[Sheet, list[Fault]]:
    """Rows of a CSV text. Missing, doubled and unknown columns are faults; so is a row with more cells than headers.

    ``optional`` may hold a prefix ending in ``*`` (``期望·*``). Blank rows are skipped.
    """
    faults: list[Fault] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        start = 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as exc:
        faults.append(
            Fault(say("csv.unreadable", why=exc), file=name, line=reader.line_num, hint=say("csv.quotes_hint"))
        )
    sheet, more = sheet_of(lines, name, required, optional)
    return sheet, [*faults, *more]


def sheet_of(
    lines: Sequence[tuple[int, Sequence[str]]], name: str, required: Sequence[str], optional: Iterable[str]
) -> tuple[Sheet, list[Fault]]:
    """The sheet that rows of cells make, the first being its header; each row with its number in the file."""
    faults: list[Fault] = []
    if not lines:
        return Sheet(name, (), ()), [Fault(say("csv.empty"), file=name, expected=listed(required))]
    head_line, head = lines[0]
    headers = tuple(_header(cell) for cell in head)
    faults += _header_faults(headers, name, head_line, [_header(r) for r in required], [_header(o) for o in optional])
    rows = []
    for line, cells in lines[1:]:
        if len(cells) > len(headers) and any(cell.strip() for cell in cells[len(headers) :]):
            faults.append(
                Fault(say("csv.too_wide"), file=name, line=line, expected=say("csv.cells", count=len(headers)),
                      found=str(len(cells)), hint=say("csv.comma_hint"))
            )  # fmt: skip
        faults += [
            Fault(say("cell.control"), file=name, line=line, column=header, found=hidden, hint=say("csv.delete"))
            for header, cell in zip(headers, cells, strict=False)
            if (hidden := hidden_sign(cell.replace("\r\n", "\n")))
        ]
        rows.append(SheetRow(line, dict(zip(headers, (cell.strip() for cell in cells), strict=False))))
    return Sheet(name, headers, tuple(rows)), faults


def _header_faults(
    headers: Sequence[str], name: str, line: int, required: Sequence[str], optional: Sequence[str]
) -> list[Fault]:
    faults: list[Fault] = []
    known = [*required, *(o for o in optional if not o.endswith("*"))]
    prefixes = tuple(o[:-1] for o in optional if o.endswith("*"))
    faults.extend(
        Fault(say("header.missing", column=column), file=name, line=line, expected=listed(required))
        for column in required
        if column not in headers
    )
    seen: set[str] = set()
    for column in headers:
        if column in seen:
            faults.append(Fault(say("csv.column_twice"), file=name, line=line, column=column))
        seen.add(column)
        if column and column not in known and not (prefixes and column.startswith(prefixes)):
            faults.append(
                Fault(say("csv.unknown_column"), file=name, line=line, column=column, hint=did_you_mean(column, known))
            )
    return faults


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``是不是「…」？`` for the nearest known word, or nothing.

    >>> did_you_mean("fiscl", ["fiscal", "owners"])
    '是不是「fiscal」？'
    """
    near = difflib.get_close_matches(word, list(dict.fromkeys(known)), n=1, cutoff=0.5)
    return say("line.near", near=near[0]) if near else ""
