"""A ledger of its own for each test of sheets: all regions, three methods, an editor of Kainuu, no entries."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from registry import db
from registry.domain.permissions import Actor
from tests.domain import ledgers


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database file that holds nothing but the catalogue."""
    path = tmp_path_factory.mktemp("sheets") / "empty.sqlite"
    engine = db.make_engine(f"sqlite:///{path}")
    ledgers.found(engine)
    engine.dispose()
    return path.read_bytes()


@pytest.fixture
def engine(empty_ledger: bytes, tmp_path: Path) -> Iterator[Engine]:
    """The engine of a copy of it."""
    (tmp_path / "ledger.sqlite").write_bytes(empty_ledger)
    engine = db.make_engine(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with db.session_for(engine) as session:
        yield session


@pytest.fixture
def editor(session: Session) -> Actor:
    """Who edits Kainuu."""
    found = ledgers.editor(session, "kainuu")
    session.commit()
    return found
