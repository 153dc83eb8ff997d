"""The mail that reminds a region's editor of a round of the survey: in all languages, with a link to the region's answers."""

from typing import Final

from flask import render_template

from registry.domain import mail
from registry.domain.survey_reminders import Reminder
from registry.domain.vocabulary import Language
from registry.web import i18n, letters
from registry.web.database import db
from registry.web.i18n import mark as _

SUBJECT: Final = _("Your region’s answers to the HYTE status survey are waited for")


def queue(one: Reminder) -> None:
    """Put the mail into the outbox; the caller commits."""
    texts, subjects = [], []
    for language in Language:
        with letters.in_language(language):
            link = letters.link_to(f"/hyte-status/{one.key}/{one.region}", language)
            texts.append(render_template("email/survey.txt", one=one, link=link))
            subjects.append(i18n.gettext(SUBJECT))
    mail.queue(db(), one.email, " / ".join(subjects), letters.PARTED.join(texts))
