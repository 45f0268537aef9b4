"""What `linli check` refuses: combinations that would be unsafe with real people and real money."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from linli.config.secrets import is_weak


@register(Tags.security, deploy=True)
def unsafe_combinations(app_configs: Any, **_: Any) -> list[CheckMessage]:  # noqa: ARG001 -- Django's signature
    """Debug pages, a simulated day, a weak key, any host, or unencrypted cookies on a public name."""
    environment = settings.ENVIRONMENT
    found: list[CheckMessage] = []

    def refuse(number: int, message: str, hint: str) -> None:
        found.append(Error(message, hint=hint, id=f"linli.E{number:03}"))

    if settings.DEBUG:
        refuse(1, "调试页面开着，会把内部情况显示给任何人", "去掉 LINLI_DEBUG，或设为 no")
    if settings.LINLI_TRAINING:
        refuse(2, "培训模式开着，「今天」可以被改", "去掉 LINLI_TRAINING，或设为 no")
    if environment.today and not settings.LINLI_TRAINING:
        refuse(3, "设了 LINLI_TODAY，但不在培训模式，不会生效", "去掉 LINLI_TODAY")
    if is_weak(settings.SECRET_KEY):
        refuse(4, "签名密钥太弱，登录可以被伪造", "LINLI_SECRET_KEY 用至少 50 个随机字符：openssl rand -base64 48")
    if "*" in settings.ALLOWED_HOSTS:
        refuse(5, "LINLI_HOSTS 接受任何主机名", "写明对外的主机名，如 LINLI_HOSTS=linli.example.gov.cn")
    if not settings.BEHIND_HTTPS and not settings.ON_THIS_MACHINE_ONLY:
        refuse(6, "登录信息会不加密地经过网络", "前面放 HTTPS 代理并去掉 LINLI_HTTPS=no")
    return found
