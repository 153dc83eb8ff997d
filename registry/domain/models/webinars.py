"""Webinars and coefficient clinics. All are public; what is not known of one is empty, and no day means that none is known."""

from datetime import date, datetime, time
from typing import Any

from sqlmodel import Field, SQLModel

from registry.domain.models.base import Texts, enum_column, json_column, utc_now
from registry.domain.webinar_terms import WebinarKind


class Webinar(SQLModel, table=True):
    """A webinar or clinic. Times are those of Finland; `material` are [{name, url}], `organisations` are those of the speakers.

    `source` says where what is written here was read.
    """

    id: str = Field(primary_key=True, max_length=80)
    kind: WebinarKind = Field(sa_column=enum_column(WebinarKind))
    title: Texts = Field(sa_column=json_column())
    description: Texts = Field(default_factory=dict, sa_column=json_column())
    held_on: date | None = Field(default=None, index=True)
    starts_at: time | None = None
    ends_at: time | None = None
    link: str | None = Field(default=None, max_length=500)
    themes: list[str] = Field(default_factory=list, sa_column=json_column())
    indicators: list[str] = Field(default_factory=list, sa_column=json_column())
    methods: list[str] = Field(default_factory=list, sa_column=json_column())
    organisations: list[str] = Field(default_factory=list, sa_column=json_column())
    material: list[dict[str, Any]] = Field(default_factory=list, sa_column=json_column())
    recording: str | None = Field(default=None, max_length=500)
    source: str | None = Field(default=None, max_length=500)
    source_url: str | None = Field(default=None, max_length=500)
    cancelled: bool = False
    version: int = 1
    saved_at: datetime = Field(default_factory=utc_now)
