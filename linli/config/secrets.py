"""The signing key: given, or generated once into the data folder of an embedded instance; and the ring of keys."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from linli.core.wording import say
from linli.integrations.crypto import KeyRing

SHORTEST_KEY = 50
FEWEST_DIFFERENT_CHARACTERS = 10


def is_weak(key: str) -> bool:
    """Too short, too uniform, or Django's own placeholder."""
    return (
        len(key) < SHORTEST_KEY
        or len(set(key)) < FEWEST_DIFFERENT_CHARACTERS
        or key.startswith("django-insecure")
    )  # fmt: skip


def secret_key(given: str, data_dir: Path, *, may_generate: bool, may_be_weak: bool) -> str:
    """The key to sign with. Raises ImproperlyConfigured when it is absent and may not be generated, or is weak."""
    if given:
        if is_weak(given) and not may_be_weak:
            raise ImproperlyConfigured(say("config.weak_key"))
        return given
    if not may_generate:
        raise ImproperlyConfigured(say("config.no_key"))
    return _kept_key(data_dir / "secret_key")


def key_ring() -> KeyRing:
    """The ring that sealed values and signatures of this instance are made with."""
    return KeyRing(
        settings.KEYS_FILE, may_make=settings.KEYS_MAY_BE_MADE, algorithms=settings.ENVIRONMENT.crypto
    )  # fmt: skip


def _kept_key(path: Path) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists():
            return _read(path)
        return _write(path)
    except OSError as exc:
        raise ImproperlyConfigured(say("config.no_folder", path=path.parent, why=exc.strerror)) from exc


def _write(path: Path) -> str:
    """Written whole under another name first, so that a second process never reads half a key; the first one stays."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(token_urlsafe(64))
    with suppress(FileExistsError):
        path.hardlink_to(fresh)
    fresh.unlink()
    return _read(path)


def _read(path: Path) -> str:
    key = path.read_text(encoding="ascii").strip()
    if is_weak(key):
        raise ImproperlyConfigured(say("config.broken_key", path=path))
    return key
