"""What was decided of an outcome and recommended for an indicator, with what went before and after it. Only ever added to."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from registry.domain.models.base import enum_column, json_column, utc_now
from registry.domain.panel import Advice
from registry.domain.review_terms import Cause
from registry.domain.vocabulary import Certainty, Effect, Size


class Decision(SQLModel, table=True):
    """The rating of an outcome as it was decided; the class is derived from the axes. A newer one supersedes it and leaves it as it was.

    `effects` is how many voted for each effect; `departs` says why the decision is not what the panel's votes come to.
    """

    __table_args__ = (Index("ix_decision_outcome", "method_id", "outcome_id"),)

    id: int | None = Field(default=None, primary_key=True)
    method_id: str = Field(foreign_key="method.id", max_length=80)
    outcome_id: str = Field(max_length=80)
    round_id: int | None = Field(default=None, foreign_key="review_round.id", index=True)
    effect: Effect = Field(sa_column=enum_column(Effect))
    size: Size | None = Field(default=None, sa_column=enum_column(Size, nullable=True))
    certainty: Certainty | None = Field(default=None, sa_column=enum_column(Certainty, nullable=True))
    plausible: bool = True
    decided_on: date
    valid_until: date
    cause: Cause = Field(sa_column=enum_column(Cause))
    supersedes: int | None = Field(default=None, foreign_key="decision.id")
    n: int
    effects: dict[str, int] = Field(sa_column=json_column())
    departs: str | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime = Field(default_factory=utc_now)


class Recommendation(SQLModel, table=True):
    """What the panel's 1-9 votes of a round come to for a method and an indicator. With disagreement there is no `advice`."""

    __tablename__ = "panel_recommendation"
    __table_args__ = (Index("ix_panel_recommendation_method_id", "method_id", "indicator_code"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="review_round.id", index=True)
    method_id: str = Field(foreign_key="method.id", max_length=80)
    indicator_code: str = Field(foreign_key="indicator.code", max_length=2)
    n: int
    median: float
    p30: float
    p70: float
    ipr: float
    ipras: float
    disagreement: bool
    advice: Advice | None = Field(default=None, sa_column=enum_column(Advice, nullable=True))
    has_quorum: bool
    decided_on: date


class OwnerReply(SQLModel, table=True):
    """The owner's right of reply before a class of G is published: asked when, until when, and what they said (shown)."""

    __tablename__ = "owner_reply"

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="review_round.id", unique=True)
    asked_on: date
    due_on: date
    reply: str | None = None
    replied_on: date | None = None


class Appeal(SQLModel, table=True):
    """A request for a new look at a decision, within 60 days; the clock and the answer are public, the contact is not."""

    __table_args__ = (CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", name="answered"),)

    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(foreign_key="decision.id", index=True)
    who: str = Field(max_length=200)
    contact: str = Field(max_length=254)
    grounds: str
    received_on: date
    answer: str | None = None
    answered_on: date | None = None
    answered_by: int | None = Field(default=None, foreign_key="person.id")


class MethodRevision(SQLModel, table=True):
    """A method as it was saved, whole, so that any state can be read, compared and brought back."""

    __tablename__ = "method_revision"

    method_id: str = Field(primary_key=True, foreign_key="method.id", max_length=80)
    number: int = Field(primary_key=True)
    document: dict[str, object] = Field(sa_column=json_column())
    summary: str | None = Field(default=None, max_length=400)
    saved_by: str = Field(max_length=200)
    saved_at: datetime = Field(default_factory=utc_now)
