"""OpenID Connect: asking a provider who somebody is. Authorisation code with PKCE and nonce, all by Authlib.

What a provider says is taken as far as the settings trust it: an address that it has verified, or that is of the domains it may vouch for.
Whether the address is of anybody we know is not asked here.
"""

from typing import Any, Final

from flask import Flask, current_app, request

from registry.settings import Provider

KEY: Final = "oidc"
PATIENCE: Final = 10
"""Seconds to wait for a provider."""
DISCOVERY: Final = "/.well-known/openid-configuration"


class ProviderRefused(Exception):
    """Signing in did not succeed; `why` is a word for the page, `email` the address where one is known."""

    def __init__(self, why: str, email: str = "") -> None:
        super().__init__(why)
        self.why, self.email = why, email


def init_app(app: Flask) -> None:
    """Make a client for each provider of the settings."""
    providers = app.config["SETTINGS"].providers
    if not providers:
        return
    from authlib.integrations.flask_client import OAuth  # noqa: PLC0415  # a tenth of a second that most starts need not wait

    oauth = OAuth(app)
    for provider in providers:
        oauth.register(
            provider.name,
            server_metadata_url=provider.issuer + DISCOVERY,
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "default_timeout": PATIENCE,
            },
        )
    app.extensions[KEY] = oauth


def provider(name: str) -> Provider | None:
    """A provider of the settings."""
    return next((one for one in current_app.config["SETTINGS"].providers if one.name == name), None)


def authorization(provider: Provider, back: str) -> Any:
    """The redirect to a provider, which leads back to the address `back`. Raises ProviderRefused where it cannot be reached."""
    try:
        return _client(provider).authorize_redirect(back)
    except Exception as error:  # its network, its server, its document: whatever is wrong, there is no way on
        current_app.logger.warning("no way to %s: %s", provider.name, type(error).__name__, exc_info=error)
        raise ProviderRefused("no_answer") from error


def verified_email(provider: Provider) -> str:
    """The address that a provider vouches for, from its answer in this request. Raises ProviderRefused."""
    if request.args.get("error") == "access_denied":
        raise ProviderRefused("cancelled")
    claims = _claims(provider)
    email = str(claims.get("email") or "").strip().lower()
    if not email or not (provider.trusts_email or claims.get("email_verified") in (True, "true")):
        raise ProviderRefused("not_verified", email)
    if provider.domains and email.rpartition("@")[2] not in provider.domains:
        raise ProviderRefused("wrong_domain", email)
    return email


def _claims(provider: Provider) -> dict[str, Any]:
    """What the ID token says, its signature, issuer, audience, nonce and time checked by Authlib; with the address from userinfo where
    the token has none."""
    client = _client(provider)
    try:
        token = client.authorize_access_token()
        claims: dict[str, Any] = dict(token["userinfo"])
        if str(claims["iss"]).rstrip("/") != provider.issuer:
            raise ValueError("another issuer")
        if "email" not in claims:
            more = dict(client.userinfo(token=token))
            claims |= more if more["sub"] == claims["sub"] else {}
    except Exception as error:
        current_app.logger.warning("no answer of %s: %s", provider.name, type(error).__name__, exc_info=error)
        mismatch = getattr(error, "error", "") == "mismatching_state"
        raise ProviderRefused("another_session" if mismatch else "no_answer") from error
    return claims


def _client(provider: Provider) -> Any:
    return current_app.extensions[KEY].create_client(provider.name)
