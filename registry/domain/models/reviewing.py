"""Rounds of the panel: what is asked, who was invited, what they declared and voted. Votes are never shown one by one.

A ballot may be written in pieces until it is handed in; after that it stands. Decisions, replies and appeals are in `decisions.py`.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from registry.domain.models.base import Texts, enum_column, json_column, utc_now
from registry.domain.review_terms import Background, RoundKind, RoundState


class ReviewerProfile(SQLModel, table=True):
    """What a reviewer brings, so that a panel can be put together; `region_slug` is where they work, None for no region."""

    __tablename__ = "reviewer_profile"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    background: Background = Field(sa_column=enum_column(Background))
    region_slug: str | None = Field(default=None, foreign_key="region.slug", max_length=40)


class ReviewRound(SQLModel, table=True):
    """A round of the panel about one method. `method_version` is the revision that the reviewers read."""

    __tablename__ = "review_round"

    id: int | None = Field(default=None, primary_key=True)
    method_id: str = Field(foreign_key="method.id", index=True, max_length=80)
    method_version: int
    kind: RoundKind = Field(sa_column=enum_column(RoundKind))
    state: RoundState = Field(sa_column=enum_column(RoundState, index=True))
    question: str
    statutory: bool = False
    proposing_region: str | None = Field(default=None, foreign_key="region.slug", max_length=40)
    round_1_until: date
    round_2_until: date
    opened_by: int | None = Field(default=None, foreign_key="person.id")
    opened_at: datetime = Field(default_factory=utc_now)
    closed_at: datetime | None = None


class RoundItem(SQLModel, table=True):
    """Something to vote on: an outcome on the two axes, or an indicator from 1 to 9. `name` is kept as it was when the round was opened."""

    __tablename__ = "round_item"
    __table_args__ = (
        UniqueConstraint("round_id", "outcome_id", "indicator_code"),
        CheckConstraint("(outcome_id IS NULL) <> (indicator_code IS NULL)", name="one_thing"),
    )

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="review_round.id", index=True)
    position: int
    outcome_id: str | None = Field(default=None, max_length=80)
    indicator_code: str | None = Field(default=None, foreign_key="indicator.code", max_length=2)
    name: Texts = Field(sa_column=json_column())
    plausible: bool = True


class RoundReviewer(SQLModel, table=True):
    """A reviewer in a round: what they declared, and whether it bars the vote (decided when they declared, and kept)."""

    __tablename__ = "round_reviewer"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="review_round.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    background: Background = Field(sa_column=enum_column(Background))
    region_slug: str | None = Field(default=None, foreign_key="region.slug", max_length=40)
    invited_at: datetime = Field(default_factory=utc_now)
    declared_at: datetime | None = None
    interests: list[str] = Field(default_factory=list, sa_column=json_column())
    interest_note: str | None = None
    barred: bool = False


class Ballot(SQLModel, table=True):
    """What one reviewer answers in one phase: by item, effect, size, certainty or score, each with a reason. Handed in once."""

    __table_args__ = (UniqueConstraint("reviewer_id", "phase"), CheckConstraint("phase IN (1, 2)", name="two_phases"))

    id: int | None = Field(default=None, primary_key=True)
    reviewer_id: int = Field(foreign_key="round_reviewer.id", index=True)
    phase: int
    answers: dict[str, dict[str, Any]] = Field(default_factory=dict, sa_column=json_column())
    comment: str | None = None
    version: int = 0
    saved_at: datetime = Field(default_factory=utc_now)
    submitted_at: datetime | None = None
