"""The other place at which people may sign in: a provider of OpenID Connect."""

from typing import Any

from gaisma.config import environment
from gaisma.config.environment import UnableToReadSetting

KEY = "elsewhere"


def providers() -> dict[str, Any]:
    """The provider that the environment names, as allauth reads it; empty without one."""
    issuer = environment.text("GAISMA_OIDC_ISSUER")
    if not issuer:
        return {}
    client, secret = environment.text("GAISMA_OIDC_CLIENT"), environment.text("GAISMA_OIDC_SECRET")
    if not (client and secret):
        raise UnableToReadSetting(
            "GAISMA_OIDC_ISSUER is set; give GAISMA_OIDC_CLIENT and GAISMA_OIDC_SECRET as well."
        )
    name = environment.text("GAISMA_OIDC_NAME", "OpenID Connect")
    return {"openid_connect": {"APPS": [app(issuer, client=client, secret=secret, name=name)]}}


def app(issuer: str, *, client: str, secret: str, name: str) -> dict[str, Any]:
    """One provider."""
    return {
        "provider_id": KEY,
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
