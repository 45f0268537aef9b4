"""Canonical bytes, the chain and the Merkle tree: known answers, properties, and every refusal."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.ledger import (
    GENESIS,
    Tree,
    canonical_json,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    plain_text_fault,
    root_of,
    verify_consistency,
    verify_inclusion,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_canonical_bytes_read_back_as_the_same_value_and_are_written_in_one_way(value: object) -> None:
    written = canonical_json(value)
    assert json.loads(written) == value
    assert canonical_json(json.loads(written)) == written


def test_keys_stand_in_the_order_of_rfc_8785() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\x80", "\u00f6"]  # the RFC's own example, 3.2.3
    written = list(json.loads(canonical_json(dict.fromkeys(keys, 0))))
    assert written == ["\r", "1", "\x80", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize("value", [0.5, float("nan"), 2**53 + 1, -(2**53) - 1, {1: 2}, {"a": b"x"}, "\ud800", {1, 2}])
def test_what_other_readers_would_read_otherwise_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        canonical_json(value)


def test_whole_numbers_up_to_two_to_the_fifty_third_are_written() -> None:
    assert canonical_json([2**53, -(2**53)]) == "[9007199254740992,-9007199254740992]"


def test_a_leaf_covers_its_bytes_and_the_hash_before_it() -> None:
    expected = hashlib.sha256(b"\0" + bytes(32) + b"{}").hexdigest()
    assert leaf_hash("sha256", GENESIS, "{}") == expected
    assert leaf_hash("sha256", expected, "{}") != expected
    assert leaf_hash("sm3", GENESIS, "{}") not in {expected, leaf_hash("sha256", GENESIS, "{ }")}


def test_the_roots_of_the_reference_vectors() -> None:
    """The eight leaves of the Certificate Transparency reference implementation."""
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    leaves = [hashlib.sha256(b"\0" + bytes.fromhex(each)).digest() for each in inputs]
    assert root_of(leaves[:1]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root_of(leaves[:3]).hex() == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
    assert root_of(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    assert root_of([]).hex() == hashlib.sha256().hexdigest()
    proof = [step.hex()[:8] for step in inclusion_proof(leaves, 0)]
    assert proof == ["96a296d2", "5f083f0a", "6b47aaf2"]


LEAVES = [hashlib.sha256(b"\0%d" % number).digest() for number in range(70)]


@given(st.integers(1, 70).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size - 1))), st.data())
def test_every_leaf_is_proved_in_and_nothing_else_is(place: tuple[int, int], data: st.DataObject) -> None:
    size, index = place
    root, proof = root_of(LEAVES[:size]), inclusion_proof(LEAVES[:size], index)
    assert verify_inclusion(LEAVES[index], index, size, proof, root)
    other = data.draw(st.integers(0, 69).filter(lambda number: number != index))
    assert not verify_inclusion(LEAVES[other], index, size, proof, root)
    assert not verify_inclusion(LEAVES[index], other, size, proof, root)
    assert not verify_inclusion(LEAVES[index], index, size, [*proof, LEAVES[0]], root)
    if proof:
        assert not verify_inclusion(LEAVES[index], index, size, proof[:-1], root)


@given(st.integers(1, 70).flatmap(lambda size: st.tuples(st.integers(1, size), st.just(size))))
def test_a_grown_tree_is_proved_an_extension_and_a_changed_one_is_not(sizes: tuple[int, int]) -> None:
    earlier, later = sizes
    old, new = root_of(LEAVES[:earlier]), root_of(LEAVES[:later])
    proof = consistency_proof(LEAVES[:later], earlier)
    assert verify_consistency(earlier, later, old, new, proof)
    changed = root_of([*LEAVES[: earlier - 1], LEAVES[-1] if earlier < 70 else LEAVES[0]])
    if changed != old:
        assert not verify_consistency(earlier, later, changed, new, proof)
    assert not verify_consistency(earlier, later, old, bytes(32), proof)
    if earlier < later:
        assert not verify_consistency(later, earlier, new, old, proof)
        assert not verify_consistency(earlier, later, old, new, proof[:-1])


def test_a_tree_that_grows_leaf_by_leaf_has_the_same_roots() -> None:
    tree = Tree()
    for number, leaf in enumerate(LEAVES):
        assert tree.root() == root_of(LEAVES[:number])
        tree.add(leaf)
    assert tree.size == len(LEAVES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("证件 11010519491231002X 已核", "identity"),
        ("11010519491231002x", "identity"),
        ("110105194912310021", ""),  # the check digit does not fit
        ("11010519491331002X", ""),  # no such month
        ("电话13800138000", "mobile"),
        ("+86 138-0013-8000", "mobile"),
        ("共 13800138000.00 元", ""),
        ("桂住建〔2020〕13 号，2020-12-20", ""),
        ("a113800138000", ""),
        ("没有数字", ""),
    ],
)
def test_identity_and_mobile_numbers_are_recognised_in_plain_text(text: str, expected: str) -> None:
    assert plain_text_fault(text) == expected
