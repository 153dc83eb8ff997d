"""The versions of webinars and recommendations: each save keeps the whole, so that nothing typed is lost."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from registry.domain.models.base import json_column, utc_now


class SavedVersion(SQLModel, table=True):
    """A webinar or recommendation (`kind`, `subject`) as it was saved for the `number`th time; `saved_by` is the key of an actor."""

    __tablename__ = "saved_version"

    kind: str = Field(primary_key=True, max_length=40)
    subject: str = Field(primary_key=True, max_length=80)
    number: int = Field(primary_key=True)
    document: dict[str, Any] = Field(sa_column=json_column())
    saved_by: str = Field(max_length=80)
    saved_at: datetime = Field(default_factory=utc_now)
