"""The people of the service: who they are, what they may, and whether they are in use. One is never deleted: what they did stays."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from registry.domain import history, permissions, sessions
from registry.domain.accounts import add_grants, demand_regions
from registry.domain.accounts_input import read_name
from registry.domain.errors import Invalid, NotFound
from registry.domain.models import PasswordReset, Person, RoleGrant, SignedIn
from registry.domain.permissions import Action, Actor, Grant, Role

KIND: Final = "person"


@dataclass(frozen=True)
class Somebody:
    """A person as an administrator sees them."""

    id: int
    email: str
    name: str
    active: bool
    has_password: bool
    created_at: datetime
    seen_at: datetime | None
    grants: frozenset[Grant]


def everybody(session: Session, actor: Actor) -> list[Somebody]:
    """All people by name; those out of use last. Two queries."""
    permissions.demand(actor, Action.MANAGE_PEOPLE)
    return _read(session)


def find(session: Session, actor: Actor, person_id: int) -> Somebody:
    """One person. Raises NotFound."""
    permissions.demand(actor, Action.MANAGE_PEOPLE)
    return _one(session, col(Person.id) == person_id, str(person_id))


def find_by_email(session: Session, actor: Actor, email: str) -> Somebody:
    """One person by address. Raises NotFound."""
    permissions.demand(actor, Action.MANAGE_PEOPLE)
    return _one(session, col(Person.email) == email.strip().lower(), "")


def set_grants(session: Session, actor: Actor, person_id: int, grants: frozenset[Grant]) -> None:
    """Give a person these roles and no others.

    Raises NotFound, and Invalid on `roles` (`missing`, `last_administrator`) or `region` (`unknown`).
    """
    permissions.demand(actor, Action.MANAGE_PEOPLE)
    demand_regions(session, grants)
    if not grants:
        raise Invalid("roles", "missing")
    _lock_administrators(session)
    before = _one(session, col(Person.id) == person_id, str(person_id))
    if Grant(Role.ADMINISTRATOR) not in grants:
        _demand_another_administrator(session, person_id, "roles")
    gone = before.grants - grants
    for grant in gone:
        _remove_grant(session, person_id, grant)
    add_grants(session, person_id, grants - before.grants)
    if grants != before.grants:
        changed = {"added": _told(grants - before.grants), "removed": _told(gone)}
        history.note(session, actor.key, "person.roles_changed", KIND, str(person_id), **changed)
    session.flush()


def set_active(session: Session, actor: Actor, person_id: int, active: bool) -> None:
    """Take a person out of use, which ends their sessions at once, or back. Raises NotFound and Invalid (`last_administrator`)."""
    permissions.demand(actor, Action.MANAGE_PEOPLE)
    _lock_administrators(session)
    before = _one(session, col(Person.id) == person_id, str(person_id))
    if before.active == active:
        return
    if not active:
        _demand_another_administrator(session, person_id, "active")
        sessions.end_all(session, person_id)
        session.connection().execute(delete(PasswordReset).where(col(PasswordReset.person_id) == person_id))
    session.connection().execute(update(Person).where(col(Person.id) == person_id).values(active=active))
    action = "person.taken_back" if active else "person.taken_out_of_use"
    history.note(session, actor.key, action, KIND, str(person_id))
    session.flush()


def rename(session: Session, actor: Actor, person_id: int, name: str) -> None:
    """Call a person something else: their own matter, or an administrator's. Raises NotFound and Invalid on `name`."""
    own = actor.person_id is not None and actor.person_id == person_id
    permissions.demand(actor, Action.USE_OWN_ACCOUNT if own else Action.MANAGE_PEOPLE)
    called = read_name(name)
    who = (col(Person.id) == person_id, col(Person.redacted_at).is_(None))
    renamed = update(Person).where(*who).values(name=called)
    if session.connection().execute(renamed).rowcount == 0:
        raise NotFound(KIND, str(person_id))
    history.note(session, actor.key, "person.renamed", KIND, str(person_id))
    session.flush()


def _told(grants: frozenset[Grant]) -> list[str]:
    return sorted(f"{one.role.value}:{one.region}" if one.region else one.role.value for one in grants)


def _remove_grant(session: Session, person_id: int, grant: Grant) -> None:
    region = col(RoleGrant.region_slug)
    same = region.is_(None) if grant.region is None else region == grant.region
    which = (col(RoleGrant.person_id) == person_id, col(RoleGrant.role) == grant.role, same)
    session.connection().execute(delete(RoleGrant).where(*which))


def _administrators() -> Any:
    return select(RoleGrant.person_id).where(col(RoleGrant.role) == Role.ADMINISTRATOR)


def _lock_administrators(session: Session) -> None:
    """Make two who would each take the other's role away come one after the other: a write that changes nothing holds the rows."""
    same = update(Person).where(col(Person.id).in_(_administrators())).values(active=Person.active)
    session.connection().execute(same.execution_options(synchronize_session=False))


def _demand_another_administrator(session: Session, person_id: int, field: str) -> None:
    """Raises Invalid where nobody would be left to manage people."""
    statement = select(Person.id).where(col(Person.active), col(Person.id).in_(_administrators()))
    left = set(session.exec(statement))
    if left == {person_id}:
        raise Invalid(field, "last_administrator")


def _one(session: Session, which: Any, key: str) -> Somebody:
    found = _read(session, which)
    if not found:
        raise NotFound(KIND, key)
    return found[0]


def _read(session: Session, *which: Any) -> list[Somebody]:
    seen = (
        select(SignedIn.person_id, func.max(SignedIn.seen_at).label("seen_at"))
        .group_by(col(SignedIn.person_id))
        .subquery()
    )
    columns = select(  # type: ignore[call-overload]  # more columns than SQLModel has overloads for
        Person.id,
        Person.email,
        Person.name,
        Person.active,
        col(Person.password_hash).is_not(None),
        Person.created_at,
        seen.c.seen_at,
    )
    there = (col(Person.redacted_at).is_(None), *which)  # of somebody redacted there is nothing left to see or change
    rows = columns.join(seen, seen.c.person_id == col(Person.id), isouter=True).where(*there)
    people = session.exec(rows.order_by(col(Person.active).desc(), func.lower(Person.name), col(Person.id))).all()
    grants: dict[int, set[Grant]] = defaultdict(set)
    held = select(RoleGrant.person_id, RoleGrant.role, RoleGrant.region_slug)
    if which:
        held = held.where(col(RoleGrant.person_id).in_([row[0] for row in people]))
    for person_id, role, region in session.exec(held):
        grants[person_id].add(Grant(Role(role), region))
    return [
        Somebody(key, email, name, active, has_password, created_at, seen_at, frozenset(grants[key]))
        for key, email, name, active, has_password, created_at, seen_at in people
    ]
