"""Tables: migrations make exactly what the models say, and the database holds what the models promise."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import SQLModel

from registry import db


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Engine]:
    engine = db.make_engine(f"sqlite:///{tmp_path / 'deep' / 'down' / 'new.sqlite'}")
    db.migrate(engine)
    yield engine
    engine.dispose()


def differences(engine: Engine) -> list[object]:
    """What Alembic would change in the tables to make them those of the models."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        return compare_metadata(context, SQLModel.metadata)


def test_migrations_make_the_tables_of_the_models(fresh: Engine) -> None:
    assert differences(fresh) == []
    assert set(inspect(fresh).get_table_names()) == {*SQLModel.metadata.tables, "alembic_version"}


def test_migrating_twice_is_migrating_once(fresh: Engine) -> None:
    db.migrate(fresh)
    assert differences(fresh) == []


def test_the_comparison_sees_a_difference(fresh: Engine) -> None:
    with fresh.begin() as connection:
        connection.execute(text("DROP TABLE empty_search"))
    assert differences(fresh) != []


def test_every_constraint_has_a_name(fresh: Engine) -> None:
    """Unnamed ones cannot be altered on SQLite."""
    for table in SQLModel.metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints), table.name
        assert all(index.name for index in table.indexes), table.name


def test_settings_of_every_connection(fresh: Engine) -> None:
    wanted = {"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 5000, "synchronous": 1}
    with fresh.connect() as first, fresh.connect() as second:
        for connection in (first, second):
            assert {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in wanted} == wanted


OUTCOME = (
    "INSERT INTO outcome (method_id, id, position, name, main, effect, plausible, standing, reasons, finding) VALUES "
)


@pytest.mark.parametrize(
    "statement",
    [
        f"{OUTCOME} ('nuotti', 'x', 9, '{{}}', 0, 'wonderful', 1, 'preliminary', '[]', '{{}}')",
        f"{OUTCOME} ('nuotti', 'x', 9, '{{}}', 0, 'BENEFIT', 1, 'preliminary', '[]', '{{}}')",
        f"{OUTCOME} ('nuotti', 'x', 9, '{{}}', 1, 'benefit', 1, 'preliminary', '[]', '{{}}')",
        f"{OUTCOME} ('ei-ole', 'x', 9, '{{}}', 0, 'benefit', 1, 'preliminary', '[]', '{{}}')",
        f"{OUTCOME} ('nuotti', 'tyo', 9, '{{}}', 0, 'benefit', 1, 'preliminary', '[]', '{{}}')",
        "UPDATE method SET state = 'secret'",
        "UPDATE indicator_link SET indicator_code = 'X9'",
        "UPDATE indicator_link SET outcome_id = 'other'",
        "UPDATE indicator SET theme_id = 'other'",
        "DELETE FROM theme",
        "UPDATE region SET code = '01'",
    ],
)
def test_the_database_refuses(engine: Engine, statement: str) -> None:
    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(text(statement))


def test_a_transaction_is_whole_or_nothing(engine: Engine) -> None:
    with pytest.raises(OperationalError), db.transaction(engine) as session:
        session.connection().execute(text("DELETE FROM glossary_term"))
        session.connection().execute(text("DELETE FROM no_such_table"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM glossary_term")).scalar_one() > 0


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_all_names_of_postgresql_mean_one_driver(scheme: str) -> None:
    engine = db.make_engine(f"{scheme}://user@localhost/nothing")
    assert engine.url.drivername == "postgresql+psycopg"
    engine.dispose()
