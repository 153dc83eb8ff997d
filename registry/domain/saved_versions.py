"""What webinars and recommendations share: writers that wait for each other, versions that are kept, and links that lead somewhere."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, String, cast, update
from sqlmodel import Session, col, select

from registry.domain.errors import Conflict, Invalid
from registry.domain.models import Indicator, Method, NationalRecommendation, SavedVersion, Theme, Webinar

Row = TypeVar("Row", Webinar, NationalRecommendation)


def take(session: Session, table: type[Row], key: str, seen: int | None) -> Row | None:
    """The row to be changed, with its next version; None where there is none yet.

    `seen` is the version that the writer had before them (0: none). Raises Conflict where there is another by now.
    """
    turn = update(table).where(col(table.id) == key).values(version=table.version + 1)
    if seen is not None:
        turn = turn.where(col(table.version) == seen)  # a refused writer moves nothing
    moved = session.connection().execute(turn).rowcount  # before reading: it makes writers wait for each other
    row = session.get(table, key, populate_existing=True)
    now = row.version - moved if row else 0
    if seen is not None and seen != now:
        raise Conflict(f"{key} has version {now}, not {seen}")
    return row


def keep(session: Session, kind: str, row: Row, document: dict[str, Any], saved_by: str) -> None:
    """Keep what was saved, whole."""
    kept = SavedVersion(
        kind=kind, subject=row.id, number=row.version, document=document, saved_by=saved_by, saved_at=row.saved_at
    )
    session.add(kept)


def document(session: Session, kind: str, subject: str, number: int) -> dict[str, Any]:
    """What was saved as a version; nothing where there is no such version."""
    found = session.get(SavedVersion, (kind, subject, number))
    return found.document if found else {}


def of(session: Session, kind: str, subject: str) -> Sequence[SavedVersion]:
    """All versions, newest first."""
    statement = select(SavedVersion).where(SavedVersion.kind == kind, SavedVersion.subject == subject)
    return session.exec(statement.order_by(col(SavedVersion.number).desc())).all()


def names(column: Any, value: str) -> ColumnElement[bool]:
    """Whether a JSON list of ids has one, in words that both databases know. Ids have no signs that JSON writes otherwise."""
    return cast(column, String).contains(f'"{value}"', autoescape=True)


def strangers(
    session: Session, *, methods: Collection[str] = (), indicators: Collection[str] = (), themes: Collection[str] = ()
) -> list[Invalid]:
    """A problem for each method, indicator and theme that does not exist. A query for each kind that is named."""
    asked: tuple[tuple[str, Any, Collection[str]], ...] = (
        ("themes", Theme.id, themes),
        ("indicators", Indicator.code, indicators),
        ("methods", Method.id, methods),
    )
    found = []
    for field, key, wanted in asked:
        known = set(session.exec(select(key).where(col(key).in_(wanted)))) if wanted else set()
        found += [Invalid(field, "not_a_choice", typed=one) for one in wanted if one not in known]
    return found
