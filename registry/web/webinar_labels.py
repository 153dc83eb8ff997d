"""The words for the vocabulary of webinars and recommendations (see labels.py)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from registry.domain.recommendation_terms import RecommendationScope
from registry.domain.webinar_terms import WebinarKind
from registry.web.i18n import mark as _

WEBINAR_LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {
    WebinarKind: {WebinarKind.WEBINAR: _("webinar"), WebinarKind.CLINIC: _("coefficient clinic")},
    RecommendationScope: {
        RecommendationScope.NATIONAL: _("national recommendation"),
        RecommendationScope.INTERNATIONAL: _("international guideline"),
    },
}
