"""Redaction: an administrator takes a text or a person's name out of the record. What happened stays, with a marker and the reason.

Nothing else of an entry changes, and what was taken out is kept nowhere: a redaction cannot be undone.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from registry.domain import (
    history,
    people,
    permissions,
    redactable,
    redactable_experience,
    redactable_proposals,
    redactable_support,
    redactable_surveys,
)
from registry.domain.errors import Invalid, NotFound
from registry.domain.models import Ballot, Mail, PasswordReset, Person, Redaction, RoleGrant, SignedIn
from registry.domain.models.base import utc_now
from registry.domain.permissions import Action, Actor
from registry.domain.redactable import NEVER_NONE, TEXTS, RedactionKind

__all__ = [
    "Redacted",
    "RedactionKind",
    "everything",
    "of_kind",
    "redact_mismatch_answer",
    "redact_note",
    "redact_person",
    "redact_text",
]
SHORTEST: Final = 5
LONGEST: Final = 400
TELLING: Final = 4
"""A reason may not repeat what is taken out; a shorter text than this may stand in any word."""


@dataclass(frozen=True)
class Redacted:
    """A marker: what was taken out, when and why; `by` is the number of the person who did it, None for a command."""

    kind: RedactionKind
    subject: str
    reason: str
    at: datetime
    by: int | None


def redact_note(session: Session, actor: Actor, entry_id: int, reason: str) -> None:
    """Take out the note of an entry of the ledger; the reason is public. The caller commits.

    Raises NotAllowed, NotFound where there is no note (any more), and Invalid on `reason` (`missing`, `too_short`, `too_long`, `repeats`).
    """
    permissions.demand(actor, Action.REDACT)
    history.bump_ledger(session)
    _take_text(session, actor, RedactionKind.ADOPTION_NOTE, entry_id, reason)


def redact_mismatch_answer(session: Session, actor: Actor, answer_id: int, reason: str) -> None:
    """Take out what a region answered to a mismatch. The caller commits. Raises as `redact_note`."""
    permissions.demand(actor, Action.REDACT)
    _take_text(session, actor, RedactionKind.MISMATCH_ANSWER, answer_id, reason)


def redact_text(session: Session, actor: Actor, kind: RedactionKind, row_id: int, reason: str) -> None:
    """Take out a text of any kind; of a ballot all its reasons, while the votes stay. The caller commits. Raises as `redact_note`."""
    permissions.demand(actor, Action.REDACT)
    if kind is RedactionKind.PERSON:
        raise NotFound(kind, str(row_id))
    if kind is RedactionKind.ADOPTION_NOTE:
        history.bump_ledger(session)
    elif kind is not RedactionKind.MISMATCH_ANSWER:
        history.bump_catalogue(session)
    _take_text(session, actor, kind, row_id, reason)


def redact_person(session: Session, actor: Actor, person_id: int, reason: str) -> None:
    """Take out who a person was, with all that lets them in. What they did stays, done by their number. The caller commits.

    Raises as `redact_note`, and Invalid: `person` `oneself`, `active` `last_administrator`.
    """
    permissions.demand(actor, Action.REDACT)
    person = redactable.known(session, actor, person_id)
    if actor.person_id == person_id:
        raise Invalid("person", "oneself")
    why = _read_reason(reason, person.name, person.email)
    people.set_active(session, actor, person_id, False)
    connection = session.connection()
    for table in (RoleGrant, SignedIn, PasswordReset):
        connection.execute(delete(table).where(col(table.person_id) == person_id))
    connection.execute(delete(Mail).where(col(Mail.recipient) == person.email))
    changed = connection.execute(
        update(Person)
        .where(col(Person.id) == person_id, col(Person.redacted_at).is_(None))
        .values(name="", email=f"redacted-{person_id}@invalid", password_hash=None, active=False, redacted_at=utc_now())
    )
    if not changed.rowcount:
        raise NotFound(RedactionKind.PERSON, str(person_id))
    _mark(session, actor, RedactionKind.PERSON, person_id, why)


def of_kind(session: Session, kind: RedactionKind, subjects: Collection[str]) -> dict[str, Redacted]:
    """The markers of things of one kind, by the thing's number as text. One query; none where there is nothing to ask for."""
    if not subjects:
        return {}
    statement = _markers().where(Redaction.kind == kind, col(Redaction.subject).in_(subjects))
    return {one.subject: one for one in map(_redacted, session.exec(statement))}


def markers(session: Session, gone: Mapping[RedactionKind, Collection[str]]) -> dict[tuple[str, int], Redacted]:
    """The markers of numbered things by kind and number. One query for each kind that has something gone."""
    return {
        (kind.value, int(subject)): marker
        for kind, subjects in gone.items()
        for subject, marker in of_kind(session, kind, subjects).items()
    }


def everything(session: Session, actor: Actor) -> list[Redacted]:
    """All redactions, newest first. One query."""
    permissions.demand(actor, Action.REDACT)
    return [_redacted(row) for row in session.exec(_markers().order_by(col(Redaction.id).desc()))]


def _markers() -> Any:
    return select(  # type: ignore[call-overload]  # more columns than SQLModel has overloads for
        Redaction.kind, Redaction.subject, Redaction.reason, Redaction.redacted_at, col(Redaction.redacted_by)
    )


def _redacted(row: Any) -> Redacted:
    kind, *rest = row
    return Redacted(RedactionKind(kind), *rest)


def _take_text(session: Session, actor: Actor, kind: RedactionKind, row_id: int, reason: str) -> None:
    said = redactable.written(session, actor, kind, row_id).text
    why = _read_reason(reason, *said.split("\n\n"))
    if kind is RedactionKind.BALLOT_REASONS:
        _empty_reasons(session, row_id)
        _mark(session, actor, kind, row_id, why)
        return
    if kind in (RedactionKind.EXPERIENCE, RedactionKind.SURVEY_ANSWER):
        (redactable_experience if kind is RedactionKind.EXPERIENCE else redactable_surveys).empty(session, row_id)
        _mark(session, actor, kind, row_id, why)
        return
    table, text = TEXTS[kind]
    empty = "" if kind in NEVER_NONE else None
    emptied = (
        update(table)
        .where(table.id == row_id, col(text).is_not(None))
        .values({text.key: empty} | redactable_proposals.emptied(table, row_id))
    )
    if session.connection().execute(emptied).rowcount == 0:
        raise NotFound(kind, str(row_id))
    redactable_support.told(session, table, row_id)
    redactable_proposals.told(session, table, row_id)
    _mark(session, actor, kind, row_id, why)


def _empty_reasons(session: Session, ballot_id: int) -> None:
    ballot = session.get_one(Ballot, ballot_id, with_for_update=True)
    ballot.answers = {item: answer | {"reason": ""} for item, answer in ballot.answers.items()}
    session.flush()


def _mark(session: Session, actor: Actor, kind: RedactionKind, row_id: int, reason: str) -> None:
    session.add(Redaction(kind=kind, subject=str(row_id), reason=reason, redacted_by=actor.person_id))
    history.note(session, actor.key, "redaction.made", kind, str(row_id))
    session.flush()


def _read_reason(typed: str, *taken: str) -> str:
    reason = " ".join(typed.replace("\0", "").split())
    if not reason:
        raise Invalid("reason", "missing")
    if len(reason) < SHORTEST:
        raise Invalid("reason", "too_short", least=SHORTEST)
    if len(reason) > LONGEST:
        raise Invalid("reason", "too_long", most=LONGEST, length=len(reason))
    if any(len(one) >= TELLING and " ".join(one.split()).casefold() in reason.casefold() for one in taken):
        raise Invalid("reason", "repeats")
    return reason
