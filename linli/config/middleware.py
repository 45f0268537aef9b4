"""What stands around every request: an id with one line in the log, and room on the disk before anything is written.

The id is taken from the proxy when well formed, otherwise new; it is returned in the answer's header.
"""

from __future__ import annotations

import errno
import logging
import re
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from linli.apps.records.request_ids import begin_request, end_request
from linli.config.durability import too_little_space
from linli.web.public import errors

READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
#: addresses that write next to nothing and without which one could not read
NEEDS_NO_ROOM = frozenset({"sign_in", "sign_out", "choose_post", "set_language", "set_theme", "training_day"})
POSTGRESQL_DISK_FULL = "53100"
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,40}")
logger = logging.getLogger("linli.requests")


def request_id(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        chosen = given if WELL_FORMED.fullmatch(given) else uuid4().hex
        token, begun = begin_request(chosen), perf_counter()
        try:
            response = get_response(request)
            response["X-Request-ID"] = chosen
            _log(request, response, perf_counter() - begun)
            return response
        finally:
            end_request(token)

    return middleware


class RoomToWrite:
    """Refuses acts kindly while the disk is nearly full, or when it just filled up; reading and signing in go on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if request.method in READING or _address(request) in NEEDS_NO_ROOM:
            return None
        short = too_little_space(settings.DATA_DIR, settings.DISK_FLOOR_MB)
        return errors.no_room(request) if short else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_disk_full(exception):
            return None
        logger.error("disk full", extra={"route": _address(request)})
        return errors.no_room(request)


def is_disk_full(exception: BaseException) -> bool:
    """Whether the database or the file system said that there is no room left."""
    if isinstance(exception, OSError):
        return exception.errno in (errno.ENOSPC, errno.EDQUOT)
    if not isinstance(exception, DatabaseError):
        return False
    return getattr(exception.__cause__, "sqlstate", None) == POSTGRESQL_DISK_FULL or "disk is full" in str(exception)


def _address(request: HttpRequest) -> str:
    return request.resolver_match.view_name or "" if request.resolver_match else ""


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """The address by its pattern, not as typed: what is typed may hold anything."""
    match, user = request.resolver_match, getattr(request, "_cached_user", None)  # only if the view looked
    logger.info(
        "request",
        extra={
            "method": request.method,
            "route": match.route if match else "",
            "status": response.status_code,
            "ms": round(seconds * 1000),
            "user_id": getattr(user, "pk", None),
        },
    )
