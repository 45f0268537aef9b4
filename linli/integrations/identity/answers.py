"""What is asked of an identity system, and what it answers."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Protocol

SECRET_BYTES = 32


class IdentityError(Exception):
    """The identity system did not say, or not credibly, who this is. The reason is for the log: no codes, no tokens,
    no names."""


@dataclass(frozen=True, slots=True)
class Identity:
    """``name``: as accounts are called here; ``provider``: who says so."""

    provider: str
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser was sent away with: ``state`` comes back with it, ``nonce`` inside the token, ``verifier`` proves
    that the one who fetches the token is the one who asked (PKCE)."""

    state: str
    nonce: str
    verifier: str
    back: str

    @classmethod
    def fresh(cls, back: str) -> Asked:
        return cls(token_urlsafe(SECRET_BYTES), token_urlsafe(SECRET_BYTES), token_urlsafe(SECRET_BYTES), back)

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class Provider(Protocol):
    """An identity system. ``id``: in addresses and in the record; ``title``: on the button."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    def address(self, asked: Asked) -> str:
        """Where to send the browser. Raises IdentityError."""

    def identity(self, asked: Asked, code: str) -> Identity:
        """Who came back with this code. Raises IdentityError."""
