"""One-time codes after RFC 6238 (TOTP): a shared key and the clock give six digits every half minute."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
#: how many steps a telephone's clock may be wrong, either way
DRIFT = 1
KEY_BYTES = 20
_LOW_NIBBLE, _POSITIVE = 0x0F, 0x7FFF_FFFF


def fresh_key() -> str:
    """A key of 160 bits in base32, as authenticator programs take it."""
    return base64.b32encode(secrets.token_bytes(KEY_BYTES)).decode()


def step_of(now: datetime) -> int:
    return int(now.timestamp()) // STEP_SECONDS


def code_at(key: str, step: int) -> str:
    """The six digits of a step (RFC 4226, dynamic truncation, SHA-1 as every program supports it)."""
    digest = hmac.new(base64.b32decode(key), step.to_bytes(8), hashlib.sha1).digest()
    offset = digest[-1] & _LOW_NIBBLE
    number = int.from_bytes(digest[offset : offset + 4]) & _POSITIVE
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_step(key: str, code: str, now: datetime) -> int | None:
    """The step whose code this is, within the drift allowed; None when it is none of them. Every step is compared, so
    that the time taken says nothing."""
    found = None
    for step in range(step_of(now) - DRIFT, step_of(now) + DRIFT + 1):
        if hmac.compare_digest(code_at(key, step).encode(), code.encode()):
            found = step
    return found


def address(key: str, *, account: str, issuer: str) -> str:
    """What the QR code of an authenticator holds."""
    label = quote(f"{issuer}:{account}")
    options = {"secret": key, "issuer": issuer, "digits": DIGITS, "period": STEP_SECONDS}
    return f"otpauth://totp/{label}?{urlencode(options)}"
