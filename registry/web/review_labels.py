"""The words for the panel's vocabulary (see labels.py): rounds, reviewers, interests, causes, recommendations, the states of a method."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from registry.domain.panel import Advice
from registry.domain.review_terms import Background, Cause, Interest, RoundKind, RoundState
from registry.domain.vocabulary import State
from registry.web.i18n import mark as _

REVIEW_LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {
    RoundState: {
        RoundState.ROUND_1: _("first phase"),
        RoundState.ROUND_2: _("second phase"),
        RoundState.CLOSED: _("closed, to be decided"),
        RoundState.DECIDED: _("decided"),
        RoundState.CANCELLED: _("cancelled"),
    },
    RoundKind: {
        RoundKind.FULL: _("full round"),
        RoundKind.LIGHT: _("light round: what is new"),
    },
    Background: {
        Background.SCIENTIST: _("scientist"),
        Background.PRACTITIONER: _("practitioner"),
        Background.METHOD_OWNER: _("owner of a method"),
    },
    Interest: {
        Interest.DEVELOPER: _("developer or licence holder of the method"),
        Interest.PAID_TRAINER: _("paid trainer of the method"),
        Interest.AUTHOR: _("author of a study that is rated"),
        Interest.FUNDER: _("funder of the method or its study"),
        Interest.REGION_EMPLOYEE: _("employee of a region that has adopted or dropped the method"),
    },
    Cause: {
        Cause.FIRST: _("first decision"),
        Cause.NEW_STUDY: _("new study"),
        Cause.NEW_RULE: _("new rule"),
        Cause.ERROR: _("an error was mended"),
        Cause.EXPIRY: _("the validity ended"),
        Cause.APPEAL: _("an appeal"),
    },
    Advice: {
        Advice.ADOPT: _("adopt"),
        Advice.JUDGE_LOCALLY: _("judge locally"),
        Advice.ABANDON: _("give up"),
    },
    State: {
        State.DRAFT: _("draft"),
        State.PUBLISHED: _("published"),
        State.RETIRED: _("retired"),
    },
}
