"""Blind indexes: finding a sealed value again by exact match, without the database learning the value.

A plain hash of an identity number is no protection (a county's numbers are tried in a minute); a keyed one is, as long
as the key is not in the database. Equal values of one purpose and scope give equal indexes: that, and only that, shows.
"""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes, hmac

from linli.integrations.crypto.normal import normal
from linli.integrations.crypto.ring import INDEX, Key, KeyRing, keys

INDEX_BYTES = 16
_HASHES: dict[str, hashes.HashAlgorithm] = {"hmac-sha256": hashes.SHA256(), "hmac-sm3": hashes.SM3()}


def blind_index(value: str, *, purpose: str, scope: str, ring: KeyRing | None = None) -> str:
    """The index to store: ``<algorithm>:<key id>:<32 hex digits>``, made with the purpose's current key.

    ``purpose``: what the value is (``id_number``, ``phone``, ``bank_account``, others as plain text); decides how it
    is brought to one form first. ``scope``: within which values may be matched (an area, a roll).
    """
    return _indexed(value, (ring or keys()).current(f"{INDEX}:{purpose}"), purpose, scope)


def blind_indexes(value: str, *, purpose: str, scope: str, ring: KeyRing | None = None) -> list[str]:
    """Every index that the value may be stored under, also by earlier keys: search with ``column__in=…``."""
    held = ring or keys()
    held.current(f"{INDEX}:{purpose}")
    return [_indexed(value, key, purpose, scope) for key in held.of_purpose(f"{INDEX}:{purpose}")]


def _indexed(value: str, key: Key, purpose: str, scope: str) -> str:
    code = hmac.HMAC(key.material, _HASHES[key.algorithm])
    for part in (purpose, scope, normal(value, purpose)):
        code.update(len(part.encode()).to_bytes(4) + part.encode())
    return f"{key.algorithm}:{key.id}:{code.finalize()[:INDEX_BYTES].hex()}"
