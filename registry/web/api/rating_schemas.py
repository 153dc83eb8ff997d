"""The shapes of a method's ratings and revisions in the API's answers."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from registry.domain.panel import Advice
from registry.domain.review_terms import Background, Cause, Interest
from registry.domain.verdicts import Stands
from registry.domain.vocabulary import Certainty, Effect, Group, RatingClass, Size
from registry.web.api.schemas import Names, Out, RatingOut


class RecommendationOut(Out):
    """What a panel's votes from 1 to 9 came to for an indicator. With disagreement or without a quorum there is no recommendation."""

    indicator: str
    n: int
    median: float
    p30: float
    p70: float
    ipr: float
    ipras: float
    disagreement: bool
    recommendation: Advice | None
    valid_until: date


class PanelMember(Out):
    """Somebody who sat on the panel and the kinds of interest they declared; how they voted is nowhere. A redacted name is null."""

    name: str | None
    background: Background
    region: str | None
    interests: list[Interest]
    barred: bool = Field(description="Whether the interests barred the vote")


class DecisionOut(Out):
    """A decision as it was made; a newer one supersedes it and leaves it as it was."""

    id: int
    url: str = Field(description="Permanent")
    letter: RatingClass = Field(alias="class")
    group: Group
    effect: Effect
    size: Size | None
    certainty: Certainty | None
    standing: Stands
    decided_on: date
    valid_until: date
    n: int
    effects: dict[str, int] = Field(description="How many voted for each effect")
    cause: Cause
    departs: str | None = Field(description="Why the decision is not what the votes come to")
    recommendations: list[RecommendationOut]
    supersedes: int | None
    superseded_by: int | None
    panel: list[PanelMember]


class OutcomeRatings(Out):
    """An outcome with its rating today and its decisions, newest first; without any the rating is preliminary."""

    id: str
    name: Names
    main: bool
    rating: RatingOut
    panel_disagrees: bool = Field(
        description="Whether the newest panel that was asked gave no effect over half of its votes"
    )
    decisions: list[DecisionOut]


class MethodRatings(Out):
    """The ratings of a method by outcome."""

    method: str
    url: str
    outcomes: list[OutcomeRatings]


class RevisionOut(Out):
    """A revision of a method: when it was saved, by whom (a role or a command, never a name) and what was said of it."""

    number: int
    url: str = Field(description="Permanent")
    saved_at: datetime
    saved_by: Literal["editor", "system"]
    summary: str | None


class RevisionList(Out):
    """The revisions of a method, newest first."""

    method: str
    items: list[RevisionOut]
