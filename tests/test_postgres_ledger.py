"""The ledger on a real PostgreSQL: the same deeds come out the same as on SQLite, the tables hold their rules, writers wait for each other."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from registry import db
from registry.content.exchange import import_folder
from registry.domain import ledger, methods
from registry.paths import CONTENT
from tests import postgres, samples, test_db
from tests.domain import ledgers, test_writers_at_once
from tests.domain.ledger_lives import live
from tests.domain.ledgers import TODAY
from tests.domain.naive_ledger import Both

PAIRS = [("kainuu", "hyppely"), ("kainuu", "juoksu"), ("lappi", "hyppely")]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from postgres.server(tmp_path_factory)


@pytest.fixture(scope="module")
def new_engine(url: str) -> Iterator[Callable[[], Engine]]:
    """Makes an engine for a new, empty database."""
    engines, numbers = [], count(1)

    def make() -> Engine:
        engines.append(db.make_engine(postgres.new_database(url, f"ledger{next(numbers)}")))
        return engines[-1]

    yield make
    for engine in engines:
        engine.dispose()


@pytest.fixture(scope="module")
def engine(new_engine: Callable[[], Engine]) -> Engine:
    """A small ledger; what is done to it is rolled back."""
    engine = new_engine()
    ledgers.found(engine)
    return engine


def told(session: Session) -> list[object]:
    """All that reading gives, without the numbers and times that a database chooses."""
    days = [TODAY + timedelta(days=days) for days in range(-900, 400, 50)]
    return [
        [_plain(entry) for entry in ledger.entries(session)],
        [[_plain(entry) for entry in ledger.states(session, day)] for day in days],
        [ledger.counts(session, day) for day in days],
        [sorted(ledger.in_force(session, day)) for day in days],
        [[_plain(entry) for entry in ledger.timeline(session, region, [])] for region in ("kainuu", "lappi")],
        [_plain(entry) for entry in ledger.planned(session, TODAY)],
        ledger.last_changed(session, "kainuu"),
    ]


def _plain(entry: ledger.Entry) -> list[object]:
    chosen = {"entry_id", "recorded_by", "recorded_at"}
    return [getattr(entry, name) for name in ledger.Entry.__slots__ if name not in chosen]


def test_the_same_deeds_come_out_the_same(engine: Engine, tmp_path: Path) -> None:
    sqlite = db.make_engine(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    ledgers.found(sqlite)
    found = []
    for one in (engine, sqlite):
        with db.session_for(one) as session:
            both = Both(session, PAIRS)
            live(both, 120)
            both.agree()
            found.append((told(session), dict(both.outcomes)))
            session.rollback()
    sqlite.dispose()
    assert found[0] == found[1]
    assert found[0][1]["correct done"] > 3


def test_what_public_pages_say(new_engine: Callable[[], Engine], whole_session: Session) -> None:
    engine = new_engine()
    db.migrate(engine)
    with db.transaction(engine) as session:
        import_folder(session, CONTENT)
        assert sorted(map(str, map(_plain, ledger.entries(session)))) == sorted(
            map(str, map(_plain, ledger.entries(whole_session)))
        )


def test_the_database_holds_the_rules(engine: Engine) -> None:
    with db.transaction(engine) as session:
        for method_id in ("nuotti", "tasapaino"):
            methods.save(session, "tests", samples.method(method_id))
    for statement in test_db.NO_SUCH.values():
        test_db.refused_by(engine, statement)


@pytest.mark.parametrize(
    "test",
    [
        test_writers_at_once.test_the_second_of_two_who_saw_the_same_is_told_so,
        test_writers_at_once.test_a_writer_who_began_with_old_rows_in_mind_still_sees_the_new_ones,
        test_writers_at_once.test_of_many_at_once_one_gets_through_and_the_others_are_told,
        test_writers_at_once.test_many_who_try_again_lose_nothing,
        test_writers_at_once.test_nothing_said_is_ever_changed_or_taken_away,
    ],
    ids=lambda test: test.__name__.removeprefix("test_"),
)
def test_writers_at_once(new_engine: Callable[[], Engine], test: Callable[[Engine], None]) -> None:
    engine = new_engine()
    ledgers.found(engine)
    test(engine)
