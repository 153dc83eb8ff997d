"""What is written down with every change, and that it goes with the change or not at all."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from registry import db
from registry.domain import history
from registry.domain.models import Event, IndexOutbox


def test_a_record_is_event_outbox_and_number(session: Session) -> None:
    before = history.catalogue_number(session)
    history.record(session, "tester", "thing.done", "thing", "it", why="because")
    session.commit()
    event = session.exec(select(Event).order_by(col(Event.id).desc())).first()
    assert event is not None
    assert (event.actor, event.action, event.kind, event.subject, event.details) == (
        "tester", "thing.done", "thing", "it", {"why": "because"}
    )  # fmt: skip
    assert [(row.kind, row.subject) for row in session.exec(select(IndexOutbox))] == [("thing", "it")]
    assert history.catalogue_number(session) == before + 1


def test_what_is_rolled_back_was_never_recorded(session: Session) -> None:
    before, events = history.catalogue_number(session), len(session.exec(select(Event)).all())
    history.record(session, "tester", "thing.done", "thing", "it")
    session.rollback()
    assert history.catalogue_number(session) == before
    assert len(session.exec(select(Event)).all()) == events
    assert not session.exec(select(IndexOutbox)).all()


def test_a_fresh_database_counts_from_nothing(tmp_path) -> None:
    engine = db.make_engine(f"sqlite:///{tmp_path / 'new.sqlite'}")
    db.migrate(engine)
    with db.transaction(engine) as session:
        assert history.catalogue_number(session) == 0
        history.bump_catalogue(session)
        assert history.catalogue_number(session) == 1
    engine.dispose()


def test_no_number_is_given_twice(engine: Engine) -> None:
    def bump(_: int) -> None:
        with db.transaction(engine) as session:
            history.record(session, "tester", "thing.done", "thing", "it")

    with db.session_for(engine) as session:
        before = history.catalogue_number(session)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(bump, range(24)))
    with db.session_for(engine) as session:
        assert history.catalogue_number(session) == before + 24
