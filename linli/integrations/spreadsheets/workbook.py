"""Excel workbooks (.xlsx): guarded as a zip and scanned as XML before calamine reads the values."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import IO, Any
from xml.parsers import expat

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from python_calamine import CalamineError, CalamineWorkbook

from linli.core.faults import BadInput, Fault
from linli.core.wording import say
from linli.integrations.archives import BROKEN_ARCHIVE
from linli.integrations.spreadsheets.grid import Area, Grid, Limits, Raw

_CHUNK = 1 << 20
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class _RefusedError(Exception):
    def __init__(self, message: str, hint: str = "", expected: str = "", found: str = "") -> None:
        self.fault = Fault(message=message, hint=hint, expected=expected, found=found)


def read_workbook(content: bytes, filename: str, limits: Limits) -> list[Grid]:
    """The visible worksheets with something in them. Raises BadInput for anything but a plain, bounded workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _guard_archive(archive, limits)
            parts = _visible_sheets(archive, limits)
            scans = [(name, _scan(archive, part, limits)) for name, part in parts]
        return _with_values(content, [(name, scan) for name, scan in scans if scan.filled])
    except _RefusedError as refused:
        raise BadInput([replace(refused.fault, file=filename)]) from refused
    except DefusedXmlException as exc:
        raise BadInput([Fault(message=say("workbook.declaration"), file=filename)]) from exc
    except (*BROKEN_ARCHIVE, expat.ExpatError, SyntaxError, CalamineError) as exc:
        raise BadInput(
            [
                Fault(
                    message=say("workbook.damaged"),
                    file=filename,
                    hint=say("workbook.save_again"),
                )
            ]
        ) from exc


def _guard_archive(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse bombs, encrypted parts and doubled names by really unpacking: a zip may lie about its sizes."""
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > limits.parts or len(set(names)) != len(names):
        raise _RefusedError(say("workbook.odd_parts"))
    if "xl/workbook.bin" in names:
        raise _RefusedError(say("workbook.xlsb"), hint=say("workbook.save_xlsx"))
    if "mimetype" in names:
        raise _RefusedError(say("workbook.ods"), hint=say("workbook.save_xlsx"))
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise _RefusedError(say("workbook.word"), expected=say("file.xlsx_or_csv"))
    if "xl/workbook.xml" not in names:
        raise _RefusedError(say("workbook.zip"), expected=say("file.xlsx_or_csv"))
    total = 0
    for member in members:
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _RefusedError(say("workbook.odd_packing"), hint=say("workbook.save_new"))
        if member.flag_bits & 0x1:
            raise _RefusedError(say("workbook.locked"), hint=say("file.unlock"))
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                _guard_total(total, sum(m.compress_size for m in members), limits)


def _guard_total(total: int, packed: int, limits: Limits) -> None:
    if total > limits.unzipped_bytes:
        raise _RefusedError(
            say("workbook.unzipped"),
            expected=say("workbook.unzipped_most", size=limits.unzipped_bytes >> 20),
            hint=say("workbook.split"),
        )
    if total > limits.ratio_from_bytes and total > limits.ratio * max(packed, 1):
        raise _RefusedError(say("workbook.bomb"), hint=say("workbook.copy_data"))


def _visible_sheets(archive: zipfile.ZipFile, limits: Limits) -> list[tuple[str, str]]:
    """(name, part) of each visible worksheet, in the workbook's order."""
    book = fromstring(archive.read("xl/workbook.xml"), forbid_dtd=True)
    links = fromstring(archive.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip("/")
        for link in links
        if str(link.get("Type", "")).endswith("/worksheet")
    }
    sheets = [element for element in book.iter() if _local(element.tag) == "sheet"]
    if len(sheets) > limits.sheets:
        raise _RefusedError(
            say("workbook.many_sheets"),
            found=say("workbook.sheets", count=len(sheets)),
            expected=say("workbook.sheets_most", most=limits.sheets),
        )
    shown = [s for s in sheets if s.get("state", "visible") == "visible"]
    found = [(s.get("name", ""), targets.get(_attribute(s.attrib, "id"))) for s in shown]
    return [(name, part) for name, part in found if part]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


def _attribute(attributes: Any, name: str) -> str:
    """``r:id`` under whichever namespace (transitional or strict) the file uses."""
    return next((value for key, value in attributes.items() if _local(key) == name and key != name), "")


@dataclass
class _Scan:
    """What calamine does not tell: formulas, errors, merged ranges, hidden rows, how far the filled cells reach."""

    limits: Limits
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    filled: int = 0
    bottom: int = 0
    right: int = 0
    _row: int = 0
    _column: int = 0
    _type: str = ""
    _error_text: list[str] | None = None

    def read(self, stream: IO[bytes]) -> None:
        """Read the worksheet's XML. A document type, and with it every entity, is refused."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.ParseFile(stream)

    def _start(self, tag: str, attrs: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._place(attrs.get("r"))
            self._type = attrs.get("t", "")
        elif name in ("v", "is"):
            self._fill()
            if self._type == "e":
                self._error_text = []
        elif name == "f":
            self.formulas.add((self._row, self._column))
            self._fill()
        elif name == "row":
            self._row = int(attrs.get("r", self._row + 1))
            self._column = 0
            if attrs.get("hidden") in ("1", "true"):
                self.hidden.add(self._row)
        elif name == "mergeCell":
            self.merged.append(_area(attrs.get("ref", "")))

    def _characters(self, content: str) -> None:
        if self._error_text is not None:
            self._error_text.append(content)

    def _end(self, tag: str) -> None:
        if self._error_text is not None and tag.rpartition(":")[2] == "v":
            self.errors[self._row, self._column] = "".join(self._error_text)
            self._error_text = None

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
        else:
            self._row, self._column = _cell(reference)

    def _fill(self) -> None:
        self.filled += 1
        self.bottom, self.right = max(self.bottom, self._row), max(self.right, self._column)
        limits = self.limits
        if self.bottom > limits.rows or self.right > limits.columns or self.bottom * self.right > limits.cells:
            raise _RefusedError(
                say("file.too_large"),
                found=say("workbook.reach", row=self.bottom, column=self.right),
                expected=say("workbook.cells_most", rows=limits.rows, columns=limits.columns, cells=limits.cells),
                hint=say("workbook.split_surplus"),
            )


def _refuse_doctype(*_: object) -> None:
    raise _RefusedError(say("workbook.declaration"))


def _cell(reference: str) -> tuple[int, int]:
    match = _CELL.fullmatch(reference)
    if not match:
        raise ValueError(reference)
    column = 0
    for char in match[1]:
        column = column * 26 + ord(char) - 64
    return int(match[2]), column


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = _cell(first), _cell(last or first)
    return Area(top, left, bottom, right)


def _scan(archive: zipfile.ZipFile, part: str, limits: Limits) -> _Scan:
    handler = _Scan(limits)
    stream: IO[bytes]
    with archive.open(part) as stream:
        handler.read(stream)
    return handler


def _with_values(content: bytes, scans: Sequence[tuple[str, _Scan]]) -> list[Grid]:
    values = _values(content, [name for name, _ in scans])
    return [
        Grid(
            rows=rows,
            name=name,
            formulas=frozenset(scan.formulas),
            errors=scan.errors,
            merged=tuple(scan.merged),
            hidden_rows=len(scan.hidden),
        )
        for (name, scan), rows in zip(scans, values, strict=True)
    ]


def _values(content: bytes, names: list[str]) -> list[list[list[Raw]]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names]
    except BaseException as exc:
        if type(exc).__name__ == "PanicException":  # the reader's own crash on a malformed file; not an Exception
            raise ValueError(str(exc)) from exc
        raise
