"""Letters on paper: links that lead here from outside, written out and as a picture for the telephone."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from linli.web.components.qr import qr


def outside_address(request: HttpRequest, path: str) -> str:
    """``path`` as a whole address, as it is reached from outside."""
    if settings.LINLI_ADDRESS:
        return str(settings.LINLI_ADDRESS) + path
    return request.build_absolute_uri(path)


@dataclass(frozen=True, slots=True)
class Link:
    """A link on paper."""

    address: str
    picture: SafeString


def link_for(request: HttpRequest, path: str, *, scale: int = 4) -> Link:
    address = outside_address(request, path)
    return Link(address, qr(address, label=_("用手机扫这个二维码打开"), scale=scale))
