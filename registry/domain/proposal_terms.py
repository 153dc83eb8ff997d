"""The words of the proposal log: what a proposal is for, where it came from, and which step may follow which."""

from enum import StrEnum
from typing import Final


class ProposalKind(StrEnum):
    """What is proposed."""

    NEW_METHOD = "new_method"
    METHOD_CHANGE = "method_change"
    INDICATOR_CHANGE = "indicator_change"
    COEFFICIENT_CHANGE = "coefficient_change"
    NEED = "need"
    STOP_METHOD = "stop_method"


class ProposalSource(StrEnum):
    """Where a proposal came from."""

    STAFF = "staff"
    REGION = "region"
    REVIEWER = "reviewer"
    SURVEY = "survey"


class ProposalStatus(StrEnum):
    """Where a proposal is."""

    RECEIVED = "received"
    UNDER_REVIEW = "under_review"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IN_PROGRESS = "in_progress"
    DONE = "done"


MOVES: Final[dict[ProposalStatus, frozenset[ProposalStatus]]] = {
    ProposalStatus.RECEIVED: frozenset({ProposalStatus.UNDER_REVIEW, ProposalStatus.ACCEPTED, ProposalStatus.DECLINED}),
    ProposalStatus.UNDER_REVIEW: frozenset({ProposalStatus.ACCEPTED, ProposalStatus.DECLINED}),
    ProposalStatus.ACCEPTED: frozenset({ProposalStatus.IN_PROGRESS, ProposalStatus.DONE, ProposalStatus.DECLINED}),
    ProposalStatus.IN_PROGRESS: frozenset({ProposalStatus.DONE, ProposalStatus.DECLINED}),
    ProposalStatus.DECLINED: frozenset({ProposalStatus.UNDER_REVIEW}),
    ProposalStatus.DONE: frozenset(),
}
"""Which status may follow which; each step is dated and has an answer."""
