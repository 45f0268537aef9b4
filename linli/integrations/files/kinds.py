"""What a file is, by its first and last bytes. Names and declared types are never asked.

Some bytes belong to two kinds at once (a picture with an archive behind it): such a file is refused, because what a
person sees in it is not what another program would find.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from linli.integrations.files.refusal import Refused

HEAD = 64 * 1024
#: an archive's end record lies this near to the end of the file (22 bytes and a comment of at most 65,535)
ZIP_TAIL = 65_557
#: what each kind is called in a download, and its type for browsers
SUFFIXES = {
    "jpeg": (".jpg", "image/jpeg"),
    "png": (".png", "image/png"),
    "webp": (".webp", "image/webp"),
    "heic": (".heic", "image/heic"),
    "pdf": (".pdf", "application/pdf"),
    "ofd": (".ofd", "application/ofd"),
    "docx": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pptx": (".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "dwg": (".dwg", "application/octet-stream"),
    "text": (".txt", "text/plain; charset=utf-8"),
}
PICTURES = frozenset({"jpeg", "png", "webp", "heic"})
ARCHIVES = (
    (b"Rar!\x1a\x07", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"MSCF", "CAB"), (b"!<arch>", "ar"), (b"LZIP", "lzip"),
)  # fmt: skip
PROGRAMS = (
    b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"#!", b"dex\n", b"\x00asm",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)  # fmt: skip
MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|svg|script|\?xml|\?php|body|iframe|head|math|xsl:|style|meta|object|embed|form)|"
    rb"javascript:|<\?=",
    re.IGNORECASE,
)
SCRIPTS = re.compile(
    rb"^\s*(?:@echo off|powershell|wscript|cscript|set-executionpolicy|<%|\[internetshortcut\]|\[autorun\]|"
    rb"windows registry editor|on error resume next|import (?:os|sys|subprocess)\b)",
    re.IGNORECASE | re.MULTILINE,
)
HIDDEN = re.compile(rb"<script|<html|<svg|<\?php|<iframe|<!doctype", re.IGNORECASE)


def kind_of(path: Path) -> str:
    """One of ``SUFFIXES``, or ``zip`` for what has to be looked into. Raises Refused for everything else."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        size = os.fstat(file.fileno()).st_size
        file.seek(max(0, size - ZIP_TAIL))
        tail = file.read(ZIP_TAIL)
    _refuse_by_signature(head)
    kind = _by_signature(head)
    if kind == "":
        return _text(head, path)
    if kind != "zip":
        _refuse_two_in_one(kind, head, tail)
    return kind


def _refuse_by_signature(head: bytes) -> None:
    for signature, what in ARCHIVES:
        if head.startswith(signature):
            raise Refused("evidence.archive", what=what)
    if head[257:262] == b"ustar":
        raise Refused("evidence.archive", what="tar")
    if head.startswith(PROGRAMS):
        raise Refused("evidence.program")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Refused("evidence.old_office")
    if head.startswith(b"{\\rtf"):
        raise Refused("evidence.active", what="RTF")


def _by_signature(head: bytes) -> str:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc"):
        return "heic"
    if head.startswith(b"AC10") and head[4:6].isdigit():
        return "dwg"
    known = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png", b"%PDF-": "pdf", b"PK\x03\x04": "zip"}
    return next((kind for signature, kind in known.items() if head.startswith(signature)), "")


def _refuse_two_in_one(kind: str, head: bytes, tail: bytes) -> None:
    if b"PK\x05\x06" in tail and b"PK\x01\x02" in tail + head:
        raise Refused("evidence.two_in_one", what=f"{kind} + ZIP")
    if kind != "pdf" and b"%PDF-" in head[:1024]:
        raise Refused("evidence.two_in_one", what=f"{kind} + PDF")
    if kind in PICTURES and (found := HIDDEN.search(head) or HIDDEN.search(tail)):
        raise Refused("evidence.two_in_one", what=f"{kind} + {found.group().decode('ascii').lower()}>")


def _text(head: bytes, path: Path) -> str:
    """Plain text in UTF-8, UTF-16 with its mark, or GB18030; nothing that a browser or a shell would run."""
    flat = head.replace(b"\x00", b"")
    if MARKUP.search(flat):
        raise Refused("evidence.web_page")
    if SCRIPTS.search(flat):
        raise Refused("evidence.program")
    if b"%PDF-" in head[:1024]:
        raise Refused("evidence.two_in_one", what="PDF + ?")
    if read_text(path) is None:
        raise Refused("evidence.unknown")
    return "text"


def read_text(path: Path, most: int = HEAD) -> str | None:
    """The beginning of a text; None for what is no text."""
    with path.open("rb") as file:
        raw = file.read(most)
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and b"\x00" in raw:
        return None
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        for cut in range(4):  # a letter may be cut in two where the reading stopped
            try:
                text = raw[: len(raw) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            strange = sum(not (letter.isprintable() or letter in "\r\n\t\f") for letter in text)
            return text if text and strange * 100 <= len(text) else None
    return None
