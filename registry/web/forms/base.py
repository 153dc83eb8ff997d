"""What all forms share: the token of the session, fields that keep what was typed, and errors as words in the reader's language.

A form judges only whether it is ours (the token). What was typed goes to the domain as it is; its `Invalid(field, code)` come back here and
stand at their fields.
"""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from flask import current_app, request, session
from wtforms import Form
from wtforms.csrf.core import CSRFTokenField
from wtforms.csrf.session import SessionCSRF

from registry.domain.errors import Invalid
from registry.web.i18n import gettext, mark
from registry.web.problems import words_of

EXPIRED = mark("The page had been open for so long that it was not safe to send. Nothing is lost: send it again.")


def number_in(typed: object, otherwise: int) -> int:
    """A whole number as a hidden field has it; `otherwise` for anything else."""
    text = str(typed)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


class BaseForm(Form):
    """A form of a page. `summary` says above the heading that nothing has been saved yet."""

    ORDER: ClassVar[tuple[str, ...]] = ()

    class Meta:
        """WTForms' settings: its token is tied to the session cookie; its own messages are not used."""

        csrf = True
        csrf_class = SessionCSRF
        csrf_time_limit = None
        locales = ("en",)

        @property
        def csrf_secret(self) -> bytes:
            """The installation's key."""
            key: str = current_app.config["SECRET_KEY"]
            return key.encode()

        @property
        def csrf_context(self) -> Any:
            """Where the token of the browser is kept."""
            return session

    csrf_token: CSRFTokenField

    def __init__(self, data: Mapping[str, Any] | None = None, *, sent_here: bool = True, **more: Any) -> None:
        """The form as it was sent, or with `data` where nothing was, or where another form of the page was sent."""
        sent = request.form if request.method == "POST" and sent_here else None
        super().__init__(formdata=sent, data=data, **more)

    def is_ours(self) -> bool:
        """Whether the form was sent from a page of ours to the same browser; where not, its token has an error."""
        return request.method == "POST" and bool(self.validate())

    def takes(self, token: str) -> bool:
        """Whether a token that came otherwise than in a form, in a header, is the browser's own."""
        self.csrf_token.data = token
        return bool(self.csrf_token.validate(self))

    def refuse(self, problems: Iterable[Invalid]) -> None:
        """Put what the domain would not take at its fields; what has no field here stands in the summary."""
        for problem in problems:
            field = self._fields.get(problem.field)
            words = words_of(problem)
            if field is None:
                self.form_errors.append(words)
            else:
                field.errors = (*field.errors, words)

    @property
    def problems(self) -> list[tuple[str | None, str]]:
        """What is wrong, in the order of the fields: the id of the field (None for the whole form) and the words."""
        found: list[tuple[str | None, str]] = [(None, str(error)) for error in self.form_errors]
        if self.csrf_token.errors:
            found.append((None, gettext(EXPIRED)))
        for field in self:
            if field.name != "csrf_token":
                found += [(str(field.id), str(error)) for error in field.errors]
        return found
