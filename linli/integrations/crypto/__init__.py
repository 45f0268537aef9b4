"""Sealing, finding again, signing: AES-256-GCM and HMAC-SHA-256, or SM4-GCM and SM3, and Ed25519; keys rotate.

Every answer carries its algorithm and the id of its key, so that keys and algorithms can change while old values stay
readable. Keys live in one file outside the database and its backups (`linli.integrations.crypto.ring`).
"""

from linli.integrations.crypto.index import blind_index, blind_indexes
from linli.integrations.crypto.normal import masked, normal
from linli.integrations.crypto.ring import CryptoError, Key, KeyRing, keys, set_keys
from linli.integrations.crypto.sealing import SEALED_KEYS, open_sealed, seal, sealed_with
from linli.integrations.crypto.signing import Signature, public_keys, sign, verify

__all__ = [
    "SEALED_KEYS",
    "CryptoError",
    "Key",
    "KeyRing",
    "Signature",
    "blind_index",
    "blind_indexes",
    "keys",
    "masked",
    "normal",
    "open_sealed",
    "public_keys",
    "seal",
    "sealed_with",
    "set_keys",
    "sign",
    "verify",
]
