"""OpenID Connect, authorization code with PKCE. Signature, issuer, audience, times and nonce are all checked."""

from __future__ import annotations

import base64
import hmac
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import jwt

from linli.integrations.identity.answers import Asked, Identity, IdentityError
from linli.integrations.identity.fetching import fetch

#: only signatures by key pairs: with a shared secret or none at all, whoever knows the client's secret makes tokens
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY_SECONDS = 60
#: how long what the provider says of itself is taken as known, and how soon it is asked again for an unknown key
KNOWN_SECONDS, AGAIN_SECONDS = 600, 30
LONGEST_NAME = 150


@dataclass
class OpenIdConnect:
    """A provider by its issuer. ``claim``: which claim of the token is the account's name here."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str = "preferred_username"
    title: str = "OpenID Connect"
    id: str = "oidc"
    _said: dict[str, Any] = field(default_factory=dict, repr=False)
    _keys: dict[str, Any] = field(default_factory=dict, repr=False)
    _said_at: float = field(default=float("-inf"), repr=False)
    _keys_at: float = field(default=float("-inf"), repr=False)

    def address(self, asked: Asked) -> str:
        said = self._about()
        wanted = {
            "response_type": "code", "client_id": self.client_id, "redirect_uri": asked.back,
            "scope": "openid profile", "state": asked.state, "nonce": asked.nonce,
            "code_challenge": asked.challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        start = str(said["authorization_endpoint"])
        return f"{start}{'&' if '?' in start else '?'}{urlencode(wanted)}"

    def identity(self, asked: Asked, code: str) -> Identity:
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": asked.back,
            "client_id": self.client_id, "code_verifier": asked.verifier,
        }  # fmt: skip
        pair = f"{quote(self.client_id, safe='')}:{quote(self.client_secret, safe='')}"
        proof = {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}
        answer = fetch(str(self._about()["token_endpoint"]), form=form, headers=proof)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise IdentityError("the answer holds no id_token")
        claims = self._claims(token)
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), asked.nonce.encode()):
            raise IdentityError("the token was made for another request (nonce)")
        name = claims.get(self.claim)
        if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
            raise IdentityError(f"the token holds no claim {self.claim}")
        return Identity(self.id, name)

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(token)
            key = self._key(str(header.get("kid", "")))
            claims: dict[str, Any] = jwt.decode(
                token, key, algorithms=list(ALGORITHMS), audience=self.client_id, issuer=self.issuer,
                leeway=LEEWAY_SECONDS, options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )  # fmt: skip
        except jwt.PyJWTError as exc:
            raise IdentityError(f"the token is not credible: {type(exc).__name__}") from exc
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != self.client_id:
            raise IdentityError("the token was made for somebody else (azp)")
        return claims

    def _about(self) -> dict[str, Any]:
        """What the provider says of itself; it has to be the one we asked."""
        if time.monotonic() > self._said_at + KNOWN_SECONDS:
            said = fetch(self.issuer.rstrip("/") + "/.well-known/openid-configuration")
            missing = {"authorization_endpoint", "token_endpoint", "jwks_uri"} - said.keys()
            if said.get("issuer") != self.issuer or missing:
                raise IdentityError("the provider describes itself as somebody else, or not at all")
            self._said, self._said_at = said, time.monotonic()
        return self._said

    def _key(self, key_id: str) -> Any:
        known = time.monotonic() - self._keys_at
        if known > KNOWN_SECONDS or (key_id not in self._keys and known > AGAIN_SECONDS):
            found = jwt.PyJWKSet.from_dict(fetch(str(self._about()["jwks_uri"])))
            self._keys = {key.key_id or "": key for key in found.keys if key.public_key_use in (None, "sig")}
            self._keys_at = time.monotonic()
        if key_id not in self._keys:
            raise IdentityError("the token is signed with a key that the provider does not publish")
        return self._keys[key_id]
