"""Sheets between looking and writing: kept for this session only, out of reach of the web, and not for long."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from django.conf import settings

from linli.web import clock
from linli.web.requests import StaffRequest

SESSION_KEY = "uploads"
MOST_KEPT = 4
KEEP_SECONDS = 2 * 60 * 60
TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A sheet as it was uploaded."""

    filename: str
    content: bytes


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep(request: StaffRequest, purpose: str, filename: str, content: bytes) -> str:
    """Keep it and answer the token that takes it back. ``purpose``: only for this will it be given back."""
    _forget_old()
    token = token_hex(16)
    path = _folder() / token
    path.touch(mode=0o600)
    path.write_bytes(content)
    waiting = dict(request.session.get(SESSION_KEY, {}))
    waiting[token] = {"purpose": purpose, "filename": filename}
    for old in list(waiting)[:-MOST_KEPT]:
        waiting.pop(old)
        (_folder() / old).unlink(missing_ok=True)
    request.session[SESSION_KEY] = waiting
    return token


def take(request: StaffRequest, purpose: str, token: str) -> Kept | None:
    """Give it back once; None when there is no such thing for this session and purpose."""
    waiting = dict(request.session.get(SESSION_KEY, {}))
    known = waiting.get(token)
    if known is None or known["purpose"] != purpose or not TOKEN.fullmatch(token):
        return None
    waiting.pop(token)
    request.session[SESSION_KEY] = waiting
    path = _folder() / token
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    path.unlink(missing_ok=True)
    return Kept(known["filename"], content)


def _forget_old() -> None:
    oldest = clock.now().timestamp() - KEEP_SECONDS
    for path in _folder().iterdir():
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
        except FileNotFoundError:  # another process was faster
            continue
