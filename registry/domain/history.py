"""Recording what happened: an event for people, an outbox row for the index, a new number for the caches. All in the caller's transaction."""

from typing import Any

from sqlalchemy import update
from sqlmodel import Session, select

from registry.domain.models import CatalogueVersion, Event, IndexOutbox


def record(session: Session, actor: str, action: str, kind: str, subject: str, **details: Any) -> None:
    """Write down that `actor` did `action` to a thing, and let index and caches know."""
    session.add(Event(actor=actor, action=action, kind=kind, subject=subject, details=details))
    session.add(IndexOutbox(kind=kind, subject=subject))
    bump_catalogue(session)


def bump_catalogue(session: Session) -> None:
    """Give the catalogue its next number; concurrent writers queue on the row."""
    statement = update(CatalogueVersion).where(CatalogueVersion.id == 1).values(number=CatalogueVersion.number + 1)  # type: ignore[arg-type]
    if session.connection().execute(statement).rowcount == 0:
        session.add(CatalogueVersion(id=1, number=1))
        session.flush()


def catalogue_number(session: Session) -> int:
    """The number of the catalogue as this transaction sees it; 0 before the first change."""
    return session.exec(select(CatalogueVersion.number)).first() or 0
