"""The database: an engine for the app, sessions made from it, and its migrations.

SQLite gets foreign keys, a write-ahead log and a wait for locks on every connection, because it has none of them by itself.
Alembic is read only where tables change: an installation that starts on tables of the newest form need not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, column, event, inspect, make_url, select, table
from sqlmodel import Session, create_engine

from registry.paths import MIGRATIONS

if TYPE_CHECKING:
    from alembic.config import Config

SQLITE_PRAGMAS = ("foreign_keys=ON", "journal_mode=WAL", "busy_timeout=5000", "synchronous=NORMAL", "secure_delete=ON")
POSTGRESQL_DRIVER = "postgresql+psycopg"


def make_engine(database_url: str) -> Engine:
    """An engine for `database_url`; `postgres://` and `postgresql://` both mean the psycopg driver."""
    url = make_url(database_url)
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername=POSTGRESQL_DRIVER)
    if url.drivername.startswith("sqlite") and url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_pre_ping=not url.drivername.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def session_for(engine: Engine) -> Session:
    """A new session; what it loaded stays readable after a commit."""
    return Session(engine, expire_on_commit=False)


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A session that is committed when the block ends well and rolled back when it does not."""
    with session_for(engine) as session:
        yield session
        session.commit()


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest form."""
    with engine.begin() as connection:
        if revision_of(connection) != newest_revision():
            upgrade(connection)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the tables up to a revision in the caller's transaction. Raises CommandError where there is no such revision."""
    from alembic import command

    command.upgrade(_config(connection), revision)


def revision_of(connection: Connection) -> str | None:
    """The revision that the tables are at; None where there are none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(select(column("version_num")).select_from(table("alembic_version"))).scalar()


def newest_revision() -> str:
    """The revision of the newest migration: each one's file begins with its number."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def new_migration(engine: Engine, message: str, number: str) -> None:
    """Write a migration from what the tables lack; a developer reads it before it is kept."""
    from alembic import command

    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=number)
