"""Ed25519 signatures, each with the id of its key: checkpoints of the record, receipts, exports."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from linli.integrations.crypto.ring import SIGN, Key, KeyRing, keys


@dataclass(frozen=True, slots=True)
class Signature:
    """``value``: the 64 bytes; ``public_key``: the 32 bytes that verify it."""

    algorithm: str
    key_id: str
    value: bytes
    public_key: bytes


def sign(message: bytes, *, purpose: str, ring: KeyRing | None = None) -> Signature:
    """The message signed with the purpose's current key. Raises CryptoError when there is no key to be had."""
    key = (ring or keys()).current(f"{SIGN}:{purpose}")
    return Signature(key.algorithm, key.id, _private(key).sign(message), _public(key))


def verify(message: bytes, *, signature: bytes, public_key: bytes, algorithm: str = "ed25519") -> bool:
    """Whether the signature is that of the holder of ``public_key`` on exactly this message."""
    if algorithm != "ed25519":
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_keys(*, purpose: str, ring: KeyRing | None = None) -> dict[str, bytes]:
    """Key id → public key, of every key of the purpose that is not destroyed, the current one first."""
    held = ring or keys()
    held.current(f"{SIGN}:{purpose}")
    return {key.id: _public(key) for key in held.of_purpose(f"{SIGN}:{purpose}")}


def _private(key: Key) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key.material)


def _public(key: Key) -> bytes:
    return _private(key).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
