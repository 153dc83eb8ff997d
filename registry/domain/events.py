"""Reading the log of events, newest first. Names are looked up when it is read: the log itself knows people by their numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session, col, select

from registry.domain import permissions
from registry.domain.models import Event, Person
from registry.domain.permissions import Action, Actor

PER_PAGE: Final = 50
PERSON: Final = "person"
PEOPLE: Final = "people"
"""The detail of an event that is a list of people's numbers."""
LARGEST_ID: Final = 2**31 - 1


@dataclass(frozen=True)
class Happened:
    """One event. `actor` and `subject` are as the log has them (`person:3`, `kainuu/ikina`)."""

    id: int
    at: datetime
    actor: str
    action: str
    kind: str
    subject: str
    details: dict[str, Any]

    @property
    def person_ids(self) -> set[int]:
        """The people whom the event names by number."""
        keys = [self.actor] + ([f"{PERSON}:{self.subject}"] if self.kind == PERSON else [])
        keys += [f"{PERSON}:{number}" for number in self.details.get(PEOPLE, ())]
        return {number for key in keys if (number := number_of(key)) is not None}


@dataclass(frozen=True)
class Log:
    """A page of events; `older` is what to ask for to see those before it, None at the end. `names` are those of `people` by number."""

    events: list[Happened]
    older: int | None
    names: dict[int, str]


@dataclass(frozen=True)
class Choices:
    """What the log can be narrowed by: kinds of things, and who acted; `names` are those of people by number."""

    kinds: list[str]
    actors: list[str]
    names: dict[int, str]


def number_of(key: str) -> int | None:
    """The number of a person in the log's words for who acted; None for a command or an import."""
    word, _, number = key.partition(":")
    return int(number) if word == PERSON and number.isascii() and number.isdigit() else None


def read(
    session: Session, actor: Actor, *, kind: str = "", who: str = "", before: int | None = None, limit: int = PER_PAGE
) -> Log:
    """Events before the one of number `before`; of one kind of things, and by one actor, where those are given. Two queries."""
    permissions.demand(actor, Action.READ_EVENTS)
    statement: Any = select(*_COLUMNS).order_by(col(Event.id).desc()).limit(limit + 1)
    if kind:
        statement = statement.where(Event.kind == kind)
    if who:
        statement = statement.where(Event.actor == who)
    if before is not None:
        statement = statement.where(col(Event.id) < min(before, LARGEST_ID))
    found = [Happened(*row) for row in session.exec(statement)]
    shown = found[:limit]
    older = shown[-1].id if len(found) > limit else None
    return Log(shown, older, names(session, set[int]().union(*(one.person_ids for one in shown))))


def choices(session: Session, actor: Actor) -> Choices:
    """What there is to narrow the log by. Three queries."""
    permissions.demand(actor, Action.READ_EVENTS)
    kinds = list(session.exec(select(Event.kind).distinct().order_by(Event.kind)))
    actors = list(session.exec(select(Event.actor).distinct().order_by(Event.actor)))
    return Choices(kinds, actors, names(session, (number for key in actors if (number := number_of(key)) is not None)))


def names(session: Session, person_ids: Iterable[int]) -> dict[int, str]:
    """What people are called, by number; an empty name has been redacted. One query."""
    wanted = {number for number in person_ids if number <= LARGEST_ID}
    found = session.exec(select(Person.id, Person.name).where(col(Person.id).in_(wanted)))
    return {number: name for number, name in found if number is not None}


_COLUMNS: Final[tuple[Any, ...]] = (
    Event.id,
    Event.at,
    Event.actor,
    Event.action,
    Event.kind,
    Event.subject,
    Event.details,
)
