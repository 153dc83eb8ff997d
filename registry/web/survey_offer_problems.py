"""The words for what is wrong with the answer to methods that were named in the survey (see problems.py)."""

from typing import Final

from registry.web.i18n import mark as _

SURVEY_OFFER_WORDS: Final[dict[str, str]] = {
    "nothing_decided": _("Confirm or set aside at least one method."),
}
