"""Uploads are bounded before they reach the disk: a request that is too large is read to its end and dropped."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

#: of one request, in files of the largest size allowed
FILES_AT_ONCE = 10
MARK = "linli_too_much"


def most_bytes() -> int:
    """How many bytes one request may bring."""
    return FILES_AT_ONCE * int(settings.LINLI_UPLOAD_BYTES)


class Bounded(FileUploadHandler):
    """Stands before Django's own handlers; keeps nothing itself."""

    def handle_raw_input(self, *arguments: Any, **more: Any) -> None:  # noqa: ARG002 -- as Django calls it
        if self.request is not None and int(self.request.META.get("CONTENT_LENGTH") or 0) > most_bytes():
            setattr(self.request, MARK, True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 -- as Django calls it
        if getattr(self.request, MARK, False):
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 -- as Django calls it
        return None


def brought_too_much(request: HttpRequest) -> bool:
    return cast("bool", getattr(request, MARK, False))
