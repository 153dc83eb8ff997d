"""A ledger of its own for tests of the domain: regions and a few methods, and nothing said yet."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from registry import db
from tests.domain import ledgers
from tests.domain.ledgers import Desk


@pytest.fixture(scope="session")
def ledger_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An empty ledger that is shared: what is done to it is rolled back."""
    engine = db.make_engine(f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'ledger.sqlite'}")
    ledgers.found(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def ledger_session(ledger_engine: Engine) -> Iterator[Session]:
    """A session in which nothing stays."""
    with db.session_for(ledger_engine) as session:
        yield session
        session.rollback()


@pytest.fixture
def desk(ledger_session: Session) -> Desk:
    """An editor of Kainuu before an empty ledger."""
    return Desk(ledger_session)
