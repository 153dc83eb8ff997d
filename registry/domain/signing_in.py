"""Signing in and passwords: by password, by an address that a provider vouches for, and a new password for one that was forgotten.

Nothing here tells a stranger who has an account: the words, and as nearly as can be the time, are the same.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from registry.domain import accounts, attempts, history, mail, passwords, permissions, sessions, tokens
from registry.domain.errors import Invalid, NotFound
from registry.domain.models import PasswordReset, Person
from registry.domain.permissions import Action, Actor

RESET_HOLDS: Final = timedelta(hours=1)
RESET_EVERY: Final = timedelta(minutes=5)
"""How often a reset may be asked for an account, so that nobody's mailbox can be filled."""
OWN_ACCOUNT: Final = "own account"
"""Where wrong old passwords are counted as tried from: whoever has the session, whatever their address."""


def sign_in(session: Session, email: str, password: str, address: str, now: datetime) -> Person:
    """The person of an address and password. Raises Invalid (`too_many` with `minutes`, `wrong`).

    A failure is counted: the caller commits then, too.
    """
    attempts.demand_few(session, email, address, now)
    person = session.exec(select(Person).where(Person.email == email.strip().lower(), col(Person.active))).first()
    kept = person.password_hash if person else None
    if not passwords.is_right(kept, password) or person is None or kept is None:
        attempts.failed(session, email, address, now)
        raise Invalid("email", "wrong")
    attempts.succeeded(session, email, address)
    if passwords.is_dated(kept):
        person.password_hash = passwords.hashed(password)
        session.add(person)
    session.flush()
    return person


def sign_in_by_email(session: Session, email: str, now: datetime) -> Person:
    """The person whose address a provider has vouched for; an open invitation of it is accepted. Raises NotFound where nobody was invited."""
    address = email.strip().lower()
    person = session.exec(select(Person).where(Person.email == address)).first()
    if person is not None:
        if not person.active:
            raise NotFound("person", "")
        return person
    invited = accounts.invitation_for(session, address, now)
    if invited is None:
        raise NotFound("invitation", "")
    return accounts.become(session, invited, None, now)


def request_reset(session: Session, email: str, now: datetime) -> str | None:
    """A token to choose a new password with, for the address alone; None where there is no such person or one was just made."""
    person = session.exec(select(Person).where(Person.email == email.strip().lower(), col(Person.active))).first()
    if person is None or person.id is None:
        return None
    mine = col(PasswordReset.person_id) == person.id
    if session.exec(select(PasswordReset.id).where(mine, col(PasswordReset.created_at) > now - RESET_EVERY)).first():
        return None
    return _new_reset(session, person.id, person.email, now)


def make_reset(session: Session, actor: Actor, person_id: int, now: datetime) -> str:
    """A token for a person to choose a new password with, to be handed over. Raises NotFound where they are not in use."""
    permissions.demand(actor, Action.MANAGE_PEOPLE)
    email = session.exec(select(Person.email).where(Person.id == person_id, col(Person.active))).first()
    if email is None:
        raise NotFound("person", str(person_id))
    history.note(session, actor.key, "person.reset_made", "person", str(person_id))
    return _new_reset(session, person_id, email, now)


def find_reset(session: Session, token: str, now: datetime) -> Person:
    """Who may choose a new password by a link. Raises NotFound where it was used, has expired or never was."""
    statement = (
        select(Person)
        .join(PasswordReset, col(PasswordReset.person_id) == col(Person.id))
        .where(PasswordReset.token_digest == tokens.digest(token), PasswordReset.expires_at > now, col(Person.active))
    )
    person = session.exec(statement).first()
    if person is None:
        raise NotFound("reset", "")
    return person


def reset_password(session: Session, token: str, password: str, now: datetime) -> Person:
    """Choose a new password by a link, once; every session ends. Raises NotFound (as `find_reset`) and Invalid on `password`."""
    person = find_reset(session, token, now)
    kept = passwords.hashed(passwords.check(password, (person.email, person.name)))
    used = delete(PasswordReset).where(col(PasswordReset.token_digest) == tokens.digest(token))
    if session.connection().execute(used).rowcount == 0:
        raise NotFound("reset", "")
    _set_password(session, person.id or 0, kept)
    history.note(session, f"person:{person.id}", "person.password_reset", "person", str(person.id))
    session.flush()
    return person


def change_password(session: Session, actor: Actor, old: str, new: str, now: datetime, keep: str | None = None) -> None:
    """Change one's own password; other sessions end, that of the token `keep` stays.

    Raises Invalid: `old_password` (`wrong`, `too_many`, `none_yet`; the caller commits then, too), `new_password`.
    """
    permissions.demand(actor, Action.USE_OWN_ACCOUNT)
    person = session.exec(select(Person).where(Person.id == actor.person_id, col(Person.active))).first()
    if person is None or person.id is None:
        raise NotFound("person", str(actor.person_id))
    if person.password_hash is None:
        raise Invalid("old_password", "none_yet")
    try:
        attempts.demand_few(session, person.email, OWN_ACCOUNT, now)
    except Invalid as problem:
        raise Invalid("old_password", problem.code, **problem.values) from problem
    if not passwords.is_right(person.password_hash, old):
        attempts.failed(session, person.email, OWN_ACCOUNT, now)
        raise Invalid("old_password", "wrong")
    kept = passwords.hashed(passwords.check(new, (person.email, person.name), "new_password"))
    attempts.succeeded(session, person.email, OWN_ACCOUNT)
    _set_password(session, person.id, kept, keep)
    history.note(session, actor.key, "person.password_changed", "person", str(person.id))
    session.flush()


def _new_reset(session: Session, person_id: int, email: str, now: datetime) -> str:
    token = tokens.new()
    session.connection().execute(delete(PasswordReset).where(col(PasswordReset.person_id) == person_id))
    mail.drop_waiting(session, email)
    row = PasswordReset(
        person_id=person_id, token_digest=tokens.digest(token), created_at=now, expires_at=now + RESET_HOLDS
    )
    session.add(row)
    session.flush()
    return token


def _set_password(session: Session, person_id: int, kept: str, keep: str | None = None) -> None:
    session.connection().execute(update(Person).where(col(Person.id) == person_id).values(password_hash=kept))
    session.connection().execute(delete(PasswordReset).where(col(PasswordReset.person_id) == person_id))
    sessions.end_all(session, person_id, keep)
