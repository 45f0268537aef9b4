"""Where mail goes out, from one address in the settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from linli.core.wording import say

PORTS = {"smtp": 25, "smtps": 465, "smtp+tls": 587}
TIMEOUT_SECONDS = 20


def mail_settings(address: str, sender: str) -> dict[str, Any]:
    """Django's settings for mail. Raises ImproperlyConfigured for a server without a sender; without a server nothing
    is ever sent."""
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    if "@" not in sender:
        raise ImproperlyConfigured(say("config.mail_from"))
    parts = urlsplit(address)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": TIMEOUT_SECONDS,
        "DEFAULT_FROM_EMAIL": sender,
    }
