"""Writing and reading the one file of a backup.

A line first, ``linli-backup 1 sha256=<64 hex digits>``: the checksum of everything after it. Then a zip file whose last
member, ``manifest.json``, names every other with its size and SHA-256. One altered, missing or added byte anywhere is
noticed before anything is read from it. Written under another name first, so no half-written
backup ever has the right one.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import IO, Any, Self

from linli.core.wording import Wording, say

MAGIC = b"linli-backup 1 sha256="
HEADER_BYTES = len(MAGIC) + 64 + 1
MANIFEST = "manifest.json"
PIECE = 1024 * 1024
OWNER_ONLY = 0o600


class DamagedBackupError(Exception):
    """The file is no whole backup; ``words`` say what is wrong and what to do, in both languages."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        super().__init__(words)


class _Counted:
    """What is written into one member, counted and hashed on the way."""

    def __init__(self, member: IO[bytes]) -> None:
        self._member = member
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes) -> None:
        self._member.write(piece)
        self._digest.update(piece)
        self.size += len(piece)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class BackupWriter:
    """``with BackupWriter(path) as backup:`` … ``backup.finish({...})``; without ``finish`` nothing is left behind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fresh = path.with_name(f".{path.name}.{token_hex(4)}.part")
        self._members: list[dict[str, Any]] = []
        self.sha256 = ""

    def __enter__(self) -> Self:
        handle = os.open(self._fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        self._file = os.fdopen(handle, "w+b")
        self._file.write(b"\0" * HEADER_BYTES)
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, compresslevel=3)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
        self._file.close()
        self._fresh.unlink(missing_ok=True)

    @contextmanager
    def member(self, name: str, *, packed: bool = True) -> Iterator[_Counted]:
        """One member to write into. ``packed``: whether it is worth compressing (pictures are not)."""
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        entry.external_attr = OWNER_ONLY << 16
        with self._zip.open(entry, "w", force_zip64=True) as opened:
            counted = _Counted(opened)
            yield counted
        self._members.append({"name": name, "size": counted.size, "sha256": counted.sha256})

    def finish(self, manifest: Mapping[str, Any]) -> None:
        """Write the manifest and the checksum, through to the disk, and give the file its name."""
        whole = {**manifest, "members": self._members}
        self._zip.writestr(MANIFEST, json.dumps(whole, ensure_ascii=False, indent=1))
        self._zip.close()
        self._file.flush()
        self.sha256 = _sha256_after_header(self._file)
        self._file.seek(0)
        self._file.write(MAGIC + self.sha256.encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._fresh.replace(self.path)
        sync_folder(self.path.parent)


class BackupReader:
    """A backup that is whole: opening it reads and checks every byte. Raises DamagedBackupError otherwise."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("rb")
        try:
            self.sha256 = self._checked()
            self._zip = zipfile.ZipFile(self._file)
            self.manifest: dict[str, Any] = json.loads(self._zip.read(MANIFEST))
            names = [entry.filename for entry in self._zip.infolist()]
            expected = [member["name"] for member in self.manifest["members"]]
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError):
            self._file.close()
            raise DamagedBackupError(say("backup.damaged", file=path)) from None
        except DamagedBackupError:
            self._file.close()
            raise
        if sorted(names) != sorted([*expected, MANIFEST]):
            self._file.close()
            raise DamagedBackupError(say("backup.damaged", file=path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
        self._file.close()

    @property
    def members(self) -> list[dict[str, Any]]:
        """name, size, sha256 of each."""
        found: list[dict[str, Any]] = self.manifest["members"]
        return found

    def open(self, name: str) -> IO[bytes]:
        return self._zip.open(name)

    def lines(self, name: str) -> Iterator[bytes]:
        with self.open(name) as member:
            yield from member

    def _checked(self) -> str:
        header = self._file.read(HEADER_BYTES)
        if not header.startswith(MAGIC) or len(header) < HEADER_BYTES or not header.endswith(b"\n"):
            raise DamagedBackupError(say("backup.not_one", file=self.path))
        found = _sha256_after_header(self._file)
        if header[len(MAGIC) : -1].decode("ascii", "replace") != found:
            raise DamagedBackupError(say("backup.damaged", file=self.path))
        return found


def is_backup(path: Path) -> bool:
    """Whether the file begins like a backup."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _sha256_after_header(file: IO[bytes]) -> str:
    file.seek(HEADER_BYTES)
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """Make a renamed file's new name survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
