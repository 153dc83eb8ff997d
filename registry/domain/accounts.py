"""How people come in: by an invitation that expires and works once. And what is forgotten in time.

An invitation is a row until it is accepted, replaced, withdrawn or expired; with it goes the address. Whoever holds its link may become
the person it names, so the link goes to the invited address or from hand to hand, and only its digest is kept.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete
from sqlmodel import Session, col, select

from registry.domain import history, mail, passwords, permissions, sessions, tokens
from registry.domain.accounts_input import InviteInput
from registry.domain.attempts import KEPT as ATTEMPTS_KEPT
from registry.domain.errors import Invalid, NotFound
from registry.domain.models import Invitation, PasswordReset, Person, Region, RoleGrant, SignInAttempt
from registry.domain.permissions import Action, Actor, Grant, Role
from registry.domain.upserting import insert

INVITATION_HOLDS: Final = timedelta(days=14)


@dataclass(frozen=True)
class Invited:
    """An open invitation: who, as what, until when."""

    id: int
    email: str
    name: str
    grants: frozenset[Grant]
    created_at: datetime
    expires_at: datetime


def invite(session: Session, actor: Actor, given: InviteInput, now: datetime) -> tuple[Invited, str]:
    """Invite somebody; an older invitation of the address no longer works. Returns the invitation and the token of its link.

    Raises Invalid: `email` `already_a_person`, `region` `unknown`.
    """
    permissions.demand(actor, Action.MANAGE_PEOPLE)
    demand_regions(session, given.grants)
    if session.exec(select(Person.id).where(Person.email == given.email)).first() is not None:
        raise Invalid("email", "already_a_person")
    token = tokens.new()
    row = {
        "name": given.name,
        "grants": [{"role": grant.role.value, "region": grant.region} for grant in sorted_grants(given.grants)],
        "token_digest": tokens.digest(token),
        "created_at": now,
        "expires_at": now + INVITATION_HOLDS,
    }
    statement = insert(session, Invitation).values(email=given.email, **row)
    session.connection().execute(statement.on_conflict_do_update(index_elements=["email"], set_=row))
    mail.drop_waiting(session, given.email)
    invited = find_invitation(session, token, now)
    history.note(session, actor.key, "person.invited", "invitation", str(invited.id), grants=_told(given.grants))
    session.flush()
    return invited, token


def find_invitation(session: Session, token: str, now: datetime) -> Invited:
    """The open invitation of a link. Raises NotFound where it was used, replaced or withdrawn, has expired or never was."""
    found = _open(session, now, col(Invitation.token_digest) == tokens.digest(token))
    if not found:
        raise NotFound("invitation", "")
    return found[0]


def invitation_for(session: Session, email: str, now: datetime) -> Invited | None:
    """The open invitation of an address."""
    return next(iter(_open(session, now, col(Invitation.email) == email)), None)


def invitations(session: Session, actor: Actor, now: datetime) -> list[Invited]:
    """The invitations that wait, newest first."""
    permissions.demand(actor, Action.MANAGE_PEOPLE)
    return _open(session, now)


def find_waiting(session: Session, actor: Actor, invitation_id: int, now: datetime) -> Invited:
    """One of the invitations that wait. Raises NotFound."""
    permissions.demand(actor, Action.MANAGE_PEOPLE)
    found = _open(session, now, col(Invitation.id) == invitation_id)
    if not found:
        raise NotFound("invitation", str(invitation_id))
    return found[0]


def withdraw(session: Session, actor: Actor, invitation_id: int) -> None:
    """Take an invitation back; its address is forgotten. Raises NotFound."""
    permissions.demand(actor, Action.MANAGE_PEOPLE)
    email = session.exec(select(Invitation.email).where(Invitation.id == invitation_id)).first()
    if email is None or not _take(session, col(Invitation.id) == invitation_id):
        raise NotFound("invitation", str(invitation_id))
    mail.drop_waiting(session, email)
    history.note(session, actor.key, "invitation.withdrawn", "invitation", str(invitation_id))
    session.flush()


def accept(session: Session, token: str, password: str, now: datetime) -> Person:
    """Become the person that an invitation names. Raises NotFound (as `find_invitation`) and Invalid on `password`."""
    invited = find_invitation(session, token, now)
    kept = passwords.hashed(passwords.check(password, (invited.email, invited.name)))
    return become(session, invited, kept, now)


def become(session: Session, invited: Invited, password_hash: str | None, now: datetime) -> Person:
    """Make the person of an invitation and take the invitation away. Of two that try at once, the second gets NotFound."""
    if not _take(session, col(Invitation.id) == invited.id):
        raise NotFound("invitation", "")
    person = Person(email=invited.email, name=invited.name, password_hash=password_hash, created_at=now)
    session.add(person)
    session.flush()
    add_grants(session, person.id or 0, invited.grants)
    mail.drop_waiting(session, invited.email)
    history.note(
        session, f"person:{person.id}", "invitation.accepted", "person", str(person.id), grants=_told(invited.grants)
    )
    session.flush()
    return person


def forget(session: Session, now: datetime) -> None:
    """Remove what is no longer needed: expired invitations with their addresses, resets, sessions, old attempts and mails."""
    session.connection().execute(delete(Invitation).where(col(Invitation.expires_at) <= now))
    session.connection().execute(delete(PasswordReset).where(col(PasswordReset.expires_at) <= now))
    session.connection().execute(delete(SignInAttempt).where(col(SignInAttempt.at) < now - ATTEMPTS_KEPT))
    sessions.end_expired(session, now)
    mail.forget(session, now)


def demand_regions(session: Session, grants: frozenset[Grant]) -> None:
    """Raises Invalid (`region` `unknown`) where a grant is of a region that there is not."""
    named = {grant.region for grant in grants if grant.region}
    known: list[str] = list(session.exec(select(Region.slug).where(col(Region.slug).in_(named)))) if named else []
    if named - set(known):
        raise Invalid("region", "unknown")


def add_grants(session: Session, person_id: int, grants: frozenset[Grant]) -> None:
    """Give a person roles that they do not have."""
    session.add_all(RoleGrant(person_id=person_id, role=one.role, region_slug=one.region) for one in grants)


def sorted_grants(grants: frozenset[Grant]) -> list[Grant]:
    """Grants in the order of the roles, then of the regions."""
    order = list(Role)
    return sorted(grants, key=lambda grant: (order.index(grant.role), grant.region or ""))


def _told(grants: frozenset[Grant]) -> list[str]:
    return [f"{one.role.value}:{one.region}" if one.region else one.role.value for one in sorted_grants(grants)]


def _take(session: Session, which: Any) -> bool:
    """Remove an invitation; whether it was there."""
    return session.connection().execute(delete(Invitation).where(which)).rowcount > 0


def _open(session: Session, now: datetime, *which: Any) -> list[Invited]:
    statement = select(Invitation).where(col(Invitation.expires_at) > now, *which).order_by(col(Invitation.id).desc())
    return [
        Invited(
            row.id or 0,
            row.email,
            row.name,
            frozenset(Grant(Role(grant["role"]), grant["region"]) for grant in row.grants),
            row.created_at,
            row.expires_at,
        )
        for row in session.exec(statement.execution_options(populate_existing=True))
    ]
