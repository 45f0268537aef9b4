#!/usr/bin/env python3
"""Checks an exported record of linli without linli: every hash, every checkpoint, every signature.

    python3 -I verify.py DIR [--anchor FILE]... [--key NAME+HASH+KEY]... [--receipt FILE]...

DIR is what `linli audit export` wrote. An anchor is a checkpoint that somebody kept elsewhere (on a notice, in a
mailbox): only it shows that the tail was not cut off and that nobody computed everything anew. Exit 0: all holds.

Formats. events.jsonl, one line per event: {"seq", "algorithm", "prev", "leaf", "body"}; body is the event's JSON text
as hashed; leaf = H(0x00 | prev | body); prev of the first is 64 zeros. A checkpoint is a C2SP signed note: origin,
size, root (base64), "time …", "algorithm …", a blank line, "— name base64(key hash, 4 bytes | Ed25519 signature)".
The root is that of the RFC 9162 Merkle tree over the leaves, inner nodes H(0x01 | left | right).
Keys: name+hash+base64(0x01|key).
"""

# ruff: noqa: T201 -- a program for a terminal

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from pathlib import Path

HASHES = ("sha256", "sm3")


def digest(algorithm: str, data: bytes) -> bytes:
    if algorithm not in HASHES:
        raise ValueError(f"unknown algorithm {algorithm!r}")
    return hashlib.new(algorithm, data).digest()


# Ed25519 (RFC 8032), written out -------------------------------------------------------------------------------------
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def add(one: Point, two: Point) -> Point:
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * D % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while number > 0:
        if number & 1:
            found = add(found, point)
        point = add(point, point)
        number >>= 1
    return found


def same(one: Point, two: Point) -> bool:
    return (one[0] * two[2] - two[0] * one[2]) % P == 0 and (one[1] * two[2] - two[1] * one[2]) % P == 0


def x_of(y: int, sign: int) -> int | None:
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


G_Y = 4 * pow(5, P - 2, P) % P
G_X = x_of(G_Y, 0) or 0
G: Point = (G_X, G_Y, 1, G_X * G_Y % P)


def packed(point: Point) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def unpacked(raw: bytes) -> Point | None:
    number = int.from_bytes(raw, "little")
    y = number & ((1 << 255) - 1)
    x = x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    if len(public) != 32 or len(signature) != 64:
        return False
    key, start, s = unpacked(public), unpacked(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or start is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    return same(times(s, G), add(start, times(h, key)))


# Checkpoints ---------------------------------------------------------------------------------------------------------
class Note:
    """A checkpoint as written. Raises ValueError when it is none."""

    def __init__(self, text: str) -> None:
        head, blank, tail = text.replace("\r\n", "\n").lstrip("\ufeff").partition("\n\n")
        lines = head.strip("\n").split("\n")
        if not blank or len(lines) < 3 or not re.fullmatch(r"0|[1-9][0-9]{0,15}", lines[1]):
            raise ValueError("not a checkpoint")
        self.body = "\n".join(lines) + "\n"
        self.origin, self.size, self.root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
        more = dict(line.split(" ", 1) for line in lines[3:] if " " in line)
        self.algorithm = more.get("algorithm", "sha256")
        self.signatures = []
        for line in tail.splitlines():
            if found := re.fullmatch(r"— (\S+) (\S+)", line.strip()):
                raw = base64.b64decode(found[2], validate=True)
                self.signatures.append((found[1], raw[:4], raw[4:]))


def read_key(text: str) -> tuple[str, bytes, bytes]:
    """name, key hash, public key. Raises ValueError."""
    name, shown, coded = text.strip().split("+", 2)
    raw = base64.b64decode(coded, validate=True)
    short = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    if raw[:1] != b"\x01" or len(raw) != 33 or short.hex() != shown:
        raise ValueError("not a key, or mistyped")
    return name, short, raw[1:]


def signed(note: Note, keys: list[tuple[str, bytes, bytes]]) -> bool:
    return any(
        (name, short) == (signer, own) and signature_holds(public, note.body.encode(), signature)
        for signer, own, signature in note.signatures
        for name, short, public in keys
    )


# The record ----------------------------------------------------------------------------------------------------------
class Tree:
    def __init__(self, algorithm: str) -> None:
        self.algorithm, self.size = algorithm, 0
        self.parts: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        size = self.size
        while size & 1:
            leaf = digest(self.algorithm, b"\x01" + self.parts.pop() + leaf)
            size >>= 1
        self.parts.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        if not self.parts:
            return digest(self.algorithm, b"")
        found = self.parts[-1]
        for part in reversed(self.parts[:-1]):
            found = digest(self.algorithm, b"\x01" + part + found)
        return found


def check(event: dict[str, object], count: int, prev: str, faults: list[str]) -> str:
    """One event at its place; returns its hash."""
    algorithm, before, body = str(event["algorithm"]), str(event["prev"]), str(event["body"])
    leaf = digest(algorithm, b"\x00" + bytes.fromhex(before) + body.encode()).hex()
    said = json.loads(body)
    if event["seq"] != count or said["seq"] != count or said["algorithm"] != algorithm:
        faults.append(f"event {event['seq']}: should be number {count}")
    if before != prev:
        faults.append(f"event {count}: does not continue the one before it")
    if event["leaf"] != leaf:
        faults.append(f"event {count}: its content does not give its hash")
    return leaf


def walk(path: Path, notes: list[tuple[str, Note]], receipts: dict[int, str], faults: list[str]) -> int:
    """Every event; the roots at the sizes of the notes. Returns how many events there are."""
    trees = {algorithm: Tree(algorithm) for algorithm in {note.algorithm for _source, note in notes} or {"sha256"}}
    wanted: dict[int, list[tuple[str, Note]]] = {}
    for source, note in notes:
        wanted.setdefault(note.size, []).append((source, note))
    prev, count = "0" * 64, 0

    def hold() -> None:
        for source, note in wanted.pop(count, []):
            if trees[note.algorithm].root() != note.root:
                faults.append(f"{source}: the root of the first {note.size} events is another")

    with path.open(encoding="utf-8") as lines:
        for line in lines:
            hold()
            count += 1
            event = json.loads(line)
            leaf = check(event, count, prev, faults)
            if receipts.pop(count, leaf) != leaf:
                faults.append(f"event {count}: is not what the receipt says")
            prev = event["leaf"]
            for tree in trees.values():
                tree.add(bytes.fromhex(leaf))
    hold()
    left = [(source, size) for size, those in wanted.items() for source, _note in those]
    faults += [f"{source}: had {size} events, there are {count}: cut off" for source, size in left]
    faults += [f"event {number}: a receipt was given for it, it is not there" for number in receipts]
    return count


def read_receipt(path: Path) -> tuple[int, str]:
    found = json.loads(path.read_text(encoding="utf-8"))
    found = found.get("receipt", found)
    return int(found["event"]), str(found["leaf"])


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="check an exported record of linli")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--anchor", type=Path, action="append", default=[], help="a checkpoint that was kept elsewhere")
    parser.add_argument("--key", action="append", default=[], help="a public key that you were given elsewhere")
    parser.add_argument("--receipt", type=Path, action="append", default=[])
    given = parser.parse_args(argv)
    faults: list[str] = []
    try:
        lines = given.key or (given.folder / "keys.txt").read_text(encoding="utf-8").split()
        keys = [read_key(line) for line in lines]
        files = sorted((given.folder / "checkpoints").glob("*.txt")) + given.anchor
        notes = [(path.name, Note(path.read_text(encoding="utf-8"))) for path in files]
        receipts = dict(read_receipt(path) for path in given.receipt)
        faults += [f"{source}: no signature of a known key holds" for source, note in notes if not signed(note, keys)]
        count = walk(given.folder / "events.jsonl", notes, receipts, faults)
    except (OSError, ValueError, KeyError, TypeError) as exc:
        print(f"cannot be read: {type(exc).__name__}: {exc}", file=sys.stderr)
        return 2
    for fault in faults:
        print(fault, file=sys.stderr)
    anchors = len(given.anchor)
    print(f"{count} events, {len(notes)} checkpoints ({anchors} from outside): {'BROKEN' if faults else 'all holds'}")
    if not anchors:
        print("without a checkpoint from outside, a cut-off tail or a record computed anew does not show")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
