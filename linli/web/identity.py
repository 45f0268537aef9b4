"""Which identity systems the settings name, and how far each is trusted."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from linli.integrations.identity import OpenIdConnect, Provider, WeCom


@cache
def _openid(issuer: str, client_id: str, secret: str, claim: str, title: str) -> OpenIdConnect:
    """One object for each process: it remembers what the provider said of itself."""
    return OpenIdConnect(issuer, client_id, secret, claim, title)


def providers() -> dict[str, Provider]:
    """By id, in the order of the buttons."""
    found: list[Provider] = []
    if settings.LINLI_OIDC_ISSUER:
        found.append(
            _openid(
                settings.LINLI_OIDC_ISSUER, settings.LINLI_OIDC_CLIENT_ID, settings.LINLI_OIDC_CLIENT_SECRET,
                settings.LINLI_OIDC_CLAIM, settings.LINLI_OIDC_TITLE,
            )
        )  # fmt: skip
    if settings.LINLI_WECOM:
        found.append(WeCom(*settings.LINLI_WECOM))
    return {provider.id: provider for provider in found}


def counts_as_strong(provider: str) -> bool:
    """Whether the office says that this system itself asks for a second factor."""
    return provider == "oidc" and bool(settings.LINLI_OIDC_STRONG)
