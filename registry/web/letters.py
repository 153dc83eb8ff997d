"""Mails: their words from templates/email/, their links, and their way into the outbox.

A link is made from the service's own address and never from what the request calls it: anybody can ask for somebody else's mail.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from flask import current_app, g, render_template

from registry.domain import mail
from registry.domain.accounts import Invited, sorted_grants
from registry.domain.models import Appeal, Region
from registry.domain.vocabulary import Language
from registry.web import i18n
from registry.web.database import db
from registry.web.i18n import mark as _

INVITATION: Final = _("Invitation to the registry of HYTE methods")
RESET: Final = _("A new password for the registry of HYTE methods")
ANSWERED: Final = _("Your request for a new look has been answered")
PARTED: Final = "\n\n" + "-" * 40 + "\n\n"


def link_to(path: str, language: Language) -> str:
    """The full address of a path in a language."""
    base: str = current_app.config["SETTINGS"].public_url
    return base + i18n.path_in(language, path)


def queue_invitation(invited: Invited, token: str, regions: dict[str, Region]) -> None:
    """Put the mail with an invitation's link into the outbox, in all languages: it is not known what the person reads."""
    roles = [(grant.role, regions.get(grant.region or "")) for grant in sorted_grants(invited.grants)]
    values = {"invited": invited, "roles": roles}
    queue_in_all(invited.email, INVITATION, "email/invitation.txt", f"/kutsu/{token}", values)


def queue_reset(email: str, name: str, token: str) -> None:
    """Put the mail with the link for a new password into the outbox, in the language of the page where it was asked for."""
    link = link_to(f"/salasana/{token}", i18n.current_language())
    mail.queue(db(), email, i18n.gettext(RESET), render_template("email/reset.txt", name=name, link=link))


def queue_answer(appeal: Appeal, method: Mapping[str, str]) -> None:
    """Tell whoever asked for a new look that it was answered, in all languages, with the link of the decision where the answer stands."""
    values = {"appeal": appeal, "method": method}
    queue_in_all(appeal.contact, ANSWERED, "email/appeal_answer.txt", f"/paatokset/{appeal.decision_id}", values)


def queue_in_all(address: str, subject: str, template: str, path: str, values: Mapping[str, object]) -> None:
    """Put a mail into the outbox in all languages, each with the link to `path` in it; the caller commits."""
    texts, subjects = [], []
    for language in Language:
        with in_language(language):
            texts.append(render_template(template, link=link_to(path, language), **values))
            subjects.append(i18n.gettext(subject))
    mail.queue(db(), address, " / ".join(subjects), PARTED.join(texts))


@contextmanager
def in_language(language: Language) -> Iterator[None]:
    """Say what is inside in a language, whatever that of the request is."""
    before, g.language = i18n.current_language(), language
    yield
    g.language = before
