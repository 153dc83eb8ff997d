"""Sessions: one browser of one person. A row each, so that one can be ended from anywhere, and by an administrator."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from registry.domain import permissions, tokens
from registry.domain.errors import NotFound
from registry.domain.models import Person, RoleGrant, SignedIn
from registry.domain.models.base import utc_now
from registry.domain.permissions import NOBODY, Action, Actor, Grant

IDLE: Final = timedelta(hours=12)
LONGEST: Final = timedelta(days=30)
SEEN_EVERY: Final = timedelta(minutes=5)
"""How exactly it is known when a session was last used: a write on every page would be dear."""
BROWSER_LENGTH: Final = 200


@dataclass(frozen=True)
class OwnSession:
    """A session as its person sees it; `here` is the one that looks."""

    id: int
    browser: str
    created_at: datetime
    seen_at: datetime
    here: bool


def begin(session: Session, person_id: int, browser: str = "", now: datetime | None = None) -> str:
    """A new session of a person; returns the token for the browser's cookie."""
    token, now = tokens.new(), now or utc_now()
    row = SignedIn(person_id=person_id, token_digest=tokens.digest(token), created_at=now, seen_at=now)
    row.browser = browser[:BROWSER_LENGTH]
    session.add(row)
    session.flush()
    return token


def find(session: Session, token: str, now: datetime | None = None) -> Actor:
    """Who a token is of, with roles, by one query; NOBODY where the session has ended or the person is out of use.

    Moves `seen_at` where that is due: the caller commits.
    """
    now = now or utc_now()
    statement = (
        select(  # type: ignore[call-overload]  # more columns than SQLModel has overloads for
            SignedIn.id, SignedIn.seen_at, Person.id, Person.name, Person.email, RoleGrant.role, RoleGrant.region_slug
        )
        .join(Person, col(Person.id) == col(SignedIn.person_id))
        .join(RoleGrant, col(RoleGrant.person_id) == col(Person.id), isouter=True)
        .where(
            col(SignedIn.token_digest) == tokens.digest(token),
            col(SignedIn.seen_at) > now - IDLE,
            col(SignedIn.created_at) > now - LONGEST,
            col(Person.active),
        )
    )
    rows = session.exec(statement).all()
    if not rows:
        return NOBODY
    row_id, seen_at, person_id, name, email = rows[0][:5]
    if seen_at <= now - SEEN_EVERY:
        _see(session, row_id, now)
    grants = frozenset(Grant(row[5], row[6]) for row in rows if row[5])
    return Actor(person_id=person_id, name=name, email=email, grants=grants)


def _see(session: Session, row_id: int, now: datetime) -> None:
    """Note when a session was used. A database that somebody else has locked for long is no reason to show no page."""
    try:
        session.connection().execute(update(SignedIn).where(col(SignedIn.id) == row_id).values(seen_at=now))
    except OperationalError:
        session.rollback()


def end(session: Session, token: str) -> None:
    """End the session of a token; nothing happens where there is none."""
    session.connection().execute(delete(SignedIn).where(col(SignedIn.token_digest) == tokens.digest(token)))


def end_all(session: Session, person_id: int, but: str | None = None) -> None:
    """End every session of a person, or every other than that of the token `but`."""
    statement = delete(SignedIn).where(col(SignedIn.person_id) == person_id)
    if but is not None:
        statement = statement.where(col(SignedIn.token_digest) != tokens.digest(but))
    session.connection().execute(statement)


def own(session: Session, actor: Actor, token: str, now: datetime | None = None) -> list[OwnSession]:
    """The person's own sessions that still hold, the one last used first."""
    permissions.demand(actor, Action.USE_OWN_ACCOUNT)
    now = now or utc_now()
    statement = (
        select(  # type: ignore[call-overload]  # more columns than SQLModel has overloads for
            SignedIn.id, SignedIn.browser, SignedIn.created_at, SignedIn.seen_at, SignedIn.token_digest
        )
        .where(col(SignedIn.person_id) == actor.person_id)
        .where(col(SignedIn.seen_at) > now - IDLE, col(SignedIn.created_at) > now - LONGEST)
        .order_by(col(SignedIn.seen_at).desc(), col(SignedIn.id).desc())
    )
    here = tokens.digest(token)
    return [
        OwnSession(row_id or 0, browser, created_at, seen_at, digest == here)
        for row_id, browser, created_at, seen_at, digest in session.exec(statement)
    ]


def end_one(session: Session, actor: Actor, session_id: int) -> None:
    """End one of the person's own sessions. Raises NotFound where it is not theirs."""
    permissions.demand(actor, Action.USE_OWN_ACCOUNT)
    whose = (col(SignedIn.id) == session_id, col(SignedIn.person_id) == actor.person_id)
    if session.connection().execute(delete(SignedIn).where(*whose)).rowcount == 0:
        raise NotFound("session", str(session_id))


def end_expired(session: Session, now: datetime) -> None:
    """Remove the rows of sessions that no longer hold."""
    over = (col(SignedIn.seen_at) <= now - IDLE) | (col(SignedIn.created_at) <= now - LONGEST)
    session.connection().execute(delete(SignedIn).where(over))
