"""What can be taken out of experience reports: all that is written in words in one, in what is kept now and in every published version.

Numbers, choices and tags stay, and so does that the report was published and when.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from registry.domain import experience, history
from registry.domain.experience_input import without_words, words_in
from registry.domain.models import ExperienceReport, ExperienceVersion, Method, Region
from registry.domain.models.base import Texts


def found(session: Session, *which: Any) -> Iterator[tuple[int, str, Texts, Texts, datetime]]:
    """Number, text, region, method and day of the reports that hold words, newest first. Two queries."""
    statement: Any = (
        select(ExperienceReport, Region.short, Method.name)
        .join(Region, col(Region.slug) == ExperienceReport.region_slug)
        .join(Method, col(Method.id) == ExperienceReport.method_id)
        .where(*which)
        .order_by(col(ExperienceReport.id).desc())
    )
    rows = session.exec(statement).all()
    said: dict[int, list[str]] = {}
    numbers = [report.id for report, *_rest in rows]
    published: Any = select(ExperienceVersion).where(col(ExperienceVersion.report_id).in_(numbers))
    for version in session.exec(published.order_by(col(ExperienceVersion.number).desc())):
        said.setdefault(version.report_id, []).extend((words_in(version.answers), version.withdrawn_because or ""))
    for report, region, method in rows:
        texts = [words_in(report.answers), *said.get(report.id, ()), report.withdrawn_because or ""]
        text = "\n\n".join(dict.fromkeys(one for one in texts if one))
        if text:
            yield report.id, text, region, method, report.saved_at


def empty(session: Session, report_id: int) -> None:
    """Take the words out of a report and its versions. Whoever has the form open now meets a conflict and not an overwriting."""
    own = update(ExperienceReport).where(col(ExperienceReport.id) == report_id)  # takes the row before it is read
    own = own.values(version=ExperienceReport.version + 1).execution_options(synchronize_session=False)
    session.connection().execute(own)
    report = session.get_one(ExperienceReport, report_id, populate_existing=True)
    report.answers, report.withdrawn_because = without_words(report.answers), None
    published = select(ExperienceVersion).where(ExperienceVersion.report_id == report_id)
    for version in session.exec(published.execution_options(populate_existing=True)):
        version.answers, version.withdrawn_because = without_words(version.answers), None
    history.searched(session, experience.KIND, str(report_id))
    session.flush()
