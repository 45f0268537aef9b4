"""Sealed values open where they were sealed and nowhere else; altered ones, and those of a destroyed key, never."""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from linli.integrations.crypto import CryptoError, KeyRing, open_sealed, seal, sealed_with
from linli.integrations.crypto.sealing import _CIPHERS
from tests.integrations.crypto.rings import AES_KEY, known_ring, ring_at

PLACE = "residents_owner:17:phone"
RINGS = {
    algorithms: ring_at(Path(tempfile.mkdtemp(prefix="linli-keys-")), algorithms=algorithms)
    for algorithms in ("international", "sm")
}


@pytest.mark.parametrize("algorithms", RINGS)
@given(plain=st.text(st.characters(codec="utf-8"), max_size=200), place=st.text(st.characters(codec="utf-8")))
def test_what_was_sealed_opens_in_its_place(algorithms: str, plain: str, place: str) -> None:
    ring = RINGS[algorithms]
    sealed = seal(plain, purpose="personal", place=place, ring=ring)
    assert open_sealed(sealed, purpose="personal", place=place, ring=ring) == plain
    assert sealed.isascii()
    assert len(plain) < 4 or plain not in sealed


@pytest.mark.parametrize("algorithms", RINGS)
@given(data=st.data(), plain=st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_a_value_altered_in_any_letter_does_not_open(algorithms: str, data: st.DataObject, plain: str) -> None:
    ring = RINGS[algorithms]
    sealed = seal(plain, purpose="personal", place=PLACE, ring=ring)
    at = data.draw(st.integers(0, len(sealed) - 1))
    letter = data.draw(st.sampled_from("ABCabc012_-$").filter(lambda other: other != sealed[at]))
    altered = sealed[:at] + letter + sealed[at + 1 :]
    if _payload(altered) == _payload(sealed) and altered[: at + 1].count("$") == sealed[: at + 1].count("$"):
        return  # the last letter of base64 has bits that mean nothing
    with pytest.raises(CryptoError):
        open_sealed(altered, purpose="personal", place=PLACE, ring=ring)


def _payload(sealed: str) -> tuple[str, bytes]:
    head, _, text = sealed.rpartition("$")
    return head, base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) if len(text) % 4 != 1 else b""


@pytest.mark.parametrize(
    "other",
    [
        "residents_owner:18:phone",
        "residents_owner:17:id_number",
        "residents_owners:17:phone",
        "residents_owner:1:7phone",
    ],
)
@pytest.mark.parametrize("algorithms", RINGS)
def test_a_value_moved_to_another_row_or_column_does_not_open(algorithms: str, other: str) -> None:
    ring = RINGS[algorithms]
    sealed = seal("13812345678", purpose="personal", place=PLACE, ring=ring)
    with pytest.raises(CryptoError, match="移来"):
        open_sealed(sealed, purpose="personal", place=other, ring=ring)


def test_a_value_sealed_for_another_purpose_does_not_open() -> None:
    ring = RINGS["international"]
    sealed = seal("13812345678", purpose="payout-2026", place=PLACE, ring=ring)
    with pytest.raises(CryptoError):
        open_sealed(sealed, purpose="personal", place=PLACE, ring=ring)


def test_the_same_value_sealed_twice_looks_different() -> None:
    ring = RINGS["international"]
    assert len({seal("13812345678", purpose="personal", place=PLACE, ring=ring) for _ in range(50)}) == 50


def test_what_is_written_is_aes_gcm_bound_to_its_place(tmp_path: Path) -> None:
    """Opened here by hand: anybody with the key and this description can do it without linli."""
    sealed = seal("张三", purpose="personal", place=PLACE, ring=known_ring(tmp_path))
    empty, form, algorithm, key_id, text = sealed.split("$")
    assert (empty, form, algorithm, key_id) == ("", "1", "aes256gcm", "0000aaaa")
    payload = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    parts = ("1", "aes256gcm", "0000aaaa", "seal:personal", PLACE)
    bound = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
    assert AESGCM(AES_KEY).decrypt(payload[:12], payload[12:], bound).decode() == "张三"


def test_a_value_that_an_earlier_version_sealed_still_opens(tmp_path: Path) -> None:
    sealed = "$1$aes256gcm$0000aaaa$AAECAwQFBgcICQoLor52_31sf6GbcjwYwVg6_iN36No6tQ"
    ring = known_ring(tmp_path)
    parts = ("1", "aes256gcm", "0000aaaa", "seal:personal", PLACE)
    bound = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
    made = bytes(range(12)) + AESGCM(AES_KEY).encrypt(bytes(range(12)), "张三".encode(), bound)
    assert sealed.rpartition("$")[2] == base64.urlsafe_b64encode(made).rstrip(b"=").decode()
    assert open_sealed(sealed, purpose="personal", place=PLACE, ring=ring) == "张三"


def test_sm4_gcm_gives_the_values_of_rfc_8998() -> None:
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    nonce = bytes.fromhex("00001234567800000000ABCD")
    bound = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = b"".join(bytes([letter] * 8) for letter in b"\xaa\xbb\xcc\xdd\xee\xff\xee\xaa")
    expected = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )
    put, take = _CIPHERS["sm4gcm"]
    assert put(key, nonce, plain, bound) == expected
    assert take(key, nonce, expected, bound) == plain


def test_after_rotation_old_values_open_and_new_ones_use_the_new_key(tmp_path: Path) -> None:
    ring = ring_at(tmp_path)
    before = seal("甲", purpose="personal", place=PLACE, ring=ring)
    fresh = ring.rotate("seal:personal", made="2026-01-01T00:00:00+00:00")
    after = seal("甲", purpose="personal", place=PLACE, ring=ring)
    assert sealed_with(after) == fresh.id != sealed_with(before)
    assert open_sealed(before, purpose="personal", place=PLACE, ring=ring) == "甲"


def test_what_a_destroyed_key_sealed_is_gone_in_every_process(tmp_path: Path) -> None:
    ring, other_process = ring_at(tmp_path), ring_at(tmp_path)
    sealed = seal("甲", purpose="payout-2026", place=PLACE, ring=ring)
    assert open_sealed(sealed, purpose="payout-2026", place=PLACE, ring=other_process) == "甲"
    ring.rotate("seal:payout-2026", made="2026-12-01T00:00:00+00:00")
    ring.destroy(sealed_with(sealed), destroyed="2026-12-31T00:00:00+00:00")
    for held in (ring, other_process, KeyRing(ring.path, may_make=False)):
        with pytest.raises(CryptoError, match="销毁"):
            open_sealed(sealed, purpose="payout-2026", place=PLACE, ring=held)


@pytest.mark.parametrize("text", ["", "13812345678", "$1$aes256gcm$0000aaaa$", "$2$aes256gcm$0000aaaa$AAAA", "$1$$$"])
def test_what_is_not_sealed_is_told_without_being_quoted(text: str) -> None:
    with pytest.raises(CryptoError) as caught:
        open_sealed(text, purpose="personal", place=PLACE, ring=RINGS["international"])
    assert not text or text not in str(caught.value)


def test_a_change_of_algorithm_by_setting_leaves_old_values_readable(tmp_path: Path) -> None:
    sealed = seal("甲", purpose="personal", place=PLACE, ring=ring_at(tmp_path))
    national = ring_at(tmp_path, algorithms="sm")
    national.rotate("seal:personal", made="2026-01-01T00:00:00+00:00")
    assert seal("乙", purpose="personal", place=PLACE, ring=national).startswith("$1$sm4gcm$")
    assert open_sealed(sealed, purpose="personal", place=PLACE, ring=national) == "甲"
