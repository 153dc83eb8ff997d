"""The words for the vocabulary of supports (see labels.py)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from registry.domain.support_terms import Direction, Phase, SupportState
from registry.web.i18n import mark as _

SUPPORT_LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {
    Direction: {
        Direction.ADOPT: _("taking a method into use"),
        Direction.GIVE_UP: _("giving a method up"),
    },
    SupportState: {
        SupportState.ASKED: _("waits to be taken up"),
        SupportState.TAKEN: _("under way"),
        SupportState.DONE: _("brought to its end"),
        SupportState.CANCELLED: _("broken off"),
    },
    Phase: {
        Phase.EXPLORATION: _("Exploration"),
        Phase.PREPARATION: _("Preparation"),
        Phase.IMPLEMENTATION: _("Implementation"),
        Phase.SUSTAINMENT: _("Sustainment"),
        Phase.IDENTIFY: _("Identify what to give up"),
        Phase.PRIORITISE: _("Put in order"),
        Phase.BARRIERS: _("Find the barriers"),
        Phase.REPLACE: _("Replace"),
        Phase.COMMUNICATE: _("Tell"),
        Phase.FOLLOW_UP: _("Follow up"),
    },
}
