"""A checkpoint: "this record had this many events and this root at this moment", signed, to be kept outside.

Written as a C2SP signed note: a few printable lines, a blank line, signatures. Short enough for the foot of a notice.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from linli.core.faults import BadInput, Fault
from linli.core.ledger.chain import ALGORITHMS
from linli.core.wording import say

#: signature type of a C2SP note: Ed25519
ED25519 = b"\x01"
KEY_HASH_BYTES = 4
ROOT_BYTES = 32
PUBLIC_KEY_BYTES = 32
#: nobody prints a checkpoint of more lines
LONGEST_NOTE = 16_384
_NAME = re.compile(r"[^\s+]{1,200}")
_SIGNATURE = re.compile(r"— (\S+) (\S+)")


@dataclass(frozen=True, slots=True)
class Signer:
    """Whoever signs: a name (no blanks, no plus sign) and an Ed25519 public key of 32 bytes."""

    name: str
    public_key: bytes

    @property
    def key_hash(self) -> bytes:
        """The four bytes by which a note names the key (C2SP signed-note)."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public_key).digest()[:KEY_HASH_BYTES]

    def as_text(self) -> str:
        """``name+keyhash+key``, as verifier keys are written."""
        return f"{self.name}+{self.key_hash.hex()}+{base64.b64encode(ED25519 + self.public_key).decode()}"

    @classmethod
    def read(cls, text: str) -> Signer:
        """Raises BadInput when the line is no verifier key, or its hash does not fit."""
        name, plus, rest = text.strip().partition("+")
        shown, _plus, coded = rest.partition("+")
        try:
            raw = base64.b64decode(coded, validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        signer = cls(name, raw[1:])
        fits = plus and _NAME.fullmatch(name) and raw[:1] == ED25519 and len(raw) == PUBLIC_KEY_BYTES + 1
        if not fits or signer.key_hash.hex() != shown:
            raise BadInput([Fault(say("ledger.bad_key"), found=text[:80], expected="name+hash+key")])
        return signer


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A signature line of a note: who, the key's hash, the signature."""

    name: str
    key_hash: bytes
    signature: bytes

    def line(self) -> str:
        return f"— {self.name} {base64.b64encode(self.key_hash + self.signature).decode()}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """``root``: of the Merkle tree over the first ``size`` events, 32 bytes; ``time``: when it was taken, UTC."""

    origin: str
    size: int
    root: bytes
    time: datetime
    algorithm: str = "sha256"
    signatures: tuple[Cosignature, ...] = field(default=())

    def body(self) -> str:
        """What is signed: origin, size, root, then the time and the algorithm as extension lines."""
        moment = self.time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\ntime {moment}\nalgorithm {self.algorithm}\n"

    def note(self) -> str:
        """The whole note with its signatures."""
        return self.body() + "\n" + "".join(f"{one.line()}\n" for one in self.signatures)

    def signed_by(self, signer: Signer, verify: Callable[[bytes, bytes, bytes], bool]) -> bool:
        """Whether the signer's signature stands on it. ``verify(public key, message, signature)``."""
        own = [one for one in self.signatures if (one.name, one.key_hash) == (signer.name, signer.key_hash)]
        return any(verify(signer.public_key, self.body().encode(), one.signature) for one in own)


def read_note(text: str, *, file: str = "") -> Checkpoint:
    """The checkpoint written in a note. Raises BadInput when it is none, saying what does not fit."""
    if len(text) > LONGEST_NOTE:
        raise BadInput([Fault(say("ledger.bad_note"), file=file)])
    head, blank, tail = text.replace("\r\n", "\n").lstrip("\ufeff").partition("\n\n")
    lines = head.strip("\n").split("\n")
    signatures = tuple(found for line in tail.splitlines() if (found := _signature(line.strip())))
    try:
        origin, size, root = lines[0].strip(), _size(lines[1]), base64.b64decode(lines[2], validate=True)
        more = dict(line.split(" ", 1) for line in lines[3:])
        moment = datetime.strptime(more["time"].strip(), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except (IndexError, ValueError, KeyError) as exc:
        raise BadInput([Fault(say("ledger.bad_note"), file=file, found=str(exc)[:80])]) from exc
    algorithm = more.get("algorithm", "sha256").strip()
    if not origin or len(root) != ROOT_BYTES or not blank or algorithm not in ALGORITHMS:
        raise BadInput([Fault(say("ledger.bad_note"), file=file)])
    return Checkpoint(origin, size, root, moment, algorithm, signatures)


def _size(line: str) -> int:
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", line.strip()):
        raise ValueError(line[:40])
    return int(line)


def _signature(line: str) -> Cosignature | None:
    found = _SIGNATURE.fullmatch(line)
    if not found:
        return None
    try:
        raw = base64.b64decode(found[2], validate=True)
    except (binascii.Error, ValueError):
        return None
    return Cosignature(found[1], raw[:KEY_HASH_BYTES], raw[KEY_HASH_BYTES:])
