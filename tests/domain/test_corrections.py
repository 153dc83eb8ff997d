"""Mending the ledger by more entries, and saying that entries still hold. Nothing of what was said before goes."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select

from registry.domain import adoption, ledger
from registry.domain.errors import Invalid, InvalidInput, NotFound
from registry.domain.models import AdoptionConfirmation, Event
from tests.domain.ledgers import TODAY, Desk, problems, said, standing

ROW = (("exploring", "2026-01-01"), ("in_use", "2026-02-01"), ("sustained", "2026-03-01"))


@pytest.fixture
def row(desk: Desk) -> Desk:
    """1 explores in January, 2 uses in February, 3 sustains in March."""
    return desk.row(*ROW)


def refused(desk: Desk, status: str, since: str, corrects: int) -> InvalidInput:
    before = standing(desk)
    with pytest.raises(InvalidInput) as caught:
        desk.record(said(status, since), corrects=corrects)
    assert standing(desk) == before
    return caught.value


def not_standing(desk: Desk, number: int) -> None:
    with pytest.raises(NotFound):
        desk.record(said(), corrects=number)
    with pytest.raises(NotFound):
        desk.withdraw(number)


def test_an_entry_in_the_middle(row: Desk) -> None:
    row.record(said("in_use", "2026-02-15", coverage=10), corrects=2)
    assert standing(row) == [
        (1, "exploring", "2026-01-01", "2026-02-15"),
        (4, "in_use", "2026-02-15", "2026-03-01"),
        (3, "sustained", "2026-03-01", None),
    ]
    entries = {entry.number: entry for entry in ledger.entries(row.session)}
    assert [(number, entries[number].corrected) for number in (1, 2, 3, 4)] == [
        (1, False),
        (2, True),
        (3, False),
        (4, False),
    ]
    assert (entries[2].status, entries[2].since) == ("in_use", date(2026, 2, 1))
    assert entries[4].corrects == 2


def test_the_first_and_the_last(row: Desk) -> None:
    row.record(said("preparing", "2025-06-01"), corrects=1)
    row.record(said("abandoned", "2026-04-01"), corrects=3)
    assert standing(row) == [
        (4, "preparing", "2025-06-01", "2026-02-01"),
        (2, "in_use", "2026-02-01", "2026-04-01"),
        (5, "abandoned", "2026-04-01", None),
    ]


def test_a_correction_is_corrected(row: Desk) -> None:
    row.record(said("in_use", "2026-02-10"), corrects=2)
    row.record(said("in_use", "2026-02-20"), corrects=4)
    assert [number for number, *_ in standing(row)] == [1, 5, 3]
    not_standing(row, 2)
    not_standing(row, 4)


@pytest.mark.parametrize("number", [0, -1, 4, 99])
def test_what_was_never_said_is_not_corrected(row: Desk, number: int) -> None:
    not_standing(row, number)


def test_a_correction_fits_what_is_before_it(row: Desk) -> None:
    assert problems(refused(row, "in_use", "2025-12-31", 2)) == [("since", "before_previous")]
    assert problems(refused(row, "abandoned", "2026-02-01", 2)) == [("status", "move_not_allowed")]
    assert problems(refused(row, "abandoned", "2026-01-01", 1)) == [("status", "no_start")]


def test_a_correction_fits_what_is_after_it(row: Desk) -> None:
    error = refused(row, "in_use", "2026-03-02", 2)
    assert problems(error) == [("since", "after_next")]
    assert (error.values["day"], error.values["next"]) == (date(2026, 3, 2), date(2026, 3, 1))
    error = refused(row, "piloting", "2026-02-01", 2)
    assert problems(error) == [("status", "breaks_next")]
    assert error.values == {"status": "sustained", "previous": "piloting"}


def test_a_correction_of_what_is_ahead(desk: Desk) -> None:
    desk.row(("in_use", "2026-01-01"), ("phasing_out", "2026-12-01"))
    assert problems(refused(desk, "abandoned", "2026-12-01", 2)) == [("since", "in_future")]
    desk.record(said("abandoned", "2026-06-01"), corrects=2)
    assert ledger.pair(desk.session, "kainuu", "hyppely", TODAY).planned is None


def test_the_last_is_withdrawn(row: Desk) -> None:
    withdrawn = row.withdraw(3, note="  Väärä menetelmä\0  ")
    assert (withdrawn.withdraws, withdrawn.corrects, withdrawn.note) == (True, 3, "Väärä menetelmä")
    assert standing(row) == [(1, "exploring", "2026-01-01", "2026-02-01"), (2, "in_use", "2026-02-01", None)]
    not_standing(row, 3)
    not_standing(row, 4)


def test_the_first_is_withdrawn_where_the_next_can_begin(row: Desk) -> None:
    row.withdraw(1)
    assert standing(row) == [(2, "in_use", "2026-02-01", "2026-03-01"), (3, "sustained", "2026-03-01", None)]
    with pytest.raises(InvalidInput) as caught:
        row.withdraw(2)
    assert problems(caught.value) == [("status", "leaves_no_start")]
    assert caught.value.values == {"status": "sustained", "previous": None}


def test_one_in_the_middle_is_withdrawn_where_its_neighbours_fit(row: Desk) -> None:
    with pytest.raises(InvalidInput) as caught:
        row.withdraw(2)
    assert problems(caught.value) == [("status", "breaks_next")]
    assert caught.value.values == {"status": "sustained", "previous": "exploring"}
    row.record(said("in_use", "2026-03-01"), corrects=3)
    row.withdraw(2)
    assert [number for number, *_ in standing(row)] == [1, 4]


def test_all_is_withdrawn_and_begun_again(row: Desk) -> None:
    for number in (3, 2, 1):
        row.withdraw(number)
    pair = ledger.pair(row.session, "kainuu", "hyppely", TODAY)
    assert (standing(row), pair.current, pair.version) == ([], None, 6)
    assert ledger.in_force(row.session, TODAY) == []
    row.record(said("in_use", "2020-01-01"))
    assert standing(row) == [(7, "in_use", "2020-01-01", None)]


def test_a_note_that_is_too_long(row: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        row.withdraw(3, note="x" * 2001)
    assert problems(caught.value) == [("note", "too_long")]
    assert len(ledger.entries(row.session)) == 3


def test_two_that_begin_on_one_day(desk: Desk) -> None:
    """The later holds; a correction keeps its place and does not become the later one."""
    desk.row(("exploring", "2026-01-01"), ("in_use", "2026-01-01"))
    desk.record(said("piloting", "2026-01-01"), corrects=1)
    assert standing(desk) == [(3, "piloting", "2026-01-01", "2026-01-01"), (2, "in_use", "2026-01-01", None)]
    current = ledger.pair(desk.session, "kainuu", "hyppely", TODAY).current
    assert current is not None
    assert current.number == 2
    assert ledger.in_force(desk.session, TODAY) == [("kainuu", "hyppely", "in_use")]


def test_events_tell_what_was_done_and_never_what_was_written(row: Desk) -> None:
    row.record(said("in_use", "2026-02-02", note="Salainen muistiinpano"), corrects=2)
    row.withdraw(3, note="Salainen syy")
    adoption.confirm(row.session, row.actor, "kainuu", [4, *_ids(row)], TODAY)
    events = row.session.exec(select(Event).where(Event.kind == "adoption").order_by(col(Event.id))).all()
    assert [event.action for event in events] == [
        *["adoption.recorded"] * 3, "adoption.corrected", "adoption.withdrawn", "adoption.confirmed"
    ]  # fmt: skip
    told = " ".join(f"{event.actor} {event.subject} {event.details}" for event in events)
    for secret in ("Salainen", "Nimi", "salainen.osoite", "@", row.actor.name, row.actor.email):
        assert secret not in told


def _ids(desk: Desk) -> list[int]:
    return [entry.entry_id for entry in ledger.entries(desk.session)]


def confirmations(session: Session) -> list[tuple[int, str]]:
    columns = select(AdoptionConfirmation.entry_id, AdoptionConfirmation.confirmed_on)
    return sorted((entry_id, str(day)) for entry_id, day in session.exec(columns))


def test_only_what_is_in_force_is_confirmed(row: Desk) -> None:
    row.record(said("phasing_out", "2027-01-01"))
    recorded = confirmations(row.session)
    later = date(2026, 7, 1)
    assert adoption.confirm(row.session, row.actor, "kainuu", [*_ids(row), 2**31, 2**70, 0, -1], later) == 1
    current = ledger.pair(row.session, "kainuu", "hyppely", later).current
    assert current is not None
    assert (current.number, current.confirmed_on) == (3, later)
    assert set(confirmations(row.session)) - set(recorded) == {(current.entry_id, "2026-07-01")}


def test_only_ones_own_region_is_confirmed(row: Desk) -> None:
    other = Desk(row.session, "lappi")
    theirs = other.record(said())
    before = confirmations(row.session)
    assert adoption.confirm(row.session, row.actor, "kainuu", [theirs.id or 0], TODAY) == 0
    assert confirmations(row.session) == before
    assert not row.session.exec(select(Event).where(Event.action == "adoption.confirmed")).all()


@pytest.mark.parametrize("nothing", [[], [0], [2**31]])
def test_nothing_to_confirm_is_nothing_done(row: Desk, nothing: Any) -> None:
    assert adoption.confirm(row.session, row.actor, "kainuu", nothing, TODAY) == 0


def test_many_are_confirmed_at_once(desk: Desk) -> None:
    entries = [desk.record(said()).id or 0]
    for method in ("juoksu", "kavely"):
        entries.append(Desk(desk.session, method=method, actor=desk.actor).record(said()).id or 0)
    assert adoption.confirm(desk.session, desk.actor, "kainuu", [*entries, *entries], date(2027, 6, 1)) == 3
    assert all(entry.confirmed_on == date(2027, 6, 1) for entry in ledger.states(desk.session, date(2027, 6, 1)))
