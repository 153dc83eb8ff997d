"""What the panel is told by mail: that they are invited, that the second phase has begun, that a day is near, what was decided; and editors
that somebody asks for a new look. What was told is in the log of events, so that nobody is told the same thing twice.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session, col

from registry.domain import appeals, history, rounds
from registry.domain.models import (
    Appeal,
    Ballot,
    Decision,
    Event,
    Method,
    Person,
    ReviewRound,
    RoleGrant,
    RoundReviewer,
)
from registry.domain.models.base import Texts
from registry.domain.permissions import Role
from registry.domain.review_terms import OPEN, PHASES, RoundKind, RoundState, last_day

DAYS_BEFORE: Final = 3
"""So many days before the last one who has not handed in is reminded."""
TOLD_FOR: Final = timedelta(days=14)
"""A decision older than this is no news: an installation that begins to send mail does not tell of old ones."""


class About(StrEnum):
    """What somebody is told."""

    INVITED = "invited"
    SECOND_PHASE = "second_phase"
    DAY_NEAR = "day_near"
    DECIDED = "decided"
    APPEAL = "appeal"


ACTIONS: Final = {about: "appeal.told" if about is About.APPEAL else "round.told" for about in About}


@dataclass(frozen=True)
class Reminder:
    """A mail that is due: to whom, about what. `subject` is the number of the round or of the request; `until` the day that matters."""

    about: About
    subject: int
    person_id: int
    name: str
    email: str
    method_id: str
    method: Texts
    until: date | None

    @property
    def key(self) -> tuple[str, int, str, int]:
        """What is told once: a day that was moved is another one."""
        day = self.until.isoformat() if self.about is About.DAY_NEAR and self.until else ""
        return (self.about.value, self.subject, day, self.person_id)


def due(session: Session, today: date) -> list[Reminder]:
    """What is to be told and has not been, in the order in which things began. Six queries."""
    found = [*_of_rounds(session, today), *_of_decisions(session, today), *_of_appeals(session)]
    told = _told(session, {str(one.subject) for one in found})
    return [one for one in found if one.key not in told]


def note_told(session: Session, actor: str, found: Iterable[Reminder]) -> None:
    """Write down who has been told what. The caller queues the mails in the same transaction, and commits."""
    groups: dict[tuple[str, int, str], list[Reminder]] = {}
    for one in found:
        groups.setdefault(one.key[:3], []).append(one)
    for (about, subject, day), told in groups.items():
        kind = appeals.KIND if told[0].about is About.APPEAL else rounds.KIND
        more = {"until": day} if day else {}
        people = [one.person_id for one in told]
        history.note(session, actor, ACTIONS[told[0].about], kind, str(subject), about=about, people=people, **more)
    session.flush()


def _told(session: Session, subjects: Collection[str]) -> set[tuple[str, int, str, int]]:
    columns: tuple[Any, ...] = (Event.subject, Event.details)
    statement = select(*columns).where(col(Event.action).in_(set(ACTIONS.values())), col(Event.subject).in_(subjects))
    return {
        (details["about"], int(subject), details.get("until", ""), person)
        for subject, details in session.connection().execute(statement)
        for person in details["people"]
    }


def _of_rounds(session: Session, today: date) -> list[Reminder]:
    """Who is invited, who has a second phase before them, and whose day is near."""
    found = []
    handed = _handed_in(session)
    for row in _seats(session, col(ReviewRound.state).in_(OPEN)):
        first = row.state is RoundState.ROUND_1
        until = last_day(row.state, row.round_1_until, row.round_2_until)
        if until is None or today > until:
            continue
        is_new = row.kind is RoundKind.FULL and not first
        found.append(_to(row, About.SECOND_PHASE if is_new and row.declared_at else About.INVITED, until))
        has_done = (row.seat, PHASES[row.state]) in handed
        if not row.barred and not has_done and until - today <= timedelta(days=DAYS_BEFORE):
            found.append(_to(row, About.DAY_NEAR, until))
    return found


def _handed_in(session: Session) -> set[tuple[int, int]]:
    statement = (
        select(col(Ballot.reviewer_id), col(Ballot.phase))
        .join(RoundReviewer, col(RoundReviewer.id) == Ballot.reviewer_id)
        .join(ReviewRound, col(ReviewRound.id) == RoundReviewer.round_id)
        .where(col(ReviewRound.state).in_(OPEN), col(Ballot.submitted_at).is_not(None))
    )
    return {(seat, phase) for seat, phase in session.connection().execute(statement)}


def _of_decisions(session: Session, today: date) -> list[Reminder]:
    """The panel of what was decided of late; only those who took their seat."""
    late = select(col(Decision.round_id)).where(col(Decision.decided_on) >= today - TOLD_FOR)
    rows = _seats(session, col(ReviewRound.id).in_(late), col(RoundReviewer.declared_at).is_not(None))
    return [_to(row, About.DECIDED, None) for row in rows]


def _seats(session: Session, *which: Any) -> Sequence[Any]:
    columns: tuple[Any, ...] = (
        ReviewRound.id, ReviewRound.kind, ReviewRound.state, ReviewRound.round_1_until, ReviewRound.round_2_until,
        col(RoundReviewer.id).label("seat"), RoundReviewer.declared_at, RoundReviewer.barred,
        RoundReviewer.person_id, Person.name, Person.email, col(Method.id).label("method_id"), col(Method.name).label("method"),
    )  # fmt: skip
    statement = (
        select(*columns)
        .join(RoundReviewer, col(RoundReviewer.round_id) == ReviewRound.id)
        .join(Person, col(Person.id) == RoundReviewer.person_id)
        .join(Method, col(Method.id) == ReviewRound.method_id)
        .where(col(Person.active).is_(True), *which)
        .order_by(col(ReviewRound.id), col(RoundReviewer.id))
    )
    return session.connection().execute(statement).all()


def _to(row: Any, about: About, until: date | None) -> Reminder:
    return Reminder(about, row.id, row.person_id, row.name, row.email, row.method_id, row.method, until)


def _of_appeals(session: Session) -> list[Reminder]:
    """Editors of requests that wait; but for those who had a part in the decision, and may not answer."""
    columns: tuple[Any, ...] = (Appeal.id, Decision.round_id, Decision.decided_by, Method.id, Method.name)
    statement = (
        select(*columns)
        .join(Decision, col(Decision.id) == Appeal.decision_id)
        .join(Method, col(Method.id) == Decision.method_id)
        .where(col(Appeal.answer).is_(None))
        .order_by(col(Appeal.id))
    )
    waiting = session.connection().execute(statement).all()
    if not waiting:
        return []
    staff = editors(session)
    seats = select(col(RoundReviewer.round_id), col(RoundReviewer.person_id))
    sat = {(round_id, person) for round_id, person in session.connection().execute(seats)}
    return [
        Reminder(About.APPEAL, key, number, name, email, method_id, method, None)
        for key, round_id, decided_by, method_id, method in waiting
        for number, name, email in staff
        if number != decided_by and (round_id, number) not in sat
    ]


def editors(session: Session) -> Sequence[Any]:
    """Number, name and address of the editors in use, by number. One query."""
    columns: tuple[Any, ...] = (Person.id, Person.name, Person.email)
    statement = (
        select(*columns)
        .join(RoleGrant, col(RoleGrant.person_id) == Person.id)
        .where(col(RoleGrant.role) == Role.EDITOR, col(Person.active).is_(True))
        .order_by(col(Person.id))
    )
    return session.connection().execute(statement).all()
