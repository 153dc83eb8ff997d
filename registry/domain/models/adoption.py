"""The ledger of adoption and abandonment: entries and confirmations, only ever added; and the spans that are worked out of them.

An entry is never changed but for one thing: an administrator may redact its note (history.Redaction says that and why).
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from registry.domain.models.base import enum_column, json_column, utc_now
from registry.domain.statuses import ExitHow, MismatchKind, Precision, Replacement, Source, Status


class AdoptionEntry(SQLModel, table=True):
    """What one region said of one method. `number` counts the entries of the pair from 1, so that of two at once only one fits.

    `corrects` is the number of an earlier entry that this one stands in the place of, which happens to an entry once at most; one that
    `withdraws` takes it out and puts nothing there.
    """

    __tablename__ = "adoption_entry"
    __table_args__ = (
        UniqueConstraint("region_slug", "method_id", "number"),
        UniqueConstraint("region_slug", "method_id", "corrects"),
        CheckConstraint("coverage BETWEEN 0 AND 100", name="coverage_is_percent"),
        CheckConstraint(
            "(replacement IS NOT NULL AND replacement = 'method') = (replaced_by IS NOT NULL)", name="replaced"
        ),
        CheckConstraint("NOT withdraws OR corrects IS NOT NULL", name="withdraws_what"),
        Index("ix_adoption_entry_method_id", "method_id"),
        Index("ix_adoption_entry_recorded_at", "recorded_at"),
        Index("ix_adoption_entry_region_slug_recorded_at", "region_slug", "recorded_at", "method_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    region_slug: str = Field(foreign_key="region.slug", max_length=40)
    method_id: str = Field(foreign_key="method.id", max_length=80)
    number: int
    status: Status = Field(sa_column=enum_column(Status))
    since: date
    precision: Precision = Field(sa_column=enum_column(Precision))
    coverage: int | None = None
    exit_how: ExitHow | None = Field(default=None, sa_column=enum_column(ExitHow, nullable=True))
    exit_why: list[str] = Field(default_factory=list, sa_column=json_column())
    replacement: Replacement | None = Field(default=None, sa_column=enum_column(Replacement, nullable=True))
    replaced_by: str | None = Field(default=None, foreign_key="method.id", max_length=80)
    note: str | None = None
    source: Source = Field(sa_column=enum_column(Source))
    source_url: str | None = Field(default=None, max_length=500)
    corrects: int | None = None
    withdraws: bool = False
    recorded_by: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime = Field(default_factory=utc_now)


class AdoptionConfirmation(SQLModel, table=True):
    """That a region said on a day that an entry still holds."""

    __tablename__ = "adoption_confirmation"
    __table_args__ = (Index("ix_adoption_confirmation_entry_id_confirmed_on", "entry_id", "confirmed_on"),)

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="adoption_entry.id")
    confirmed_on: date
    recorded_by: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime = Field(default_factory=utc_now)


class AdoptionSpan(SQLModel, table=True):
    """From when until when an entry holds (`until` is the first day it no longer does, None where it still does).

    Worked out of the entries by `replay` in the transaction that adds one, so that any past day is one look-up. Never the last word:
    `adoption.rebuild_spans` makes all of them again.
    """

    __tablename__ = "adoption_span"
    __table_args__ = (
        Index("ix_adoption_span_day", "since", "until", "region_slug", "status", "method_id"),
        Index("ix_adoption_span_open", "until", "region_slug", "status", "method_id", "since"),
        Index("ix_adoption_span_pair", "region_slug", "method_id", "since"),
        Index("ix_adoption_span_method_id", "method_id", "since"),
    )

    entry_id: int = Field(primary_key=True, foreign_key="adoption_entry.id")
    region_slug: str = Field(max_length=40)
    method_id: str = Field(max_length=80)
    status: Status = Field(sa_column=enum_column(Status))
    since: date
    until: date | None = None


class MismatchAnswer(SQLModel, table=True):
    """Why a region knows of something the registry points out, and until when it need not be told again. Not public."""

    __tablename__ = "mismatch_answer"
    __table_args__ = (Index("ix_mismatch_answer_pair", "region_slug", "method_id", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    region_slug: str = Field(foreign_key="region.slug", max_length=40)
    method_id: str = Field(foreign_key="method.id", max_length=80)
    entry_id: int = Field(foreign_key="adoption_entry.id")
    kind: MismatchKind = Field(sa_column=enum_column(MismatchKind))
    because: str | None
    silent_until: date
    recorded_by: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime = Field(default_factory=utc_now)


class RegionContact(SQLModel, table=True):
    """Whom to ask in a region: a role mailbox, never a person's own address."""

    __tablename__ = "region_contact"

    region_slug: str = Field(primary_key=True, foreign_key="region.slug", max_length=40)
    mailbox: str = Field(max_length=254)
