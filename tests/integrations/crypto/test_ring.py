"""The key file: made only where it may be, never readable by others, never half written, one current key a purpose."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from linli.integrations.crypto import CryptoError, Key, KeyRing, sign, verify
from linli.integrations.crypto.signing import public_keys
from tests.integrations.crypto.rings import ED25519_PUBLIC, known_ring, ring_at


def test_the_first_start_makes_a_file_only_its_owner_can_read(tmp_path: Path) -> None:
    ring = ring_at(tmp_path)
    assert ring.all() == ()
    assert ring.path.stat().st_mode & 0o777 == 0o600
    assert ring.path.parent.stat().st_mode & 0o077 == 0


def test_a_missing_file_is_refused_where_it_may_not_be_made(tmp_path: Path) -> None:
    with pytest.raises(CryptoError, match="linli keys make"):
        KeyRing(tmp_path / "linli.keys", may_make=False).all()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    ring = ring_at(tmp_path)
    ring.current("seal:personal")
    ring.path.chmod(mode)
    with pytest.raises(CryptoError, match="chmod 600"):
        KeyRing(ring.path, may_make=True).all()


def test_a_damaged_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    ring = ring_at(tmp_path)
    ring.current("seal:personal")
    whole = ring.path.read_text("utf-8")
    for spoilt in (whole[: len(whole) // 2], "", "[]", whole.replace('"material": "', '"material": "AA')):
        ring.path.write_text(spoilt, "utf-8")
        with pytest.raises(CryptoError, match="不完整"):
            KeyRing(ring.path, may_make=True).all()
        assert ring.path.read_text("utf-8") == spoilt


def test_a_purpose_has_one_current_key_even_when_many_processes_ask_first(tmp_path: Path) -> None:
    found: list[str] = []

    def ask() -> None:
        found.append(ring_at(tmp_path).current("seal:personal").id)

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert len(set(found)) == 1
    assert len(ring_at(tmp_path).all()) == 1


def test_the_current_key_cannot_be_destroyed(tmp_path: Path) -> None:
    ring = ring_at(tmp_path)
    key = ring.current("seal:personal")
    with pytest.raises(CryptoError, match="正在使用"):
        ring.destroy(key.id, destroyed="2026-01-01")
    assert ring.with_id(key.id).material == key.material


def test_a_destroyed_key_leaves_no_material_in_the_file(tmp_path: Path) -> None:
    ring = ring_at(tmp_path)
    key = ring.current("seal:payout")
    ring.rotate("seal:payout", made="2026-01-01")
    ring.destroy(key.id, destroyed="2026-02-01")
    rows = {row["id"]: row for row in json.loads(ring.path.read_text("utf-8"))["keys"]}
    assert rows[key.id]["material"] == ""
    assert rows[key.id]["destroyed"] == "2026-02-01"


def test_a_key_never_prints_itself() -> None:
    key = Key("0000aaaa", "seal:personal", "aes256gcm", b"secret material of thirty-two byt")
    assert "secret" not in repr(key)
    assert "secret" not in f"{key}"


def test_signatures_are_those_of_rfc_8032(tmp_path: Path) -> None:
    ring = known_ring(tmp_path)
    signature = sign(b"", purpose="checkpoint", ring=ring)
    assert signature.public_key == ED25519_PUBLIC
    assert signature.value.hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    assert public_keys(purpose="checkpoint", ring=ring) == {"0000dddd": ED25519_PUBLIC}


def test_a_signature_holds_for_exactly_its_message_and_key(tmp_path: Path) -> None:
    ring = ring_at(tmp_path)
    signature = sign(b"checkpoint", purpose="checkpoint", ring=ring)
    other = sign(b"checkpoint", purpose="receipt", ring=ring)
    assert verify(b"checkpoint", signature=signature.value, public_key=signature.public_key)
    assert not verify(b"checkpoinT", signature=signature.value, public_key=signature.public_key)
    assert not verify(b"checkpoint", signature=signature.value, public_key=other.public_key)
    assert not verify(b"checkpoint", signature=signature.value[:-1], public_key=signature.public_key)
    assert not verify(b"checkpoint", signature=signature.value, public_key=b"short")
    assert not verify(b"checkpoint", signature=signature.value, public_key=signature.public_key, algorithm="none")
