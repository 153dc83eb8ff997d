"""Experience reports of regions on methods: one a region and method, kept as a draft until the region publishes it.

Every published form is kept in `ExperienceVersion`; the report itself holds the newest text, published or not.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from registry.domain.experience_terms import Again, ReportState
from registry.domain.models.base import enum_column, json_column, utc_now


class ExperienceReport(SQLModel, table=True):
    """A region's report on a method. `answers` are the fields by name (`experience_input.py`).

    `published_number` is the version that the public sees (0 before the first), `again` what that one says, kept beside for counting.
    """

    __tablename__ = "experience_report"
    __table_args__ = (UniqueConstraint("region_slug", "method_id"),)

    id: int | None = Field(default=None, primary_key=True)
    region_slug: str = Field(foreign_key="region.slug", max_length=40)
    method_id: str = Field(foreign_key="method.id", index=True, max_length=80)
    state: ReportState = Field(sa_column=enum_column(ReportState, index=True))
    answers: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    again: Again | None = Field(default=None, sa_column=enum_column(Again, nullable=True))
    version: int = 0
    published_number: int = 0
    started_by: int | None = Field(default=None, foreign_key="person.id")
    saved_at: datetime = Field(default_factory=utc_now)
    published_at: datetime | None = None
    withdrawn_because: str | None = None


class ExperienceVersion(SQLModel, table=True):
    """A report as it was published once. Its text is never changed; the public sees the newest one.

    One with `withdrawn_at` was taken back, for the reason in `withdrawn_because`, and stays so when the report is published again.
    """

    __tablename__ = "experience_version"

    report_id: int = Field(primary_key=True, foreign_key="experience_report.id")
    number: int = Field(primary_key=True)
    answers: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    published_by: int | None = Field(default=None, foreign_key="person.id")
    published_at: datetime = Field(default_factory=utc_now)
    withdrawn_at: datetime | None = None
    withdrawn_because: str | None = None
