"""Gives every request an id: taken from the proxy when well formed, otherwise new; returned in the answer's header."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from linli.apps.records.request_ids import begin_request, end_request

WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,40}")


def request_id(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        chosen = given if WELL_FORMED.fullmatch(given) else uuid4().hex
        token = begin_request(chosen)
        try:
            response = get_response(request)
            response["X-Request-ID"] = chosen
            return response
        finally:
            end_request(token)

    return middleware
