"""PDF files and tables: the first page as a picture, the first rows as text; nothing inside is run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from python_calamine import CalamineError, CalamineWorkbook

from linli.integrations.files.pictures import SMALL_EDGE, SMALL_QUALITY, VIEW_EDGE, VIEW_QUALITY
from linli.integrations.files.refusal import Refused

PREVIEW_ROWS, PREVIEW_COLUMNS, CELL_LETTERS = 12, 8, 40
#: points: a page larger than a sheet of A0 three times over is drawn no larger for that
LARGEST_EDGE = 10_000
NAMED = ((b"/Launch", "Launch"), (b"/RichMedia", "RichMedia"), (b"/JavaScript", "JavaScript"), (b"/XFA", "XFA"))
PIECE = 1024 * 1024


def look_at_pdf(path: Path, out: Path) -> dict[str, Any]:
    """Pages and the look of the first one. Raises Refused when it is locked, damaged, or runs something."""
    _refuse_named(path)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as exc:
        raise Refused("evidence.encrypted" if "assword" in str(exc) else "evidence.damaged") from exc
    try:
        _refuse_active(document)
        return {"pages": len(document), **_first_page(document, out)}
    except pypdfium2.PdfiumError as exc:
        raise Refused("evidence.damaged") from exc
    finally:
        document.close()


def _refuse_named(path: Path) -> None:
    """Names in the open part of the file; those packed away are asked of the reader itself."""
    before = b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            for name, what in NAMED:
                if name in before + piece:
                    raise Refused("evidence.active", what=what)
            before = piece[-16:]


def _refuse_active(document: pypdfium2.PdfDocument) -> None:
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        raise Refused("evidence.active", what="JavaScript")
    if pdfium.FPDFDoc_GetAttachmentCount(document) > 0:
        raise Refused("evidence.archive", what="PDF")


def _first_page(document: pypdfium2.PdfDocument, out: Path) -> dict[str, Any]:
    if not len(document):
        raise Refused("evidence.damaged")
    page = document[0]
    width, height = page.get_size()
    longest = max(width, height)
    if not 0 < longest < LARGEST_EDGE:
        return {}
    drawn = page.render(scale=min(2.0, VIEW_EDGE / longest)).to_pil().convert("RGB")
    drawn.save(out / "view.jpg", "JPEG", quality=VIEW_QUALITY, optimize=True)
    drawn.thumbnail((SMALL_EDGE, SMALL_EDGE))
    drawn.save(out / "small.jpg", "JPEG", quality=SMALL_QUALITY)
    return {}


def first_rows(path: Path) -> list[list[str]]:
    """The beginning of a workbook's first sheet, as text. Raises Refused."""
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=True, nrows=PREVIEW_ROWS)
    except (CalamineError, OSError, IndexError, ValueError) as exc:
        raise Refused("evidence.damaged") from exc
    return [[str(cell)[:CELL_LETTERS] for cell in row[:PREVIEW_COLUMNS]] for row in rows[:PREVIEW_ROWS]]
