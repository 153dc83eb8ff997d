"""The words for what is wrong with an answer of the survey or a round of it (see problems.py)."""

from typing import Final

from registry.web.i18n import mark as _

SURVEY_WORDS: Final[dict[str, str]] = {
    "answers.not_open": _("The round takes no answers now. What you wrote is below; it is not saved."),
    "answers.handed_in": _(
        "The answers have been handed in. What you wrote is below; it is not saved. The staff can give them back."
    ),
    "not_a_text": _("This is not a text that can be kept."),
    "too_many_named": _("There may be at most %(most)s here."),
    "proposal_unfinished": _("Give each proposal its kind and its title."),
    "definition.missing": _("Choose what is asked."),
    "opens_on.missing": _("Give the first day."),
    "closes_on.missing": _("Give the last day."),
    "closes_on.not_ahead_of": _("The last day must be after the first one, %(other)s. You wrote %(day)s."),
    "state.not_open": _("The round is closed already."),
    "opened_meanwhile": _("This round has been opened already. It is in the list above; what you wrote is below."),
    "round_changed": _(
        "Somebody changed the round meanwhile. The page shows it as it is now: look, and send again if it still holds."
    ),
    "reminder.not_open": _("The round is not open, and nobody can answer."),
    "reminder.already_today": _("The regions have been reminded today already. Try tomorrow."),
    "reminder.nobody": _("There is nobody to remind: every region with an editor has handed in."),
    "region.not_handed_in": _("The region’s answers are not handed in now."),
    "why.missing": _("Tell the region what to mend."),
}
