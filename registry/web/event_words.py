"""The words for the log of events: what was done, to what kind of thing, and the details, in neutral words.

An action that has no words yet is shown by its code; tests/web/test_events.py knows all that the domain writes.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from registry.domain.events import PERSON, Happened, number_of
from registry.domain.permissions import Role
from registry.domain.statuses import MismatchKind, Status
from registry.web.i18n import gettext
from registry.web.i18n import mark as _
from registry.web.labels import label

ACTIONS: Final[dict[str, str]] = {
    "adoption.confirmed": _("entries confirmed"),
    "adoption.corrected": _("entry corrected"),
    "adoption.recorded": _("entry recorded"),
    "adoption.withdrawn": _("entry taken out as a mistake"),
    "contact.removed": _("role mailbox removed"),
    "contact.set": _("role mailbox given"),
    "indicator.saved": _("indicator saved"),
    "invitation.accepted": _("invitation accepted"),
    "invitation.withdrawn": _("invitation taken back"),
    "method.added": _("method added"),
    "method.changed": _("method changed"),
    "mismatch.answered": _("observation answered"),
    "page.saved": _("page saved"),
    "person.invited": _("person invited"),
    "person.password_changed": _("password changed"),
    "person.password_reset": _("forgotten password replaced"),
    "person.renamed": _("name changed"),
    "person.reset_made": _("link for a new password made"),
    "person.roles_changed": _("roles changed"),
    "person.taken_back": _("account taken back into use"),
    "person.taken_out_of_use": _("account taken out of use"),
    "redaction.made": _("text or name taken out"),
    "region.removed": _("region removed"),
    "region.saved": _("region saved"),
    "term.removed": _("word removed"),
    "term.saved": _("word saved"),
    "theme.removed": _("theme removed"),
    "theme.saved": _("theme saved"),
}
KINDS: Final[dict[str, str]] = {
    "adoption": _("use of a method"),
    "adoption_note": _("note of an entry"),
    "indicator": _("indicator"),
    "invitation": _("invitation"),
    "method": _("method"),
    "mismatch": _("observation"),
    "mismatch_answer": _("answer to an observation"),
    "page": _("page"),
    "person": _("person"),
    "region": _("region"),
    "term": _("word of the glossary"),
    "theme": _("theme"),
}
DETAILS: Final[dict[str, str]] = {
    "added": _("added"),
    "corrects": _("corrects entry"),
    "entries": _("entries"),
    "entry": _("entry"),
    "grants": _("roles"),
    "mismatch": _("observation"),
    "number": _("number of the entry"),
    "removed": _("removed"),
    "since": _("since"),
    "status": _("status"),
    "until": _("until"),
    "version": _("version"),
}
VALUES: Final[dict[str, type[StrEnum]]] = {
    "added": Role,
    "grants": Role,
    "mismatch": MismatchKind,
    "removed": Role,
    "status": Status,
}
MOST_VALUES: Final = 20


def action_words(code: str) -> str:
    """What was done."""
    return _say(ACTIONS, code)


def kind_words(code: str) -> str:
    """To what kind of thing."""
    return _say(KINDS, code)


def _say(words: Mapping[str, str], code: str) -> str:
    return gettext(words[code]) if code in words else code


def actor_words(key: str, names: dict[int, str]) -> str:
    """Who acted: a person by name and number, a command by its own name."""
    number = number_of(key)
    if number is None:
        return key
    return f"{names.get(number) or gettext('name taken out')} ({number})"


def subject_words(event: Happened, names: dict[int, str]) -> str:
    """The thing, as the log names it; people by name and number."""
    return actor_words(f"{PERSON}:{event.subject}", names) if event.kind == PERSON else event.subject


def details(event: Happened) -> Iterator[tuple[str, str]]:
    """What more the event says, as words and values."""
    for key, value in event.details.items():
        values = value if isinstance(value, list) else [value]
        shown = [_value(key, one) for one in values[:MOST_VALUES] if one is not None]
        more = [f"… ({len(values)})"] if len(values) > MOST_VALUES else []
        if shown:
            yield _say(DETAILS, key), ", ".join(shown + more)


def _value(key: str, value: Any) -> str:
    """A value in words where it is a word of the vocabulary; a role may have its region behind it."""
    word, _colon, region = str(value).partition(":")
    try:
        said = label(VALUES[key](word))
    except (KeyError, ValueError):
        return str(value)
    return f"{said} ({region})" if region else said
