"""Files good and hostile, made by code: small, and each with one thing wrong."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
WORDS = (
    "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r>"
    "<w:t>向阳新村居民申请</w:t></w:r></w:p></w:body></w:document>"
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def picture(form: str = "JPEG", size: tuple[int, int] = (320, 240), seed: int = 7, **more: object) -> bytes:
    """A picture with features: blocks of different brightness."""
    made = Image.new("RGB", size)
    for column in range(8):
        for row in range(6):
            shade = (seed * (column * 37 + row * 91 + column * row * 13) + 53 * column) % 256
            box = (column * size[0] // 8, row * size[1] // 6, (column + 1) * size[0] // 8, (row + 1) * size[1] // 6)
            made.paste((shade, (shade * 3) % 256, 255 - shade), box)
    out = io.BytesIO()
    made.save(out, form, **more)
    return out.getvalue()


def photograph_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x0132] = "2020:06:01 09:30:00"
    exif.get_ifd(0x8769)[0x9003] = "2020:05:31 15:20:10"
    exif.get_ifd(0x8825).update({1: "N", 2: (25.0, 14.0, 30.0), 3: "E", 4: (110.0, 17.0, 6.0)})
    return picture(exif=exif)


def pdf(extra: bytes = b"", catalog: bytes = b"") -> bytes:
    """One empty page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size 4/Root 1 0 R" + extra + b">>\nstartxref\n%d\n%%%%EOF\n" % start


def packed(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: str | bytes) -> bytes:
    """A Word file; ``more``: further parts, with ``__`` for ``/``."""
    parts: dict[str, str | bytes] = {"[Content_Types].xml": TYPES, "word/document.xml": WORDS}
    return packed(parts | {name.replace("__", "/"): content for name, content in more.items()})


def relations(sort: str, mode: str = "External", target: str = "http://203.0.113.9/x") -> str:
    return (
        f"<Relationships><Relationship Type='{OFFICE}/{sort}' Target='{target}' TargetMode='{mode}'/></Relationships>"
    )


def xlsx(rows: list[list[str]]) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("名单")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes that declares a huge size."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


def text_bomb_png() -> bytes:
    whole = picture("PNG")
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 80_000_000, 9))
    return whole[:33] + bomb + whole[33:]


def doubled_names() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", WORDS)
        archive.filelist.append(archive.filelist[-1])
    return out.getvalue()


def with_password() -> bytes:
    whole = bytearray(docx())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.find(signature)
        while at >= 0:
            whole[at + place] |= 1
            at = whole.find(signature, at + 4)
    return bytes(whole)


def tar() -> bytes:
    head = bytearray(512)
    head[:5] = b"a.txt"
    head[257:262] = b"ustar"
    return bytes(head) + b"\0" * 1024


def many_parts() -> bytes:
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": WORDS} | {f"x/{n}": "" for n in range(5_001)})


Maker = Callable[[], bytes]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DTD = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"

#: what it is → (its content, the code it is refused by)
HOSTILE: dict[str, tuple[Maker, str]] = {
    "zip": (lambda: packed({"a.txt": "a"}), "evidence.archive"),
    "empty zip of office parts": (lambda: packed({"[Content_Types].xml": TYPES}), "evidence.archive"),
    "rar": (lambda: b"Rar!\x1a\x07\x01\x00" + b"\0" * 99, "evidence.archive"),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c" + b"\0" * 99, "evidence.archive"),
    "gzip": (lambda: b"\x1f\x8b\x08" + b"\0" * 99, "evidence.archive"),
    "bzip2": (lambda: b"BZh91AY" + b"\0" * 99, "evidence.archive"),
    "xz": (lambda: b"\xfd7zXZ\x00" + b"\0" * 99, "evidence.archive"),
    "zstd": (lambda: b"\x28\xb5\x2f\xfd" + b"\0" * 99, "evidence.archive"),
    "cab": (lambda: b"MSCF" + b"\0" * 99, "evidence.archive"),
    "tar": (tar, "evidence.archive"),
    "windows program": (lambda: b"MZ\x90\x00" + b"\0" * 99, "evidence.program"),
    "linux program": (lambda: b"\x7fELF\x02" + b"\0" * 99, "evidence.program"),
    "mac program": (lambda: b"\xcf\xfa\xed\xfe" + b"\0" * 99, "evidence.program"),
    "java class": (lambda: b"\xca\xfe\xba\xbe" + b"\0" * 99, "evidence.program"),
    "android program": (lambda: b"dex\n035\0" + b"\0" * 99, "evidence.program"),
    "wasm": (lambda: b"\x00asm\x01" + b"\0" * 99, "evidence.program"),
    "windows link": (lambda: b"L\0\0\0\x01\x14\x02\0" + b"\0" * 99, "evidence.program"),
    "shell script": (lambda: b"#!/bin/sh\nrm -rf /\n", "evidence.program"),
    "batch file": (lambda: b"@echo off\r\ndel *.*\r\n", "evidence.program"),
    "powershell": (lambda: b"powershell -enc AAAA", "evidence.program"),
    "autorun": (lambda: b"[autorun]\r\nopen=a.exe", "evidence.program"),
    "internet shortcut": (lambda: b"[InternetShortcut]\r\nURL=http://203.0.113.9/", "evidence.program"),
    "registry": (lambda: b"Windows Registry Editor Version 5.00\r\n", "evidence.program"),
    "python": (lambda: b"import os\nos.system('id')\n", "evidence.program"),
    "svg": (lambda: b"<svg onload='alert(1)' xmlns='http://www.w3.org/2000/svg'/>", "evidence.web_page"),
    "svg behind a declaration": (lambda: b"<?xml version='1.0'?><svg/>", "evidence.web_page"),
    "svg behind a mark": (lambda: b"\xef\xbb\xbf  \n<svg/>", "evidence.web_page"),
    "html": (lambda: b"<!DOCTYPE html><html><body>hi</body></html>", "evidence.web_page"),
    "html behind text": (lambda: b"hello " * 400 + b"<script>alert(1)</script>", "evidence.web_page"),
    "html in utf-16": (lambda: "<html><script>alert(1)</script>".encode("utf-16"), "evidence.web_page"),
    "php": (lambda: b"<?php system($_GET['c']); ?>", "evidence.web_page"),
    "xml with entities": (f"<?xml version='1.0'?>{DTD}<x>&b;</x>".encode, "evidence.web_page"),
    "old word": (lambda: OLE + b"\0" * 1024, "evidence.old_office"),
    "locked office": (lambda: OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 99, "evidence.old_office"),
    "rtf": (lambda: b"{\\rtf1\\objupdate{\\object}}", "evidence.active"),
    "macros": (lambda: docx(word__vbaProject_bin="x", **{"word__vbaProject.bin": b"x"}), "evidence.macros"),
    "macros in capitals": (lambda: docx(**{"word__VBAPROJECT.BIN": b"x"}), "evidence.macros"),
    "macro type": (lambda: docx(**{"[Content_Types].xml": "<Types a='macroEnabled.main+xml'/>"}), "evidence.macros"),
    "excel 4 macros": (lambda: docx(**{"xl__macrosheets__sheet1.xml": b"<x/>"}), "evidence.macros"),
    "activex": (lambda: docx(**{"word__activeX__activeX1.xml": b"<x/>"}), "evidence.macros"),
    "program inside": (lambda: docx(**{"word__embeddings__a.exe": b"MZ"}), "evidence.active"),
    "web page inside": (lambda: docx(**{"word__afchunk.html": b"<html>"}), "evidence.active"),
    "remote template": (
        lambda: docx(**{"word___rels__settings.xml.rels": relations("attachedTemplate")}), "evidence.external"),
    "remote picture": (lambda: docx(**{"word___rels__document.xml.rels": relations("image")}), "evidence.external"),
    "remote object": (lambda: docx(**{"word___rels__document.xml.rels": relations("oleObject")}), "evidence.external"),
    "remote frame": (lambda: docx(**{"word___rels__webSettings.xml.rels": relations("frame")}), "evidence.external"),
    "remote in small letters": (
        lambda: docx(**{"word___rels__document.xml.rels": relations("image", "external")}), "evidence.external"),
    "dde": (
        lambda: docx(**{"word__document.xml": WORDS.replace("向阳", "DDEAUTO c:\\\\cmd.exe ")}), "evidence.external"),
    "entities in a part": (lambda: docx(**{"word__document.xml": f"{DTD}<x>&b;</x>"}), "evidence.active"),
    "entities in relations": (lambda: docx(**{"_rels__.rels": f"{DTD}<x>&b;</x>"}), "evidence.active"),
    "outside entity": (
        lambda: docx(**{"_rels__.rels": "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"}),
        "evidence.active"),
    "climbing name": (lambda: docx(**{"..__..__a.txt": b"x"}), "evidence.damaged"),
    "name from the root": (lambda: docx(__etc__a=b"x"), "evidence.damaged"),
    "doubled names": (doubled_names, "evidence.bomb"),
    "zip bomb": (lambda: docx(**{"word__media__a.bin": b"\0" * 30_000_000}), "evidence.bomb"),
    "too many parts": (many_parts, "evidence.bomb"),
    "password on parts": (with_password, "evidence.encrypted"),
    "broken office file": (lambda: docx()[:-40], "evidence.damaged"),
    "broken xml": (lambda: docx(**{"word__document.xml": "<w:document>"}), "evidence.damaged"),
    "pixel flood": (lambda: png_that_says(50_000, 50_000), "evidence.pixels"),
    "pixel flood just above": (lambda: png_that_says(10_000, 6_001), "evidence.pixels"),
    "text bomb in a picture": (text_bomb_png, "evidence.damaged"),
    "cut-off jpeg": (lambda: picture()[: len(picture()) // 2], "evidence.damaged"),
    "cut-off png": (lambda: picture("PNG")[:-60], "evidence.damaged"),
    "cut-off webp": (lambda: picture("WEBP")[:200], "evidence.damaged"),
    "jpeg of three bytes": (lambda: b"\xff\xd8\xff", "evidence.damaged"),
    "jpeg by name only": (lambda: b"\xff\xd8\xff\xe0" + b"\0" * 500, "evidence.damaged"),
    "jpeg with an archive behind": (lambda: picture() + packed({"a": "b"}), "evidence.two_in_one"),
    "png with an archive behind": (lambda: picture("PNG") + packed({"a": "b"}), "evidence.two_in_one"),
    "pdf with an archive behind": (lambda: pdf() + packed({"a": "b"}), "evidence.two_in_one"),
    "jpeg with a script in its comment": (
        lambda: picture(comment=b"<script>alert(1)</script>"), "evidence.two_in_one"),
    "jpeg with php behind": (lambda: picture() + b"<?php system('id');", "evidence.two_in_one"),
    "jpeg that is a pdf too": (lambda: picture(comment=b"%PDF-1.4 x"), "evidence.two_in_one"),
    "gif": (lambda: picture("GIF"), "evidence.unknown"),
    "pdf behind text": (lambda: b"hello\n" + pdf(), "evidence.two_in_one"),
    "pdf with a script": (
        lambda: pdf(catalog=b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "evidence.active"),
    "pdf that starts a program": (lambda: pdf(catalog=b"/OpenAction<</S/Launch/F(cmd.exe)>>"), "evidence.active"),
    "pdf with a form program": (lambda: pdf(catalog=b"/AcroForm<</XFA 9 0 R>>"), "evidence.active"),
    "cut-off pdf": (lambda: b"%PDF-1.7\n" + b"\0" * 300, "evidence.damaged"),
    "pdf without pages": (lambda: pdf().replace(b"/Kids[3 0 R]/Count 1", b"/Kids[]/Count 0      "), "evidence.damaged"),
    "random bytes": (lambda: bytes((n * 7919) % 251 for n in range(4_000)), "evidence.unknown"),
    "zero bytes only": (lambda: b"\0" * 4_000, "evidence.unknown"),
}  # fmt: skip
#: what it is → (its content, its kind)
GOOD: dict[str, tuple[Maker, str]] = {
    "jpeg": (picture, "jpeg"),
    "png": (lambda: picture("PNG"), "png"),
    "see-through png": (lambda: picture("PNG", size=(64, 64)), "png"),
    "webp": (lambda: picture("WEBP"), "webp"),
    "photograph with a place": (photograph_with_place, "jpeg"),
    "pdf": (pdf, "pdf"),
    "word": (docx, "docx"),
    "word with a link to follow": (
        lambda: docx(**{"word___rels__document.xml.rels": relations("hyperlink")}), "docx"),
    "excel": (lambda: xlsx([["小区", "户数"], ["向阳新村", "120"]]), "xlsx"),
    "powerpoint": (lambda: packed({"[Content_Types].xml": TYPES, "ppt/presentation.xml": "<x/>"}), "pptx"),
    "ofd": (lambda: packed({"OFD.xml": "<OFD/>"}), "ofd"),
    "dwg": (lambda: b"AC1032" + b"\0" * 600, "dwg"),
    "text": ("会议记录\n第一项：同意改造".encode, "text"),
    "text in gb18030": (lambda: "会议记录，同意改造".encode("gb18030"), "text"),
    "text with less-than": ("面积 <100 ㎡ 的户数 > 3".encode, "text"),
}  # fmt: skip
