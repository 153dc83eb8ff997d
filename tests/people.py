"""Six people, one for each role and a second region editor, who live in the small world; and clients that are signed in as one of them.

client = people.client(app, "region_editor")        # a PageClient; `nobody` is a visitor
actor = people.actor(session, "editor")             # for calls of the domain
"""

from datetime import UTC, datetime
from typing import Final

from flask import Flask
from sqlmodel import Session, select

from registry import db
from registry.domain import accounts, sessions
from registry.domain.accounts_input import InviteInput
from registry.domain.models import Person
from registry.domain.permissions import NOBODY, Actor, Grant, Role, system
from registry.web.auth import TOKEN
from tests.page import PageClient

NOW: Final = datetime(2026, 11, 1, 9, tzinfo=UTC)
"""When they came in."""
PASSWORD: Final = "kolme hauskaa mursua saunassa"
GRANTS: Final = {
    "region_editor": Grant(Role.REGION_EDITOR, "kainuu"),
    "other_region_editor": Grant(Role.REGION_EDITOR, "lappi"),
    "reviewer": Grant(Role.REVIEWER),
    "editor": Grant(Role.EDITOR),
    "observer": Grant(Role.OBSERVER),
    "administrator": Grant(Role.ADMINISTRATOR),
}
EVERYONE: Final = ("nobody", *GRANTS)


def email(who: str) -> str:
    """The address of one of them."""
    return f"{who.replace('_', '.')}@example.fi"


def name(who: str) -> str:
    """What one of them is called."""
    return f"{who.replace('_', ' ').title()} Esimerkki"


def move_in(session: Session) -> None:
    """Invite all six and let them accept."""
    for who, grant in GRANTS.items():
        given = InviteInput(email=email(who), name=name(who), grants=frozenset({grant}))
        _, token = accounts.invite(session, system("tests"), given, NOW)
        accounts.accept(session, token, PASSWORD, NOW)


def person_id(session: Session, who: str) -> int:
    """The number of one of them."""
    found = session.exec(select(Person.id).where(Person.email == email(who))).one()
    assert found is not None
    return found


def actor(session: Session, who: str) -> Actor:
    """One of them as the domain knows who acts."""
    if who == "nobody":
        return NOBODY
    return sessions.find(session, sessions.begin(session, person_id(session, who)))


def client(app: Flask, who: str) -> PageClient:
    """A client that one of them has signed in on."""
    found = app.test_client()
    assert isinstance(found, PageClient)
    if who != "nobody":
        sign_in(app, found, who)
    return found


def sign_in(app: Flask, client: PageClient, who: str) -> None:
    """Sign one of them in, as after the form with address and password."""
    with db.transaction(app.extensions["hyte"].engine) as session:
        token = sessions.begin(session, person_id(session, who), "Firefox, Linux")
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie[TOKEN] = token
