"""What kind of file this is, by its content; its name must agree."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Literal

from linli.core.faults import BadInput, Fault
from linli.integrations.spreadsheets.grid import Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (b"%PDF", "PDF 文件"), (b"{\\rtf", "RTF 文件"), (b"\x1f\x8b", "gzip 压缩包"), (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"), (b"\x89PNG", "图片"), (b"\xff\xd8\xff", "图片"), (b"GIF8", "图片"),
)  # fmt: skip
_SAVE_AS = "请用 Excel 或 WPS 打开，另存为 .xlsx 或「CSV UTF-8」"


def read_bytes(source: Path | str | bytes, filename: str, limits: Limits) -> tuple[bytes, str]:
    """The content and the name to show. The size is checked before anything is read."""
    if isinstance(source, bytes):
        name = filename or "上传的文件"
        _guard_size(len(source), name, limits)
        return source, name
    path = Path(source)
    name = filename or path.name
    if path.is_dir():
        raise BadInput([Fault(message="这是文件夹，不是表格", file=str(source), hint="请给出文件夹里的那个文件")])
    if not path.is_file():
        raise BadInput([Fault(message="找不到这个文件", file=str(source), hint="请核对路径和文件名")])
    try:
        _guard_size(path.stat().st_size, name, limits)
        return path.read_bytes(), name
    except OSError as exc:
        raise BadInput([Fault(message="文件打不开", file=str(source), found=str(exc.strerror or exc))]) from exc


def _guard_size(size: int, name: str, limits: Limits) -> None:
    if size > limits.file_bytes:
        raise BadInput(
            [
                Fault(
                    message="文件太大，没有读取",
                    file=name,
                    found=f"{size / 1_048_576:,.0f} MB",
                    expected=f"不超过 {limits.file_bytes >> 20} MB",
                    hint="请删去图片和无关的工作表，或分成几个文件",
                )
            ]
        )
    if not size:
        raise BadInput([Fault(message="文件是空的", file=name, hint="请填好后再上传")])


def file_kind(content: bytes, name: str) -> Literal["xlsx", "csv"]:
    """``xlsx`` or ``csv``. Raises BadInput for other kinds, and when the ending of the name says otherwise."""
    suffix = PurePath(name).suffix.lower()
    if content.startswith(b"PK"):
        if suffix in (".csv", ".txt", ".tsv"):
            raise BadInput([_renamed(name, "Excel 工作簿", "文件名以 .xlsx 结尾", "请把文件名改回 .xlsx")])
        return "xlsx"
    if content.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        what = "加了密码的工作簿" if encrypted else "旧版 .xls 工作簿"
        raise BadInput([_renamed(name, what, ".xlsx 或 .csv", "请取消密码后再上传" if encrypted else _SAVE_AS)])
    for signature, what in _FOREIGN:
        if content.startswith(signature):
            raise BadInput([_renamed(name, what, ".xlsx 或 .csv 表格", _SAVE_AS)])
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower().startswith((b"<html", b"<table", b"<!doctype", b"<?xml")):
        raise BadInput([_renamed(name, "网页或 XML 文本（改了扩展名）", ".xlsx 或 .csv 表格", _SAVE_AS)])
    if suffix in (".xlsx", ".xlsm", ".xls"):
        raise BadInput(
            [_renamed(name, "不是 Excel 工作簿（像是文本）", "Excel 工作簿", "若是 CSV，请把文件名改为 .csv")]
        )
    return "csv"


def _renamed(name: str, found: str, expected: str, hint: str) -> Fault:
    return Fault(message="文件内容与要求的格式不符", file=name, found=found, expected=expected, hint=hint)
