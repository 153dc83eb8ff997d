"""What a test can ask for.

`client` visits the small world, `told_client` the same with a ledger, `whole_client` the real content: they are shared and only read. `app`
with `own_client`, `engine`, `session`, `service` and `settings` are a small world of this test alone, to be changed as it likes.
"""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session

from registry import db
from registry.search.service import SearchService
from registry.settings import Settings
from registry.web import create_app
from tests import told, world
from tests.page import PageClient
from tests.turns import Turns
from tests.world import World

# The same examples every time: a run says something about the change, not about luck. `--hypothesis-profile=wander` looks further.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True)
hypothesis.settings.register_profile("wander", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("suite")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder of all processes of this run of tests."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def turns(shared_folder: Path) -> Turns:
    """The turns that all processes of this run of tests take."""
    return Turns(shared_folder)


@pytest.fixture(autouse=True)
def _turn(request: pytest.FixtureRequest, turns: Turns) -> Iterator[None]:
    """Tests run beside each other, but for one that measures time."""
    with turns.alone() if request.node.get_closest_marker("alone") else turns.together():
        yield


@pytest.fixture(scope="session")
def small_world(shared_folder: Path) -> World:
    return world.once(shared_folder / "small", world.build_small)


@pytest.fixture(scope="session")
def whole_pattern(shared_folder: Path) -> World:
    """The whole world as it was built, for all processes: to be copied, not to be used."""
    return world.once(shared_folder / "whole", world.build_whole)


@pytest.fixture(scope="session")
def whole_world(whole_pattern: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    return whole_pattern.copy(tmp_path_factory.mktemp("whole") / "data")


@pytest.fixture
def settings(small_world: World, tmp_path: Path) -> Settings:
    return small_world.copy(tmp_path / "data").settings


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    yield from _engine(settings)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with db.session_for(engine) as session:
        yield session


@pytest.fixture
def service(settings: Settings) -> SearchService:
    return world.service(settings)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    yield from _app(settings)


@pytest.fixture
def own_client(app: Flask) -> PageClient:
    return _client(app)


@pytest.fixture(scope="session")
def small_app(small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    yield from _app(small_world.copy(tmp_path_factory.mktemp("shared") / "data").settings)


@pytest.fixture
def client(small_app: Flask) -> PageClient:
    return _client(small_app)


@pytest.fixture(scope="session")
def told_world(small_world: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The small world with the ledger of `told.py`."""
    made = small_world.copy(tmp_path_factory.mktemp("told") / "data")
    engine = db.make_engine(made.settings.database_url)
    with db.transaction(engine) as session:
        told.fill(session)
    engine.dispose()
    return made


@pytest.fixture(scope="session")
def told_app(told_world: World) -> Iterator[Flask]:
    yield from _app(told_world.settings)


@pytest.fixture
def told_client(told_app: Flask) -> PageClient:
    """Visits the small world with a ledger; shared, only read."""
    return _client(told_app)


@pytest.fixture(scope="session")
def whole_engine(whole_world: World) -> Iterator[Engine]:
    yield from _engine(whole_world.settings)


@pytest.fixture
def whole_session(whole_engine: Engine) -> Iterator[Session]:
    with db.session_for(whole_engine) as session:
        yield session


@pytest.fixture(scope="session")
def whole_app(whole_world: World) -> Iterator[Flask]:
    yield from _app(whole_world.settings)


@pytest.fixture
def whole_client(whole_app: Flask) -> PageClient:
    return _client(whole_app)


def _engine(settings: Settings) -> Iterator[Engine]:
    engine = db.make_engine(settings.database_url)
    yield engine
    engine.dispose()


def _app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.testing = True
    app.test_client_class = PageClient
    yield app
    app.extensions["hyte"].engine.dispose()


def _client(app: Flask) -> PageClient:
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client
