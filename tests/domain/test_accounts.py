"""How people come in: invitations that expire and work once, and what is forgotten in time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from registry import db
from registry.domain import accounts, attempts, mail, sessions, signing_in
from registry.domain.accounts_input import InviteInput, read_email, read_grants, read_invitation, read_name
from registry.domain.errors import Invalid, InvalidInput, NotAllowed, NotFound
from registry.domain.models import Event, Invitation, Mail, PasswordReset, Person, RoleGrant, SignedIn, SignInAttempt
from registry.domain.permissions import Grant, Role, system
from tests import people
from tests.people import NOW, PASSWORD

EDITOR = frozenset({Grant(Role.EDITOR)})
GIVEN = InviteInput(email="uusi@example.fi", name="Uusi Ihminen", grants=EDITOR)
BY = system("tests")


def test_from_invitation_to_person(session: Session) -> None:
    grants = frozenset({Grant(Role.REGION_EDITOR, "kainuu"), Grant(Role.REVIEWER)})
    invited, token = accounts.invite(session, BY, GIVEN.model_copy(update={"grants": grants}), NOW)
    assert (invited.email, invited.name, invited.grants) == ("uusi@example.fi", "Uusi Ihminen", grants)
    assert invited.expires_at == NOW + timedelta(days=14)
    assert accounts.find_invitation(session, token, NOW) == invited
    person = accounts.accept(session, token, PASSWORD, NOW)
    assert (person.email, person.name, person.active) == ("uusi@example.fi", "Uusi Ihminen", True)
    assert PASSWORD not in (person.password_hash or "")
    assert (person.password_hash or "").startswith("$argon2id$")
    held = session.exec(select(RoleGrant).where(RoleGrant.person_id == person.id)).all()
    assert {Grant(one.role, one.region_slug) for one in held} == grants
    assert session.exec(select(Invitation)).all() == []


def test_the_token_is_long_and_not_kept(session: Session) -> None:
    _, token = accounts.invite(session, BY, GIVEN, NOW)
    assert len(token) >= 43
    row = session.exec(select(Invitation)).one()
    assert token not in str(row.model_dump())
    assert len(row.token_digest) == 64


def test_a_link_works_once(session: Session) -> None:
    _, token = accounts.invite(session, BY, GIVEN, NOW)
    accounts.accept(session, token, PASSWORD, NOW)
    with pytest.raises(NotFound):
        accounts.find_invitation(session, token, NOW)
    with pytest.raises(NotFound):
        accounts.accept(session, token, PASSWORD, NOW)


@pytest.mark.parametrize(("after", "works"), [(timedelta(days=14, seconds=-1), True), (timedelta(days=14), False)])
def test_a_link_expires(session: Session, after: timedelta, works: bool) -> None:
    _, token = accounts.invite(session, BY, GIVEN, NOW)
    if works:
        assert accounts.find_invitation(session, token, NOW + after)
    else:
        with pytest.raises(NotFound):
            accounts.accept(session, token, PASSWORD, NOW + after)


def test_a_new_invitation_replaces_the_old(session: Session) -> None:
    first, old = accounts.invite(session, BY, GIVEN, NOW)
    mail.queue(session, first.email, "Kutsu", f"linkki {old}")
    again = GIVEN.model_copy(update={"name": "Uusi Nimi", "grants": frozenset({Grant(Role.OBSERVER)})})
    second, new = accounts.invite(session, BY, again, NOW + timedelta(days=1))
    assert len(session.exec(select(Invitation)).all()) == 1
    assert session.exec(select(Mail)).all() == []
    with pytest.raises(NotFound):
        accounts.find_invitation(session, old, NOW)
    assert accounts.find_invitation(session, new, NOW) == second
    assert (second.name, second.expires_at) == ("Uusi Nimi", NOW + timedelta(days=15))


@pytest.mark.parametrize("word", ["", "tekaistu", "x" * 5000, "ä\0\ud800"])
def test_other_tokens_open_nothing(session: Session, word: str) -> None:
    accounts.invite(session, BY, GIVEN, NOW)
    with pytest.raises(NotFound):
        accounts.find_invitation(session, word, NOW)


def test_a_password_that_is_not_taken_uses_nothing_up(session: Session) -> None:
    _, token = accounts.invite(session, BY, GIVEN, NOW)
    for bad in ("lyhyt", "x" * 201, "password1234", "uusi ihminen 12"):
        with pytest.raises(Invalid) as refused:
            accounts.accept(session, token, bad, NOW)
        assert refused.value.field == "password"
    assert accounts.accept(session, token, PASSWORD, NOW).id


def test_who_is_a_person_already_is_not_invited(session: Session) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.invite(session, BY, GIVEN.model_copy(update={"email": people.email("observer")}), NOW)
    assert (refused.value.field, refused.value.code) == ("email", "already_a_person")


def test_a_region_must_be_one(session: Session) -> None:
    given = GIVEN.model_copy(update={"grants": frozenset({Grant(Role.REGION_EDITOR, "ahvenanmaa")})})
    with pytest.raises(Invalid) as refused:
        accounts.invite(session, BY, given, NOW)
    assert (refused.value.field, refused.value.code) == ("region", "unknown")


@pytest.mark.parametrize("who", [who for who in people.EVERYONE if who != "administrator"])
def test_only_administrators_invite(session: Session, who: str) -> None:
    actor = people.actor(session, who)
    with pytest.raises(NotAllowed):
        accounts.invite(session, actor, GIVEN, NOW)
    with pytest.raises(NotAllowed):
        accounts.invitations(session, actor, NOW)
    with pytest.raises(NotAllowed):
        accounts.find_waiting(session, actor, 1, NOW)
    with pytest.raises(NotAllowed):
        accounts.withdraw(session, actor, 1)


def test_an_invitation_can_be_taken_back(session: Session) -> None:
    administrator = people.actor(session, "administrator")
    invited, token = accounts.invite(session, administrator, GIVEN, NOW)
    mail.queue(session, invited.email, "Kutsu", token)
    assert [one.email for one in accounts.invitations(session, administrator, NOW)] == ["uusi@example.fi"]
    accounts.withdraw(session, administrator, invited.id)
    assert accounts.invitations(session, administrator, NOW) == []
    assert session.exec(select(Mail)).all() == []
    with pytest.raises(NotFound):
        accounts.find_invitation(session, token, NOW)
    with pytest.raises(NotFound):
        accounts.withdraw(session, administrator, invited.id)


def test_events_hold_no_address_and_no_name(session: Session) -> None:
    invited, token = accounts.invite(session, people.actor(session, "administrator"), GIVEN, NOW)
    person = accounts.accept(session, token, PASSWORD, NOW)
    events = session.exec(select(Event)).all()[-2:]
    assert [(event.action, event.subject) for event in events] == [
        ("person.invited", str(invited.id)),
        ("invitation.accepted", str(person.id)),
    ]
    assert events[0].actor == f"person:{people.person_id(session, 'administrator')}"
    assert not [
        event for event in events if "example.fi" in str(event.model_dump()) or "Uusi" in str(event.model_dump())
    ]


def test_of_eight_who_accept_at_once_one_becomes_the_person(engine: Engine) -> None:
    with db.transaction(engine) as session:
        _, token = accounts.invite(session, BY, GIVEN, NOW)

    def accept(_: int) -> bool:
        try:
            with db.transaction(engine) as own:
                accounts.accept(own, token, PASSWORD, NOW)
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(accept, range(8))) == [False] * 7 + [True]
    with db.session_for(engine) as session:
        person = session.exec(select(Person).where(Person.email == GIVEN.email)).one()
        assert len(session.exec(select(RoleGrant).where(RoleGrant.person_id == person.id)).all()) == 1


def test_of_two_who_invite_at_once_one_link_works(engine: Engine) -> None:
    def invite(number: int) -> str:
        with db.transaction(engine) as own:
            return accounts.invite(own, BY, GIVEN.model_copy(update={"name": f"Nimi {number}"}), NOW)[1]

    with ThreadPoolExecutor(4) as threads:
        links = list(threads.map(invite, range(8)))
    works = []
    with db.session_for(engine) as session:
        for link in links:
            try:
                accounts.find_invitation(session, link, NOW)
            except NotFound:
                continue
            works.append(link)
    assert len(works) == 1


def test_what_is_no_longer_needed_is_forgotten(session: Session) -> None:
    late = NOW + timedelta(days=31)
    accounts.invite(session, BY, GIVEN, NOW)
    accounts.invite(session, BY, GIVEN.model_copy(update={"email": "toinen@example.fi"}), late)
    for email, when in ((people.email("editor"), NOW), (people.email("observer"), late)):
        assert signing_in.request_reset(session, email, when)
        attempts.failed(session, email, "192.0.2.1", when)
        mail.queue(session, email, "Aihe", "teksti")
        sessions.begin(session, people.person_id(session, "editor"), "", when)
    for row in session.exec(select(Mail)):
        row.created_at = NOW if row.recipient == people.email("editor") else late
        session.add(row)
    session.flush()
    accounts.forget(session, late)
    assert [row.email for row in session.exec(select(Invitation))] == ["toinen@example.fi"]
    assert len(session.exec(select(PasswordReset)).all()) == 1
    assert len(session.exec(select(SignInAttempt)).all()) == 1
    assert [row.recipient for row in session.exec(select(Mail))] == [people.email("observer")]
    assert all(row.created_at == late for row in session.exec(select(SignedIn)))
    assert len(session.exec(select(Person)).all()) == 6


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" Etu.Suku@Kainuu.FI ", "etu.suku@kainuu.fi"),
        ("a+b@x.y.fi", "a+b@x.y.fi"),
        ("näin@älä.fi", "näin@älä.fi"),
    ],
)
def test_addresses(typed: str, read: str) -> None:
    assert read_email(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["", "a", "a@b", "@b.fi", "a@", "a b@c.fi", "a@b.fi, c@d.fi", "a@b.fi\nBcc: c@d.fi", "<a@b.fi>", "a@b@c.fi", "a@b.f",
     "x" * 250 + "@b.fi", "a@b.fi\0"],
)  # fmt: skip
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(Invalid):
        read_email(typed)


def test_names_are_one_line() -> None:
    assert read_name("  Etu \n\t Suku\0 ") == "Etu Suku"
    for bad in ("", " \n", "x" * 121):
        with pytest.raises(Invalid):
            read_name(bad)


@pytest.mark.parametrize(
    ("roles", "region", "field", "code"),
    [
        ([], None, "roles", "missing"),
        (["kuningas"], None, "roles", "unknown"),
        (["region_editor"], None, "region", "missing"),
        (["region_editor"], "", "region", "missing"),
        (["editor"], "kainuu", "region", "only_of_editors"),
    ],
)
def test_roles_that_make_no_sense(roles: list[str], region: str | None, field: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_grants(roles, region)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_roles() -> None:
    both = read_grants(["region_editor", "reviewer", "reviewer"], "lappi")
    assert both == {Grant(Role.REGION_EDITOR, "lappi"), Grant(Role.REVIEWER)}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_invitation("x", "", [], None)
    assert [(one.field, one.code) for one in refused.value.problems] == [
        ("email", "not_an_email"), ("name", "missing"), ("roles", "missing"),
    ]  # fmt: skip
