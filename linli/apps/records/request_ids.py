"""The id of the request being answered, so that an event and a log line can be laid side by side."""

from __future__ import annotations

from contextvars import ContextVar, Token

_request_id: ContextVar[str] = ContextVar("linli_request_id", default="")


def current_request_id() -> str:
    """Empty outside a request (command line, tests)."""
    return _request_id.get()


def begin_request(request_id: str) -> Token[str]:
    return _request_id.set(request_id)


def end_request(token: Token[str]) -> None:
    _request_id.reset(token)
