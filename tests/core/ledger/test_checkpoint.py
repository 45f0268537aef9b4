"""A checkpoint is a few printable lines that read back as the same checkpoint, and say so when they do not."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.faults import BadInput
from linli.core.ledger import Checkpoint, Cosignature, Signer, read_note

SIGNER = Signer("xiangshan.example/linli", bytes(range(32)))
POINT = Checkpoint("xiangshan.example/linli", 7, bytes(32), datetime(2020, 12, 20, 1, 2, 3, tzinfo=UTC))


def signed(point: Checkpoint, signer: Signer = SIGNER, signature: bytes = b"s" * 64) -> Checkpoint:
    return replace(point, signatures=(Cosignature(signer.name, signer.key_hash, signature),))


def honest(public_key: bytes, message: bytes, signature: bytes) -> bool:
    return signature == hashlib.sha512(public_key + message).digest()


@given(st.integers(0, 2**53), st.binary(min_size=32, max_size=32), st.sampled_from(["sha256", "sm3"]))
def test_a_note_reads_back_as_the_same_checkpoint(size: int, root: bytes, algorithm: str) -> None:
    point = signed(replace(POINT, size=size, root=root, algorithm=algorithm))
    assert read_note(point.note()) == point
    assert read_note(point.note().replace("\n", "\r\n")) == point
    assert all(line.isprintable() and len(line) < 160 for line in point.note().splitlines())


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "a\n1\nAAAA\n\n", POINT.body(), POINT.note().replace("\n7\n", "\n07\n"), "9" * 20_000,
        POINT.note().replace("\n7\n", "\n-7\n"), POINT.note().replace("sha256", "md5"),
        POINT.note().replace("time", "t"),
    ],
)  # fmt: skip
def test_what_is_no_note_is_refused_with_what_one_looks_like(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_note(text, file="a.txt")
    assert refused.value.faults[0].message.startswith("这不是一份存证点")


def test_a_signature_holds_for_its_signer_and_these_words_only() -> None:
    good = signed(POINT, signature=hashlib.sha512(SIGNER.public_key + POINT.body().encode()).digest())
    assert good.signed_by(SIGNER, honest)
    assert not replace(good, size=8).signed_by(SIGNER, honest)
    assert not good.signed_by(Signer("another", SIGNER.public_key), honest)
    assert not POINT.signed_by(SIGNER, honest)


def test_a_key_is_written_and_read_and_a_mistyped_one_is_refused() -> None:
    written = SIGNER.as_text()
    assert Signer.read(written) == SIGNER
    for wrong in (written[:-1], written.replace("A", "B", 1), "", "name", written.replace("xiangshan", "yiangshan")):
        with pytest.raises(BadInput):
            Signer.read(wrong)
