"""What a database is: real, or a demo of made-up things. The mark lies in the database itself and cannot be put on one that holds anything."""

from typing import Any, Final

from sqlmodel import Session, select

from registry.domain.errors import Conflict
from registry.domain.models import AdoptionEntry, Event, Installation, Invitation, Method, Person

_SOMETHING: Final[tuple[Any, ...]] = (Event.id, Method.id, Person.id, Invitation.id, AdoptionEntry.id)


def is_demo(session: Session) -> bool:
    """Whether what regions and people say in this database is made up. One query."""
    return bool(session.exec(select(Installation.demo).where(Installation.id == 1)).first())


def is_empty(session: Session) -> bool:
    """Whether nothing has ever been done here."""
    return not any(session.exec(select(column).limit(1)).first() is not None for column in _SOMETHING)


def mark_demo(session: Session) -> None:
    """Say for good that this database is a demo; the caller commits. Raises Conflict where it is not empty."""
    if is_demo(session):
        return
    if not is_empty(session):
        raise Conflict("a database that holds something cannot become a demo")
    session.add(Installation(id=1, demo=True))
    session.flush()


def demand_demo(session: Session) -> None:
    """Raises Conflict where made-up things have no place."""
    if not is_demo(session):
        raise Conflict("this database is not a demo")
