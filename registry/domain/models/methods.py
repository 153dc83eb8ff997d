"""A method with its outcomes, links to indicators and evidence.

Texts in several languages are small JSON objects by language: they are read whole, and no query looks inside them.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, Relationship, SQLModel

from registry.domain.models.base import Texts, enum_column, json_column, utc_now
from registry.domain.vocabulary import Certainty, Effect, EvidenceKind, Link, Size, Standing, State

PARENT = {"lazy": "raise_on_sql"}


class Method(SQLModel, table=True):
    """One method of the catalogue; `id` is the kebab-case name it has everywhere."""

    id: str = Field(primary_key=True, max_length=80)
    state: State = Field(sa_column=enum_column(State, index=True))
    added: str = Field(max_length=7)
    updated: str = Field(max_length=7)
    name: Texts = Field(sa_column=json_column())
    name_translated: list[str] = Field(sa_column=json_column())
    themes: list[str] = Field(sa_column=json_column())
    lede: Texts = Field(sa_column=json_column())
    summary: Texts = Field(sa_column=json_column())
    keywords: dict[str, list[str]] = Field(sa_column=json_column())
    target_groups: list[str] = Field(sa_column=json_column())
    settings: list[str] = Field(sa_column=json_column())
    age_from: int | None = None
    age_to: int | None = None
    has_checked_evidence: bool
    details: dict[str, Any] = Field(sa_column=json_column())
    sections: Texts = Field(sa_column=json_column())
    version: int = 1
    recorded_at: datetime = Field(default_factory=utc_now)

    outcomes: list["Outcome"] = Relationship(
        back_populates="method", sa_relationship_kwargs=PARENT | {"order_by": "Outcome.position"}, cascade_delete=True
    )
    links: list["IndicatorLink"] = Relationship(
        back_populates="method",
        sa_relationship_kwargs=PARENT | {"order_by": "IndicatorLink.position"},
        cascade_delete=True,
    )
    evidence: list["EvidenceItem"] = Relationship(
        back_populates="method",
        sa_relationship_kwargs=PARENT | {"order_by": "EvidenceItem.position"},
        cascade_delete=True,
    )


class Outcome(SQLModel, table=True):
    """What a method was studied to change, rated on two axes; the class is derived from them (rating.py)."""

    __table_args__ = (
        Index(
            "ix_outcome_one_main", "method_id", unique=True, sqlite_where=text("main"), postgresql_where=text("main")
        ),
    )

    method_id: str = Field(primary_key=True, foreign_key="method.id", max_length=80)
    id: str = Field(primary_key=True, max_length=80)
    position: int
    name: Texts = Field(sa_column=json_column())
    main: bool
    effect: Effect = Field(sa_column=enum_column(Effect))
    size: Size | None = Field(default=None, sa_column=enum_column(Size, nullable=True))
    certainty: Certainty | None = Field(default=None, sa_column=enum_column(Certainty, nullable=True))
    plausible: bool = True
    standing: Standing = Field(default=Standing.PRELIMINARY, sa_column=enum_column(Standing))
    decision_id: int | None = Field(default=None, foreign_key="decision.id")
    decided_on: date | None = None
    valid_until: date | None = None
    reasons: list[dict[str, str]] = Field(sa_column=json_column())
    finding: Texts = Field(sa_column=json_column())
    figure: str | None = None
    figure_note: str | None = None

    method: Method = Relationship(back_populates="outcomes", sa_relationship_kwargs=PARENT)


class IndicatorLink(SQLModel, table=True):
    """That a method strengthens an indicator, through one of its outcomes and for a written reason."""

    __tablename__ = "indicator_link"
    __table_args__ = (
        ForeignKeyConstraint(["method_id", "outcome_id"], ["outcome.method_id", "outcome.id"]),
        UniqueConstraint("method_id", "indicator_code", "outcome_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    method_id: str = Field(foreign_key="method.id", index=True, max_length=80)
    position: int
    indicator_code: str = Field(foreign_key="indicator.code", index=True, max_length=2)
    link: Link = Field(sa_column=enum_column(Link))
    outcome_id: str = Field(max_length=80)
    why: str
    delay: str | None = None

    method: Method = Relationship(back_populates="links", sa_relationship_kwargs=PARENT)


class EvidenceItem(SQLModel, table=True):
    """One source of evidence with its finding in plain words and, where it has figures, as numbers for the interval plot."""

    __tablename__ = "evidence_item"

    id: int | None = Field(default=None, primary_key=True)
    method_id: str = Field(foreign_key="method.id", index=True, max_length=80)
    position: int
    kind: EvidenceKind = Field(sa_column=enum_column(EvidenceKind))
    source: str
    year: int | None = None
    finding: str
    rating: str | None = None
    citation: str | None = None
    url: str | None = None
    doi: str | None = None
    checked: bool
    figures: list[dict[str, Any]] = Field(sa_column=json_column())

    method: Method = Relationship(back_populates="evidence", sa_relationship_kwargs=PARENT)
