"""Recording what happened: an event for people, an outbox row for the index, a new number for the caches. All in the caller's transaction."""

from typing import Any, Final

from sqlalchemy import update
from sqlmodel import Session, select

from registry.domain.models import CatalogueVersion, Event, IndexOutbox

CATALOGUE: Final = 1
LEDGER: Final = 2


def record(session: Session, actor: str, action: str, kind: str, subject: str, **details: Any) -> None:
    """Write down that `actor` did `action` to a thing, and let index and caches know."""
    session.add(Event(actor=actor, action=action, kind=kind, subject=subject, details=details))
    session.add(IndexOutbox(kind=kind, subject=subject))
    bump_catalogue(session)


def note(session: Session, actor: str, action: str, kind: str, subject: str, **details: Any) -> None:
    """Write down something that changes neither the catalogue nor what is searched."""
    session.add(Event(actor=actor, action=action, kind=kind, subject=subject, details=details))


def searched(session: Session, kind: str, subject: str) -> None:
    """Let the index know that something other than the catalogue must be read anew: a proposal, a report, a webinar."""
    session.add(IndexOutbox(kind=kind, subject=subject))


def bump_catalogue(session: Session) -> None:
    """Give the catalogue its next number; concurrent writers queue on the row."""
    _bump(session, CATALOGUE)


def bump_ledger(session: Session) -> None:
    """Give the ledger of adoption its next number; concurrent writers queue on the row."""
    _bump(session, LEDGER)


def _bump(session: Session, which: int) -> None:
    statement = update(CatalogueVersion).where(CatalogueVersion.id == which).values(number=CatalogueVersion.number + 1)  # type: ignore[arg-type]
    if session.connection().execute(statement).rowcount == 0:
        session.add(CatalogueVersion(id=which, number=1))
        session.flush()


def numbers(session: Session) -> tuple[int, int]:
    """The numbers of the catalogue and of the ledger as this transaction sees them; 0 before the first change. One query."""
    found = dict(session.exec(select(CatalogueVersion.id, CatalogueVersion.number)).all())
    return found.get(CATALOGUE, 0), found.get(LEDGER, 0)


def catalogue_number(session: Session) -> int:
    """The number of the catalogue as this transaction sees it."""
    return numbers(session)[0]
