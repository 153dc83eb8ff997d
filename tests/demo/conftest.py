"""A demo with the hand-made methods among the real regions, made once and copied where it is changed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session

from registry import db
from registry.content.exchange import import_folder
from registry.demo import ledger, people
from registry.domain import dates, installation, methods
from registry.settings import Settings
from registry.web import create_app
from tests import samples, world
from tests.page import PageClient


@pytest.fixture(scope="session")
def demo_folder(small_world: world.World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    world.lend_words(small_world, folder / "data")
    made = world.World(folder / "data").settings
    engine = db.make_engine(made.database_url)
    db.migrate(engine)
    with db.transaction(engine) as session:
        installation.mark_demo(session)
    with db.transaction(engine) as session:
        import_folder(session, world.without_methods(folder / "content"))
        for given in samples.ALL:
            methods.save(session, "tests", given)
        ledger.fill(session, dates.today())
    world.service(made).indexer(engine).rebuild(engine)
    engine.dispose()
    return folder / "data"


@pytest.fixture
def demo_settings(demo_folder: Path, tmp_path: Path) -> Settings:
    """The settings of a demo of this test's own."""
    return world.World(Path(shutil.copytree(demo_folder, tmp_path / "demo"))).settings


@pytest.fixture
def demo_engine(demo_settings: Settings) -> Iterator[Engine]:
    engine = db.make_engine(demo_settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def demo_session(demo_engine: Engine) -> Iterator[Session]:
    with db.session_for(demo_engine) as session:
        yield session


@pytest.fixture
def demo_app(demo_settings: Settings) -> Iterator[Flask]:
    app = create_app(demo_settings)
    app.testing = True
    app.test_client_class = PageClient
    yield app
    app.extensions["hyte"].engine.dispose()


@pytest.fixture
def demo_client(demo_app: Flask) -> PageClient:
    client = demo_app.test_client()
    assert isinstance(client, PageClient)
    return client


@pytest.fixture
def parts(demo_session: Session) -> list[people.Part]:
    return people.parts(demo_session)
