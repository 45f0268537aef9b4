"""Sealed values: encrypted and bound to their place, so that a ciphertext moved to another row does not open.

A sealed value is text: ``$1$aes256gcm$<key id>$<base64 of nonce, ciphertext, tag>``.
"""

from __future__ import annotations

import base64
import binascii
import re
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from linli.core.wording import say
from linli.integrations.crypto.ring import SEAL, CryptoError, Key, KeyRing, keys

NONCE_BYTES, TAG_BYTES = 12, 16
_PURPOSE = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")
#: a sealed value as a regular expression: algorithm, key id, payload
SEALED = re.compile(r"\$1\$([a-z0-9]+)\$([0-9a-f]{8})\$([A-Za-z0-9_-]+)")
#: how the key id is found in a sealed value by a database (`LIKE`): ``$1$%$<key id>$%``
SEALED_KEYS = "$1$%${id}$%"


def seal(plain: str, *, purpose: str, place: str, ring: KeyRing | None = None) -> str:
    """``plain`` encrypted with the current key of ``purpose`` and bound to ``place`` (``table:row:column``).

    Sealing the same value twice gives two different texts. Raises CryptoError when there is no key to be had.
    """
    key = (ring or keys()).current(f"{SEAL}:{_known_purpose(purpose)}")
    nonce = token_bytes(NONCE_BYTES)
    payload = nonce + _CIPHERS[key.algorithm][0](key.material, nonce, plain.encode(), _bound(key, place))
    return f"$1${key.algorithm}${key.id}${base64.urlsafe_b64encode(payload).rstrip(b'=').decode()}"


def open_sealed(sealed: str, *, purpose: str, place: str, ring: KeyRing | None = None) -> str:
    """The value that was sealed for this purpose and place.

    Raises CryptoError when it is not a sealed value, was sealed for another place or purpose, was altered, or its key
    is unknown or destroyed.
    """
    match = SEALED.fullmatch(sealed)
    if match is None:
        raise CryptoError(say("keys.not_sealed", place=place))
    algorithm, key_id, text = match.groups()
    key = (ring or keys()).with_id(key_id)
    if key.algorithm != algorithm or key.purpose != f"{SEAL}:{purpose}":
        raise CryptoError(say("keys.altered", place=place))
    try:
        payload = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        nonce, rest = payload[:NONCE_BYTES], payload[NONCE_BYTES:]
        return _CIPHERS[algorithm][1](key.material, nonce, rest, _bound(key, place)).decode()
    except (InvalidTag, binascii.Error, ValueError):
        raise CryptoError(say("keys.altered", place=place)) from None


def sealed_with(sealed: str) -> str:
    """The id of the key a value was sealed with. Raises CryptoError for what is not a sealed value."""
    match = SEALED.fullmatch(sealed)
    if match is None:
        raise CryptoError(say("keys.not_sealed", place="–"))
    return match.group(2)


def _known_purpose(purpose: str) -> str:
    if not _PURPOSE.fullmatch(purpose):
        raise ValueError(f"a purpose is a short name in small letters, not {purpose!r}")
    return purpose


def _bound(key: Key, place: str) -> bytes:
    """What the ciphertext is bound to: form, algorithm, key, purpose, place; each with its length before it."""
    parts = ("1", key.algorithm, key.id, key.purpose, place)
    return b"".join(len(part.encode()).to_bytes(4) + part.encode() for part in parts)


def _aes_seal(material: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    return AESGCM(material).encrypt(nonce, plain, bound)


def _aes_open(material: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    return AESGCM(material).decrypt(nonce, sealed, bound)


def _sm4_seal(material: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    encryptor = Cipher(algorithms.SM4(material), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound)
    return encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def _sm4_open(material: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    decryptor = Cipher(algorithms.SM4(material), modes.GCM(nonce, sealed[-TAG_BYTES:])).decryptor()
    decryptor.authenticate_additional_data(bound)
    return decryptor.update(sealed[:-TAG_BYTES]) + decryptor.finalize()


_CIPHERS = {"aes256gcm": (_aes_seal, _aes_open), "sm4gcm": (_sm4_seal, _sm4_open)}
