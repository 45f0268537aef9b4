"""Fetching JSON from an identity system: by HTTPS, without redirects, bounded in time and size."""

from __future__ import annotations

import http.client
import json
import ssl
from typing import Any
from urllib.parse import urlencode, urlsplit

from linli.integrations.identity.answers import IdentityError

TIMEOUT_SECONDS = 10
MOST_BYTES = 1_000_000
OK = 200
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def fetch(address: str, *, form: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """The JSON object at ``address`` (POSTed with ``form`` where given). Raises IdentityError for anything else;
    plain HTTP only on this machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise IdentityError("an identity system is asked by https only")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    more: dict[str, Any] = {"context": ssl.create_default_context()} if parts.scheme == "https" else {}
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS, **more)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    sent = {"Accept": "application/json", **(headers or {})}
    try:
        if form is None:
            connection.request("GET", target, headers=sent)
        else:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", target, body=urlencode(form), headers=sent)
        answer = connection.getresponse()
        content = answer.read(MOST_BYTES + 1)
    except (OSError, http.client.HTTPException) as exc:
        raise IdentityError(f"{parts.hostname} does not answer: {type(exc).__name__}") from exc
    finally:
        connection.close()
    return _object(parts.hostname or "", answer.status, content)


def _object(host: str, status: int, content: bytes) -> dict[str, Any]:
    if status != OK or len(content) > MOST_BYTES:
        raise IdentityError(f"{host} answers {status}, {len(content)} bytes")
    try:
        found = json.loads(content)
    except ValueError as exc:
        raise IdentityError(f"{host} answers no JSON") from exc
    if not isinstance(found, dict):
        raise IdentityError(f"{host} answers no object")
    return found
