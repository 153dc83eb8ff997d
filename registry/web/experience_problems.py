"""The words for what is wrong with an experience report (see problems.py)."""

from typing import Final

from registry.web.i18n import mark as _

EXPERIENCE_WORDS: Final[dict[str, str]] = {
    "not_a_count": _("Write a whole number, such as 1 200. You wrote %(typed)s."),
    "reach_numerator.more_than_all": _("More were reached than there are: at most %(all)s. Check both numbers."),
    "reach_denominator.none_of_none": _("The number of all cannot be 0. Leave it empty where it is not known."),
    "cost_year.missing": _("Tell which year the sum is of, or leave the sum out."),
    "cost_source.missing": _("Tell where the sum comes from, or leave the sum out."),
    "again.missing": _("Tell whether you would do it again."),
    "again_why.no_text": _("Write something in at least one of the texts: a sentence is enough."),
    "reason.not_said": _("Tell why the report is taken back."),
}
