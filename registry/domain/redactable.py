"""Finding what can be redacted: a text or a person, before it is taken out. For administrators only."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import null, or_
from sqlmodel import Session, col, select

from registry.domain import (
    permissions,
    redactable_experience,
    redactable_panel,
    redactable_proposals,
    redactable_support,
    redactable_surveys,
)
from registry.domain.errors import NotFound
from registry.domain.models import (
    AdoptionEntry,
    Appeal,
    Ballot,
    Decision,
    ExperienceReport,
    Method,
    MismatchAnswer,
    OwnerReply,
    Person,
    Region,
    RoundReviewer,
    SurveyAnswer,
    SurveySubmission,
)
from registry.domain.models.base import Texts
from registry.domain.permissions import Action, Actor

LARGEST_ID: Final = 2**31 - 1
MOST_FOUND: Final = 50
LONGEST_SEARCH: Final = 200


class RedactionKind(StrEnum):
    """What can be taken out: notes of entries, answers to mismatches, texts of the panel's work and of experience reports, who a person was."""

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
    SUPPORT_WISH = "support_wish"
    SUPPORT_NOTE = "support_note"
    SUPPORT_STEP = "support_step"
    SUPPORT_END = "support_end"
    EXPERIENCE = "experience"
    PROPOSAL_TITLE = "proposal_title"
    PROPOSAL_TEXT = "proposal_text"
    PROPOSAL_SOURCE = "proposal_source"
    PROPOSAL_ANSWER = "proposal_answer"
    PROPOSAL_COMMENT = "proposal_comment"
    PROPOSAL_FILE = "proposal_file"
    SURVEY_ANSWER = "survey_answer"
    SURVEY_BACK = "survey_back"
    PERSON = "person"


_FEATURES: Final = redactable_proposals.TEXTS | redactable_support.TEXTS | redactable_surveys.TEXTS
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
    **{RedactionKind(name): found for name, found in _FEATURES.items()},
}
"""The tables of texts, each with the column that is emptied. Those of `_MANY` are many texts in one."""
_MANY: Final[dict[RedactionKind, Any]] = {
    RedactionKind.BALLOT_REASONS: Ballot,
    RedactionKind.EXPERIENCE: ExperienceReport,
    RedactionKind.SURVEY_ANSWER: SurveyAnswer,
}
_FOUND: Final[dict[RedactionKind, Callable[..., Iterable[Any]]]] = {
    RedactionKind.BALLOT_REASONS: redactable_panel.found,
    RedactionKind.EXPERIENCE: redactable_experience.found,
    RedactionKind.SURVEY_ANSWER: redactable_surveys.found,
}
NEVER_NONE: Final = frozenset(
    {RedactionKind.APPEAL_WHO, RedactionKind.APPEAL_GROUNDS, RedactionKind.APPEAL_ANSWER}
    | {RedactionKind(name) for name in redactable_proposals.NEVER_NONE | redactable_support.NEVER_NONE}
)
"""Texts that are emptied and do not go: their tables ask for them."""
_WHEN: Final[dict[Any, Any]] = {
    AdoptionEntry: AdoptionEntry.recorded_at,
    MismatchAnswer: MismatchAnswer.recorded_at,
    RoundReviewer: RoundReviewer.declared_at,
    Ballot: Ballot.saved_at,
    Decision: Decision.decided_at,
    OwnerReply: OwnerReply.asked_on,
    Appeal: Appeal.received_on,
    **redactable_support.WHEN,
    **redactable_proposals.WHEN,
    **redactable_surveys.WHEN,
}
"""The tables, each with the column that says when."""
_OF_REGION: Final = frozenset(
    {AdoptionEntry, MismatchAnswer, ExperienceReport, *redactable_support.WHEN, SurveyAnswer, SurveySubmission}
)
"""Those that have a region and a method; the others are about the method of a round or a decision."""


@dataclass(frozen=True)
class Written:
    """A text that can be taken out, and where it stands; `region` is None where it is of the panel."""

    kind: RedactionKind
    id: int
    text: str
    region: Texts | None
    method: Texts | None
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
    if kind in _MANY:
        return _only(_many(session, kind, _MANY[kind].id == _possible(kind, row_id)), kind, row_id)
    table, text = TEXTS[kind]
    statement = _texts(kind).where(table.id == _possible(kind, row_id), _is_there(text))
    row = session.exec(statement).first()
    if row is None:
        raise NotFound(kind, str(row_id))
    return Written(kind, *row)


def same_text(session: Session, actor: Actor, one: Written) -> list[Written]:
    """Where the very same text stands once more, as in the correction of an entry. One query."""
    permissions.demand(actor, Action.REDACT)
    if one.kind in _MANY:
        found = _many(session, one.kind, _MANY[one.kind].id != one.id)
        return [other for other in found if other.text == one.text]
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
    for kind in _MANY:
        found += [one for one in _many(session, kind) if typed.casefold() in one.text.casefold()][:MOST_FOUND]
    return found


def places(session: Session, kind: RedactionKind, ids: Collection[int]) -> dict[int, tuple[Texts | None, Texts | None]]:
    """Region and method of texts of one kind, whether taken out or not, by number. One query."""
    table = TEXTS[kind][0] if kind in TEXTS else _MANY[kind]
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


def _many(session: Session, kind: RedactionKind, *which: Any) -> list[Written]:
    """The texts of a kind that has many in one, each row's and its versions' as one text, newest first."""
    return [Written(kind, *row) for row in _FOUND[kind](session, *which)]


def _only(found: list[Written], kind: RedactionKind, row_id: int) -> Written:
    if not found:
        raise NotFound(kind, str(row_id))
    return found[0]


def _region(table: Any) -> Any:
    return Region.short if table in _OF_REGION else null()


def _placed(statement: Any, table: Any) -> Any:
    """What is selected, with the method that it is about, and the region where the table has one."""
    if table in redactable_proposals.WHEN:
        return redactable_proposals.placed(statement, table)
    if table in (SurveyAnswer, SurveySubmission):
        return redactable_surveys.placed(statement, table)
    if table not in _OF_REGION:
        return redactable_panel.placed(statement, table)
    if table in redactable_support.WHEN:
        return redactable_support.placed(statement, table)
    return statement.join(Region, col(Region.slug) == table.region_slug).join(Method, col(Method.id) == table.method_id)


def _possible(kind: RedactionKind, row_id: int) -> int:
    """PostgreSQL takes no larger number than its columns hold."""
    if not 0 < row_id <= LARGEST_ID:
        raise NotFound(kind, str(row_id))
    return row_id
