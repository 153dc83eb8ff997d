"""Experience reports: what a region has published, for anybody; a draft, a change that is not published yet and what was taken back, for few."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import and_
from sqlmodel import Session, col, select

from registry.domain import experience
from registry.domain.experience_input import words_in
from registry.domain.experience_list import IS_PUBLIC
from registry.domain.experience_terms import ReportState
from registry.domain.models import ExperienceReport, ExperienceVersion, Method
from registry.domain.permissions import NOBODY
from registry.search.kinds.kind import Kind, Made, Names, Thing, day_of, in_all, named, naming, written
from search_index import Document, Role, Text


def documents(session: Session, names: Names, ids: Collection[str] | None) -> Made:
    """A document of what is published, and one of what is written beside it. One query."""
    statement = select(ExperienceReport, ExperienceVersion).outerjoin(ExperienceVersion, IS_PUBLIC)
    statement = statement.where(named(col(ExperienceReport.id), ids)).order_by(col(ExperienceReport.id))
    for report, version in session.exec(statement):
        about = [
            *in_all(Role.NAME, names.methods.get(report.method_id)),
            *in_all(Role.TAGS, names.regions.get(report.region_slug)),
        ]
        public = report.state is ReportState.PUBLISHED and version is not None
        if public:
            yield True, _document(report, about, version.answers)
        if not public or report.answers != version.answers:
            yield False, _document(report, about, report.answers)


def _document(report: ExperienceReport, about: list[Text], answers: dict[str, Any]) -> Document:
    texts = [*about, *written(Role.SUMMARY, words_in(answers))]
    return Document(f"experience:{report.id}", "experience", tuple(texts))


def things(session: Session, ids: Sequence[str], condition: Any, private: bool) -> list[Thing]:
    """Reports as a list shows them: as published, or as they are written now. One query."""
    statement = (
        select(ExperienceReport, ExperienceVersion, Method.name)
        .join(Method, col(Method.id) == ExperienceReport.method_id)
        .outerjoin(ExperienceVersion, IS_PUBLIC)
        .where(named(col(ExperienceReport.id), ids), condition)
    )
    return [
        Thing(
            kind="experience",
            id=str(report.id),
            title=name,
            text={"fi": words_in(report.answers if private else version.answers)},
            day=day_of(report.saved_at if private else report.published_at),
            region=report.region_slug,
            place={"report_id": report.id, "method_id": report.method_id, "slug": report.region_slug},
            private=private,
        )
        for report, version, name in session.exec(statement)
        if private or version is not None
    ]


KIND: Final = Kind(
    name="experience",
    key=col(ExperienceReport.id),
    public=lambda: and_(experience.seen_by(NOBODY), col(ExperienceReport.state) == ReportState.PUBLISHED),
    private=experience.drafts_seen_by,
    documents=documents,
    things=things,
    about=lambda session, methods: naming(session, ExperienceReport.id, ExperienceReport.method_id, methods),
)
