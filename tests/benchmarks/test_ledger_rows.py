"""The ledger of the benchmarks keeps the ledger's rules, is as large as it says, and is the same each time."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from benchmarks import ledger_rows
from benchmarks.ledger import pages
from registry.domain import adoption, dates, ledger, replay
from registry.domain.models import AdoptionEntry, AdoptionSpan
from registry.domain.spans import Stored
from registry.domain.statuses import Precision, Source

TODAY = date(2026, 11, 24)
METHODS = [f"m{number}" for number in range(60)]


def stored(row: dict[str, object]) -> Stored:
    return Stored(
        id=0, region="", method="", number=row["number"], status=row["status"], since=row["since"],
        precision=Precision.DAY, corrects=row["corrects"], withdraws=False, source=Source.REGION_EDITOR,
    )  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
def test_every_row_of_entries_keeps_the_rules(method: str) -> None:
    rows = list(ledger_rows.pair("kainuu", method, METHODS, TODAY))
    assert len([row for row in rows if row["corrects"] is None]) == ledger_rows.YEARS
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert replay.first_problem(replay.standing(map(stored, rows))) is None
    assert all(row["since"] < TODAY and row["recorded_at"].date() <= TODAY for row in rows)
    assert list(ledger_rows.pair("kainuu", method, METHODS, TODAY)) == rows


@pytest.fixture
def filled(engine: Engine, session: Session) -> Session:
    told: list[tuple[int, int]] = []
    ledger_rows.empty(session)
    made = ledger_rows.fill(session, dates.today(), lambda done, of: told.append((done, of)))
    session.commit()
    methods = len(ledger_rows.method_ids(session))
    assert told[-1] == (22, 22)
    assert made.spans == 22 * methods * ledger_rows.YEARS
    assert made.entries == ledger_rows.count(session) >= made.spans
    return session


def test_the_database_takes_it_and_reads_it_back(filled: Session) -> None:
    today = dates.today()
    held = ledger.states(filled, today)
    assert len({(one.region, one.method) for one in held}) == len(held)
    assert {one.region for one in held} == {region for region, _, _ in ledger.in_force(filled, today)}
    before = set(map(tuple, filled.exec(select(AdoptionSpan.entry_id, AdoptionSpan.since, AdoptionSpan.until))))
    adoption.rebuild_spans(filled)
    assert set(map(tuple, filled.exec(select(AdoptionSpan.entry_id, AdoptionSpan.since, AdoptionSpan.until)))) == before
    assert any(filled.exec(select(AdoptionEntry.corrects)).all())


def test_no_past_day_is_asked_for_twice() -> None:
    """What is kept in memory for a day must not flatter the figures of past days."""
    for page in pages(METHODS, TODAY):
        if "past day" in page.name:
            assert len(set(page.many)) == len(page.many) >= 300
