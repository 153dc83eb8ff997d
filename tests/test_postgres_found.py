"""The search of everything on a real PostgreSQL: who finds what is the same as on SQLite."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from registry import db
from registry.search.service import SearchService
from tests import people, postgres
from tests.search.found_things import MAY_FIND, fill
from tests.search.test_others import found


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The small world with something of every kind, on a server of this module's own."""
    yield from postgres.small_world(tmp_path_factory, fill)


def test_everybody_finds_what_they_may_see(engine: Engine, tmp_path: Path) -> None:
    service = SearchService(tmp_path / "index", {})
    service.indexer(engine).rebuild(engine)
    with db.session_for(engine) as session:
        others = service.others(session)
        for who in people.EVERYONE:
            for word, may in MAY_FIND.items():
                elsewhere = found(service, session, who, word)
                hits = [hit for some in elsewhere.hits.values() for hit in some]
                assert elsewhere.total == (who in may), (word, who)
                assert len(others.things(session, people.actor(session, who), hits)) == len(hits)
