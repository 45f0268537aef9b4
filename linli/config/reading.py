"""Reading the settings about signing in. Each raises ValueError with what is expected."""

from __future__ import annotations

from urllib.parse import urlsplit


def profile(text: str) -> str:
    """The name of a security profile."""
    if text not in ("standard", "dengbao3"):
        raise ValueError("standard, dengbao3")
    return text


def capabilities(text: str) -> list[str]:
    """Capabilities of posts; ``none`` for none."""
    known = {"leader", "office", "subdistrict", "finance", "auditor", "administrator", "member"}
    names = [] if text == "none" else [part.strip() for part in text.split(",") if part.strip()]
    if set(names) - known:
        raise ValueError(", ".join([*sorted(known), "none"]))
    return names


def address(text: str) -> str:
    """The address of this site: scheme and host."""
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/")):
        raise ValueError("https://linli.example.gov.cn")
    return text.rstrip("/")


def issuer(text: str) -> str:
    """The issuer of an identity system."""
    parts = urlsplit(text)
    if text and (parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost")):
        raise ValueError("https://id.example.gov.cn")
    return text


def wecom(text: str) -> tuple[str, ...]:
    """Corp id, agent id and secret of WeCom."""
    parts = tuple(text.split(":")) if text else ()
    if text and (len(parts) != len(("corp", "agent", "secret")) or not all(parts)):
        raise ValueError("ww0123456789abcdef:1000002:secret")
    return parts


def mail(text: str) -> str:
    """A mail server with its way of encryption."""
    parts = urlsplit(text)
    if text and (parts.scheme not in ("smtp", "smtps", "smtp+tls") or not parts.hostname):
        raise ValueError("smtp+tls://user:password@mail.example.gov.cn:587")
    return text
