"""The forms of importing a spreadsheet: a file, and the agreement to what its check said.

Between the two the file waits in the data directory. The form holds its name signed, with whose it is and what was agreed to, so that nobody
can take in another's file or one that was never checked.
"""

from dataclasses import asdict, dataclass
from typing import Final

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import FileField, HiddenField

from registry.domain.errors import Invalid, NotFound
from registry.sheets import reading, waiting
from registry.sheets.archive import FIELD
from registry.web.forms.base import BaseForm

AROUND: Final = 64 * 1024
"""Bytes that a form has beside its file."""
MOST_DRAINED: Final = 64 * reading.MEGABYTE
TOLD: Final = {
    "liian-suuri": Invalid(FIELD, "too_large", most=reading.WEB.size // reading.MEGABYTE),
    "vanhentunut": Invalid(FIELD, "gone"),
}
"""What was wrong with a form that could not be shown again, by the word for it in the address."""


@dataclass(frozen=True)
class Waiting:
    """A file that waits: its name, whose it is, for which region, and the fingerprint of the plan that was shown (none before that)."""

    name: str
    person: int | None
    region: str
    shown: str = ""


class UploadForm(BaseForm):
    """A file to be checked."""

    file = FileField()

    def content(self) -> bytes:
        """What is in the file. Raises Invalid where none was chosen."""
        sent = request.files.get(FIELD)
        if sent is None or not sent.filename:
            raise Invalid(FIELD, "missing")
        return sent.stream.read()


class WaitingForm(BaseForm):
    """Which file to take in, or to give up."""

    waiting = HiddenField()


def limit() -> None:
    """Let this request be as large as a sheet may be, and no larger."""
    request.max_content_length = reading.WEB.size + AROUND


def uploaded() -> UploadForm | None:
    """The form as it was sent; None where that is too large to be read."""
    limit()
    try:
        return UploadForm()
    except RequestEntityTooLarge:
        drain()
        return None


def drain() -> None:
    """Let the rest of what is being sent come in: a browser that is cut off shows no page of ours."""
    left = min(request.content_length or 0, MOST_DRAINED)
    while left > 0 and (block := request.environ["wsgi.input"].read(min(left, AROUND))):
        left -= len(block)


def signed(one: Waiting) -> str:
    """The word for a file that waits, in an address or a form."""
    return _signer().dumps(asdict(one))


def unsigned(text: str, person: int | None, region: str) -> Waiting:
    """The file that a word is for. Raises NotFound where it is not ours, too old, another person's or another region's."""
    try:
        found = Waiting(**_signer().loads(text, max_age=waiting.HELD))
    except BadData as error:
        raise NotFound("upload", "") from error
    if (found.person, found.region) != (person, region):
        raise NotFound("upload", found.name)
    return found


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="sheets")
