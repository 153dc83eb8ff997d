"""The words of the panel's work: what a round goes through, what interests bar from voting, why a decision is made anew."""

from datetime import date
from enum import StrEnum
from typing import Final


class RoundState(StrEnum):
    """Where a round is. Votes are given in the first two; after that its result stands."""

    ROUND_1 = "round_1"
    ROUND_2 = "round_2"
    CLOSED = "closed"
    DECIDED = "decided"
    CANCELLED = "cancelled"


class RoundKind(StrEnum):
    """A full round, or a light one that looks only at what is new since a decision."""

    FULL = "full"
    LIGHT = "light"


class Background(StrEnum):
    """What a reviewer brings."""

    SCIENTIST = "scientist"
    PRACTITIONER = "practitioner"
    METHOD_OWNER = "method_owner"


class Interest(StrEnum):
    """Kinds of interest that a reviewer declares (after the G-I-N principles); the kinds are public, the free text is not."""

    DEVELOPER = "developer"
    PAID_TRAINER = "paid_trainer"
    AUTHOR = "author"
    FUNDER = "funder"
    REGION_EMPLOYEE = "region_employee"


class Cause(StrEnum):
    """Why a decision is made: for the first time, or in the place of an earlier one."""

    FIRST = "first"
    NEW_STUDY = "new_study"
    NEW_RULE = "new_rule"
    ERROR = "error"
    EXPIRY = "expiry"
    APPEAL = "appeal"


OPEN: Final = (RoundState.ROUND_1, RoundState.ROUND_2)
NEXT: Final[dict[RoundState, tuple[RoundState, ...]]] = {
    RoundState.ROUND_1: (RoundState.ROUND_2, RoundState.CANCELLED),
    RoundState.ROUND_2: (RoundState.CLOSED, RoundState.CANCELLED),
    RoundState.CLOSED: (RoundState.DECIDED, RoundState.CANCELLED),
    RoundState.DECIDED: (),
    RoundState.CANCELLED: (),
}
ALWAYS_BARS: Final = frozenset({Interest.DEVELOPER, Interest.PAID_TRAINER, Interest.AUTHOR, Interest.FUNDER})
"""A region's employee is barred too, unless the method is statutory or in use in over half of the regions."""
VALID_YEARS: Final = 3
APPEAL_DAYS: Final = 60
REPLY_DAYS: Final = 14
PHASES: Final = {RoundState.ROUND_1: 1, RoundState.ROUND_2: 2}
"""The phase in which votes are given, by state; none in the others."""


def last_day(state: RoundState, round_1_until: date, round_2_until: date) -> date | None:
    """The last day of a round's open phase; None where none is open."""
    return {RoundState.ROUND_1: round_1_until, RoundState.ROUND_2: round_2_until}.get(state)
