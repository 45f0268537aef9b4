"""Identity systems in this process: a real HTTP server, real keys, real signatures; and lies on request."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "linli", "the client's secret"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Fake:
    """``claims``: changes to the token's claims; ``sign``: makes the token out of claims; ``asked``: what came in."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] | None = None
    said: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    challenges: dict[str, tuple[str, str]] = field(default_factory=dict)
    wecom: dict[str, Any] = field(default_factory=lambda: {"errcode": 0, "userid": "auditor"})

    def authorize(self, address: str) -> dict[str, str]:
        """What the browser would bring back: a code bound to the challenge and the nonce."""
        wanted = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = (wanted.get("code_challenge", ""), wanted.get("nonce", ""))
        return {"state": wanted["state"], "code": code}

    def token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.address, "aud": CLIENT, "sub": "4711", "iat": now, "exp": now + 300, "nonce": nonce,
            "preferred_username": "auditor",
        } | self.claims  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        return self.sign(claims) if self.sign else signed(claims)

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, Any]:
        self.asked.append((path, form))
        if path == "/.well-known/openid-configuration":
            named = {
                name: f"{self.address}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
            }
            return 200, {"issuer": self.address, **named, **self.said}
        if path == "/jwks_uri":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(_KEY.public_key()))
            return 200, {"keys": [{**key, "kid": "one", "use": "sig", "alg": "RS256"}]}
        if path == "/token_endpoint":
            return self._tokens(form)
        if path == "/cgi-bin/gettoken":
            return 200, {"errcode": 0, "access_token": "access"}
        if path == "/cgi-bin/auth/getuserinfo":
            return 200, self.wecom
        return 404, {}

    def _tokens(self, form: dict[str, str]) -> tuple[int, Any]:
        challenge, nonce = self.challenges.pop(form.get("code", ""), ("", ""))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != challenge:
            return 400, {"error": "invalid_grant"}
        return 200, {"id_token": self.token(nonce), "access_token": "x", "token_type": "Bearer"}


def signed(claims: dict[str, Any], *, kid: str = "one", other_key: bool = False) -> str:
    return jwt.encode(claims, _OTHER if other_key else _KEY, algorithm="RS256", headers={"kid": kid})


def unsigned(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, None, algorithm="none", headers={"kid": "one"})


def signed_with_the_secret(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, SECRET.ljust(32), algorithm="HS256", headers={"kid": "one"})


@contextmanager
def serving() -> Iterator[Fake]:
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def _reply(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = parse_qs(self.rfile.read(length).decode()) if length else parse_qs(urlsplit(self.path).query)
            status, content = fake.answer(urlsplit(self.path).path, {name: values[0] for name, values in body.items()})
            sent = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = _reply  # noqa: N815 -- the names that the server asks for

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
