"""Key rings for tests: in a folder of their own, with keys that are written down where vectors need them."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from linli.integrations.crypto import KeyRing

AES_KEY = bytes(range(32))
SM4_KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")
#: RFC 8032, section 7.1, test 1
ED25519_SECRET = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
ED25519_PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")


def ring_at(folder: Path, *, algorithms: str = "international") -> KeyRing:
    return KeyRing(folder / "keys" / "linli.keys", may_make=True, algorithms=algorithms)


def known_ring(folder: Path) -> KeyRing:
    """A ring whose keys are known."""
    rows = [
        ("0000aaaa", "seal:personal", "aes256gcm", AES_KEY),
        ("0000bbbb", "seal:national", "sm4gcm", SM4_KEY),
        ("0000cccc", "index:phone", "hmac-sha256", AES_KEY),
        ("0000dddd", "sign:checkpoint", "ed25519", ED25519_SECRET),
    ]
    path = folder / "known.keys"
    keys = [
        {"id": key_id, "purpose": purpose, "algorithm": algorithm, "material": base64.b64encode(key).decode()}
        for key_id, purpose, algorithm, key in rows
    ]
    path.write_text(json.dumps({"form": 1, "keys": keys}), "utf-8")
    path.chmod(0o600)
    return KeyRing(path, may_make=False)
