"""The words of adoption and abandonment, and which may follow which.

The statuses are EPIS (exploration, preparation, implementation, sustainment; Aarons et al. 2011) with the exits. How a method is given up
follows Norton & Chambers 2020 (doi 10.1186/s13012-019-0960-9), why follows McKay et al. 2018 (PMC6175194) with reasons of administration added.
"""

from enum import StrEnum
from typing import Final


class Status(StrEnum):
    """What a region does with a method. No entry means that nothing is known."""

    EXPLORING = "exploring"
    PREPARING = "preparing"
    PILOTING = "piloting"
    IN_USE = "in_use"
    SUSTAINED = "sustained"
    PHASING_OUT = "phasing_out"
    ABANDONED = "abandoned"
    REJECTED = "rejected"


class ExitHow(StrEnum):
    """How a method is given up."""

    REPLACE = "replace"
    REMOVE = "remove"
    REDUCE = "reduce"
    RESTRICT = "restrict"


class ExitWhy(StrEnum):
    """Why a method is given up; several may hold."""

    NOT_EFFECTIVE = "not_effective"
    HARMFUL = "harmful"
    BETTER_METHOD = "better_method"
    NOT_NEEDED = "not_needed"
    FUNDING_ENDED = "funding_ended"
    STAFF_LOST = "staff_lost"
    POLITICAL_DECISION = "political_decision"
    POOR_FIT = "poor_fit"
    MERGED = "merged"


class Replacement(StrEnum):
    """What came in the place of a method that was given up."""

    METHOD = "method"
    OTHER = "other"
    NOTHING = "nothing"


class Source(StrEnum):
    """Where an entry comes from."""

    REGION_EDITOR = "region_editor"
    SURVEY_ANSWER = "survey_answer"
    PUBLIC_PAGE = "public_page"


class Precision(StrEnum):
    """How exactly the day is known from which an entry holds."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class MismatchKind(StrEnum):
    """Two things the registry points out, in neutral words."""

    LEAST_BENEFICIAL_IN_USE = "least_beneficial_in_use"
    GOOD_METHOD_LOST = "good_method_lost"


BEFORE_USE: Final = (Status.EXPLORING, Status.PREPARING)
IN_USE: Final = (Status.PILOTING, Status.IN_USE, Status.SUSTAINED)
LEAVING: Final = (Status.PHASING_OUT, Status.ABANDONED)
"""The exits from use; they say how and why."""

_STARTS: Final = (Status.EXPLORING, Status.PREPARING, Status.PILOTING, Status.IN_USE)
_FROM_USE: Final = (*_STARTS, *LEAVING, Status.REJECTED)
MOVES: Final[dict[Status | None, tuple[Status, ...]]] = {
    None: (*_STARTS, Status.REJECTED),
    Status.EXPLORING: (*_STARTS, Status.REJECTED),
    Status.PREPARING: (*_STARTS, Status.REJECTED),
    Status.PILOTING: _FROM_USE,
    Status.IN_USE: (*_FROM_USE, Status.SUSTAINED),
    Status.SUSTAINED: (*_FROM_USE, Status.SUSTAINED),
    Status.PHASING_OUT: (*_STARTS, *LEAVING),
    Status.ABANDONED: _STARTS,
    Status.REJECTED: _STARTS,
}
"""What may follow what. The same status again is an entry of a new coverage; an exit is mended by a correction, not repeated."""

MAY_BE_AHEAD: Final = (Status.PREPARING, Status.PHASING_OUT)
MONTHS_AHEAD: Final = 12
ABOUT_EFFECT: Final = frozenset({ExitWhy.NOT_EFFECTIVE, ExitWhy.HARMFUL, ExitWhy.BETTER_METHOD})
STALE_AFTER_MONTHS: Final = 12
"""An entry that nobody has confirmed for so long is asked about."""
