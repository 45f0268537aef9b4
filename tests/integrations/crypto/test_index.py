"""Blind indexes find a value however it is written, and nothing else; masks show no more than was agreed."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.integrations.crypto import blind_index, blind_indexes, masked, normal
from linli.integrations.crypto.normal import id_check_digit, is_id_number, is_mobile
from tests.integrations.crypto.rings import AES_KEY, known_ring, ring_at

#: an invented number with a valid check digit
ID_NUMBER = "11010519491231002X"


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x", " 110105 19491231 002X ", "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２\uff38",
        "110105\u200b19491231002X", "\ufeff11010519491231002X", "110105491231002",
    ],
)  # fmt: skip
def test_an_identity_number_is_one_however_it_is_written(written: str) -> None:
    assert normal(written, "id_number") == ID_NUMBER
    assert is_id_number(written)


@pytest.mark.parametrize("wrong", ["110105194912310021", "11010519491231002", "1101051949123100XX", ""])
def test_a_number_with_a_wrong_check_digit_is_none(wrong: str) -> None:
    assert not is_id_number(wrong)


@given(st.from_regex(r"[1-9][0-9]{16}", fullmatch=True), st.data())
def test_one_wrong_digit_is_always_noticed(seventeen: str, data: st.DataObject) -> None:
    right = seventeen + id_check_digit(seventeen)
    at = data.draw(st.integers(0, 16))
    digit = data.draw(st.sampled_from("0123456789").filter(lambda other: other != right[at]))
    assert is_id_number(right)
    assert not is_id_number(right[:at] + digit + right[at + 1 :])


@pytest.mark.parametrize(
    "written",
    [
        "138 1234 5678",
        "138-1234-5678",
        "+86 13812345678",
        "0086-13812345678",
        "8613812345678",
        "１３８１２３４５６７８",
    ],
)
def test_a_mobile_number_is_one_however_it_is_written(written: str) -> None:
    assert normal(written, "phone") == "13812345678"
    assert is_mobile(written)


@pytest.mark.parametrize("other", ["0773-2812345", "1381234567", "138123456789", ""])
def test_other_numbers_are_no_mobile_numbers(other: str) -> None:
    assert not is_mobile(other)


def test_the_index_is_an_hmac_that_can_be_made_again_by_hand(tmp_path: Path) -> None:
    code = hmac.new(AES_KEY, digestmod=hashlib.sha256)
    for part in (b"phone", b"/1/4/", b"13812345678"):
        code.update(len(part).to_bytes(4, "big") + part)
    found = blind_index("138 1234 5678", purpose="phone", scope="/1/4/", ring=known_ring(tmp_path))
    assert found == f"hmac-sha256:0000cccc:{code.digest()[:16].hex()}"


def test_sm3_is_the_hash_of_the_national_standard() -> None:
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 -- only here

    digest = hashes.Hash(hashes.SM3())
    digest.update(b"abc")
    assert digest.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_equal_values_match_within_a_scope_and_purpose_only(tmp_path: Path) -> None:
    ring = ring_at(tmp_path)
    here = blind_index("13812345678", purpose="phone", scope="/1/", ring=ring)
    assert here == blind_index("138-1234-5678", purpose="phone", scope="/1/", ring=ring)
    assert here != blind_index("13812345678", purpose="phone", scope="/2/", ring=ring)
    assert here.rpartition(":")[2] != blind_index("13812345678", purpose="account", scope="/1/", ring=ring)[-32:]
    assert here != blind_index("13812345679", purpose="phone", scope="/1/", ring=ring)


@pytest.mark.parametrize("algorithms", ["international", "sm"])
def test_after_rotation_a_search_covers_both_keys(tmp_path: Path, algorithms: str) -> None:
    ring = ring_at(tmp_path, algorithms=algorithms)
    before = blind_index("13812345678", purpose="phone", scope="/1/", ring=ring)
    ring.rotate("index:phone", made="2026-01-01")
    after = blind_index("13812345678", purpose="phone", scope="/1/", ring=ring)
    assert before != after
    assert blind_indexes("13812345678", purpose="phone", scope="/1/", ring=ring) == [after, before]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("id_number", "330102199001011234", "33********1234"),
        ("phone", "13812345678", "138****5678"),
        ("phone", "2812345", "****45"),
        ("phone", "12", "****"),
        ("bank_account", "6222 0212 3456 7890", "**** 7890"),
        ("bank_account", "12345678", "**** "),
        ("signature", "anything", "****"),
        ("phone", "", ""),
    ],
)
def test_masks_show_what_was_agreed(kind: str, value: str, shown: str) -> None:
    assert masked(value, kind) == shown


@given(st.text(max_size=40), st.sampled_from(["id_number", "phone", "bank_account", "text"]))
def test_a_mask_never_shows_half_of_the_value(value: str, kind: str) -> None:
    shown = masked(value, kind).replace("*", "")
    assert len(shown.strip()) * 2 <= max(len(normal(value, kind)), 0) or not shown.strip() or kind == "phone"
    assert kind != "phone" or len(shown) <= 7
