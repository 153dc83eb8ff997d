"""The same on a real PostgreSQL: tables, content out as it came in, catalogue, search and pages.

Where no server can start (postgres.py) the tests are skipped and say why, but fail where everything is required.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from registry import db
from registry.content.exchange import export_folder, import_folder
from registry.domain import catalogue, methods
from registry.domain.errors import NotFound
from registry.domain.models import IndexOutbox
from registry.paths import CONTENT
from registry.search.service import Request
from registry.settings import Settings
from registry.web import create_app
from tests import postgres, samples, world
from tests.content.test_exchange import stored, tree
from tests.domain import test_searches
from tests.page import PageClient
from tests.test_db import differences
from tests.world import World


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of this module's own."""
    yield from postgres.server(tmp_path_factory)


@pytest.fixture(scope="module")
def engine(url: str) -> Iterator[Engine]:
    engine = db.make_engine(url)
    db.migrate(engine)
    with db.transaction(engine) as session:
        import_folder(session, CONTENT)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with db.session_for(engine) as session:
        yield session
        session.rollback()


@pytest.fixture(scope="module")
def settings(url: str, whole_world: World, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An installation on the server, with the index of the same content."""
    copy = whole_world.copy(tmp_path_factory.mktemp("installation") / "data").settings
    installed = replace(copy, database_url=url)
    with db.transaction(engine) as session:  # the copied index has what these rows ask for
        for row in session.exec(select(IndexOutbox)):
            session.delete(row)
    return installed


@pytest.fixture(scope="module")
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.testing = True
    app.test_client_class = PageClient
    yield app
    app.extensions["hyte"].engine.dispose()


def test_it_is_postgresql_and_its_tables_are_the_models(engine: Engine) -> None:
    assert engine.dialect.name == "postgresql"
    assert differences(engine) == []
    db.migrate(engine)


def test_export_gives_the_same_bytes(session: Session, tmp_path: Path) -> None:
    export_folder(session, tmp_path)
    assert tree(tmp_path) == stored()


def test_a_second_import_changes_nothing(session: Session) -> None:
    report = import_folder(session, CONTENT)
    assert (report.written, report.kept, report.conflicts) == ([], [], [])


@pytest.mark.parametrize("given", samples.ALL, ids=lambda method: method.id)
def test_what_was_saved_comes_back(session: Session, given: samples.MethodInput) -> None:
    methods.save(session, "tester", given)
    methods.save(session, "tester", given)
    found = next(method for method in methods.everything(session) if method.id == given.id)
    assert methods.as_input(found) == given


def test_lists(session: Session) -> None:
    assert len(methods.all_published(session)) == 104
    assert len(catalogue.indicators(session)) == 13
    assert [region.code for region in catalogue.regions(session)] == sorted(
        region.code for region in catalogue.regions(session)
    )
    with pytest.raises(NotFound):
        methods.find(session, "ei-ole")


def test_the_same_search_as_on_sqlite(
    session: Session, settings: Settings, whole_session: Session, whole_world: World
) -> None:
    here, there = world.service(settings), world.service(whole_world.settings)
    for words in ("kaatuminen", "höftfraktur", "alkoholi", ""):
        request = Request(q=words)
        assert here.search(session, request).ids == there.search(whole_session, request).ids
        assert here.search(session, request).facets == there.search(whole_session, request).facets


def test_a_change_reaches_the_index(engine: Engine, settings: Settings) -> None:
    service = world.service(settings)
    with db.transaction(engine) as session:
        methods.save(session, "tester", samples.method("uusi", name=samples.names("Kuutamokävely")))
    assert service.indexer(engine).drain(engine) == 1
    with db.transaction(engine) as session:
        assert service.search(session, Request(q="kuutamokävely")).ids[0] == "uusi"
        session.connection().execute(text("DELETE FROM method_revision WHERE method_id = 'uusi'"))
        session.delete(next(method for method in methods.everything(session) if method.id == "uusi"))
        session.connection().execute(text("UPDATE catalogue_version SET number = number + 1"))


@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
def test_pages(app: Flask, prefix: str) -> None:
    client = app.test_client()
    for address in (
        "/",
        "/menetelmat?q=kaatuminen",
        "/menetelmat/ikina",
        "/indikaattorit/lonkkamurtumat",
        "/alueet/kainuu",
        "/sanasto",
    ):
        assert client.get_page(prefix + address).h1  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", ["/menetelmat/%00", "/alueet/a%00b", "/teemat/%00", "/indikaattorit/%00"])
def test_what_postgresql_cannot_hold_is_not_found(app: Flask, address: str) -> None:
    client = app.test_client()
    assert client.get(address).status_code == 404
    assert client.get("/menetelmat?q=%00xqzw%00&teema=%00").status_code == 200
    assert client.get("/api/v1/methods/%00").status_code == 404


def test_empty_searches_are_counted_once_each(engine: Engine) -> None:
    test_searches.test_many_at_once_lose_no_count_and_fail_nobody(engine)
