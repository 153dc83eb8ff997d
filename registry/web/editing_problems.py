"""The words for what is wrong with a method as it was typed (see problems.py)."""

from typing import Final

from registry.web.i18n import mark as _

EDITING_WORDS: Final[dict[str, str]] = {
    "text_too_long": _("The text is too long: at most %(most)s characters."),
    "not_a_number": _("Write a number, such as 12 or 0.77. You wrote %(typed)s."),
    "number_out_of_range": _("This number cannot be right. You wrote %(typed)s."),
    "not_a_slug": _("Write only small letters a–z, figures and hyphens between them. You wrote %(typed)s."),
    "not_a_doi": _("Write the DOI as 10.1002/14651858.CD012424, without https. You wrote %(typed)s."),
    "not_a_month": _("Write the year and month as 2026-11. You wrote %(typed)s."),
    "not_one_line": _("This text must be one paragraph."),
    "languages_missing": _(
        "Write the Swedish and English texts first: only a draft may lack them. They are marked as missing."
    ),
    "heading_in_section": _("A section cannot hold a heading that begins with ##. Use ### or bold."),
    "age_downwards": _("The first age must be the smaller one."),
    "cost_without_source": _("A cost with a figure needs its year, and its source or address."),
    "certainty_and_effect": _("Give the certainty where the effect has been studied, and only there."),
    "size_without_effect": _("Only a benefit or a harm has a size."),
    "half_interval": _("Give both ends of the interval, or neither."),
    "value_without_measure": _("Choose the measure of the value."),
    "value_outside_interval": _("The value must lie between the ends of its interval."),
    "checked_without_source": _("A checked source needs a DOI, an address or a full citation."),
    "figures_unchecked": _("Figures are shown of checked sources only. Check the text, or take out the figures."),
    "same_outcome_twice": _("Two outcomes have the same short name."),
    "one_main_outcome": _("Exactly one outcome must be the main one."),
    "least_beneficial_unchecked": _("“No effect” and “harmful” need at least one checked source."),
    "unknown_outcome": _("Write the short name of one of the outcomes above. You wrote %(typed)s."),
    "mention_without_address": _("What goes into the ledger needs the address of its page."),
    "mention_precision": _("The day and how exactly it is known do not agree."),
    "mention_day": _("Write the day as 2026-11-01, the month as 2026-11 or the year as 2026."),
    "unknown_method": _("There is no such method in the registry: %(typed)s."),
    "source_twice": _("This source is there already: %(typed)s. Put its other figures under the same source."),
    "link_twice": _("This link is there already: %(typed)s."),
    "missing_of_least_beneficial": _(
        "A least beneficial method says what to do instead, or that nothing comes in its place."
    ),
    "method_there_already": _("There is a method with this short name already: %(typed)s."),
    "decided_left_out": _(
        "The panel has decided of this outcome, so it cannot be left out: %(typed)s. Keep its short name as it was."
    ),
    "saved_meanwhile": _("Somebody saved this method meanwhile. Look at the newest version, then do this again."),
}
