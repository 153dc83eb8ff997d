"""Support: what a region asked for, the steps of its checklist, dated notes of both sides, and checklists that staff adapted to a method."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from registry.domain.models.base import enum_column, json_column, utc_now
from registry.domain.support_terms import Direction, Phase, SupportState

IS_OPEN: Final = text("state IN ('asked', 'taken')")


class SupportRequest(SQLModel, table=True):
    """A region asks for help in adopting a method or in giving it up. Seen by the region and by staff."""

    __tablename__ = "support_request"
    __table_args__ = (
        Index(  # of two that ask at once one comes second
            "ix_support_request_open",
            "region_slug",
            "method_id",
            "direction",
            unique=True,
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    region_slug: str = Field(foreign_key="region.slug", index=True, max_length=40)
    method_id: str = Field(foreign_key="method.id", index=True, max_length=80)
    direction: Direction = Field(sa_column=enum_column(Direction))
    state: SupportState = Field(sa_column=enum_column(SupportState, index=True))
    wish: str
    asked_by: int | None = Field(default=None, foreign_key="person.id")
    asked_at: datetime = Field(default_factory=utc_now)
    taken_by: int | None = Field(default=None, foreign_key="person.id")
    taken_at: datetime | None = None
    ended_at: datetime | None = None
    ended_because: str | None = None
    version: int = 1


class SupportStep(SQLModel, table=True):
    """A step of a request's checklist. One that is taken out stays, with `removed_at`."""

    __tablename__ = "support_step"

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="support_request.id", index=True)
    phase: Phase = Field(sa_column=enum_column(Phase))
    position: int
    text: str
    done_at: datetime | None = None
    done_by: int | None = Field(default=None, foreign_key="person.id")
    removed_at: datetime | None = None


class SupportNote(SQLModel, table=True):
    """A dated note of the region or of staff. Never changed."""

    __tablename__ = "support_note"

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="support_request.id", index=True)
    held_on: date
    text: str
    by_staff: bool
    written_by: int | None = Field(default=None, foreign_key="person.id")
    written_at: datetime = Field(default_factory=utc_now)


class SupportChecklist(SQLModel, table=True):
    """The steps that staff have adapted to one method, in the place of the general ones: [{phase, text}], whole; a row a version."""

    __tablename__ = "support_checklist"
    __table_args__ = (UniqueConstraint("method_id", "direction", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    method_id: str = Field(foreign_key="method.id", max_length=80)
    direction: Direction = Field(sa_column=enum_column(Direction))
    steps: list[dict[str, Any]] = Field(default_factory=list, sa_column=json_column())
    version: int = 1
    saved_by: int | None = Field(default=None, foreign_key="person.id")
    saved_at: datetime = Field(default_factory=utc_now)
