"""The people of the service: roles, names, and who is in use."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from registry import db
from registry.domain import people as domain
from registry.domain import sessions, signing_in
from registry.domain.errors import Invalid, NotAllowed, NotFound
from registry.domain.models import Event, Person
from registry.domain.permissions import NOBODY, Grant, Role, system
from tests import people
from tests.people import NOW, PASSWORD

BY = system("tests")
ADMINISTRATOR = Grant(Role.ADMINISTRATOR)


def test_everybody_with_roles_and_when_last_seen(session: Session) -> None:
    sessions.begin(session, people.person_id(session, "editor"), "", NOW)
    found = {one.email: one for one in domain.everybody(session, BY)}
    assert len(found) == 6
    for who, grant in people.GRANTS.items():
        one = found[people.email(who)]
        assert (one.name, one.grants, one.active, one.has_password) == (people.name(who), {grant}, True, True)
    assert found[people.email("editor")].seen_at == NOW
    assert found[people.email("observer")].seen_at is None


def test_those_out_of_use_come_last(session: Session) -> None:
    domain.set_active(session, BY, people.person_id(session, "editor"), False)
    listed = domain.everybody(session, BY)
    assert [one.name for one in listed[:-1]] == sorted(one.name for one in listed[:-1])
    assert (listed[-1].email, listed[-1].active) == (people.email("editor"), False)


def test_roles_are_set_and_told(session: Session) -> None:
    person_id = people.person_id(session, "region_editor")
    grants = frozenset({Grant(Role.REGION_EDITOR, "lappi"), Grant(Role.REVIEWER)})
    domain.set_grants(session, BY, person_id, grants)
    assert domain.find(session, BY, person_id).grants == grants
    event = session.exec(select(Event)).all()[-1]
    assert event.action == "person.roles_changed"
    assert event.details == {"added": ["region_editor:lappi", "reviewer"], "removed": ["region_editor:kainuu"]}
    domain.set_grants(session, BY, person_id, grants)
    assert session.exec(select(Event)).all()[-1].id == event.id


def test_a_changed_role_holds_at_once(session: Session) -> None:
    person_id = people.person_id(session, "observer")
    token = sessions.begin(session, person_id)
    domain.set_grants(session, BY, person_id, frozenset({Grant(Role.EDITOR)}))
    assert sessions.find(session, token).roles == {Role.EDITOR}


@pytest.mark.parametrize(
    ("grants", "field", "code"),
    [
        (frozenset(), "roles", "missing"),
        (frozenset({Grant(Role.REGION_EDITOR, "ahvenanmaa")}), "region", "unknown"),
    ],
)
def test_roles_that_cannot_be(session: Session, grants: frozenset[Grant], field: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        domain.set_grants(session, BY, people.person_id(session, "editor"), grants)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_out_of_use_and_back(session: Session) -> None:
    person_id = people.person_id(session, "editor")
    token = sessions.begin(session, person_id)
    reset = signing_in.request_reset(session, people.email("editor"), NOW)
    assert reset
    domain.set_active(session, BY, person_id, False)
    assert sessions.find(session, token) == NOBODY
    with pytest.raises(NotFound):
        signing_in.find_reset(session, reset, NOW)
    with pytest.raises(Invalid):
        signing_in.sign_in(session, people.email("editor"), PASSWORD, "192.0.2.1", NOW)
    assert signing_in.request_reset(session, people.email("editor"), NOW) is None
    assert session.exec(select(Person).where(Person.id == person_id)).one()
    domain.set_active(session, BY, person_id, True)
    assert sessions.find(session, token) == NOBODY
    assert signing_in.sign_in(session, people.email("editor"), PASSWORD, "192.0.2.1", NOW).id == person_id


def test_the_last_administrator_stays(session: Session) -> None:
    last = people.person_id(session, "administrator")
    for change in (
        lambda: domain.set_active(session, BY, last, False),
        lambda: domain.set_grants(session, BY, last, frozenset({Grant(Role.EDITOR)})),
    ):
        with pytest.raises(Invalid) as refused:
            change()
        assert refused.value.code == "last_administrator"
    second = people.person_id(session, "editor")
    domain.set_grants(session, BY, second, frozenset({ADMINISTRATOR, Grant(Role.EDITOR)}))
    domain.set_active(session, BY, second, False)
    with pytest.raises(Invalid):  # one who is out of use looks after nobody
        domain.set_active(session, BY, last, False)
    domain.set_active(session, BY, second, True)
    domain.set_active(session, BY, last, False)
    assert not domain.find(session, BY, last).active


def test_two_administrators_cannot_put_each_other_out_at_once(engine: Engine) -> None:
    with db.transaction(engine) as session:
        both = [people.person_id(session, who) for who in ("administrator", "editor")]
        domain.set_grants(session, BY, both[1], frozenset({ADMINISTRATOR}))

    def put_out(person_id: int) -> bool:
        try:
            with db.transaction(engine) as own:
                domain.set_active(own, BY, person_id, False)
        except Invalid:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(put_out, both)) == [False, True]


def test_names(session: Session) -> None:
    editor = people.actor(session, "editor")
    domain.rename(session, editor, editor.person_id or 0, " Uusi  Nimi ")
    assert domain.find(session, BY, editor.person_id or 0).name == "Uusi Nimi"
    assert "Uusi" not in str(session.exec(select(Event)).all()[-1].model_dump())
    with pytest.raises(NotAllowed):
        domain.rename(session, editor, people.person_id(session, "observer"), "Toinen")
    domain.rename(session, people.actor(session, "administrator"), people.person_id(session, "observer"), "Toinen")
    with pytest.raises(NotFound):
        domain.rename(session, BY, 999, "Toinen")


@pytest.mark.parametrize("who", [who for who in people.EVERYONE if who != "administrator"])
@pytest.mark.parametrize(
    "act",
    [
        domain.everybody,
        lambda session, actor: domain.find(session, actor, 1),
        lambda session, actor: domain.find_by_email(session, actor, people.email("editor")),
        lambda session, actor: domain.set_grants(session, actor, actor.person_id or 1, frozenset({ADMINISTRATOR})),
        lambda session, actor: domain.set_active(session, actor, 1, False),
        lambda session, actor: signing_in.make_reset(session, actor, 1, NOW),
    ],
)
def test_only_administrators_manage(session: Session, who: str, act: Any) -> None:
    with pytest.raises(NotAllowed):
        act(session, people.actor(session, who))


def test_nobody_unknown(session: Session) -> None:
    for act in (
        lambda: domain.find(session, BY, 999),
        lambda: domain.set_active(session, BY, 999, True),
        lambda: domain.set_grants(session, BY, 999, frozenset({ADMINISTRATOR})),
        lambda: domain.find_by_email(session, BY, "ei@ole.fi"),
    ):
        with pytest.raises(NotFound):
            act()
    assert domain.find_by_email(session, BY, f" {people.email('editor').upper()}").name == people.name("editor")
