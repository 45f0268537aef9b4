"""Secrets as browsers and letters hold them, and as they are kept: by keyed hash."""

from __future__ import annotations

import secrets
import unicodedata

from django.utils.crypto import salted_hmac

#: without letters that are misread on paper: 0 O 1 I L
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
TOKEN_BYTES = 24


def kept(purpose: str, *secret: str) -> str:
    """The keyed hash under which a secret is kept. ``purpose``: a hash for one thing never fits another."""
    return salted_hmac(f"linli.signin.{purpose}", "\x00".join(secret), algorithm="sha256").hexdigest()


def fresh_token() -> str:
    """A secret for a link or a cookie: 192 bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def fresh_code(length: int) -> str:
    """A secret to be typed from paper: capital letters and digits, about five bits each."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def as_typed(code: str) -> str:
    """A code as people type it from paper: spaces, dashes, small and full-width letters do not matter."""
    return "".join(character for character in unicodedata.normalize("NFKC", code).upper() if character.isalnum())
