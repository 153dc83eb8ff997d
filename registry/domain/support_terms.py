"""The words of support: for adopting (EPIS) or giving up (after Niven 2015), and the phases of each."""

from enum import StrEnum
from typing import Final


class Direction(StrEnum):
    """What a region asks to be helped with."""

    ADOPT = "adopt"
    GIVE_UP = "give_up"


class SupportState(StrEnum):
    """Where a request is."""

    ASKED = "asked"
    TAKEN = "taken"
    DONE = "done"
    CANCELLED = "cancelled"


class Phase(StrEnum):
    """Phases of a checklist: the four of EPIS for adopting, the six of giving up."""

    EXPLORATION = "exploration"
    PREPARATION = "preparation"
    IMPLEMENTATION = "implementation"
    SUSTAINMENT = "sustainment"
    IDENTIFY = "identify"
    PRIORITISE = "prioritise"
    BARRIERS = "barriers"
    REPLACE = "replace"
    COMMUNICATE = "communicate"
    FOLLOW_UP = "follow_up"


PHASES: Final[dict[Direction, tuple[Phase, ...]]] = {
    Direction.ADOPT: (Phase.EXPLORATION, Phase.PREPARATION, Phase.IMPLEMENTATION, Phase.SUSTAINMENT),
    Direction.GIVE_UP: (
        Phase.IDENTIFY, Phase.PRIORITISE, Phase.BARRIERS, Phase.REPLACE, Phase.COMMUNICATE, Phase.FOLLOW_UP,
    ),
}  # fmt: skip
OPEN: Final = frozenset({SupportState.ASKED, SupportState.TAKEN})
ENDED: Final = frozenset({SupportState.DONE, SupportState.CANCELLED})
"""States that a request is still worked on in, and those that it stays in."""
