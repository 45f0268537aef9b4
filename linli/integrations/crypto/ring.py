"""The key ring: which keys exist, which one is current for each purpose, and the one file they are kept in.

The file lies outside the database and outside its backups, readable by its owner only. It is made at the first start of
an embedded or training instance; elsewhere a missing file is refused: starting with fresh keys would leave everything
sealed before unreadable. A key is written through to the disk before anything is sealed with it.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from secrets import token_bytes, token_hex

from linli.core.wording import Wording, say

#: kinds of keys: what a key is used for decides its length and its algorithm
SEAL, INDEX, SIGN = "seal", "index", "sign"
ALGORITHMS: dict[str, dict[str, str]] = {
    "international": {SEAL: "aes256gcm", INDEX: "hmac-sha256", SIGN: "ed25519"},
    "sm": {SEAL: "sm4gcm", INDEX: "hmac-sm3", SIGN: "ed25519"},
}
KEY_BYTES = {"aes256gcm": 32, "sm4gcm": 16, "hmac-sha256": 32, "hmac-sm3": 32, "ed25519": 32}
FILE_FORM = 1
OWNER_ONLY = 0o600
_OTHERS = 0o077
_ID_BYTES = 4


class CryptoError(Exception):
    """What cannot be sealed, opened or verified, and why, in both languages; never with the value itself."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Key:
    """One key. ``purpose``: ``seal:personal``, ``seal:payout-2026``, ``index:id_number``, ``sign:checkpoint``;
    ``material``: empty once destroyed; ``made`` / ``retired`` / ``destroyed``: instants as ISO text, empty if not."""

    id: str
    purpose: str
    algorithm: str
    material: bytes
    made: str = ""
    retired: str = ""
    destroyed: str = ""

    @property
    def is_current(self) -> bool:
        return not self.retired and not self.destroyed

    def __repr__(self) -> str:
        return f"Key({self.id}, {self.purpose}, {self.algorithm})"


class KeyRing:
    """The keys in one file. ``may_make``: whether a missing file is made (embedded, training) or refused."""

    def __init__(self, path: Path, *, may_make: bool, algorithms: str = "international") -> None:
        self.path = path
        self.may_make = may_make
        self.algorithms = ALGORITHMS[algorithms]
        self._seen: tuple[int, int, int] | None = None
        self._keys: dict[str, Key] = {}

    def __repr__(self) -> str:
        return f"KeyRing({self.path})"

    def all(self) -> tuple[Key, ...]:
        """Every key, oldest first. Raises CryptoError when the file is missing, damaged, or open to others."""
        self._read_if_changed()
        return tuple(self._keys.values())

    def with_id(self, key_id: str) -> Key:
        """The key of this id, still able to work. Raises CryptoError when it is unknown or destroyed."""
        self._read_if_changed()
        key = self._keys.get(key_id)
        if key is None:
            raise CryptoError(say("keys.unknown", id=key_id, file=self.path))
        if key.destroyed:
            raise CryptoError(say("keys.destroyed", id=key_id, on=key.destroyed))
        return key

    def current(self, purpose: str) -> Key:
        """The key that new values of this purpose are made with; made now if the purpose has none."""
        self._read_if_changed()
        found = self._current(purpose)
        return found or self._add(purpose, only_if_none=True)

    def of_purpose(self, purpose: str) -> tuple[Key, ...]:
        """Every key of the purpose that is not destroyed, the current one first."""
        found = [key for key in self.all() if key.purpose == purpose and not key.destroyed]
        return tuple(sorted(found, key=lambda key: not key.is_current))

    def rotate(self, purpose: str, *, made: str) -> Key:
        """A fresh current key for the purpose; earlier ones still open what they sealed. ``made``: instant, ISO."""
        return self._add(purpose, only_if_none=False, made=made)

    def destroy(self, key_id: str, *, destroyed: str) -> Key:
        """Forget the material of a key for good: what it sealed can never be opened again (crypto-erase).

        Raises CryptoError for a key that is unknown, or is current (rotate first: nothing new may be lost with it).
        """
        with self._changing() as keys:
            if key_id not in keys:
                raise CryptoError(say("keys.unknown", id=key_id, file=self.path))
            if keys[key_id].is_current:
                raise CryptoError(say("keys.destroy_current", id=key_id))
            keys[key_id] = replace(keys[key_id], material=b"", destroyed=destroyed)
        return self._keys[key_id]

    def make_file(self) -> None:
        """An empty ring at ``path``. Raises CryptoError when there is one already."""
        if self.path.exists():
            raise CryptoError(say("keys.exists", file=self.path))
        self._write_first()

    # the file ------------------------------------------------------------------------------------------------------

    def _current(self, purpose: str) -> Key | None:
        return next((key for key in self._keys.values() if key.purpose == purpose and key.is_current), None)

    def _add(self, purpose: str, *, only_if_none: bool, made: str = "") -> Key:
        algorithm = self.algorithms[purpose.partition(":")[0]]
        fresh = Key(token_hex(_ID_BYTES), purpose, algorithm, token_bytes(KEY_BYTES[algorithm]), made=made)
        with self._changing() as keys:
            standing = [key for key in keys.values() if key.purpose == purpose and key.is_current]
            if standing and only_if_none:
                return standing[0]
            for key in standing:
                keys[key.id] = replace(key, retired=made or "replaced")
            keys[fresh.id] = fresh
        return fresh

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Key]]:
        """The keys as they stand, one process at a time; written back when they were changed."""
        self._read_if_changed()
        try:
            lock = os.open(self.path.with_name(self.path.name + ".lock"), os.O_RDWR | os.O_CREAT, OWNER_ONLY)
        except OSError as exc:
            raise CryptoError(say("keys.not_writable", file=self.path, why=exc.strerror)) from exc
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._read_if_changed()
            keys = dict(self._keys)
            yield keys
            if keys != self._keys:
                self._write(keys)
        finally:
            os.close(lock)

    def _read_if_changed(self) -> None:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            if not self.may_make:
                raise CryptoError(say("keys.missing", file=self.path)) from None
            self._write_first()
            stat = self.path.stat()
        except OSError as exc:
            raise CryptoError(say("keys.not_readable", file=self.path, why=exc.strerror)) from exc
        seen = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        if seen != self._seen:
            if stat.st_mode & _OTHERS:
                raise CryptoError(say("keys.open_to_others", file=self.path))
            self._keys = self._parsed()
            self._seen = seen

    def _parsed(self) -> dict[str, Key]:
        try:
            document = json.loads(self.path.read_text(encoding="utf-8"))
            if document["form"] != FILE_FORM:
                raise CryptoError(say("keys.other_form", file=self.path, form=document["form"]))
            rows = [{**row, "material": base64.b64decode(row["material"], validate=True)} for row in document["keys"]]
            found = {row["id"]: Key(**row) for row in rows}
        except OSError as exc:
            raise CryptoError(say("keys.not_readable", file=self.path, why=exc.strerror)) from exc
        except (ValueError, KeyError, TypeError):
            # without the cause: a parser's message may quote what it read
            raise CryptoError(say("keys.damaged", file=self.path)) from None
        if not all(_is_whole(key) for key in found.values()):
            raise CryptoError(say("keys.damaged", file=self.path))
        return found

    def _write_first(self) -> None:
        """An empty ring, unless another process was quicker."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._write({}, only_if_absent=True)
        except OSError as exc:
            raise CryptoError(say("keys.not_writable", file=self.path, why=exc.strerror)) from exc

    def _write(self, keys: dict[str, Key], *, only_if_absent: bool = False) -> None:
        """Whole or not at all, and through to the disk before anybody uses the new key."""
        rows = [{**asdict(key), "material": base64.b64encode(key.material).decode()} for key in keys.values()]
        text = json.dumps({"form": FILE_FORM, "keys": rows}, indent=1)
        fresh = self.path.with_name(f".{self.path.name}.{token_hex(_ID_BYTES)}")
        try:
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            _put(fresh, self.path, only_if_absent=only_if_absent)
        except OSError as exc:
            raise CryptoError(say("keys.not_writable", file=self.path, why=exc.strerror)) from exc
        finally:
            fresh.unlink(missing_ok=True)
        self._keys, self._seen = keys, None
        if only_if_absent:
            self._keys = {}


def _is_whole(key: Key) -> bool:
    return bool(key.destroyed) or len(key.material) == KEY_BYTES[key.algorithm]


def _put(fresh: Path, path: Path, *, only_if_absent: bool) -> None:
    if only_if_absent:
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            return
    else:
        fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


_source: list[Callable[[], KeyRing]] = []
_rings: list[KeyRing] = []


def set_keys(source: Callable[[], KeyRing]) -> None:
    """Where the process's ring comes from; asked once, when the first key is needed."""
    _source[:] = [source]
    _rings.clear()


def keys() -> KeyRing:
    """The ring of this process. Raises CryptoError when nobody has said where it is."""
    if not _rings:
        if not _source:
            raise CryptoError(say("keys.no_ring"))
        _rings[:] = [_source[0]()]
    return _rings[0]
