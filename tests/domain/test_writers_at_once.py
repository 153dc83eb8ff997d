"""Several writers at once, and that nothing said is ever changed or taken away."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import select

from registry import db
from registry.domain import adoption, history, ledger
from registry.domain.errors import Conflict
from registry.domain.models import AdoptionConfirmation, AdoptionEntry
from registry.domain.permissions import Actor, system
from tests.domain import ledgers
from tests.domain.ledger_lives import live
from tests.domain.ledgers import TODAY, editor, said
from tests.domain.naive_ledger import Both

PAIR = ("kainuu", "hyppely")
CHANGES = re.compile(
    r"^\s*(UPDATE|DELETE|REPLACE|TRUNCATE|INSERT OR|ALTER|DROP)\b.*\badoption_(entry|confirmation)\b", re.I | re.S
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = db.make_engine(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    ledgers.found(engine)
    yield engine
    engine.dispose()


def kainuu(engine: Engine) -> Actor:
    with db.transaction(engine) as session:
        return editor(session, "kainuu")


def test_the_second_of_two_who_saw_the_same_is_told_so(engine: Engine) -> None:
    actor = kainuu(engine)
    with db.session_for(engine) as first, db.session_for(engine) as second:
        assert ledger.pair(first, *PAIR, TODAY).version == ledger.pair(second, *PAIR, TODAY).version == 0
        adoption.record(first, actor, *PAIR, said("in_use"), version=0, today=TODAY)
        first.commit()
        with pytest.raises(Conflict):
            adoption.record(second, actor, *PAIR, said("exploring"), version=0, today=TODAY)
        second.rollback()
        seen = ledger.pair(second, *PAIR, TODAY)
        assert [entry.status for entry in seen.entries] == ["in_use"]
        adoption.record(second, actor, *PAIR, said("sustained"), version=seen.version, today=TODAY)
        second.commit()
        assert [entry.status for entry in ledger.pair(first, *PAIR, TODAY).entries] == ["sustained", "in_use"]


def test_a_writer_who_began_with_old_rows_in_mind_still_sees_the_new_ones(engine: Engine) -> None:
    """An entry that the session had read before is judged as it is now."""
    actor = kainuu(engine)
    with db.session_for(engine) as old, db.session_for(engine) as new:
        mine = adoption.record(old, actor, *PAIR, said("in_use", "2026-01-01"), version=0, today=TODAY)
        old.commit()
        adoption.withdraw(new, actor, *PAIR, 1, note=None, version=1, today=TODAY)
        new.commit()
        assert mine.number == 1
        adoption.record(old, actor, *PAIR, said("exploring", "2020-01-01"), version=2, today=TODAY)
        old.commit()
        assert [one.number for one in ledger.timeline(old, *PAIR[:1], [PAIR[1]])] == [3]


def test_of_many_at_once_one_gets_through_and_the_others_are_told(engine: Engine) -> None:
    actor, ready = kainuu(engine), Barrier(6)

    def write(at: int) -> str:
        with db.session_for(engine) as session:
            ready.wait()
            try:
                adoption.record(session, actor, *PAIR, said("in_use", coverage=at), version=0, today=TODAY)
                session.commit()
            except Conflict:
                return "told"
            return f"through {at}"

    with ThreadPoolExecutor(6) as threads:
        came = sorted(threads.map(write, range(6)))
    assert came.count("told") == 5
    with db.session_for(engine) as session:
        (entry,) = ledger.entries(session)
        assert f"through {entry.coverage}" in came


def test_many_who_try_again_lose_nothing(engine: Engine) -> None:
    actor, each = kainuu(engine), 5
    before = _number(engine)

    def write(writer: int) -> list[int]:
        said_by_me = []
        for at in range(each):
            coverage = writer * each + at
            while True:
                with db.session_for(engine) as session:
                    seen = ledger.pair(session, *PAIR, TODAY).version
                    try:
                        adoption.record(
                            session, actor, *PAIR, said("in_use", coverage=coverage), version=seen, today=TODAY
                        )
                        session.commit()
                        said_by_me.append(coverage)
                        break
                    except Conflict:
                        session.rollback()
        return said_by_me

    with ThreadPoolExecutor(4) as threads:
        acknowledged = [coverage for mine in threads.map(write, range(4)) for coverage in mine]
    with db.session_for(engine) as session:
        found = ledger.entries(session)
        assert sorted(entry.coverage or 0 for entry in found) == sorted(acknowledged) == list(range(20))
        assert [entry.number for entry in found] == list(range(20, 0, -1))
        assert [(one.number, one.until) for one in ledger.timeline(session, "kainuu", [])][-1] == (20, None)
    assert _number(engine) == before + 20


def _number(engine: Engine) -> int:
    with db.session_for(engine) as session:
        return history.numbers(session)[1]


def test_nothing_said_is_ever_changed_or_taken_away(engine: Engine) -> None:
    """All statements of a long life are listened to, and all rows compared with what they were."""
    statements: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    seen: dict[tuple[str, int], tuple[Any, ...]] = {}
    event.listen(engine, "before_cursor_execute", listen)
    with db.session_for(engine) as session:
        both = Both(session, [PAIR, ("lappi", "juoksu")])
        for part in range(6):
            live(both, 25, seed=part)
            adoption.take_mentions(session, system("content import"), TODAY + timedelta(days=part))
            session.commit()
            now = _rows(engine)
            assert {key: now.get(key) for key in seen} == seen
            assert len(now) > len(seen)
            seen = now
        both.agree()
        session.commit()
    event.remove(engine, "before_cursor_execute", listen)
    written = [
        statement for statement in statements if "adoption_entry" in statement or "adoption_confirmation" in statement
    ]
    assert sum(statement.startswith("INSERT") for statement in written) > 50
    assert [statement for statement in written if CHANGES.match(statement)] == []


def _rows(engine: Engine) -> dict[tuple[str, int], tuple[Any, ...]]:
    with engine.connect() as connection:
        return {
            (table.__tablename__, row.id): tuple(row)
            for table in (AdoptionEntry, AdoptionConfirmation)
            for row in connection.execute(select(*table.__table__.columns))  # type: ignore[attr-defined]
        }


@pytest.mark.parametrize(
    ("statement", "changes"),
    [
        ("UPDATE adoption_entry SET note = NULL", True),
        ("DELETE FROM adoption_confirmation WHERE 1", True),
        ("DELETE FROM adoption_span WHERE adoption_span.region_slug = ?", False),
        ("INSERT INTO adoption_entry (note) VALUES (?)", False),
        ("SELECT 1 FROM adoption_entry", False),
    ],
)
def test_the_listener_knows_what_it_looks_for(statement: str, changes: bool) -> None:
    assert bool(CHANGES.match(statement)) is changes


def test_days_of_confirmations_are_kept(engine: Engine) -> None:
    actor = kainuu(engine)
    with db.transaction(engine) as session:
        entry = adoption.record(session, actor, *PAIR, said(), version=0, today=TODAY)
        for days in (1, 1, 40):
            adoption.confirm(session, actor, "kainuu", [entry.id or 0], TODAY + timedelta(days=days))
        days_told = session.exec(select(AdoptionConfirmation.confirmed_on)).all()
    assert sorted(days_told) == [TODAY, date(2026, 6, 16), date(2026, 6, 16), date(2026, 7, 25)]
