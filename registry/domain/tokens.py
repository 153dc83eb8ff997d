"""Secrets that are handed out in links and cookies. Only a digest of one is kept: who reads the database cannot use any."""

import secrets
from hashlib import sha256
from typing import Final

BYTES: Final = 32


def new() -> str:
    """A token that nobody can guess, safe in an address."""
    return secrets.token_urlsafe(BYTES)


def digest(token: str) -> str:
    """What is kept of a token, in hex: enough to know it again."""
    return sha256(token.encode(errors="replace")).hexdigest()
