"""Finding what can be redacted: a text or a person, before it is taken out. For administrators only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import or_
from sqlmodel import Session, col, select

from registry.domain import permissions
from registry.domain.errors import NotFound
from registry.domain.models import AdoptionEntry, Method, MismatchAnswer, Person, Region
from registry.domain.models.base import Texts
from registry.domain.permissions import Action, Actor

LARGEST_ID: Final = 2**31 - 1
MOST_FOUND: Final = 50
LONGEST_SEARCH: Final = 200


class RedactionKind(StrEnum):
    """What can be taken out: the note of an entry, what a region answered to a mismatch, who a person was."""

    ADOPTION_NOTE = "adoption_note"
    MISMATCH_ANSWER = "mismatch_answer"
    PERSON = "person"


TEXTS: Final[dict[RedactionKind, tuple[Any, Any]]] = {
    RedactionKind.ADOPTION_NOTE: (AdoptionEntry, AdoptionEntry.note),
    RedactionKind.MISMATCH_ANSWER: (MismatchAnswer, MismatchAnswer.because),
}
"""The tables of texts, each with the column that is emptied."""


@dataclass(frozen=True)
class Written:
    """A text that can be taken out, and where it stands."""

    kind: RedactionKind
    id: int
    text: str
    region: Texts
    method: Texts
    recorded_at: datetime


@dataclass(frozen=True)
class Known:
    """A person who can be taken out of the record."""

    id: int
    name: str
    email: str


def written(session: Session, actor: Actor, kind: RedactionKind, row_id: int) -> Written:
    """A text before it is taken out. One query. Raises NotFound where there is none, or no longer."""
    permissions.demand(actor, Action.REDACT)
    table, text = TEXTS[kind]
    statement = _texts(kind).where(table.id == _possible(kind, row_id), col(text).is_not(None))
    row = session.exec(statement).first()
    if row is None:
        raise NotFound(kind, str(row_id))
    return Written(kind, *row)


def same_text(session: Session, actor: Actor, one: Written) -> list[Written]:
    """Where the very same text stands once more, as in the correction of an entry. One query."""
    permissions.demand(actor, Action.REDACT)
    table, text = TEXTS[one.kind]
    statement = _texts(one.kind).where(col(text) == one.text, table.id != one.id).order_by(table.id)
    return [Written(one.kind, *row) for row in session.exec(statement)]


def search(session: Session, actor: Actor, words: str) -> list[Written]:
    """Texts that hold `words`, such as somebody's name, newest first, at most MOST_FOUND of each kind. Two queries.

    SQLite takes capitals for small letters in ASCII only, so the usual ways to write a name are all asked for.
    """
    permissions.demand(actor, Action.REDACT)
    typed = words.replace("\0", "").strip()[:LONGEST_SEARCH]
    if not typed:
        return []
    ways = {typed, typed.lower(), typed.upper(), typed.title(), typed.capitalize()}
    found: list[Written] = []
    for kind, (table, text) in TEXTS.items():
        holds = or_(*(col(text).icontains(way, autoescape=True) for way in sorted(ways)))
        statement = _texts(kind).where(holds).order_by(table.id.desc()).limit(MOST_FOUND)
        found += [Written(kind, *row) for row in session.exec(statement)]
    return found


def places(session: Session, kind: RedactionKind, ids: Collection[int]) -> dict[int, tuple[Texts, Texts]]:
    """Region and method of texts of one kind, whether taken out or not, by number. One query."""
    table, _text = TEXTS[kind]
    statement = _placed(select(table.id, Region.short, Method.name), table).where(col(table.id).in_(ids))
    return {number: (region, method) for number, region, method in session.exec(statement)}


def known(session: Session, actor: Actor, person_id: int) -> Known:
    """A person before they are taken out. One query. Raises NotFound where there is none, or no longer."""
    permissions.demand(actor, Action.REDACT)
    statement = select(Person.name, Person.email).where(
        Person.id == _possible(RedactionKind.PERSON, person_id), col(Person.redacted_at).is_(None)
    )
    row = session.exec(statement).first()
    if row is None:
        raise NotFound(RedactionKind.PERSON, str(person_id))
    return Known(person_id, *row)


def _texts(kind: RedactionKind) -> Any:
    table, text = TEXTS[kind]
    columns: tuple[Any, ...] = (table.id, text, Region.short, Method.name, table.recorded_at)
    return _placed(select(*columns), table)


def _placed(statement: Any, table: Any) -> Any:
    return statement.join(Region, col(Region.slug) == table.region_slug).join(Method, col(Method.id) == table.method_id)


def _possible(kind: RedactionKind, row_id: int) -> int:
    """PostgreSQL takes no larger number than its columns hold."""
    if not 0 < row_id <= LARGEST_ID:
        raise NotFound(kind, str(row_id))
    return row_id
