"""The request as pages of signed-in people receive it, after the guard and htmx have looked at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from linli.apps.accounts.actors import Actor

if TYPE_CHECKING:
    from linli.apps.signin.models import OpenSession


#: the referrer policy of pages whose address holds a secret: the origin alone, so that even our own server's other
#: addresses never see it. Not ``no-referrer``: browsers would then call our own forms those of a stranger.
WITHOUT_PATH = "strict-origin"


def own_address(request: HttpRequest, target: str) -> str:
    """``target`` if it is an address of this site, from its root; otherwise the home page. Never a foreign one."""
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_ours and target.startswith(("/", "http://", "https://")) else "/"


class StaffRequest(HttpRequest):
    """``actor``: who looks, in which post; ``opened``: the session; ``programme``: the one of the address, once it was
    looked up."""

    actor: Actor
    htmx: HtmxDetails
    opened: OpenSession
    programme: Any
    user: Any
