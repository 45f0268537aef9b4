"""The Merkle tree over the leaves, hashed as RFC 9162 says: root, proof that a leaf is in, proof that a tree grew.

Leaves are the chain's hashes (bytes); inner nodes are ``H(0x01 | left | right)``.
"""

from __future__ import annotations

from collections.abc import Sequence

from linli.core.ledger.chain import ALGORITHMS

INNER_PREFIX = b"\x01"


class Tree:
    """A tree that only grows: keeps the roots of its full subtrees, so that a million leaves need no memory."""

    def __init__(self, algorithm: str = "sha256", *, size: int = 0, frontier: Sequence[bytes] = ()) -> None:
        self._hash = ALGORITHMS[algorithm]
        self._full = list(frontier)
        self.size = size

    def add(self, leaf: bytes) -> None:
        new, size, full = leaf, self.size, self._full
        while size & 1:
            new = self._hash(INNER_PREFIX + full.pop() + new).digest()
            size >>= 1
        full.append(new)
        self.size += 1

    @property
    def frontier(self) -> tuple[bytes, ...]:
        """The roots of the full subtrees, the largest first: with the size, all it takes to go on later."""
        return tuple(self._full)

    def root(self) -> bytes:
        """The root of the leaves so far; the hash of nothing for none."""
        if not self._full:
            return bytes(self._hash(b"").digest())
        found = self._full[-1]
        for left in reversed(self._full[:-1]):
            found = self._hash(INNER_PREFIX + left + found).digest()
        return found


def _inner(algorithm: str, left: bytes, right: bytes) -> bytes:
    return bytes(ALGORITHMS[algorithm](INNER_PREFIX + left + right).digest())


def root_of(leaves: Sequence[bytes], algorithm: str = "sha256") -> bytes:
    """The root over the leaves."""
    tree = Tree(algorithm)
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def _split(size: int) -> int:
    """The largest power of two below ``size`` (size > 1)."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_proof(leaves: Sequence[bytes], index: int, algorithm: str = "sha256") -> list[bytes]:
    """The hashes beside the way from the leaf to the root. Raises IndexError for a place outside the tree."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    proof: list[bytes] = []
    begin, end = 0, len(leaves)
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            proof.append(root_of(leaves[middle:end], algorithm))
            end = middle
        else:
            proof.append(root_of(leaves[begin:middle], algorithm))
            begin = middle
    return proof[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes, algorithm: str = "sha256"
) -> bool:
    """Whether the leaf stands at ``index`` of the tree of ``size`` with this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = _inner(algorithm, step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = _inner(algorithm, found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def consistency_proof(leaves: Sequence[bytes], earlier: int, algorithm: str = "sha256") -> list[bytes]:
    """The hashes that show the tree of the first ``earlier`` leaves to be the beginning of this one (2.1.4.1)."""
    if not 0 < earlier <= len(leaves):
        raise IndexError(earlier)
    proof: list[bytes] = []
    begin, end, size, whole = 0, len(leaves), earlier, True
    while size != end - begin:
        middle = begin + _split(end - begin)
        if size <= middle - begin:
            proof.append(root_of(leaves[middle:end], algorithm))
            end = middle
        else:
            proof.append(root_of(leaves[begin:middle], algorithm))
            size -= middle - begin
            begin, whole = middle, False
    if not whole:
        proof.append(root_of(leaves[begin:end], algorithm))
    return proof[::-1]


def verify_consistency(
    earlier: int, later: int, earlier_root: bytes, later_root: bytes, proof: Sequence[bytes], algorithm: str = "sha256"
) -> bool:
    """Whether the later tree only added leaves to the earlier one (RFC 9162, 2.1.4.2). An empty one is the beginning of
    every tree."""
    if earlier == 0 or earlier == later:
        return not proof and (earlier == 0 or earlier_root == later_root)
    if not 0 < earlier < later or not proof:
        return False
    path = [earlier_root, *proof] if earlier & (earlier - 1) == 0 else list(proof)
    place, last = earlier - 1, later - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = _inner(algorithm, step, old), _inner(algorithm, step, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = _inner(algorithm, new, step)
        place, last = place >> 1, last >> 1
    return last == 0 and old == earlier_root and new == later_root
