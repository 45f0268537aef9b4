"""Other people's sign-in: a city's own identity system by OpenID Connect, and WeCom. They say who somebody is; what
that person may do here is decided here."""

from linli.integrations.identity.answers import Asked, Identity, IdentityError, Provider
from linli.integrations.identity.oidc import OpenIdConnect
from linli.integrations.identity.wecom import WeCom

__all__ = ["Asked", "Identity", "IdentityError", "OpenIdConnect", "Provider", "WeCom"]
