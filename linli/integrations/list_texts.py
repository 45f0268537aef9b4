"""The words of an uploaded list: a text file, a Word document, a workbook or CSV, line by line."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import PurePath
from typing import Any
from xml.parsers import expat

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from linli.core.faults import BadInput, Fault
from linli.core.wording import say
from linli.integrations.archives import BROKEN_ARCHIVE
from linli.integrations.spreadsheets.delimited import decode
from linli.integrations.spreadsheets.grid import Limits
from linli.integrations.spreadsheets.workbook import read_workbook

_DOCUMENT = "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_BYTES = 20 * 1024 * 1024
#: between the cells of a row: what parts a name from a post in a text
_GAP = "  "
_BROKEN = (*BROKEN_ARCHIVE, ParseError, expat.ExpatError, DefusedXmlException)


def lines_of(content: bytes, filename: str) -> str:
    """The text, one line per paragraph or row. Raises BadInput for what cannot be read."""
    suffix = PurePath(filename).suffix.lower()
    if content.startswith(b"PK"):
        if suffix in (".docx", ".docm"):
            return _of_word(content, filename)
        grids = read_workbook(content, filename, Limits(file_bytes=_MOST_BYTES))
        return "\n".join(_GAP.join(str(cell) for cell in row if cell != "") for grid in grids for row in grid.rows)
    if suffix in (".doc", ".wps", ".pdf") or content.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise BadInput([Fault(say("roster.old_file"), file=filename, hint=say("roster.old_file_hint"))])
    text = decode(content, filename)
    if suffix == ".csv":
        return "\n".join(_GAP.join(cell for cell in row if cell) for row in csv.reader(io.StringIO(text)))
    return text


def _of_word(content: bytes, filename: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            part = archive.getinfo(_DOCUMENT)
            with archive.open(part) as stream:
                xml = stream.read(_MOST_BYTES + 1)  # what the archive says of its sizes may be a lie
        if len(xml) > _MOST_BYTES:
            raise ValueError("too large")
        body = fromstring(xml, forbid_dtd=True)
    except _BROKEN as exc:
        raise BadInput([Fault(say("roster.broken_word"), file=filename, hint=say("roster.old_file_hint"))]) from exc
    lines: list[str] = []
    _walk(body, lines)
    return "\n".join(lines)


def _walk(element: Any, lines: list[str]) -> None:
    """Paragraphs in their order; a row of a table is one line."""
    for child in element:
        if child.tag == f"{_WORD}tr":
            cells = [" ".join(map(_paragraph, cell.iter(f"{_WORD}p"))).strip() for cell in child.iter(f"{_WORD}tc")]
            lines.append(_GAP.join(cell for cell in cells if cell))
        elif child.tag == f"{_WORD}p":
            lines.extend(_paragraph(child).split("\n"))
        else:
            _walk(child, lines)


def _paragraph(paragraph: Any) -> str:
    words = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}
    pieces = [(run.text or "") if run.tag == f"{_WORD}t" else words.get(run.tag, "") for run in paragraph.iter()]
    return "".join(pieces)
