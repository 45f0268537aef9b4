"""Files that are archives inside: Word, Excel, PowerPoint, OFD. Counted before unpacked; nothing outside is fetched."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from linli.integrations.archives import BROKEN_ARCHIVE
from linli.integrations.files.refusal import Refused

MOST_PARTS = 5_000
MOST_UNPACKED = 256 * 1024 * 1024
#: text packs about 10 : 1, a bomb 1,000 : 1; small files may be anything
MOST_RATIO, SMALL = 150, 4 * 1024 * 1024
MOST_XML = 32 * 1024 * 1024
MOST_RELATIONS = 2 * 1024 * 1024
MAIN = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx", "OFD.xml": "ofd"}
MACROS = re.compile(
    r"(?:^|/)(?:vbaproject\w*\.bin|vbadata\.xml|activex/.*|macrosheets/.*|dialogsheets/.*)$", re.IGNORECASE
)
PROGRAMS = re.compile(r"\.(?:exe|dll|js|vbs|bat|cmd|ps1|scr|jar|hta|lnk|sh|html?|svg)$", re.IGNORECASE)
FETCHING = re.compile(rb"\bDDE(?:AUTO)?\b|INCLUDEPICTURE\s+\S*http|INCLUDETEXT", re.IGNORECASE)
PREVIEW_LETTERS = 3_000


def look(path: Path) -> tuple[str, str]:
    """The kind, and the beginning of its text (empty for tables, which are read elsewhere). Raises Refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            kind = _kind(archive, path)
            return kind, _text(archive, kind)
    except BROKEN_ARCHIVE as exc:
        raise Refused("evidence.damaged") from exc


def _kind(archive: zipfile.ZipFile, path: Path) -> str:
    parts = archive.infolist()
    _refuse_bomb(parts, path.stat().st_size)
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("evidence.encrypted")
    kind = next((kind for main, kind in MAIN.items() if main in names), "")
    if not kind or (kind != "ofd" and "[Content_Types].xml" not in names):
        raise Refused("evidence.archive", what="ZIP")
    if len(set(names)) != len(names) or any(_climbs(name) for name in names):
        raise Refused("evidence.damaged")
    if any(MACROS.search(name) for name in names):
        raise Refused("evidence.macros")
    if found := next((name for name in names if PROGRAMS.search(name)), ""):
        raise Refused("evidence.active", what=found.rpartition("/")[2][:80])
    if archive.testzip() is not None:
        raise Refused("evidence.damaged")
    _refuse_by_xml(archive, kind, names)
    return kind


def _refuse_bomb(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    steep = any(part.file_size > SMALL and part.file_size > MOST_RATIO * max(1, part.compress_size) for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or steep or packed > size:
        raise Refused("evidence.bomb")
    starts = [part.header_offset for part in parts]
    if len(set(starts)) != len(starts):  # several names for the same bytes
        raise Refused("evidence.bomb")


def _climbs(name: str) -> bool:
    return name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/")


def _refuse_by_xml(archive: zipfile.ZipFile, kind: str, names: list[str]) -> None:
    if kind != "ofd":
        types = _read(archive, "[Content_Types].xml", MOST_RELATIONS)
        if re.search(rb"macroEnabled|vbaProject", types, re.IGNORECASE):
            raise Refused("evidence.macros")
        _parsed(types)
    for name in names:
        if name.endswith(".rels"):
            _refuse_outside(_parsed(_read(archive, name, MOST_RELATIONS)))
    main = next(main for main, found in MAIN.items() if found == kind)
    content = _read(archive, main, MOST_XML)
    _parsed(content)
    if FETCHING.search(content):
        raise Refused("evidence.external", where="DDE")


def _refuse_outside(relations: Element) -> None:
    for relation in relations.iter():
        if relation.get("TargetMode", "").lower() == "external":
            sort = relation.get("Type", "").rpartition("/")[2]
            if sort != "hyperlink":  # a link that a person follows fetches nothing by itself
                raise Refused("evidence.external", where=sort[:40] or "?")


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise Refused("evidence.bomb")
    return content


def _parsed(content: bytes) -> Element:
    try:
        found: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as exc:
        raise Refused("evidence.active", what="DTD") from exc
    except (ParseError, UnicodeDecodeError, LookupError) as exc:
        raise Refused("evidence.damaged") from exc
    return found


def _text(archive: zipfile.ZipFile, kind: str) -> str:
    """The beginning of the text of a Word or PowerPoint file."""
    if kind == "docx":
        return _letters(_parsed(_read(archive, "word/document.xml", MOST_XML)))
    if kind == "pptx":
        slides = sorted(
            (name for name in archive.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)),
            key=lambda name: int(re.sub(r"\D", "", name)),
        )
        text = ""
        for name in slides:
            text += _letters(_parsed(_read(archive, name, MOST_XML))) + "\n"
            if len(text) > PREVIEW_LETTERS:
                break
        return text[:PREVIEW_LETTERS]
    return ""


def _letters(root: Element) -> str:
    lines: list[str] = []
    length = 0
    for paragraph in root.iter():
        if paragraph.tag.rpartition("}")[2] == "p":
            words = (piece.text or "" for piece in paragraph.iter() if piece.tag.rpartition("}")[2] == "t")
            line = "".join(words).strip()
            if line:
                lines.append(line)
                length += len(line)
            if length > PREVIEW_LETTERS:
                break
    return "\n".join(lines)[:PREVIEW_LETTERS]
