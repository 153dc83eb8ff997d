"""Mails about support: to the staff when a region asks, to whoever asked when it is taken up. They tell no wish, only where to read it."""

from collections.abc import Mapping
from typing import Final

from flask import render_template

from registry.domain import mail, support
from registry.domain.models import SupportRequest
from registry.domain.models.base import Texts
from registry.domain.vocabulary import Language
from registry.web import i18n, letters
from registry.web.database import db
from registry.web.i18n import mark as _

ASKED: Final = _("A county asks for support")
TAKEN: Final = _("Your request for support has been taken up")


def queue_asked(made: SupportRequest, method: Texts, region: Texts) -> None:
    """Tell all editors that a region asks."""
    for name, address in support.editors(db()):
        values = {"name": name, "method": method, "region": region}
        _queue(address, ASKED, "email/support_asked.txt", made, values)


def queue_taken(taken: SupportRequest, method: Texts | None) -> None:
    """Tell whoever asked, where they are still in use."""
    if known := support.asker(db(), taken):
        _queue(known[1], TAKEN, "email/support_taken.txt", taken, {"name": known[0], "method": method})


def _queue(address: str, subject: str, template: str, about: SupportRequest, values: Mapping[str, object]) -> None:
    texts, subjects = [], []
    for language in Language:
        with letters.in_language(language):
            texts.append(render_template(template, link=letters.link_to(f"/tuki/{about.id}", language), **values))
            subjects.append(i18n.gettext(subject))
    mail.queue(db(), address, " / ".join(subjects), letters.PARTED.join(texts))
