"""People, their roles, how they come in, and the mail that waits to be sent.

No token is kept as it is: a digest is enough to know it again. Only a mail that waits holds a link, and loses it when it is sent.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from registry.domain.models.base import enum_column, json_column, utc_now
from registry.domain.permissions import Role


class Person(SQLModel, table=True):
    """Somebody who has accepted an invitation. Never deleted: what they did stays; their name can be redacted."""

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True, max_length=254)
    name: str = Field(max_length=120)
    password_hash: str | None = Field(default=None, max_length=200)
    active: bool = True
    created_at: datetime = Field(default_factory=utc_now)
    redacted_at: datetime | None = None


class RoleGrant(SQLModel, table=True):
    """A role of a person; a region editor's has its region, and only that."""

    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("person_id", "role", "region_slug"),
        Index(  # of two empty regions neither is the other to a database
            "ix_role_grant_without_region",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("region_slug IS NULL"),
            postgresql_where=text("region_slug IS NULL"),
        ),
        CheckConstraint("(role = 'region_editor') = (region_slug IS NOT NULL)", name="region_of_editor"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_column=enum_column(Role))
    region_slug: str | None = Field(default=None, foreign_key="region.slug", max_length=40)


class Invitation(SQLModel, table=True):
    """An invitation that waits: who and in which roles. The row goes when it is accepted or expires."""

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True, max_length=254)
    name: str = Field(max_length=120)
    grants: list[dict[str, Any]] = Field(sa_column=json_column())
    token_digest: str = Field(unique=True, max_length=64)
    created_at: datetime = Field(default_factory=utc_now)
    expires_at: datetime


class PasswordReset(SQLModel, table=True):
    """A way to choose a new password, once and for a short time."""

    __tablename__ = "password_reset"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_digest: str = Field(unique=True, max_length=64)
    created_at: datetime = Field(default_factory=utc_now)
    expires_at: datetime


class SignedIn(SQLModel, table=True):
    """A session: one browser of one person. Removing the row ends it."""

    __tablename__ = "signed_in"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_digest: str = Field(unique=True, max_length=64)
    created_at: datetime = Field(default_factory=utc_now)
    seen_at: datetime = Field(default_factory=utc_now)
    browser: str = Field(default="", max_length=200)


class SignInAttempt(SQLModel, table=True):
    """A failed attempt to sign in, kept for a day; account and address as digests."""

    __tablename__ = "sign_in_attempt"

    id: int | None = Field(default=None, primary_key=True)
    account: str = Field(index=True, max_length=64)
    address: str = Field(index=True, max_length=64)
    at: datetime = Field(default_factory=utc_now, index=True)


class Mail(SQLModel, table=True):
    """A mail in the outbox. `body` is emptied when it has been sent; while one sender has it, `claimed_until` keeps others away."""

    id: int | None = Field(default=None, primary_key=True)
    recipient: str = Field(max_length=254)
    subject: str = Field(max_length=200)
    body: str
    created_at: datetime = Field(default_factory=utc_now)
    sent_at: datetime | None = Field(default=None, index=True)
    claimed_until: datetime | None = None
    attempts: int = 0
    last_error: str | None = Field(default=None, max_length=400)
