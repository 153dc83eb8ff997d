"""What happened: the append-only log of events, and what keeps the search index and the caches true."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from registry.domain.models.base import json_column, utc_now


class Event(SQLModel, table=True):
    """Something somebody did. Never changed, never deleted; `details` holds what a reader needs to follow it."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=utc_now, index=True)
    actor: str = Field(max_length=200)
    action: str = Field(max_length=60)
    kind: str = Field(max_length=40, index=True)
    subject: str = Field(max_length=120, index=True)
    details: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())


class IndexOutbox(SQLModel, table=True):
    """A thing whose search document must be made again: written with the change itself, removed when the index has it."""

    __tablename__ = "index_outbox"

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=40)
    subject: str = Field(max_length=120)


class CatalogueVersion(SQLModel, table=True):
    """A row that grows with every change, so that a cache knows by one small query whether it still holds: 1 the catalogue, 2 the ledger."""

    __tablename__ = "catalogue_version"

    id: int = Field(default=1, primary_key=True)
    number: int = 0


class Redaction(SQLModel, table=True):
    """That an administrator took a text or a name out of the record: which, when and why. What happened stays."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=40)
    subject: str = Field(max_length=120)
    reason: str = Field(max_length=400)
    redacted_by: int | None = Field(default=None, foreign_key="person.id")
    redacted_at: datetime = Field(default_factory=utc_now)


class Installation(SQLModel, table=True):
    """One row that says what this database is. A `demo` holds made-up things, says so on every page, and can never become a real one."""

    id: int = Field(default=1, primary_key=True)
    demo: bool = False


class ImportedFile(SQLModel, table=True):
    """The state of a content file when it was last imported, so that edits made since in the web are not overwritten."""

    __tablename__ = "imported_file"

    path: str = Field(primary_key=True, max_length=200)
    digest: str = Field(max_length=64)
    at: datetime = Field(default_factory=utc_now)


class EmptySearch(SQLModel, table=True):
    """A search that found nothing, counted: the words alone, no person, no time of day."""

    __tablename__ = "empty_search"

    words: str = Field(primary_key=True, max_length=120)
    language: str = Field(primary_key=True, max_length=2)
    count: int = 1
    last_month: str = Field(max_length=7)
