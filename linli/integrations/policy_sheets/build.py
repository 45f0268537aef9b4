"""From the workbook to a package folder. Every fault tells sheet, row and column of the workbook."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from linli.core.faults import BadInput, Fault
from linli.core.policy import load
from linli.core.policy.model import Package
from linli.core.wording import say
from linli.integrations.case_sheets import cell_faults, cell_text, read_case_book
from linli.integrations.policy_sheets.merge import Merged, Row, merge_csv, merge_yaml
from linli.integrations.policy_sheets.tables import (
    FILES_HEADER,
    FILES_SHEET,
    NOTES_SHEET,
    YAML_TABLES,
    file_of,
    is_known,
    sheet_of,
)
from linli.integrations.spreadsheets.grid import Grid, Limits
from linli.integrations.spreadsheets.workbook import read_workbook

_PRINT = re.compile(r"(\S+) ([0-9a-f]{16})")
_ENTRY = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+))?")


@dataclass
class Composed:
    """The files that a workbook makes, and where in it each of their lines and entries stands."""

    name: str
    texts: dict[str, str] = field(default_factory=dict)
    lines: dict[tuple[str, int], int] = field(default_factory=dict)
    tables: dict[str, Merged] = field(default_factory=dict)

    def fault(self, fault: Fault) -> Fault:
        """A fault of a package file, at its place in the workbook."""
        sheet = sheet_of(fault.file)
        if sheet in self.tables:
            row = self.tables[sheet].rows.get(fault.line or 0)
            return replace(fault, file=f"{self.name}·{sheet}", line=row or fault.line)
        match = _ENTRY.match(fault.path)
        for table in YAML_TABLES:
            if match and match[1] == table.key and table.sheet in self.tables and fault.file == table.file:
                row = self.tables[table.sheet].rows.get(int(match[2]))
                column = next((header for header, word in table.columns.items() if word == match[3]), "")
                return replace(fault, file=f"{self.name}·{table.sheet}", line=row, column=column)
        if fault.file in self.texts:
            row = self.lines.get((fault.file, fault.line or 1))
            return replace(fault, file=f"{self.name}·{FILES_SHEET}", line=row, column=FILES_HEADER[2],
                           path=f"{fault.file} {fault.path}".strip())  # fmt: skip
        return fault


def build_package(content: bytes, filename: str, target: Path) -> Package:
    """Writes the package into the new folder ``target`` and loads it, with its case sheets.

    Raises BadInput with every fault, and leaves nothing behind, when the workbook or the package is not sound.
    """
    if target.exists():
        raise BadInput([Fault(say("starter.exists"), file=str(target))])
    if not target.resolve().parent.is_dir():
        raise BadInput([Fault(say("starter.no_parent"), file=str(target.parent))])
    composed = texts_of(content, filename)
    fresh = Path(tempfile.mkdtemp(prefix=".build-", dir=target.resolve().parent))
    try:
        for name, text in composed.texts.items():
            path = fresh / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        try:
            package = load(fresh)
            read_case_book(fresh, package)
        except BadInput as refused:
            raise BadInput([composed.fault(_in_cases(fault)) for fault in refused.faults]) from refused
        fresh.chmod(0o755)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return package


def _in_cases(fault: Fault) -> Fault:
    """Case sheets tell their name alone."""
    return fault if is_known(fault.file) or not is_known(f"cases/{fault.file}") else replace(
        fault, file=f"cases/{fault.file}"
    )  # fmt: skip


def texts_of(content: bytes, filename: str) -> Composed:
    """The files of the package that the workbook tells. Raises BadInput for faults of the workbook itself."""
    grids = {grid.name: grid for grid in read_workbook(content, filename, Limits())}
    faults = [fault for grid in grids.values() for fault in cell_faults(grid, f"{filename}·{grid.name}")]
    composed = Composed(filename)
    faults += _carried(grids.get(FILES_SHEET), composed)
    carried = dict(composed.texts)
    for name, grid in grids.items():
        rows = _rows(grid)
        if file := file_of(name):
            if not is_known(file):
                faults.append(Fault(say("book.sheet_name"), file=f"{filename}·{name}"))
                continue
            composed.tables[name] = merge_csv(composed.texts.get(file, ""), rows)
            composed.texts[file] = composed.tables[name].text
        for table in YAML_TABLES:
            if table.sheet == name:
                standing = composed.texts.get(table.file, "")
                merged = merge_yaml(standing, table, rows, f"{filename}·{name}")
                composed.tables[name] = merged
                faults += merged.faults
                if merged.text or table.file in composed.texts:
                    composed.texts[table.file] = merged.text
        if name not in (NOTES_SHEET, FILES_SHEET) and name not in composed.tables:
            faults.append(Fault(say("book.unknown_sheet"), file=f"{filename}·{name}"))
    faults += _changed_twice(_prints(grids.get(NOTES_SHEET)), carried, composed)
    if faults:
        raise BadInput(faults)
    return composed


def _rows(grid: Grid) -> list[Row]:
    return [
        (number, [cell_text(raw) for raw in row])
        for number, row in enumerate(grid.rows, start=1)
        if any(map(cell_text, row))
    ]


def _carried(grid: Grid | None, composed: Composed) -> list[Fault]:
    """The files carried word for word."""
    if grid is None:
        return [Fault(say("book.no_files"), file=composed.name)]
    parts: dict[str, list[str]] = {}
    faults = []
    for row, cells in _rows(grid)[1:]:
        name = cells[0]
        if not is_known(name):
            faults.append(Fault(say("book.no_such_file"), file=f"{composed.name}·{FILES_SHEET}", line=row,
                                column=FILES_HEADER[0], found=name))  # fmt: skip
            continue
        parts.setdefault(name, []).append("".join(cells[2:]))
        composed.lines[name, len(parts[name])] = row
    composed.texts = {name: "\n".join(lines) for name, lines in parts.items()}
    return faults


def _prints(grid: Grid | None) -> Mapping[str, str]:
    """File -> the fingerprint it was written out with."""
    texts: Sequence[str] = [cell_text(row[0]) for row in grid.rows if row] if grid else []
    return {match[1]: match[2] for text in texts if (match := _PRINT.fullmatch(text))}


def _changed_twice(prints: Mapping[str, str], carried: Mapping[str, str], composed: Composed) -> list[Fault]:
    """A file changed in the sheet 文件 whose own table says otherwise: which of the two holds cannot be known."""
    return [
        Fault(say("book.two_ways"), file=f"{composed.name}·{FILES_SHEET}",
              path=name)
        for name, text in carried.items()
        if name in prints and prints[name] != hashlib.sha256(text.encode()).hexdigest()[:16]
        and composed.texts[name] != text
    ]  # fmt: skip
