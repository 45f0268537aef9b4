#!/usr/bin/env python3
"""A witness: keeps the newest checkpoint of each record, co-signs one that only added events, refuses any other.

    python3 -I witness.py STATE CHECKPOINT [--proof PROOF]

STATE is a folder of your own; the first run makes a key in it. PROOF is what `linli audit proof --from SIZE` writes
(the size is told when a proof is wanted). Prints the checkpoint with your signature. Exit 1: refused, and why.
Lies beside verify.py, which it uses.
"""

# ruff: noqa: T201 -- a program for a terminal

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from verify import G, Note, Q, digest, packed, times  # type: ignore[import-not-found]


def key_of(state: Path) -> bytes:
    path = state / "witness.key"
    if not path.exists():
        state.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(os.urandom(32))
    return path.read_bytes()


def parts(seed: bytes) -> tuple[int, bytes, bytes]:
    """The secret number, the prefix, the public key (RFC 8032, 5.1.5)."""
    raw = hashlib.sha512(seed).digest()
    number = int.from_bytes(raw[:32], "little") & ((1 << 254) - 8) | (1 << 254)
    return number, raw[32:], packed(times(number, G))


def sign(seed: bytes, message: bytes) -> bytes:
    number, prefix, public = parts(seed)
    r = int.from_bytes(hashlib.sha512(prefix + message).digest(), "little") % Q
    start = packed(times(r, G))
    h = int.from_bytes(hashlib.sha512(start + public + message).digest(), "little") % Q
    return bytes(start + ((r + h * number) % Q).to_bytes(32, "little"))


def extends(old: Note, new: Note, proof: list[bytes]) -> bool:
    """Whether the new tree only added leaves to the old one (RFC 9162, 2.1.4.2)."""
    if old.size in (0, new.size):
        return not proof and (old.size == 0 or old.root == new.root)
    if old.size > new.size or not proof:
        return False
    path = [old.root, *proof] if old.size & (old.size - 1) == 0 else proof
    place, last = old.size - 1, new.size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before = digest(new.algorithm, b"\x01" + step + before)
            after = digest(new.algorithm, b"\x01" + step + after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = digest(new.algorithm, b"\x01" + after + step)
        place, last = place >> 1, last >> 1
    return bool(last == 0 and before == old.root and after == new.root)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="witness checkpoints of a record of linli")
    parser.add_argument("state", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--proof", type=Path)
    parser.add_argument("--name", default="witness")
    given = parser.parse_args(argv)
    try:
        text = given.checkpoint.read_text(encoding="utf-8")
        new = Note(text)
        kept = given.state / (hashlib.sha256(new.origin.encode()).hexdigest()[:16] + ".txt")
        proof = json.loads(given.proof.read_text(encoding="utf-8"))["proof"] if given.proof else []
        steps = [bytes.fromhex(step) for step in proof]
        old = Note(kept.read_text(encoding="utf-8")) if kept.exists() else None
    except (OSError, ValueError, KeyError, TypeError) as exc:
        print(f"cannot be read: {type(exc).__name__}: {exc}", file=sys.stderr)
        return 2
    if old is not None and not extends(old, new, steps):
        why = f"does not extend the {old.size} events seen before; a proof from {old.size} is wanted"
        print(f"REFUSED: {why}", file=sys.stderr)
        return 1
    seed = key_of(given.state)
    public = parts(seed)[2]
    name = given.name.encode()
    short = hashlib.sha256(name + b"\n\x01" + public).digest()[:4]
    line = f"— {given.name} {base64.b64encode(short + sign(seed, new.body.encode())).decode()}\n"
    fresh = kept.with_suffix(".new")
    fresh.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    fresh.replace(kept)
    print(text.rstrip("\n") + "\n" + line, end="")
    coded = base64.b64encode(b"\x01" + public).decode()
    print(f"key: {given.name}+{short.hex()}+{coded}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
