"""The request as pages of signed-in people receive it, after the guard and htmx have looked at it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from linli.apps.accounts.actors import Actor


class StaffRequest(HttpRequest):
    """``actor``: who looks, in which post; ``programme``: the one of the address, once it was looked up."""

    actor: Actor
    htmx: HtmxDetails
    programme: Any
    user: Any
