"""The outbox of mail. A mail is written with the change that it tells of, in the same transaction, and sent later.

A sender claims a row before it sends, so two at once send nothing twice. A sender that dies lets its claim run out, and the mail is
sent by the next one: better a second copy than none.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from registry.domain import permissions
from registry.domain.errors import NotFound
from registry.domain.models import Mail
from registry.domain.permissions import Action, Actor

CLAIM: Final = timedelta(minutes=10)
KEPT: Final = timedelta(days=30)
ERROR_LENGTH: Final = 400


@dataclass(frozen=True)
class Letter:
    """A mail as it is sent or shown."""

    id: int
    recipient: str
    subject: str
    body: str
    created_at: datetime
    sent_at: datetime | None
    attempts: int
    last_error: str | None


def queue(session: Session, recipient: str, subject: str, body: str) -> None:
    """Put a mail into the outbox."""
    session.add(Mail(recipient=recipient, subject=" ".join(subject.split())[:200], body=body))
    session.flush()


def drop_waiting(session: Session, recipient: str) -> None:
    """Take back what waits for somebody: its links have just been replaced by others."""
    session.connection().execute(delete(Mail).where(col(Mail.recipient) == recipient, col(Mail.sent_at).is_(None)))


def waiting_ids(session: Session) -> list[int]:
    """What is to be sent, oldest first."""
    statement = select(Mail.id).where(col(Mail.sent_at).is_(None)).order_by(col(Mail.id))
    return [mail_id for mail_id in session.exec(statement) if mail_id is not None]


def claim(session: Session, mail_id: int, now: datetime) -> Letter | None:
    """Take a mail to send it; None where another has taken or sent it. The caller commits before it sends."""
    free = col(Mail.claimed_until).is_(None) | (col(Mail.claimed_until) < now)
    statement = (
        update(Mail)
        .where(col(Mail.id) == mail_id, col(Mail.sent_at).is_(None), free)
        .values(claimed_until=now + CLAIM, attempts=col(Mail.attempts) + 1)
    )
    if session.connection().execute(statement).rowcount == 0:
        return None
    return next(iter(_letters(session, col(Mail.id) == mail_id)), None)


def sent(session: Session, mail_id: int, now: datetime) -> None:
    """Note that a mail has been sent; its text with its links goes."""
    _set(session, mail_id, sent_at=now, body="", last_error=None, claimed_until=None)


def failed(session: Session, mail_id: int, error: str) -> None:
    """Note why a mail could not be sent; the next run tries again."""
    _set(session, mail_id, last_error=error[:ERROR_LENGTH], claimed_until=None)


def outbox(session: Session, actor: Actor, limit: int = 200) -> list[Letter]:
    """What waits and what was sent of late, newest first."""
    permissions.demand(actor, Action.READ_OUTBOX)
    return _letters(session, limit=limit)


def hand_over(session: Session, actor: Actor, mail_id: int, now: datetime) -> None:
    """Note that an administrator has passed a mail's link on by other means. Raises NotFound where it does not wait."""
    permissions.demand(actor, Action.READ_OUTBOX)
    if mail_id not in waiting_ids(session):
        raise NotFound("mail", str(mail_id))
    sent(session, mail_id, now)


def forget(session: Session, now: datetime) -> None:
    """Remove mails of over 30 days: what was sent, and what could not be and has only dead links by now."""
    old = (col(Mail.sent_at) < now - KEPT) | (col(Mail.sent_at).is_(None) & (col(Mail.created_at) < now - KEPT))
    session.connection().execute(delete(Mail).where(old))


def _letters(session: Session, *which: object, limit: int | None = None) -> list[Letter]:
    columns = select(  # type: ignore[call-overload]  # more columns than SQLModel has overloads for
        Mail.id, Mail.recipient, Mail.subject, Mail.body, Mail.created_at, Mail.sent_at, Mail.attempts, Mail.last_error
    )
    rows = session.exec(columns.where(*which).order_by(col(Mail.id).desc()).limit(limit))
    return [Letter(*row) for row in rows]


def _set(session: Session, mail_id: int, **values: object) -> None:
    session.connection().execute(update(Mail).where(col(Mail.id) == mail_id).values(**values))
