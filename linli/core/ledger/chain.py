"""The chain: every record's hash covers its bytes and the hash before it (and is a leaf of the Merkle tree, RFC 9162).

``leaf = H(0x00 | prev | body)``; an algorithm id stands beside every hash, so that a later one never makes an earlier
one unreadable.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

#: what stands before the first record
GENESIS = "0" * 64
LEAF_PREFIX = b"\x00"


def _sm3(data: bytes = b"") -> Any:
    return hashlib.new("sm3", data)


#: algorithm id → its hash; both give 32 bytes
ALGORITHMS: dict[str, Callable[[bytes], Any]] = {"sha256": hashlib.sha256, "sm3": _sm3}


@dataclass(frozen=True, slots=True)
class Link:
    """One place of the chain: ``body`` as hashed, ``prev`` and ``leaf`` in hexadecimal."""

    seq: int
    algorithm: str
    prev: str
    body: str
    leaf: str


def leaf_hash(algorithm: str, prev: str, body: str) -> str:
    """The record's hash in hexadecimal. Raises KeyError for an unknown algorithm, ValueError if ``prev`` is no hash."""
    return str(ALGORITHMS[algorithm](LEAF_PREFIX + bytes.fromhex(prev) + body.encode()).hexdigest())


def link(seq: int, algorithm: str, prev: str, body: str) -> Link:
    return Link(seq, algorithm, prev, body, leaf_hash(algorithm, prev, body))
