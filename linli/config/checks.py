"""What `linli check` refuses: combinations that would be unsafe with real people and real money."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from linli.config.secrets import is_weak
from linli.core.wording import say


@register(Tags.security, deploy=True)
def unsafe_combinations(app_configs: Any, **_: Any) -> list[CheckMessage]:  # noqa: ARG001 -- Django's signature
    """Debug pages, a simulated day, a weak key, any host, or unencrypted cookies on a public name."""
    environment = settings.ENVIRONMENT
    found: list[CheckMessage] = []

    def refuse(number: int, message: str, hint: str) -> None:
        found.append(Error(message, hint=hint, id=f"linli.E{number:03}"))

    if settings.DEBUG:
        refuse(1, say("config.check_debug"), say("config.check_debug_hint"))
    if settings.LINLI_TRAINING:
        refuse(2, say("config.check_training"), say("config.check_training_hint"))
    if environment.today and not settings.LINLI_TRAINING:
        refuse(3, say("config.check_today"), say("config.check_today_hint"))
    if is_weak(settings.SECRET_KEY):
        refuse(4, say("config.check_key"), say("config.check_key_hint"))
    if "*" in settings.ALLOWED_HOSTS:
        refuse(5, say("config.check_hosts"), say("config.check_hosts_hint"))
    if not settings.BEHIND_HTTPS and not settings.ON_THIS_MACHINE_ONLY:
        refuse(6, say("config.check_plain"), say("config.check_plain_hint"))
    if environment.waive_durability:
        refuse(7, say("config.check_waived"), say("config.check_waived_hint"))
    return found
