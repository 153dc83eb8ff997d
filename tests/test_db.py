"""Tables: migrations make exactly what the models say, and the database holds what the models promise."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text
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


ENTRY = {
    "region_slug": "'kainuu'", "method_id": "'nuotti'", "number": "1", "status": "'in_use'", "since": "'2026-01-01'", "precision": "'day'",
    "exit_why": "'[]'", "source": "'region_editor'", "withdraws": "false", "recorded_at": "'2026-01-01 00:00:00'",
}  # fmt: skip
GRANT = {"person_id": "1", "role": "'editor'", "region_slug": "NULL"}
SPAN = {
    "entry_id": "1", "region_slug": "'kainuu'", "method_id": "'nuotti'", "status": "'in_use'", "since": "'2026-01-01'", "until": "NULL"
}  # fmt: skip
ANSWER = {
    "region_slug": "'kainuu'", "method_id": "'nuotti'", "entry_id": "1", "kind": "'good_method_lost'", "because": "NULL",
    "silent_until": "'2026-01-01'", "recorded_at": "'2026-01-01 00:00:00'",
}  # fmt: skip
CONFIRMATION = {"entry_id": "1", "confirmed_on": "'2026-01-01'", "recorded_at": "'2026-01-01 00:00:00'"}
PERSON = {"email": "'a@example.fi'", "name": "'A'", "active": "true", "created_at": "'2026-01-01 00:00:00'"}
TOKEN = {"token_digest": "'t'", "created_at": "'2026-01-01 00:00:00'", "expires_at": "'2026-01-02 00:00:00'"}
INVITATION = {"email": "'b@example.fi'", "name": "'B'", "grants": "'[]'"} | TOKEN
SESSION = {
    "person_id": "1", "token_digest": "'t'", "created_at": "'2026-01-01 00:00:00'", "seen_at": "'2026-01-01 00:00:00'", "browser": "''"
}  # fmt: skip
CONTACT = {"region_slug": "'lappi'", "mailbox": "'hyte@example.fi'"}


def insert(table: str, values: dict[str, str], **more: str) -> str:
    """A row in raw SQL."""
    row = values | more
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(row.values())})"


def make_ledger(connection: Connection) -> None:
    """A person who has two roles, and an entry with all that may hang on it."""
    person = "(SELECT id FROM person WHERE email = 'a@example.fi')"
    entry = "(SELECT id FROM adoption_entry WHERE number = 1)"
    for statement in (
        insert("person", PERSON),
        insert("role_grant", GRANT, person_id=person),
        insert("role_grant", GRANT, person_id=person, role="'region_editor'", region_slug="'kainuu'"),
        insert("invitation", INVITATION),
        insert("password_reset", TOKEN, person_id=person),
        insert("signed_in", SESSION, person_id=person),
        insert("adoption_entry", ENTRY),
        insert("adoption_entry", ENTRY, number="2", corrects="1", withdraws="true"),
        insert("adoption_span", SPAN, entry_id=entry),
        insert("adoption_confirmation", CONFIRMATION, entry_id=entry),
        insert("mismatch_answer", ANSWER, entry_id=entry),
        insert("region_contact", CONTACT),
    ):
        connection.execute(text(statement))


NO_SUCH = {
    "a second of the same number": insert("adoption_entry", ENTRY),
    "two corrections of one entry": insert("adoption_entry", ENTRY, number="3", corrects="1"),
    "a status by another name": insert("adoption_entry", ENTRY, number="3", status="'IN_USE'"),
    "no status": insert("adoption_entry", ENTRY, number="3", status="NULL"),
    "no number": insert("adoption_entry", ENTRY, number="NULL"),
    "no day": insert("adoption_entry", ENTRY, number="3", since="NULL"),
    "an unknown precision": insert("adoption_entry", ENTRY, number="3", precision="'hour'"),
    "an unknown source": insert("adoption_entry", ENTRY, number="3", source="'rumour'"),
    "an unknown way out": insert("adoption_entry", ENTRY, number="3", exit_how="'burn'"),
    "an unknown replacement": insert("adoption_entry", ENTRY, number="3", replacement="'whatever'"),
    "coverage over all": insert("adoption_entry", ENTRY, number="3", coverage="101"),
    "coverage below none": insert("adoption_entry", ENTRY, number="3", coverage="-1"),
    "a withdrawal of nothing": insert("adoption_entry", ENTRY, number="3", withdraws="true"),
    "a replacing method without a name": insert("adoption_entry", ENTRY, number="3", replacement="'method'"),
    "a name without a replacing method": insert("adoption_entry", ENTRY, number="3", replaced_by="'tasapaino'"),
    "a name beside another thing": insert(
        "adoption_entry", ENTRY, number="3", replacement="'other'", replaced_by="'tasapaino'"
    ),
    "a replacing method that is none": insert(
        "adoption_entry", ENTRY, number="3", replacement="'method'", replaced_by="'ei-ole'"
    ),
    "an unknown region": insert("adoption_entry", ENTRY, number="3", region_slug="'atlantis'"),
    "an unknown method": insert("adoption_entry", ENTRY, number="3", method_id="'ei-ole'"),
    "an unknown person": insert("adoption_entry", ENTRY, number="3", recorded_by="999"),
    "an entry taken away": "DELETE FROM adoption_entry WHERE number = 1",
    "a method taken away": "DELETE FROM method WHERE id = 'nuotti'",
    "a region taken away": "DELETE FROM region WHERE slug = 'kainuu'",
    "a confirmation of nothing": insert("adoption_confirmation", CONFIRMATION, entry_id="999"),
    "a span of nothing": insert("adoption_span", SPAN, entry_id="999"),
    "two spans of one entry": "INSERT INTO adoption_span SELECT * FROM adoption_span",
    "an answer to nothing": insert("mismatch_answer", ANSWER, entry_id="999"),
    "an answer of an unknown kind": "UPDATE mismatch_answer SET kind = 'other'",
    "two mailboxes of a region": insert("region_contact", CONTACT),
    "a mailbox of no region": insert("region_contact", CONTACT, region_slug="'atlantis'"),
    "two people of one address": insert("person", PERSON),
    "a person taken away": "DELETE FROM person WHERE email = 'a@example.fi'",
    "a role twice": "INSERT INTO role_grant (person_id, role) SELECT person_id, role FROM role_grant WHERE role = 'editor'",
    "a region's role twice": "INSERT INTO role_grant (person_id, role, region_slug) SELECT person_id, role, region_slug FROM role_grant "
    "WHERE role = 'region_editor'",
    "an editor of no region": "UPDATE role_grant SET region_slug = NULL WHERE role = 'region_editor'",
    "a region of staff": "UPDATE role_grant SET region_slug = 'lappi' WHERE role = 'editor'",
    "an unknown role": "UPDATE role_grant SET role = 'king' WHERE role = 'editor'",
    "a role of nobody": insert("role_grant", GRANT, person_id="999"),
    "two invitations to one address": insert("invitation", INVITATION, token_digest="'u'"),
    "two invitations of one token": insert("invitation", INVITATION, email="'c@example.fi'"),
    "two sessions of one token": insert("signed_in", SESSION, person_id="(SELECT min(id) FROM person)"),
    "two resets of one token": insert("password_reset", TOKEN, person_id="(SELECT min(id) FROM person)"),
    "a session of nobody": insert("signed_in", SESSION, person_id="999", token_digest="'u'"),
}  # fmt: skip


@pytest.mark.parametrize("what", list(NO_SUCH))
def test_the_database_holds_the_rules_of_people_and_ledger(engine: Engine, what: str) -> None:
    refused_by(engine, NO_SUCH[what])


def refused_by(engine: Engine, statement: str) -> None:
    """See that a statement is refused after `make_ledger`; nothing stays."""
    with engine.connect() as connection:
        make_ledger(connection)
        with pytest.raises(IntegrityError):
            connection.execute(text(statement))
        connection.rollback()


def test_people_and_ledger_come_to_an_older_database_and_go(tmp_path: Path) -> None:
    engine = db.make_engine(f"sqlite:///{tmp_path / 'older.sqlite'}")
    with engine.begin() as connection:
        db.upgrade(connection, "0001")
        connection.execute(text("UPDATE catalogue_version SET number = 7"))
        assert db.revision_of(connection) == "0001"
    db.migrate(engine)
    assert differences(engine) == []
    with engine.connect() as connection:
        numbers = connection.execute(text("SELECT id, number FROM catalogue_version ORDER BY id")).all()
        assert numbers[-1] == (2, 0)
        assert numbers[:-1] in ([], [(1, 7)])
    engine.dispose()


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
