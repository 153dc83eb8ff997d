"""The tables of the panel come to a database that has methods, people and a ledger already; nothing of those is lost, and the rules hold."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import IntegrityError

from registry import db
from registry.backup import tables
from registry.cli.serving import begin_revisions
from registry.domain import curation, methods
from registry.settings import Settings
from tests import samples
from tests.test_db import differences
from tests.world import World


def rows(connection: Connection, names: set[str] | None = None) -> dict[str, list[dict[str, object]]]:
    """All rows of the tables of a database by name, by the columns of that database."""
    return {
        table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
        for table in tables.of(connection)
        if names is None or table.name in names
    }


@pytest.fixture
def older(small_world: World, tmp_path: Path) -> Settings:
    """The small world as a version before the panel would have had it."""
    made = World(tmp_path / "older").settings
    source, target = db.make_engine(small_world.settings.database_url), db.make_engine(made.database_url)
    with source.connect() as there, target.begin() as here:
        db.upgrade(here, "0002")
        known = rows(there)
        for table in tables.of(here):
            here.execute(table.delete())
            found = [{name: row[name] for name in table.columns.keys()} for row in known[table.name]]  # noqa: SIM118
            if found:
                here.execute(table.insert(), found)
    source.dispose()
    target.dispose()
    return made


def test_what_was_there_stays(older: Settings) -> None:
    engine = db.make_engine(older.database_url)
    with engine.connect() as connection:
        before = rows(connection)
        assert before["outcome"] and before["indicator_link"] and "decision" not in before
    db.migrate(engine)
    assert differences(engine) == []
    with engine.connect() as connection:
        after = rows(connection, set(before))
        assert [
            row | {"decision_id": None, "decided_on": None, "valid_until": None} for row in before.pop("outcome")
        ] == (after.pop("outcome"))
        assert after == before
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()


def test_methods_get_their_first_revisions(older: Settings) -> None:
    engine = db.make_engine(older.database_url)
    db.migrate(engine)
    for expected in (len(samples.ALL), len(samples.ALL)):
        begin_revisions(older)
        with db.session_for(engine) as session:
            found = [row for one in samples.ALL for row in curation.revisions(session, one.id)]
            assert len(found) == expected
            assert {(row.number, row.saved_by) for row in found} == {(1, "serve")}
            (kept,) = curation.revisions(session, "tasapaino")
            assert curation.as_input(kept) == methods.as_input(methods.find(session, "tasapaino"))
    engine.dispose()


NO_SUCH = {
    "a decision of no method": "INSERT INTO decision (method_id, outcome_id, effect, plausible, decided_on, valid_until, cause, n, effects, "
    "decided_at) VALUES ('ei-ole', 'x', 'none', true, '2026-01-01', '2029-01-01', 'first', 7, '{}', '2026-01-01')",
    "an outcome of a decision that is none": "UPDATE outcome SET decision_id = 999",
    "an item that is two things": "INSERT INTO round_item (round_id, position, outcome_id, indicator_code, name, plausible) "
    "VALUES (1, 9, 'x', 'O2', '{}', true)",
    "an item that is nothing": "INSERT INTO round_item (round_id, position, name, plausible) VALUES (1, 9, '{}', true)",
    "a third phase": "INSERT INTO ballot (reviewer_id, phase, answers, version, saved_at) VALUES (1, 3, '{}', 0, '2026-01-01')",
    "a ballot of nobody": "INSERT INTO ballot (reviewer_id, phase, answers, version, saved_at) VALUES (9, 1, '{}', 0, '2026-01-01')",
    "an unknown state": "UPDATE review_round SET state = 'over'",
    "a seat twice": "INSERT INTO round_reviewer (round_id, person_id, background, invited_at, interests, barred) "
    "SELECT round_id, person_id, background, invited_at, interests, barred FROM round_reviewer",
    "a round of no method": "UPDATE review_round SET method_id = 'ei-ole'",
    "a method with revisions taken away": "DELETE FROM method WHERE id = 'nuotti'",
}


@pytest.mark.parametrize("what", list(NO_SUCH))
def test_the_database_holds_the_rules_of_the_panel(settings: Settings, what: str) -> None:
    engine = db.make_engine(settings.database_url)
    with engine.connect() as connection:
        person = connection.execute(text("SELECT min(id) FROM person")).scalar_one()
        connection.execute(
            text(
                "INSERT INTO review_round (id, method_id, method_version, kind, state, question, statutory, round_1_until, round_2_until, "
                "opened_at) VALUES (1, 'tasapaino', 1, 'full', 'round_1', 'q', false, '2026-01-01', '2026-02-01', '2026-01-01')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO round_reviewer (id, round_id, person_id, background, invited_at, interests, barred) "
                f"VALUES (1, 1, {person}, 'scientist', '2026-01-01', '[]', false)"
            )
        )
        with pytest.raises(IntegrityError):
            connection.execute(text(NO_SUCH[what]))
        connection.rollback()
    engine.dispose()
