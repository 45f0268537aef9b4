"""Gives every request an id and one line in the log: what was asked, how it ended, how long it took; no names.

The id is taken from the proxy when well formed, otherwise new; it is returned in the answer's header.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from linli.apps.records.request_ids import begin_request, end_request

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
