"""Sessions: who a token is of, for how long, and how they end."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from registry.domain import sessions
from registry.domain.errors import NotAllowed, NotFound
from registry.domain.models import SignedIn
from registry.domain.permissions import NOBODY
from tests import people
from tests.people import NOW


@pytest.fixture
def editor(session: Session) -> int:
    return people.person_id(session, "editor")


def test_a_token_is_of_its_person(session: Session, editor: int) -> None:
    found = sessions.find(session, sessions.begin(session, editor, "Firefox", NOW), NOW)
    assert (found.person_id, found.name, found.email) == (editor, people.name("editor"), people.email("editor"))
    assert found.grants == {people.GRANTS["editor"]}


def test_the_token_is_not_kept(session: Session, editor: int) -> None:
    token = sessions.begin(session, editor, "Firefox", NOW)
    assert len(token) >= 43
    assert token not in str(session.exec(select(SignedIn)).one().model_dump())


@pytest.mark.parametrize("token", ["", "tekaistu", "x" * 5000, "ä\ud800"])
def test_other_tokens_are_of_nobody(session: Session, editor: int, token: str) -> None:
    sessions.begin(session, editor, "", NOW)
    assert sessions.find(session, token, NOW) == NOBODY


def test_twelve_hours_without_use_end_it(session: Session, editor: int) -> None:
    token = sessions.begin(session, editor, "", NOW)
    assert sessions.find(session, token, NOW + timedelta(hours=12, seconds=-1)) != NOBODY
    later = NOW + timedelta(hours=12, seconds=-1)
    assert sessions.find(session, token, later + timedelta(hours=11)) != NOBODY
    assert sessions.find(session, token, later + timedelta(hours=23)) == NOBODY


def test_thirty_days_end_it_however_it_is_used(session: Session, editor: int) -> None:
    token, now = sessions.begin(session, editor, "", NOW), NOW
    while now < NOW + timedelta(days=30):
        assert sessions.find(session, token, now) != NOBODY
        now += timedelta(hours=11)
    assert sessions.find(session, token, now) == NOBODY


def test_when_it_was_last_seen_is_known_to_five_minutes(session: Session, editor: int) -> None:
    token = sessions.begin(session, editor, "", NOW)
    row = session.exec(select(SignedIn)).one()
    for minutes, seen in ((1, 0), (4, 0), (5, 5), (9, 5), (10, 10)):
        sessions.find(session, token, NOW + timedelta(minutes=minutes))
        session.refresh(row)
        assert row.seen_at == NOW + timedelta(minutes=seen)


def test_finding_is_one_query(engine: Engine, session: Session, editor: int) -> None:
    token = sessions.begin(session, editor, "", NOW)
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    sessions.find(session, token, NOW + timedelta(minutes=1))
    assert len(statements) == 1
    sessions.find(session, token, NOW + timedelta(minutes=6))
    assert len(statements) == 3


def test_ending(session: Session, editor: int) -> None:
    first, second, third = (sessions.begin(session, editor, "", NOW) for _ in range(3))
    other = sessions.begin(session, people.person_id(session, "observer"), "", NOW)
    sessions.end(session, first)
    sessions.end(session, "tekaistu")
    assert [sessions.find(session, token, NOW) == NOBODY for token in (first, second, third)] == [True, False, False]
    sessions.end_all(session, editor, but=third)
    assert [sessions.find(session, token, NOW) == NOBODY for token in (second, third)] == [True, False]
    sessions.end_all(session, editor)
    assert sessions.find(session, third, NOW) == NOBODY
    assert sessions.find(session, other, NOW) != NOBODY


def test_a_person_sees_and_ends_their_own(session: Session, editor: int) -> None:
    here = sessions.begin(session, editor, "Firefox, Linux", NOW)
    sessions.begin(session, editor, "Chrome, Windows", NOW + timedelta(hours=1))
    sessions.begin(session, editor, "vanha", NOW - timedelta(hours=13))
    strange = sessions.begin(session, people.person_id(session, "observer"), "Edge", NOW)
    actor = sessions.find(session, here, NOW)
    listed = sessions.own(session, actor, here, NOW + timedelta(hours=1))
    assert [(one.browser, one.here) for one in listed] == [("Chrome, Windows", False), ("Firefox, Linux", True)]
    sessions.end_one(session, actor, listed[0].id)
    assert len(sessions.own(session, actor, here, NOW)) == 1
    of_another = sessions.own(session, sessions.find(session, strange, NOW), strange, NOW)[0].id
    for number in (of_another, 999):
        with pytest.raises(NotFound):
            sessions.end_one(session, actor, number)
    assert sessions.find(session, strange, NOW) != NOBODY


def test_nobody_has_none(session: Session) -> None:
    with pytest.raises(NotAllowed):
        sessions.own(session, NOBODY, "")
    with pytest.raises(NotAllowed):
        sessions.end_one(session, NOBODY, 1)
