"""The HYTE status survey: rounds, the regions' answers with every earlier form of each, submissions, and what became of answers.

A round keeps its own copy of its definition, so that a changed file never changes what was asked.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from registry.domain.models.base import Texts, enum_column, json_column, utc_now
from registry.domain.survey_terms import Handling, SurveyState


class SurveyRound(SQLModel, table=True):
    """A round of the survey. `definition` is `content/surveys/<key>.yaml` as it was when the round was opened."""

    __tablename__ = "survey_round"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=40)
    title: Texts = Field(sa_column=json_column())
    definition: dict[str, Any] = Field(sa_column=json_column())
    state: SurveyState = Field(sa_column=enum_column(SurveyState, index=True))
    opens_on: date | None = None
    closes_on: date | None = None
    made_up: bool = False
    version: int = 1


class SurveyAnswer(SQLModel, table=True):
    """A region's newest answer to one question. `indicator_code` is "" where the question is not asked by indicator.

    `value` is {"choice": id} / {"choices": [id]} / {"text": words} / {"level": 0-4, "text": words} / {"methods": [id], "text": words} /
    {"proposals": [{"kind", "title", "text"}]}.
    """

    __tablename__ = "survey_answer"
    __table_args__ = (UniqueConstraint("round_id", "region_slug", "question", "indicator_code"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="survey_round.id", index=True)
    region_slug: str = Field(foreign_key="region.slug", max_length=40)
    question: str = Field(max_length=80)
    indicator_code: str = Field(default="", max_length=2)
    value: dict[str, Any] = Field(sa_column=json_column())
    version: int = 1
    saved_by: int | None = Field(default=None, foreign_key="person.id")
    saved_at: datetime = Field(default_factory=utc_now)


class SurveyAnswerVersion(SQLModel, table=True):
    """An answer as somebody saved it once. Never changed."""

    __tablename__ = "survey_answer_version"

    answer_id: int = Field(primary_key=True, foreign_key="survey_answer.id")
    number: int = Field(primary_key=True)
    value: dict[str, Any] = Field(sa_column=json_column())
    saved_by: int | None = Field(default=None, foreign_key="person.id")
    saved_at: datetime = Field(default_factory=utc_now)


class SurveySubmission(SQLModel, table=True):
    """That a region handed its answers in, or staff gave them back to be mended. The newest row holds. Never changed."""

    __tablename__ = "survey_submission"

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="survey_round.id", index=True)
    region_slug: str = Field(foreign_key="region.slug", max_length=40)
    handed_in: bool
    note: str | None = None
    done_by: int | None = Field(default=None, foreign_key="person.id")
    done_at: datetime = Field(default_factory=utc_now)


class SurveyHandling(SQLModel, table=True):
    """What became of a method that a region named in its answers: an entry of the ledger (`entry_id`), or set aside. Once a method."""

    __tablename__ = "survey_handling"
    __table_args__ = (UniqueConstraint("round_id", "region_slug", "method_id"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="survey_round.id", index=True)
    region_slug: str = Field(foreign_key="region.slug", max_length=40)
    method_id: str = Field(foreign_key="method.id", max_length=80)
    what: Handling = Field(sa_column=enum_column(Handling))
    entry_id: int | None = Field(default=None, foreign_key="adoption_entry.id")
    done_by: int | None = Field(default=None, foreign_key="person.id")
    done_at: datetime = Field(default_factory=utc_now)
