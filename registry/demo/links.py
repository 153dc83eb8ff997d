"""Links that let a newcomer in as one of the made-up people: signed with the installation's key, good any number of times, in a demo only."""

from typing import Final

from itsdangerous import BadSignature, URLSafeSerializer

from registry.settings import Settings

PATH: Final = "/kirjaudu/esimerkki/"


def token_of(settings: Settings, person_id: int) -> str:
    """What the link of a person ends with."""
    return str(_signer(settings).dumps(person_id))


def person_of(settings: Settings, token: str) -> int | None:
    """Whom a link names; None where it is none of ours."""
    try:
        found = _signer(settings).loads(token)
    except BadSignature:
        return None
    return found if isinstance(found, int) else None


def _signer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret_key(), salt="demo sign-in")
