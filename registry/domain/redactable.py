"""Finding what can be redacted: a text or a person, before it is taken out. For administrators only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import null, or_
from sqlmodel import Session, col, select

from registry.domain import permissions
from registry.domain.errors import NotFound
from registry.domain.models import (
    AdoptionEntry,
    Appeal,
    Ballot,
    Decision,
    Method,
    MismatchAnswer,
    OwnerReply,
    Person,
    Region,
    ReviewRound,
    RoundReviewer,
)
from registry.domain.models.base import Texts
from registry.domain.permissions import Action, Actor

LARGEST_ID: Final = 2**31 - 1
MOST_FOUND: Final = 50
LONGEST_SEARCH: Final = 200


class RedactionKind(StrEnum):
    """What can be taken out: the note of an entry, what a region answered to a mismatch, texts of the panel's work, who a person was."""

    ADOPTION_NOTE = "adoption_note"
    MISMATCH_ANSWER = "mismatch_answer"
    INTEREST_NOTE = "interest_note"
    BALLOT_REASONS = "ballot_reasons"
    BALLOT_COMMENT = "ballot_comment"
    DEPARTURE = "departure"
    OWNER_REPLY = "owner_reply"
    APPEAL_WHO = "appeal_who"
    APPEAL_GROUNDS = "appeal_grounds"
    APPEAL_ANSWER = "appeal_answer"
    PERSON = "person"


TEXTS: Final[dict[RedactionKind, tuple[Any, Any]]] = {
    RedactionKind.ADOPTION_NOTE: (AdoptionEntry, AdoptionEntry.note),
    RedactionKind.MISMATCH_ANSWER: (MismatchAnswer, MismatchAnswer.because),
    RedactionKind.INTEREST_NOTE: (RoundReviewer, RoundReviewer.interest_note),
    RedactionKind.BALLOT_COMMENT: (Ballot, Ballot.comment),
    RedactionKind.DEPARTURE: (Decision, Decision.departs),
    RedactionKind.OWNER_REPLY: (OwnerReply, OwnerReply.reply),
    RedactionKind.APPEAL_WHO: (Appeal, Appeal.who),
    RedactionKind.APPEAL_GROUNDS: (Appeal, Appeal.grounds),
    RedactionKind.APPEAL_ANSWER: (Appeal, Appeal.answer),
}
"""The tables of texts, each with the column that is emptied. The reasons of a ballot are many texts in one."""
NEVER_NONE: Final = frozenset({RedactionKind.APPEAL_WHO, RedactionKind.APPEAL_GROUNDS, RedactionKind.APPEAL_ANSWER})
"""Texts that are emptied and do not go: their tables ask for them."""
_WHEN: Final[dict[Any, Any]] = {
    AdoptionEntry: AdoptionEntry.recorded_at,
    MismatchAnswer: MismatchAnswer.recorded_at,
    RoundReviewer: RoundReviewer.declared_at,
    Ballot: Ballot.saved_at,
    Decision: Decision.decided_at,
    OwnerReply: OwnerReply.asked_on,
    Appeal: Appeal.received_on,
}
"""The tables, each with the column that says when."""
_OF_REGION: Final = frozenset({AdoptionEntry, MismatchAnswer})
"""Those that have a region and a method; the others are about the method of a round or a decision."""


@dataclass(frozen=True)
class Written:
    """A text that can be taken out, and where it stands; `region` is None where it is of the panel."""

    kind: RedactionKind
    id: int
    text: str
    region: Texts | None
    method: Texts
    recorded_at: date


@dataclass(frozen=True)
class Known:
    """A person who can be taken out of the record."""

    id: int
    name: str
    email: str


def written(session: Session, actor: Actor, kind: RedactionKind, row_id: int) -> Written:
    """A text before it is taken out. One query. Raises NotFound where there is none, or no longer."""
    permissions.demand(actor, Action.REDACT)
    if kind is RedactionKind.BALLOT_REASONS:
        return _only(_reasons(session, Ballot.id == _possible(kind, row_id)), kind, row_id)
    table, text = TEXTS[kind]
    statement = _texts(kind).where(table.id == _possible(kind, row_id), _is_there(text))
    row = session.exec(statement).first()
    if row is None:
        raise NotFound(kind, str(row_id))
    return Written(kind, *row)


def same_text(session: Session, actor: Actor, one: Written) -> list[Written]:
    """Where the very same text stands once more, as in the correction of an entry. One query."""
    permissions.demand(actor, Action.REDACT)
    if one.kind is RedactionKind.BALLOT_REASONS:
        return [other for other in _reasons(session, Ballot.id != one.id) if other.text == one.text]
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
    said = [one for one in _reasons(session) if typed.casefold() in one.text.casefold()]
    return found + said[:MOST_FOUND]


def places(session: Session, kind: RedactionKind, ids: Collection[int]) -> dict[int, tuple[Texts | None, Texts]]:
    """Region and method of texts of one kind, whether taken out or not, by number. One query."""
    table = TEXTS[kind][0] if kind in TEXTS else Ballot
    statement = _placed(select(table.id, _region(table), Method.name), table).where(col(table.id).in_(ids))
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
    columns: tuple[Any, ...] = (table.id, text, _region(table), Method.name, _WHEN[table])
    return _placed(select(*columns), table)


def _is_there(text: Any) -> Any:
    return col(text).is_not(None) & (col(text) != "")


def _reasons(session: Session, *which: Any) -> list[Written]:
    """The reasons of ballots that were handed in, each ballot's as one text, newest first."""
    columns: tuple[Any, ...] = (Ballot.id, Ballot.answers, Method.name, Ballot.saved_at)
    statement = _placed(select(*columns), Ballot).where(col(Ballot.submitted_at).is_not(None), *which)
    read = [(number, reasons_in(answers), *rest) for number, answers, *rest in session.exec(statement)]
    found = [Written(RedactionKind.BALLOT_REASONS, number, text, None, *rest) for number, text, *rest in read if text]
    return sorted(found, key=lambda one: -one.id)


def reasons_in(answers: Mapping[str, Mapping[str, Any]]) -> str:
    """The reasons of a ballot as one text."""
    return "\n\n".join(str(answer["reason"]) for answer in answers.values() if answer.get("reason"))


def _only(found: list[Written], kind: RedactionKind, row_id: int) -> Written:
    if not found:
        raise NotFound(kind, str(row_id))
    return found[0]


def _region(table: Any) -> Any:
    return Region.short if table in _OF_REGION else null()


def _placed(statement: Any, table: Any) -> Any:
    """What is selected, with the method that it is about, and the region where the table has one."""
    if table not in _OF_REGION:
        if table is Ballot:
            statement = statement.join(RoundReviewer, col(RoundReviewer.id) == Ballot.reviewer_id)
        if table is Appeal:
            statement = statement.join(Decision, col(Decision.id) == Appeal.decision_id)
        if table in {Appeal, Decision}:
            return statement.join(Method, col(Method.id) == Decision.method_id)
        seat = OwnerReply if table is OwnerReply else RoundReviewer
        statement = statement.join(ReviewRound, col(ReviewRound.id) == seat.round_id)
        return statement.join(Method, col(Method.id) == ReviewRound.method_id)
    return statement.join(Region, col(Region.slug) == table.region_slug).join(Method, col(Method.id) == table.method_id)


def _possible(kind: RedactionKind, row_id: int) -> int:
    """PostgreSQL takes no larger number than its columns hold."""
    if not 0 < row_id <= LARGEST_ID:
        raise NotFound(kind, str(row_id))
    return row_id
