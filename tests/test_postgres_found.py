"""The search of everything on a real PostgreSQL: who finds what is the same as on SQLite."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from registry import db
from registry.content import exchange
from registry.domain import methods
from registry.search.service import SearchService
from tests import people, postgres, samples, world
from tests.search.found_things import MAY_FIND, fill
from tests.search.test_others import found


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The small world with something of every kind, on a server of this module's own."""
    for url in postgres.server(tmp_path_factory):
        engine = db.make_engine(url)
        db.migrate(engine)
        content = world.without_methods(tmp_path_factory.mktemp("content") / "content")
        with db.transaction(engine) as session:
            exchange.import_folder(session, Path(content))
            for given in samples.ALL:
                methods.save(session, world.AUTHOR, given)
            people.move_in(session)
            fill(session)
        yield engine
        engine.dispose()


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
