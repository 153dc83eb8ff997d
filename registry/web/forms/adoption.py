"""The forms of the ledger: an entry, confirmations of many, the answer to a mismatch, the region's mailbox."""

from collections.abc import Sequence

from wtforms import HiddenField, SelectMultipleField, StringField

from registry.domain import dates
from registry.domain.adoption_input import FIELDS
from registry.domain.ledger import Entry
from registry.domain.models import Method
from registry.domain.statuses import Replacement
from registry.web.forms.base import BaseForm, number_in


class EntryForm(BaseForm):
    """An entry as it is typed. `version` is the newest entry that the page showed, `corrects` the one to be corrected."""

    status = StringField()
    since = StringField()
    coverage = StringField()
    exit_how = StringField()
    exit_why = SelectMultipleField(validate_choice=False)
    replaced_by = StringField()
    note = StringField()
    version = HiddenField()
    corrects = HiddenField()

    def typed(self) -> dict[str, Sequence[str]]:
        """What was typed, as the domain reads it."""
        return {name: self._values(self._fields[name].data) for name in FIELDS}

    @staticmethod
    def _values(data: object) -> Sequence[str]:
        if isinstance(data, list):
            return [str(value) for value in data]
        return [str(data)] if data else []

    @property
    def seen(self) -> int:
        """The version as a number; one that is none fits no ledger, so that it is a conflict and never an overwriting."""
        return number_in(self.version.data, -1)

    @property
    def corrected(self) -> int | None:
        """The number of the entry to be corrected, where there is one."""
        return number_in(self.corrects.data, -1) if self.corrects.data else None


def blank(method: Method, version: int) -> dict[str, object]:
    """What a new entry begins with: the registry's own suggestion of what to do instead, chosen."""
    suggested = method.details.get("replaced_by", [])
    return {"version": str(version), "replaced_by": suggested[0] if suggested else Replacement.NOTHING.value}


def of_entry(entry: Entry, version: int) -> dict[str, object]:
    """What the correction of an entry begins with: all that it said."""
    instead = entry.replaced_by or (entry.replacement or Replacement.NOTHING).value
    return {
        "status": entry.status.value,
        "since": dates.written(entry.since, entry.precision),
        "coverage": "" if entry.coverage is None else str(entry.coverage),
        "exit_how": entry.exit_how.value if entry.exit_how else "",
        "exit_why": list(entry.exit_why),
        "replaced_by": instead,
        "note": entry.note or "",
        "version": str(version),
        "corrects": str(entry.number),
    }


class ConfirmForm(BaseForm):
    """Entries that are said to hold still."""

    entry = SelectMultipleField(validate_choice=False)

    def entry_ids(self) -> list[int]:
        """The chosen entries; what is no number is left out."""
        return [number for typed in self.entry.data or () if (number := number_in(typed, 0))]


class AnswerForm(BaseForm):
    """Why a region knows of a mismatch, and until when it need not be shown."""

    because = StringField()
    silent_until = StringField()


class MailboxForm(BaseForm):
    """Whom to ask in the region."""

    mailbox = StringField()
