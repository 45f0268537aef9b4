"""What kind of file this is, by its content; its name must agree."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Literal

from linli.core.faults import BadInput, Fault
from linli.core.wording import in_language, say
from linli.integrations.spreadsheets.grid import Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (b"%PDF", say("file.pdf")), (b"{\\rtf", say("file.rtf")), (b"\x1f\x8b", say("file.gzip")),
    (b"Rar!", say("file.rar")), (b"7z\xbc\xaf", say("file.7z")),
    *((signature, say("file.picture")) for signature in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
)  # fmt: skip
_SAVE_AS = say("file.save_as")


def read_bytes(source: Path | str | bytes, filename: str, limits: Limits) -> tuple[bytes, str]:
    """The content and the name to show. The size is checked before anything is read."""
    if isinstance(source, bytes):
        name = filename or in_language(say("file.uploaded"), "zh")
        _guard_size(len(source), name, limits)
        return source, name
    path = Path(source)
    name = filename or path.name
    if path.is_dir():
        raise BadInput([Fault(message=say("file.folder"), file=str(source), hint=say("file.folder_hint"))])
    if not path.is_file():
        raise BadInput([Fault(message=say("file.missing"), file=str(source), hint=say("file.missing_hint"))])
    try:
        _guard_size(path.stat().st_size, name, limits)
        return path.read_bytes(), name
    except OSError as exc:
        raise BadInput(
            [Fault(message=say("file.cannot_open"), file=str(source), found=str(exc.strerror or exc))]
        ) from exc


def _guard_size(size: int, name: str, limits: Limits) -> None:
    if size > limits.file_bytes:
        raise BadInput(
            [
                Fault(
                    message=say("file.too_big"),
                    file=name,
                    found=f"{size / 1_048_576:,.0f} MB",
                    expected=say("file.megabytes", size=limits.file_bytes >> 20),
                    hint=say("file.too_big_hint"),
                )
            ]
        )
    if not size:
        raise BadInput([Fault(message=say("file.empty"), file=name, hint=say("file.fill_in"))])


def file_kind(content: bytes, name: str) -> Literal["xlsx", "csv"]:
    """``xlsx`` or ``csv``. Raises BadInput for other kinds, and when the ending of the name says otherwise."""
    suffix = PurePath(name).suffix.lower()
    if content.startswith(b"PK"):
        if suffix in (".csv", ".txt", ".tsv"):
            raise BadInput([_renamed(name, say("file.workbook"), say("file.ends_xlsx"), say("file.rename_xlsx"))])
        return "xlsx"
    if content.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        what = say("file.locked") if encrypted else say("file.old_xls")
        raise BadInput([_renamed(name, what, say("file.xlsx_or_csv"), say("file.unlock") if encrypted else _SAVE_AS)])
    for signature, what in _FOREIGN:
        if content.startswith(signature):
            raise BadInput([_renamed(name, what, say("file.xlsx_or_csv_table"), _SAVE_AS)])
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower().startswith((b"<html", b"<table", b"<!doctype", b"<?xml")):
        raise BadInput([_renamed(name, say("file.web_page"), say("file.xlsx_or_csv_table"), _SAVE_AS)])
    if suffix in (".xlsx", ".xlsm", ".xls"):
        raise BadInput([_renamed(name, say("file.text_not_excel"), say("file.workbook"), say("file.rename_csv"))])
    return "csv"


def _renamed(name: str, found: str, expected: str, hint: str) -> Fault:
    return Fault(message=say("file.wrong_kind"), file=name, found=found, expected=expected, hint=hint)
