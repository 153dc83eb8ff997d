"""Reading the ledger: what held on a day, what is stale, planned, corrected; and that what is not published is nowhere."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select

from registry.domain import adoption, ledger, methods, spans
from registry.domain.models import AdoptionSpan
from registry.domain.permissions import system
from registry.domain.statuses import Status
from registry.domain.vocabulary import State
from tests import samples
from tests.domain.ledgers import METHODS, TODAY, Desk, said

MARCH = date(2025, 3, 1)


@pytest.fixture
def country(ledger_session: Session) -> Session:
    """Two regions, two methods, some years; what Kainuu plans."""
    for region in ("lappi", "kainuu"):
        Desk(ledger_session, region, "hyppely").row(("piloting", "2024-01-01"), ("in_use", "2025-01-01"))
    Desk(ledger_session, "kainuu", "juoksu").row(("in_use", "2025-06-01"), ("phasing_out", "2026-12-01"))
    return ledger_session


def held(session: Session, day: date, **narrowed: Any) -> list[tuple[str, str, str]]:
    return [(one.region, one.method, one.status.value) for one in ledger.states(session, day, **narrowed)]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2023, 12, 31), []),
        (date(2024, 1, 1), [("kainuu", "hyppely", "piloting"), ("lappi", "hyppely", "piloting")]),
        (date(2024, 12, 31), [("kainuu", "hyppely", "piloting"), ("lappi", "hyppely", "piloting")]),
        (date(2025, 1, 1), [("kainuu", "hyppely", "in_use"), ("lappi", "hyppely", "in_use")]),
        (TODAY, [("kainuu", "hyppely", "in_use"), ("kainuu", "juoksu", "in_use"), ("lappi", "hyppely", "in_use")]),
        (
            date(2026, 12, 1),
            [("kainuu", "hyppely", "in_use"), ("kainuu", "juoksu", "phasing_out"), ("lappi", "hyppely", "in_use")],
        ),
        (date.min, []),
        (
            date.max,
            [("kainuu", "hyppely", "in_use"), ("kainuu", "juoksu", "phasing_out"), ("lappi", "hyppely", "in_use")],
        ),
    ],
)
def test_any_day_is_seen_as_it_was(country: Session, day: date, found: list[tuple[str, str, str]]) -> None:
    assert held(country, day) == found
    assert sorted(ledger.in_force(country, day)) == found
    assert ledger.count_states(country, day) == len(found)


def test_narrowed(country: Session) -> None:
    assert held(country, TODAY, regions=["lappi"]) == [("lappi", "hyppely", "in_use")]
    assert held(country, TODAY, methods=["juoksu", "kavely"]) == [("kainuu", "juoksu", "in_use")]
    assert held(country, MARCH, statuses=[Status.PILOTING, Status.SUSTAINED]) == []
    assert held(country, date(2024, 5, 1), statuses=[Status.PILOTING], regions=["kainuu"]) == [
        ("kainuu", "hyppely", "piloting")
    ]
    assert ledger.count_states(country, TODAY, regions=["kainuu"], methods=["juoksu"], statuses=[Status.IN_USE]) == 1
    assert ledger.in_force(country, TODAY, ["juoksu"]) == [("kainuu", "juoksu", "in_use")]


def test_pages_of_a_long_list(country: Session) -> None:
    whole = ledger.states(country, TODAY)
    assert [ledger.states(country, TODAY, offset=at, limit=1) for at in range(4)] == [*([one] for one in whole), []]
    told = ledger.entries(country)
    assert [entry for at in range(0, 8, 2) for entry in ledger.entries(country, offset=at, limit=2)] == told
    assert [entry.entry_id for entry in told] == sorted((entry.entry_id for entry in told), reverse=True)
    assert ledger.count_entries(country) == len(told) == 6
    assert ledger.count_entries(country, regions=["kainuu"], methods=["juoksu"]) == 2


def test_counts(country: Session) -> None:
    assert ledger.counts(country, TODAY) == {"kainuu": {"in_use": 2}, "lappi": {"in_use": 1}}
    assert ledger.counts(country, date(2027, 1, 1))["kainuu"] == {"in_use": 1, "phasing_out": 1}
    assert ledger.counts(country, date(2023, 1, 1)) == {}


def test_what_is_planned(country: Session) -> None:
    pair = ledger.pair(country, "kainuu", "juoksu", TODAY)
    assert pair.current and pair.planned
    assert (pair.current.status, pair.planned.status, pair.version) == ("in_use", "phasing_out", 2)
    assert [(one.method, one.since) for one in ledger.planned(country, TODAY)] == [("juoksu", date(2026, 12, 1))]
    assert ledger.planned(country, TODAY, regions=["lappi"]) == []
    assert ledger.pair(country, "kainuu", "juoksu", date(2026, 12, 1)).planned is None


def test_a_plan_that_was_changed_the_same_day_is_told_once(country: Session) -> None:
    desk = Desk(country, "kainuu", "juoksu")
    desk.version = 2
    desk.record(said("phasing_out", "2026-12-01", coverage=5))
    pair = ledger.pair(country, "kainuu", "juoksu", TODAY)
    assert pair.planned is not None
    assert pair.planned.number == 3
    assert [one.number for one in ledger.planned(country, TODAY)] == [3]


def test_nothing_is_known(country: Session) -> None:
    for region, method in (("helsinki", "hyppely"), ("atlantis", "hyppely"), ("kainuu", "ei-ole")):
        pair = ledger.pair(country, region, method, TODAY)
        assert (pair.entries, pair.current, pair.planned, pair.version) == ([], None, None, 0)
    assert ledger.timeline(country, "helsinki", METHODS) == []


def test_timeline(country: Session) -> None:
    line = ledger.timeline(country, "kainuu", ["hyppely", "juoksu"])
    assert [(one.method, one.status, one.since, one.until) for one in line] == [
        ("hyppely", "piloting", date(2024, 1, 1), date(2025, 1, 1)),
        ("hyppely", "in_use", date(2025, 1, 1), None),
        ("juoksu", "in_use", date(2025, 6, 1), date(2026, 12, 1)),
        ("juoksu", "phasing_out", date(2026, 12, 1), None),
    ]
    assert ledger.timeline(country, "kainuu", []) == line
    assert [one.method for one in ledger.timeline(country, "kainuu", ["juoksu"])] == ["juoksu", "juoksu"]


def test_corrected_and_taken_out_are_told_apart(country: Session) -> None:
    desk = Desk(country, "lappi", "hyppely")
    desk.version = 2
    desk.record(said("in_use", "2025-02-01"), corrects=2)
    desk.withdraw(3)
    told = {entry.number: entry for entry in ledger.entries(country, regions=["lappi"])}
    assert {number: (one.corrected, one.corrected_by, one.taken_out) for number, one in told.items()} == {
        1: (False, None, False), 2: (True, 3, False), 3: (True, 4, True), 4: (False, None, False)
    }  # fmt: skip
    assert told[4].withdraws and told[4].corrects == 3
    assert held(country, TODAY, regions=["lappi"]) == [("lappi", "hyppely", "piloting")]


@pytest.mark.parametrize(
    ("today", "stale"),
    [(TODAY, False), (date(2027, 6, 14), False), (date(2027, 6, 15), False), (date(2027, 6, 16), True)],
)
def test_what_nobody_has_confirmed_for_a_year_is_stale(country: Session, today: date, stale: bool) -> None:
    """It was recorded on TODAY, whenever it says that it began."""
    (entry,) = ledger.states(country, today, regions=["lappi"])
    assert entry.is_stale(today) is stale
    desk = Desk(country, "lappi", "hyppely")
    adoption.confirm(country, desk.actor, "lappi", [entry.entry_id], today)
    (entry,) = ledger.states(country, today, regions=["lappi"])
    assert (entry.confirmed_on, entry.is_stale(today)) == (today, False)


def test_a_confirmation_is_not_seen_before_its_day(country: Session) -> None:
    (entry,) = ledger.states(country, TODAY, regions=["lappi"])
    adoption.confirm(country, system("tests"), "lappi", [entry.entry_id], date(2026, 9, 1))
    seen = {
        day: ledger.states(country, day, regions=["lappi"])[0].confirmed_on for day in (MARCH, TODAY, date(2027, 1, 1))
    }
    assert seen == {MARCH: None, TODAY: TODAY, date(2027, 1, 1): date(2026, 9, 1)}
    assert ledger.entries(country, regions=["lappi"])[0].confirmed_on == date(2026, 9, 1)


def test_what_is_not_published_is_nowhere(country: Session) -> None:
    methods.save(country, "tests", samples.method("hyppely", state=State.RETIRED))
    later = date(2027, 1, 1)
    assert {entry.method for entry in ledger.entries(country)} == {"juoksu"}
    assert {one.method for one in ledger.states(country, TODAY)} == {"juoksu"}
    assert ledger.in_force(country, TODAY) == [("kainuu", "juoksu", "in_use")]
    assert ledger.counts(country, later) == {"kainuu": {"phasing_out": 1}}
    assert (ledger.count_states(country, TODAY), ledger.count_entries(country)) == (1, 2)
    assert {one.method for one in ledger.timeline(country, "kainuu", [])} == {"juoksu"}
    assert ledger.pair(country, "kainuu", "hyppely", TODAY).entries == []
    assert set(ledger.newest(country)) == {"kainuu"}
    assert ledger.last_changed(country, "kainuu") == {"juoksu": date(2026, 12, 1)}
    methods.save(country, "tests", samples.method("hyppely"))
    assert len(ledger.entries(country)) == 6


@pytest.mark.parametrize("at_once", [1, 2, 3, spans.AT_ONCE])
def test_spans_are_made_anew_in_any_portions(country: Session, at_once: int) -> None:
    columns = select(AdoptionSpan.entry_id, AdoptionSpan.since, AdoptionSpan.until).order_by(col(AdoptionSpan.entry_id))
    before = country.exec(columns).all()
    assert spans.rebuild(country, at_once) == len(before) == 6
    assert country.exec(columns).all() == before


def test_what_a_query_gives_is_of_the_right_kind(country: Session) -> None:
    Desk(country, "lappi", "kavely").row(("in_use", "2026-01-01"), ("abandoned", "2026-02-01"))
    (entry,) = ledger.states(country, TODAY, methods=["kavely"])
    kinds = {
        name: type(getattr(entry, name)).__name__
        for name in ("status", "precision", "exit_how", "replacement", "source")
    }
    assert kinds == {
        "status": "Status", "precision": "Precision", "exit_how": "ExitHow", "replacement": "Replacement", "source": "Source"
    }  # fmt: skip
    assert entry.recorded_at.tzinfo is not None
    assert entry.exit_why == ["merged"]
