"""Which browsers a person has come in with, and what they call themselves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.apps.accounts.models import User
from linli.apps.signin.models import KnownBrowser
from linli.apps.signin.secrets import fresh_token, kept

#: the first that occurs in a user agent names the family; the order matters, as browsers name their ancestors
FAMILIES = (
    ("MicroMessenger", "微信"), ("wxwork", "企业微信"), ("DingTalk", "钉钉"), ("QQBrowser", "QQ"), ("UCBrowser", "UC"),
    ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("HuaweiBrowser", "Huawei"), ("Chrome", "Chrome"),
    ("Safari", "Safari"), ("MSIE", "IE"), ("Trident", "IE"),
)  # fmt: skip
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip
SCANNED = 400


def family(user_agent: str) -> str:
    """``Firefox · Linux``: enough to recognise one's own browser, too little to track it. ``–`` when unknown."""
    head = user_agent[:SCANNED]
    browser = next((name for mark, name in FAMILIES if mark in head), "")
    system = next((name for mark, name in SYSTEMS if mark in head), "")
    return " · ".join(part for part in (browser, system) if part) or "–"


@transaction.atomic
def remember(*, now: datetime, user: User, token: str) -> str:
    """Remember that this person came in with this browser; answers the browser's token, a new one if it had none."""
    token = token or fresh_token()
    known, made = KnownBrowser.objects.get_or_create(
        user=user, token_hash=kept("browser", token), defaults={"first_at": now, "last_at": now}
    )
    if not made and known.forgotten_at is not None:  # what was forgotten stays so: a stolen cookie does not come back
        return remember(now=now, user=user, token=fresh_token())
    KnownBrowser.objects.filter(pk=known.pk).update(last_at=now)
    return token


def forget_all(*, now: datetime, user: User) -> int:
    """No browser of this person is known any more; how many were."""
    return KnownBrowser.objects.filter(user=user, forgotten_at__isnull=True).update(forgotten_at=now)
