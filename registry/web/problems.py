"""The words for what the domain would not take: `Invalid(field, code, values)` in the reader's language.

A feature adds its table here: code, or `field.code` where the words depend on the field. Values are put in by name.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from registry.domain.errors import Invalid
from registry.web.account_problems import ACCOUNT_WORDS
from registry.web.appeal_problems import APPEAL_WORDS
from registry.web.ballot_problems import BALLOT_WORDS
from registry.web.editing_problems import EDITING_WORDS
from registry.web.experience_problems import EXPERIENCE_WORDS
from registry.web.i18n import gettext
from registry.web.i18n import mark as _
from registry.web.labels import label
from registry.web.proposal_problems import PROPOSAL_WORDS
from registry.web.rendering import day, local
from registry.web.review_problems import REVIEW_WORDS
from registry.web.sheet_problems import SHEET_WORDS
from registry.web.support_problems import SUPPORT_WORDS
from registry.web.survey_offer_problems import SURVEY_OFFER_WORDS
from registry.web.survey_problems import SURVEY_WORDS
from registry.web.webinar_problems import WEBINAR_WORDS

ADOPTION_WORDS: Final[dict[str, str]] = {
    "missing": _("Fill in this field."),
    "not_a_choice": _("Choose one of the list. You sent %(typed)s."),
    "not_a_date": _("Write the day as 1.11.2026, the month as 11/2026 or the year as 2026. You wrote %(typed)s."),
    "no_such_month": _("A year has 12 months. You wrote %(typed)s."),
    "no_such_day": _("That month has %(days)s days. You wrote %(typed)s."),
    "year_out_of_range": _("The year must be between %(first)s and %(last)s. You wrote %(typed)s."),
    "since.missing": _("Tell from which day this holds."),
    "since.in_future": _(
        "This status cannot begin in the future; only “preparing” and “phasing out” may lie ahead. You wrote %(day)s."
    ),
    "since.too_far_ahead": _("The day may be at most 12 months ahead, that is %(last)s. You wrote %(day)s."),
    "since.before_previous": _(
        "The day is before the previous entry, which holds from %(previous)s. If that one is wrong, correct it."
    ),
    "since.after_next": _(
        "The day is after the next entry, which holds from %(next)s. If that one is wrong, correct it first."
    ),
    "status.missing": _("Choose a status."),
    "status.move_not_allowed": _("“%(status)s” cannot follow “%(previous)s”."),
    "status.no_start": _("“%(status)s” cannot be the first entry: record first since when the method was in use."),
    "status.leaves_no_start": _(
        "Without this entry the next one, “%(status)s”, would have no beginning. Correct the later entry first."
    ),
    "status.breaks_next": _(
        "The entry after this one would no longer fit: “%(status)s” cannot follow “%(previous)s”. Correct the later entry first."
    ),
    "coverage.not_a_whole_number": _("Coverage is a whole number from 0 to 100. You wrote %(typed)s."),
    "coverage.out_of_percent": _("Coverage can be from 0 to 100 %%. You wrote %(typed)s."),
    "exit_how.missing": _("Tell how you give the method up."),
    "exit_why.missing": _("Choose at least one reason."),
    "replaced_by.missing": _("Tell what comes in its place, or choose another way of giving up."),
    "replaced_by.unknown_method": _("There is no such method in the registry: %(typed)s."),
    "replaced_by.itself": _("A method cannot be replaced by itself."),
    "mailbox.not_a_mailbox": _("Write an e-mail address, such as hyte@example.fi. You wrote %(typed)s."),
    "mailbox.of_a_person": _("This is the address of a person. Give a role mailbox that several people read."),
    "because.missing": _("Tell shortly why you know of this."),
    "silent_until.missing": _("Tell until which day this need not be shown."),
    "silent_until.not_ahead": _("The day must be after today and at the latest %(last)s. You wrote %(day)s."),
    "reason.missing": _("Tell why this is taken out."),
    "reason.too_short": _("Tell the reason in at least %(least)s characters."),
    "reason.repeats": _("The reason repeats what is taken out. Tell it in other words."),
    "oneself": _("You cannot take out yourself. Ask another administrator."),
    "not_an_address": _("Write a full address that begins with https://. You wrote %(typed)s."),
    "too_long": _("The text is too long: at most %(most)s characters. You wrote %(length)s."),
}
TABLES: Final = (
    ADOPTION_WORDS,
    ACCOUNT_WORDS,
    APPEAL_WORDS,
    BALLOT_WORDS,
    EDITING_WORDS,
    EXPERIENCE_WORDS,
    PROPOSAL_WORDS,
    REVIEW_WORDS,
    SHEET_WORDS,
    SUPPORT_WORDS,
    SURVEY_OFFER_WORDS,
    SURVEY_WORDS,
    WEBINAR_WORDS,
)
"""One table a feature. No key stands in two of them: the words of one feature would be said by another."""
WORDS: Final[dict[str, str]] = {key: words for table in TABLES for key, words in table.items()}


def words_of(problem: Invalid) -> str:
    """What is wrong, as a sentence. An unknown code is a fault of ours and raises KeyError."""
    return gettext(_message(problem), **{name: _shown(value) for name, value in problem.values.items()})


def in_english(problem: Invalid) -> str:
    """What is wrong, for the command line."""
    values = {name: value["en"] if isinstance(value, Mapping) else value for name, value in problem.values.items()}
    return _message(problem) % values


def _message(problem: Invalid) -> str:
    kind = problem.field.partition("_")[0]  # `effect_12` is the effect of the twelfth question
    return WORDS.get(f"{problem.field}.{problem.code}") or WORDS.get(f"{kind}.{problem.code}") or WORDS[problem.code]


def _shown(value: object) -> object:
    if isinstance(value, date):
        return day(value)
    if isinstance(value, StrEnum):
        return label(value)
    return local(value) if isinstance(value, Mapping) else value
