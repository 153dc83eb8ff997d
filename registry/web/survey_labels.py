"""The words for the vocabulary of surveys (see labels.py)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from registry.domain.survey_results import Place
from registry.domain.survey_terms import Handling, QuestionKind, SurveyState
from registry.web.i18n import mark as _

SURVEY_LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {
    Place: {
        Place.ABOVE: _("above the middle half"),
        Place.WITHIN: _("within the middle half"),
        Place.BELOW: _("below the middle half"),
    },
    SurveyState: {
        SurveyState.DRAFT: _("not open yet"),
        SurveyState.OPEN: _("open for answers"),
        SurveyState.CLOSED: _("closed"),
    },
    QuestionKind: {
        QuestionKind.CHOICE: _("one to choose"),
        QuestionKind.CHOICES: _("several to choose"),
        QuestionKind.TEXT: _("free text"),
        QuestionKind.MATURITY: _("maturity level"),
        QuestionKind.METHODS: _("methods"),
        QuestionKind.PROPOSALS: _("proposals"),
    },
    Handling: {
        Handling.CONFIRMED: _("confirmed as an entry"),
        Handling.SET_ASIDE: _("set aside"),
    },
}
