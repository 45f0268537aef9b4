"""A store that keeps files under the hash of their content: the same content once, never changed, never deleted.

A file is written under another name, forced to the disk, moved to its place, and the folder forced to the disk as well;
only then may a row name it. A power cut leaves at worst a file that no row names.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal
from uuid import uuid4

from linli.core.faults import BadInput, Fault
from linli.core.wording import say

PIECE = 256 * 1024
MEGABYTE = 1024 * 1024
#: algorithm : hexadecimal digest; SHA-256, and SM3 (GB/T 32905) where national algorithms are asked for
DIGEST = re.compile(r"(sha256|sm3):([0-9a-f]{64})")
#: of a small disk the floor is this part at most, so that a small one is not refused from the start
FLOOR_PART = 20
OWNER_READS, OWNER_ENTERS = 0o400, 0o700


@dataclass(frozen=True, slots=True)
class Kept:
    """A file on its way into the store. ``digest``: ``sha256:…``; ``size`` in bytes; ``path``: where it lies now."""

    digest: str
    size: int
    path: Path


class FileStore:
    """``root``: the folder; ``algorithm`` of new files; ``floor_mb``: room that must stay free on the disk, MB."""

    def __init__(self, root: Path, *, algorithm: Literal["sha256", "sm3"] = "sha256", floor_mb: int = 0) -> None:
        self.root = root
        self.algorithm = algorithm
        self.floor_mb = floor_mb

    def receive(self, pieces: Iterable[bytes], *, name: str, most_bytes: int) -> Kept:
        """Write what comes, piece by piece, to a waiting place, hashing it on the way. Call `keep` or `drop` after it.

        Raises BadInput when it is empty, larger than ``most_bytes``, or when the disk would become too full.
        """
        folder = self._waiting()
        path = folder / f".{uuid4().hex}"
        hasher, size = hashlib.new(self.algorithm), 0
        try:
            with path.open("xb", buffering=0) as file:
                self._need_room(name)
                for piece in pieces:
                    size += len(piece)
                    _check_size(size, name, most_bytes)
                    hasher.update(piece)
                    _write_all(file, piece)
                _check_size(size, name, most_bytes)
                path.chmod(OWNER_READS)
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Kept(f"{self.algorithm}:{hasher.hexdigest()}", size, path)

    def keep(self, waiting: Kept) -> Kept:
        """Move it to its place, for good; what is there already stays."""
        place = self.path(waiting.digest)
        place.parent.mkdir(mode=OWNER_ENTERS, parents=True, exist_ok=True)
        if place.exists() and self.is_whole(waiting.digest):
            waiting.path.unlink()
        else:
            waiting.path.replace(place)
        for folder in (place.parent, place.parent.parent, self.root):
            _force(folder)
        return Kept(waiting.digest, waiting.size, place)

    def drop(self, waiting: Kept) -> None:
        """Forget a file that was refused after all."""
        waiting.path.unlink(missing_ok=True)

    def path(self, digest: str) -> Path:
        """Where the file of this digest lies. Raises ValueError for what is no digest, whatever it tries to be."""
        known = DIGEST.fullmatch(digest)
        if not known:
            raise ValueError("not a digest of this store")
        algorithm, value = known.groups()
        return self.root / value[:2] / value[2:4] / f"{algorithm}-{value}"

    def open(self, digest: str) -> BinaryIO:
        return self.path(digest).open("rb")

    def is_whole(self, digest: str) -> bool:
        """Whether the file is there and its content is what its name says."""
        try:
            with self.open(digest) as file:
                return f"{digest.partition(':')[0]}:{_hash(file, digest.partition(':')[0])}" == digest
        except FileNotFoundError:
            return False

    def _waiting(self) -> Path:
        self.root.mkdir(mode=OWNER_ENTERS, parents=True, exist_ok=True)
        return self.root

    def _need_room(self, name: str) -> None:
        disk = shutil.disk_usage(self.root)
        if disk.free < min(self.floor_mb * MEGABYTE, disk.total // FLOOR_PART):
            raise _refused(name, "evidence.no_room")


def _refused(name: str, code: str, *, most: int = 0) -> BadInput:
    expected = say("evidence.too_big_most", size=most) if most else ""
    return BadInput([Fault(message=say(code), file=name, expected=expected, hint=say(f"{code}_hint"))])


def _check_size(size: int, name: str, most_bytes: int) -> None:
    if size > most_bytes:
        raise _refused(name, "evidence.too_big", most=most_bytes // MEGABYTE)
    if not size:
        raise _refused(name, "evidence.empty")


def _write_all(file: BinaryIO, piece: bytes) -> None:
    view = memoryview(piece)
    while view:
        view = view[file.write(view) :]


def _hash(file: BinaryIO, algorithm: str) -> str:
    hasher = hashlib.new(algorithm)
    while piece := file.read(PIECE):
        hasher.update(piece)
    return hasher.hexdigest()


def _force(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
