"""The days of a story in the log of events: what the domain writes down now happened then."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Final

from sqlalchemy import event
from sqlmodel import Session

from registry.domain.models import Event

NOON: Final = time(12, tzinfo=UTC)


@contextmanager
def dated(session: Session, on: date) -> Iterator[None]:
    """Let the log of events have the day of the story for what happens inside."""

    def date_back(_session: Session, *_rest: object) -> None:
        for row in session.new:
            if isinstance(row, Event):
                row.at = datetime.combine(on, NOON)

    event.listen(session, "before_flush", date_back)
    try:
        yield
        session.flush()
    finally:
        event.remove(session, "before_flush", date_back)
