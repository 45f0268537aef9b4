"""How long somebody has to wait who failed too often: said in minutes, the same for everybody."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE = 60
TOO_MANY = 429


def wait_words(seconds: int) -> str:
    """When to try again."""
    if seconds < MINUTE:
        when = ngettext("%(n)d 秒", "%(n)d 秒", seconds) % {"n": seconds}
    else:
        minutes = -(-seconds // MINUTE)
        when = ngettext("%(n)d 分钟", "%(n)d 分钟", minutes) % {"n": minutes}
    return _("连续输错次数过多，请过 %(when)s再试。") % {"when": when}


def answered(response: HttpResponse, seconds: int) -> HttpResponse:
    """The page as it is, or, while one has to wait, as 429 with when to try again."""
    if seconds:
        response.status_code = TOO_MANY
        response["Retry-After"] = str(seconds)
    return response
