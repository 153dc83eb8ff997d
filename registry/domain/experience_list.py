"""Reading experience reports: the published ones by method, region and answer, their versions, and what a region has of its own.

What is published is read as columns of the version that the public sees. Only reports on published methods are listed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as columns_of
from sqlmodel import Session, col, select

from registry.domain import experience, permissions
from registry.domain.experience_terms import Again, Eric, ReportState
from registry.domain.models import ExperienceReport, ExperienceVersion, Method
from registry.domain.permissions import Action, Actor
from registry.domain.vocabulary import State


@dataclass(frozen=True, slots=True)
class Published:
    """A report as the public sees it; `number` is its version."""

    id: int
    region: str
    method: str
    number: int
    published_at: datetime
    answers: Mapping[str, Any]

    @property
    def again(self) -> Again:
        """Whether the region would do it again; every published report says so."""
        return Again(self.answers["again"])

    @property
    def helped(self) -> list[Eric]:
        """What helped, as tags."""
        return [Eric(tag) for tag in self.answers.get("helped", ())]


def listed(
    session: Session,
    *,
    methods: Collection[str] = (),
    regions: Collection[str] = (),
    again: Collection[Again] = (),
    offset: int = 0,
    limit: int | None = None,
) -> list[Published]:
    """Published reports, newest first; only those of `methods`, `regions` and `again` where any are given. One query."""
    statement: Any = columns_of(*_COLUMNS).join(ExperienceVersion, IS_PUBLIC)
    statement = _narrowed(statement, methods, regions, again)
    statement = statement.order_by(col(ExperienceReport.published_at).desc(), col(ExperienceReport.id).desc())
    rows = session.connection().execute(statement.offset(offset).limit(limit))
    return [Published(*row) for row in rows]


def count(
    session: Session,
    *,
    methods: Collection[str] = (),
    regions: Collection[str] = (),
    again: Collection[Again] = (),
) -> int:
    """How many `listed` there are. One query."""
    statement = _narrowed(columns_of(func.count(col(ExperienceReport.id))), methods, regions, again)
    return int(session.connection().execute(statement).scalar_one())


def count_again(session: Session, *, methods: Collection[str] = (), regions: Collection[str] = ()) -> dict[Again, int]:
    """How many `listed` there are for each answer to "would you do it again". One query."""
    key = col(ExperienceReport.again)
    statement = _narrowed(columns_of(key, func.count()).group_by(key), methods, regions, ())
    return {Again(value): number for value, number in session.connection().execute(statement)}


def versions(session: Session, actor: Actor, report: ExperienceReport) -> Sequence[ExperienceVersion]:
    """A report as it was published each time, newest first; those taken back for those who may see them. One query."""
    statement = select(ExperienceVersion).where(ExperienceVersion.report_id == report.id)
    if not experience.may_see_withdrawn(actor, report):
        statement = statement.where(col(ExperienceVersion.withdrawn_at).is_(None))
    return session.exec(statement.order_by(col(ExperienceVersion.number).desc())).all()


def published_since(
    session: Session, *, methods: Collection[str] = (), regions: Collection[str] = (), limit: int
) -> list[Published]:
    """Every publication of what is public now, earlier versions too, newest first; none that was taken back. One query."""
    own = (col(ExperienceVersion.report_id) == col(ExperienceReport.id)) & col(ExperienceVersion.withdrawn_at).is_(None)
    statement = _narrowed(columns_of(*_COLUMNS).join(ExperienceVersion, own), methods, regions, ())
    columns = (ExperienceVersion.published_at, ExperienceVersion.report_id, ExperienceVersion.number)
    statement = statement.order_by(*(col(column).desc() for column in columns))
    return [Published(*row) for row in session.connection().execute(statement.limit(limit))]


def of_region(session: Session, actor: Actor, region: str) -> Sequence[ExperienceReport]:
    """All that a region has written, whatever its state, newest first. One query. Raises NotAllowed."""
    permissions.demand(actor, Action.SEE_REGIONS_DESK, region)
    statement = select(ExperienceReport).where(ExperienceReport.region_slug == region)
    return session.exec(
        statement.order_by(col(ExperienceReport.saved_at).desc(), col(ExperienceReport.id).desc())
    ).all()


def waiting(session: Session, actor: Actor, limit: int) -> Sequence[ExperienceReport]:
    """Drafts that were never published and that somebody may read, newest first. One query, or none for who may read none."""
    if not permissions.may(actor, Action.READ_EXPERIENCE_DRAFTS) and not actor.regions:
        return ()
    statement = select(ExperienceReport).where(
        ExperienceReport.state == ReportState.DRAFT, experience.drafts_seen_by(actor)
    )
    order = (col(ExperienceReport.saved_at).desc(), col(ExperienceReport.id).desc())
    return session.exec(statement.order_by(*order).limit(limit)).all()


_COLUMNS: tuple[Any, ...] = (
    ExperienceReport.id,
    ExperienceReport.region_slug,
    ExperienceReport.method_id,
    ExperienceVersion.number,
    ExperienceVersion.published_at,
    ExperienceVersion.answers,
)
IS_PUBLIC: Any = (col(ExperienceVersion.report_id) == col(ExperienceReport.id)) & (
    col(ExperienceVersion.number) == col(ExperienceReport.published_number)
)
"""Which version of a report the public sees, as a condition of SQL."""


def _narrowed(statement: Any, methods: Collection[str], regions: Collection[str], again: Collection[Again]) -> Any:
    others = columns_of(col(Method.id)).where(col(Method.state) != State.PUBLISHED)
    statement = statement.where(
        col(ExperienceReport.state) == ReportState.PUBLISHED, col(ExperienceReport.method_id).not_in(others)
    )
    for column, chosen in (
        (ExperienceReport.method_id, methods),
        (ExperienceReport.region_slug, regions),
        (ExperienceReport.again, again),
    ):
        if chosen:
            statement = statement.where(col(column).in_(chosen))
    return statement
