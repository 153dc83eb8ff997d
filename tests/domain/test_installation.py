"""A demo is marked while it is empty, and nothing else can become one."""

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from registry import db
from registry.domain import installation
from registry.domain.errors import Conflict
from registry.domain.models import Event


@pytest.fixture
def fresh(tmp_path) -> Engine:
    engine = db.make_engine(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    db.migrate(engine)
    return engine


def test_an_empty_database_can_be_marked_and_stays_so(fresh: Engine) -> None:
    with db.transaction(fresh) as session:
        assert not installation.is_demo(session)
        installation.mark_demo(session)
    with db.transaction(fresh) as session:
        assert installation.is_demo(session)
        session.add(Event(actor="x", action="x", kind="x", subject="x"))
        session.flush()
        installation.mark_demo(session)  # it is one already
        installation.demand_demo(session)


def test_one_with_content_cannot(session: Session) -> None:
    with pytest.raises(Conflict):
        installation.mark_demo(session)
    assert not installation.is_demo(session)
    with pytest.raises(Conflict):
        installation.demand_demo(session)


@pytest.mark.parametrize(
    "row",
    [
        "INSERT INTO event (at, actor, action, kind, subject, details) VALUES ('2026-11-01', 'x', 'x', 'x', 'x', '{}')",
        "INSERT INTO person (email, name, active, created_at) VALUES ('x@x.example', 'X', 1, '2026-11-01')",
        """INSERT INTO invitation (email, name, grants, token_digest, created_at, expires_at)
           VALUES ('x@x.example', 'X', '[]', 'x', '2026-11-01', '2026-11-02')""",
    ],
    ids=["an event", "a person", "an invitation"],
)
def test_a_single_thing_is_enough(fresh: Engine, row: str) -> None:
    with fresh.begin() as connection:
        connection.execute(text(row))
    with db.session_for(fresh) as session, pytest.raises(Conflict):
        installation.mark_demo(session)
