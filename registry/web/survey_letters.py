"""The mail that reminds a region's editor of a round of the survey: in all languages, with a link to the region's answers."""

from typing import Final

from registry.domain.survey_reminders import Reminder
from registry.web import letters
from registry.web.i18n import mark as _

SUBJECT: Final = _("Your region’s answers to the HYTE status survey are waited for")


def queue(one: Reminder) -> None:
    """Put the mail into the outbox; the caller commits."""
    path = f"/hyte-status/{one.key}/{one.region}"
    letters.queue_in_all(one.email, SUBJECT, "email/survey.txt", path, {"one": one})
