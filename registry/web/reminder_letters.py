"""The mails of reminders.py: in all languages, as it is not known what a person reads, and with a link to where the thing is done."""

from datetime import date
from typing import Final

from flask import Flask

from registry.domain import history, reminders
from registry.domain.reminders import About, Reminder
from registry.web import letters
from registry.web.database import db
from registry.web.i18n import mark as _

WRITER: Final = "mail"
SUBJECTS: Final = {
    About.INVITED: _("Invitation to rate a method"),
    About.SECOND_PHASE: _("The second phase has begun"),
    About.DAY_NEAR: _("Your ballot is waited for"),
    About.DECIDED: _("A decision was published"),
    About.APPEAL: _("A new look at a decision was asked for"),
}
PATHS: Final = {
    About.INVITED: "/arvioinnit/{subject}",
    About.SECOND_PHASE: "/arvioinnit/{subject}",
    About.DAY_NEAR: "/arvioinnit/{subject}",
    About.DECIDED: "/menetelmat/{method}",
    About.APPEAL: "/toimitus/pyynnot/{subject}",
}


def queue_all(app: Flask, today: date) -> int:
    """Put the mails that are due into the outbox, and note whom they are for; how many. Two at once wait for each other."""
    with app.app_context():
        count = queue_due(today)
        db().commit()
        return count


def queue_due(today: date) -> int:
    """The same within a request, so that whoever is invited need not wait for a timer; the caller commits."""
    history.bump_ledger(db())
    found = reminders.due(db(), today)
    for one in found:
        queue(one)
    reminders.note_told(db(), WRITER, found)
    return len(found)


def queue(one: Reminder) -> None:
    """Put one mail into the outbox."""
    path = PATHS[one.about].format(subject=one.subject, method=one.method_id)
    letters.queue_in_all(one.email, SUBJECTS[one.about], "email/panel.txt", path, {"one": one})
