"""The words for what is wrong with a webinar or a recommendation (see problems.py)."""

from typing import Final

from registry.web.i18n import mark as _

WEBINAR_WORDS: Final[dict[str, str]] = {
    "title_fi.missing": _("Write the title in Finnish."),
    "issuer_fi.missing": _("Tell in Finnish who gives the recommendation."),
    "finding_fi.missing": _("Tell in Finnish what it recommends."),
    "finnish_first": _("Write this in Finnish, too: it is shown where another language is missing."),
    "kind.missing": _("Choose what it is."),
    "scope.missing": _("Choose whom it is given for."),
    "held_on.not_a_day": _("Give the whole day, such as 1.12.2026. You wrote %(typed)s."),
    "day_for_time": _("A time needs its day."),
    "start_for_end": _("Tell when it begins, for you told when it ends."),
    "end_before_start": _("The end, %(typed)s, must be after the beginning, %(start)s."),
    "not_a_clock": _("Write the time as 9.30 or 9:30. You wrote %(typed)s."),
    "not_a_year": _("Write the year with four digits, such as 2024. You wrote %(typed)s."),
    "material.no_name": _("Write the name before the address, on the same line. You wrote %(typed)s."),
}
