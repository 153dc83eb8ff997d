"""Development proposals: what was proposed, each dated step with its answer, supporters, comments and attachments.

Nobody but members see a proposal until staff make it public (`is_public`); its steps' answers become public with it.
"""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from registry.domain.models.base import enum_column, utc_now
from registry.domain.proposal_terms import ProposalKind, ProposalSource, ProposalStatus


class Proposal(SQLModel, table=True):
    """A proposal. It is about a method, an indicator, the coefficient itself, or (with none of the three) a need without a method.

    One that came from an answer to the survey names the answer and its place among the answer's proposals.
    """

    __table_args__ = (UniqueConstraint("survey_answer_id", "survey_index"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: ProposalKind = Field(sa_column=enum_column(ProposalKind))
    title: str = Field(max_length=200)
    text: str
    method_id: str | None = Field(default=None, foreign_key="method.id", index=True, max_length=80)
    indicator_code: str | None = Field(default=None, foreign_key="indicator.code", index=True, max_length=2)
    about_coefficient: bool = False
    source: ProposalSource = Field(sa_column=enum_column(ProposalSource))
    source_note: str | None = Field(default=None, max_length=300)
    region_slug: str | None = Field(default=None, foreign_key="region.slug", index=True, max_length=40)
    status: ProposalStatus = Field(sa_column=enum_column(ProposalStatus, index=True))
    is_public: bool = False
    duplicate_of: int | None = Field(default=None, foreign_key="proposal.id")
    draft_method_id: str | None = Field(default=None, foreign_key="method.id", max_length=80)
    survey_answer_id: int | None = Field(default=None, foreign_key="survey_answer.id")
    survey_index: int | None = None
    sent_by: int | None = Field(default=None, foreign_key="person.id")
    sent_at: datetime = Field(default_factory=utc_now)
    version: int = 1


class ProposalStep(SQLModel, table=True):
    """A step of a proposal with the answer given to it. Never changed."""

    __tablename__ = "proposal_step"

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    status: ProposalStatus = Field(sa_column=enum_column(ProposalStatus))
    answer: str | None = None
    taken_on: date
    taken_by: int | None = Field(default=None, foreign_key="person.id")
    taken_at: datetime = Field(default_factory=utc_now)


class ProposalSupporter(SQLModel, table=True):
    """That somebody supports a proposal, in the name of their region where they edit one."""

    __tablename__ = "proposal_supporter"

    proposal_id: int = Field(primary_key=True, foreign_key="proposal.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    region_slug: str | None = Field(default=None, foreign_key="region.slug", max_length=40)
    since: datetime = Field(default_factory=utc_now)


class ProposalComment(SQLModel, table=True):
    """What a member said of a proposal; seen by members. Never changed."""

    __tablename__ = "proposal_comment"

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    text: str
    written_by: int | None = Field(default=None, foreign_key="person.id")
    written_at: datetime = Field(default_factory=utc_now)


class ProposalAttachment(SQLModel, table=True):
    """A file sent with a proposal. Its bytes lie in the data directory, in `attachments`, under their SHA-256."""

    __tablename__ = "proposal_attachment"
    __table_args__ = (UniqueConstraint("proposal_id", "digest"),)

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    name: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    size: int
    digest: str = Field(max_length=64)
    added_by: int | None = Field(default=None, foreign_key="person.id")
    added_at: datetime = Field(default_factory=utc_now)
