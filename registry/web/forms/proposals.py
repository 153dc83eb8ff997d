"""The forms of proposals: a new one with its files, and what is done with one that is there.

Files of a form that comes back (similar ones were found, something is missing) wait in the data directory; the form holds their names signed,
with whose they are, so that nobody has to choose a file twice and nobody can take another's.
"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import HiddenField, MultipleFileField, SelectMultipleField, StringField

from registry.domain import attachments
from registry.domain.attachments import Sent
from registry.domain.errors import Invalid, InvalidInput
from registry.domain.proposal_input import FIELDS
from registry.web.forms.base import BaseForm, number_in
from registry.web.forms.sheets import drain

AROUND: Final = 1024 * 1024
"""Bytes that a form has beside its files."""
TOO_LARGE: Final = Invalid("files", "all_too_large", most=attachments.LARGEST // attachments.MEGABYTE)


def limit() -> None:
    """Let this request be as large as all its files may be. Raises RequestEntityTooLarge where it says that it is larger."""
    request.max_content_length = attachments.MOST * attachments.LARGEST + AROUND
    if (request.content_length or 0) > request.max_content_length:
        drain()
        raise RequestEntityTooLarge


class FilesForm(BaseForm):
    """Files, and those that were sent with the same form before: `kept` has them signed, `keep` those still wanted."""

    files = MultipleFileField()
    kept = HiddenField()
    keep = SelectMultipleField(validate_choice=False)
    sent: Sequence[Sent] = ()

    def take(self, data_dir: Path, person: int | None) -> Sequence[Sent]:
        """Check the files and put them aside; all that there are now. Raises InvalidInput; what was good is kept."""
        problems: list[Invalid] = []
        wanted = {str(value) for value in self.keep.data or ()}
        found = {one.digest: one for one in self._before(person) if one.digest in wanted}
        for file in request.files.getlist(self.files.name):
            if not file.filename:
                continue
            try:
                content = file.stream.read(attachments.LARGEST + 1)
                one = attachments.check(file.filename, content)
                if len(found) == attachments.MOST and one.digest not in found:
                    raise Invalid("files", "too_many", most=attachments.MOST)
                attachments.wait(data_dir, content)
                found[one.digest] = one
            except Invalid as problem:
                problems.append(problem)
        self.sent = list(found.values())
        self.kept.data = _signer().dumps({"person": person, "files": [asdict(one) for one in self.sent]})
        if problems:
            raise InvalidInput(problems)
        return self.sent

    def _before(self, person: int | None) -> list[Sent]:
        try:
            found = _signer().loads(self.kept.data or "", max_age=attachments.HELD)
        except BadData:
            return []
        return [Sent(**one) for one in found["files"]] if found["person"] == person else []


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="attachments")


class ProposalForm(FilesForm):
    """A new proposal. `shown` are the similar ones that the writer has seen, by their numbers."""

    kind = StringField()
    source_note = StringField()
    title = StringField()
    text = StringField()
    method_id = StringField()
    indicator_code = StringField()
    region_slug = StringField()
    shown = HiddenField()

    NEXT: Final = "seuraava"
    """The button that saves and opens the form for the next one."""

    def typed(self) -> dict[str, str]:
        """What was typed, as the domain reads it."""
        return {name: self._fields[name].data or "" for name in FIELDS}

    @property
    def seen(self) -> set[int]:
        """The similar ones that the writer has seen."""
        return {number_in(one, 0) for one in (self.shown.data or "").split(",")}


class VersionedForm(BaseForm):
    """What is done with the proposal that the page showed."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        """The version that was shown; one that is no number fits none."""
        return number_in(self.version.data, -1)


class StepForm(VersionedForm):
    """The next status and the answer."""

    to = StringField()
    answer = StringField()


class PublicForm(VersionedForm):
    """Whether it is public: `1` or `0`."""

    public = HiddenField()


class DuplicateForm(VersionedForm):
    """The number of the proposal that says the same; nothing where none does."""

    duplicate_of = StringField()

    def number(self) -> int | None:
        """The number; None for none. Raises Invalid("duplicate_of", not_there)."""
        typed = (self.duplicate_of.data or "").strip().lstrip("#")
        if not typed:
            return None
        if not (number := number_in(typed, 0)):
            raise Invalid("duplicate_of", "not_there", typed=typed.replace("\0", "")[:40])
        return number


class SupportForm(BaseForm):
    """Support, or no longer; with `comment`, what somebody had begun to write as a proposal of their own."""

    wanted = HiddenField()
    comment = HiddenField()


class CommentForm(BaseForm):
    """What a member says of it."""

    comment = StringField()
