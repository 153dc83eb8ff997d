"""The words for what is wrong with an appeal or its answer (see problems.py)."""

from typing import Final

from registry.web.i18n import mark as _

APPEAL_WORDS: Final[dict[str, str]] = {
    "who.missing": _("Tell who asks: a person or an organisation."),
    "contact.missing": _("Give an e-mail address that the answer can be sent to."),
    "contact.not_a_mailbox": _("Write an e-mail address, such as hyte@example.fi. You wrote %(typed)s."),
    "grounds.missing": _("Tell what is wrong with the decision and why."),
    "grounds.too_late": _("A new look could be asked for until %(day)s. What is new since then, tell the editors."),
    "grounds.too_many": _(
        "Too many requests from the same place. Wait %(minutes)s minutes; what you wrote is kept here."
    ),
    "answer.missing": _("Write the answer."),
    "answer.answered": _("Somebody has answered this already."),
}
