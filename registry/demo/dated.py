"""The days of a story in the log of events: what the domain writes down now happened then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Final

from sqlalchemy import event
from sqlmodel import Session

from registry.domain.models import Event

NOON: Final = time(12, tzinfo=UTC)


def _leave(_row: object, _at: datetime, _is_new: bool) -> None:
    """Other rows keep the moment that they were written at."""


@contextmanager
def dated(session: Session, on: date, others: Callable[[object, datetime, bool], None] = _leave) -> Iterator[None]:
    """Let the log of events have the day of the story for what happens inside.

    `others` may give it to other rows: told a row that was added or changed, the moment, and whether it was added.
    """
    at = datetime.combine(on, NOON)

    def date_back(_session: Session, *_rest: object) -> None:
        added = session.new
        for row in (*added, *session.dirty):
            if isinstance(row, Event) and row in added:
                row.at = at
            others(row, at, row in added)

    event.listen(session, "before_flush", date_back)
    try:
        yield
        session.flush()
    finally:
        event.remove(session, "before_flush", date_back)
