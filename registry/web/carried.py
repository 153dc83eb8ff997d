"""What somebody sent after their session had ended, carried through signing in so that nothing is lost.

The fields go into the sign-in page itself, signed, and come back with it: nothing is stored on the server, and nobody else can put words
into the page that asks "save this?". Files cannot be carried, passwords and the old token are not.
"""

from dataclasses import dataclass
from typing import Any, Final

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import RequestEntityTooLarge

MOST: Final = 200_000
"""Signs in all fields together."""
HOLDS: Final = 24 * 60 * 60
"""Seconds."""
LEFT_OUT: Final = frozenset({"csrf_token", "password", "old_password", "new_password"})


@dataclass(frozen=True)
class Carried:
    """Where the form was sent and what was in it, in order."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool


def pack() -> str:
    """What this request sent, signed; empty where it is too much to carry."""
    try:
        fields = [(name, value) for name, value in request.form.items(multi=True) if name not in LEFT_OUT]
    except RequestEntityTooLarge:
        return ""
    if sum(len(name) + len(value) for name, value in fields) > MOST:
        return ""
    path = request.script_root + request.full_path.removesuffix("?")
    return _signer().dumps({"path": path, "fields": fields, "files": has_files()})


def has_files() -> bool:
    """Whether this request sent a file."""
    try:
        return any(file.filename for file in request.files.values())
    except RequestEntityTooLarge:
        return False


def unpack(text: str) -> Carried | None:
    """What was carried; None where nothing was, or it is not ours, or it is too old."""
    try:
        found: dict[str, Any] = _signer().loads(text, max_age=HOLDS)
    except BadData:
        return None
    return Carried(found["path"], tuple((name, value) for name, value in found["fields"]), found["files"])


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="carried")
