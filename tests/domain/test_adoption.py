"""Writing into the ledger: what is refused and in which words, corrections, withdrawals, confirmations."""

from datetime import date
from typing import Any, Final

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from registry import db
from registry.domain import adoption, history, ledger
from registry.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from registry.domain.models import AdoptionConfirmation, AdoptionEntry, AdoptionSpan, Event
from registry.domain.permissions import NOBODY, Actor, Grant, Role, system
from registry.domain.statuses import Replacement, Status
from tests.domain.ledgers import TODAY, Desk, problems, said, standing


def refused(desk: Desk, given: Any, **more: Any) -> list[tuple[str, str]]:
    """Field and code of what is refused; nothing has come of it."""
    before = standing(desk)
    with pytest.raises(InvalidInput) as caught:
        desk.record(given, **more)
    assert standing(desk) == before
    return problems(caught.value)


def test_an_entry_is_kept_as_it_was_said(desk: Desk) -> None:
    given = said(
        "in_use", "2026-01-01", precision="year", coverage=40, note="Kaikissa neuvoloissa.", source="survey_answer"
    )
    desk.record(given)
    (entry,) = ledger.entries(desk.session)
    assert (entry.region, entry.method, entry.number) == ("kainuu", "hyppely", 1)
    kept = {name: getattr(entry, name) for name in type(given).model_fields}
    assert kept == given.model_dump()
    assert (entry.recorded_by, entry.confirmed_on) == (desk.actor.person_id, TODAY)


def test_an_exit_is_kept_with_its_reasons(desk: Desk) -> None:
    desk.record(said())
    desk.record(
        said(
            "abandoned", exit_how="replace", exit_why=["harmful", "merged"], replacement="method", replaced_by="juoksu"
        )
    )
    entry = ledger.pair(desk.session, "kainuu", "hyppely", TODAY).current
    assert entry is not None
    assert (entry.exit_how, entry.exit_why, entry.replacement, entry.replaced_by) == (
        "replace", ["harmful", "merged"], Replacement.METHOD, "juoksu"
    )  # fmt: skip


@pytest.mark.parametrize("status", ["sustained", "phasing_out", "abandoned"])
def test_no_such_start(desk: Desk, status: str) -> None:
    assert refused(desk, said(status)) == [("status", "no_start")]


def test_a_move_that_is_not_allowed_names_both(desk: Desk) -> None:
    desk.row(("exploring", "2026-01-01"))
    with pytest.raises(InvalidInput) as caught:
        desk.record(said("abandoned"))
    assert problems(caught.value) == [("status", "move_not_allowed")]
    assert caught.value.values == {"status": Status.ABANDONED, "previous": Status.EXPLORING}


def test_days_do_not_go_back(desk: Desk) -> None:
    desk.row(("in_use", "2026-02-01"))
    with pytest.raises(InvalidInput) as caught:
        desk.record(said("sustained", "2026-01-31"))
    assert problems(caught.value) == [("since", "before_previous")]
    assert (caught.value.values["day"], caught.value.values["previous"]) == (date(2026, 1, 31), date(2026, 2, 1))
    desk.record(said("sustained", "2026-02-01"))


FUTURE: Final = [status for status in Status if status not in ("preparing", "phasing_out")]


@pytest.mark.parametrize("status", FUTURE)
def test_only_some_statuses_may_lie_ahead(desk: Desk, status: str) -> None:
    desk.row(("in_use", "2026-01-01"))
    assert refused(desk, said(status, "2026-06-16")) == [("since", "in_future")]


@pytest.mark.parametrize("status", ["preparing", "phasing_out"])
def test_and_those_by_twelve_months(desk: Desk, status: str) -> None:
    desk.row(("in_use", "2026-01-01"))
    with pytest.raises(InvalidInput) as caught:
        desk.record(said(status, "2027-06-16"))
    assert problems(caught.value) == [("since", "too_far_ahead")]
    assert caught.value.values["last"] == date(2027, 6, 15)
    desk.record(said(status, "2027-06-15"))
    pair = ledger.pair(desk.session, "kainuu", "hyppely", TODAY)
    assert pair.current and pair.planned
    assert (pair.current.status, pair.planned.status) == ("in_use", status)


def test_a_leap_day_has_its_twelve_months(desk: Desk) -> None:
    leap = date(2028, 2, 29)
    assert refused(desk, said("preparing", "2029-03-01"), today=leap) == [("since", "too_far_ahead")]
    desk.record(said("preparing", "2029-02-28"), today=leap)


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"exit_how": None}, [("exit_how", "missing")]),
        ({"exit_why": []}, [("exit_why", "missing")]),
        ({"replacement": None}, [("replaced_by", "missing")]),
        ({"exit_how": "replace"}, [("replaced_by", "missing")]),
        ({"replacement": "method", "replaced_by": "hyppely"}, [("replaced_by", "itself")]),
        ({"replacement": "method", "replaced_by": "ei-ole"}, [("replaced_by", "unknown_method")]),
        ({"replacement": "method", "replaced_by": "luonnos"}, [("replaced_by", "unknown_method")]),
        (
            {"since": "2027-01-01", "exit_why": [], "replacement": "method", "replaced_by": "ei-ole"},
            [("since", "in_future"), ("exit_why", "missing"), ("replaced_by", "unknown_method")],
        ),
    ],
)
def test_an_exit_that_does_not_say_all(desk: Desk, more: dict[str, Any], found: list[tuple[str, str]]) -> None:
    desk.row(("in_use", "2026-01-01"))
    assert refused(desk, said("abandoned", **({"since": TODAY} | more))) == found


@pytest.mark.parametrize(
    ("region", "method", "kind"),
    [("atlantis", "hyppely", "region"), ("kainuu", "ei-ole", "method"), ("kainuu", "luonnos", "method")],
)
def test_what_there_is_not(ledger_session: Session, region: str, method: str, kind: str) -> None:
    desk = Desk(ledger_session, region, method, system("tests"))
    with pytest.raises(NotFound) as caught:
        desk.record(said())
    assert caught.value.kind == kind
    with pytest.raises(NotFound):
        desk.withdraw(1)


@pytest.mark.parametrize("version", [0, 1, 3, -1])
def test_who_has_not_seen_the_newest_entry_does_not_write_over_it(desk: Desk, version: int) -> None:
    desk.row(("in_use", "2026-01-01"), ("sustained", "2026-02-01"))
    desk.version = version
    for attempt in (
        lambda: desk.record(said("in_use")),
        lambda: desk.record(said("in_use"), corrects=1),
        lambda: desk.withdraw(2),
    ):
        with pytest.raises(Conflict):
            attempt()
    assert len(ledger.entries(desk.session)) == 2


WHO: Final = {
    "nobody": NOBODY,
    "another region": Actor(7, grants=frozenset({Grant(Role.REGION_EDITOR, "lappi")})),
    "staff": Actor(8, grants=frozenset({Grant(Role.EDITOR), Grant(Role.ADMINISTRATOR), Grant(Role.OBSERVER)})),
}


@pytest.mark.parametrize("who", list(WHO))
def test_nobody_else_writes_for_a_region(desk: Desk, who: str) -> None:
    entry = desk.record(said("in_use", "2026-01-01"))
    stranger = Desk(desk.session, actor=WHO[who])
    stranger.version = 1
    for attempt in (
        lambda: stranger.record(said()),
        lambda: stranger.record(said(), corrects=1),
        lambda: stranger.withdraw(1),
        lambda: adoption.confirm(desk.session, WHO[who], "kainuu", [entry.id or 0], TODAY),
        lambda: adoption.take_mentions(desk.session, WHO[who], TODAY),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert len(ledger.entries(desk.session)) == 1


def test_a_stranger_is_not_told_what_there_is(ledger_session: Session) -> None:
    """Whoever may not write learns nothing of regions, methods or versions by trying."""
    with pytest.raises(NotAllowed):
        Desk(ledger_session, "atlantis", "ei-ole", WHO["staff"]).record(said())


def test_an_entry_is_confirmed_with_its_recording_and_an_event_tells_of_it(desk: Desk) -> None:
    before = history.numbers(desk.session)
    entry = desk.record(said("in_use", "2026-01-01", note="Salaisuus", coverage=5))
    event = desk.session.exec(select(Event).order_by(col(Event.id).desc())).first()
    assert event is not None
    assert (event.actor, event.action, event.kind, event.subject) == (
        f"person:{desk.actor.person_id}", "adoption.recorded", "adoption", "kainuu/hyppely"
    )  # fmt: skip
    assert event.details == {
        "entry": entry.id, "number": 1, "status": "in_use", "since": "2026-01-01", "corrects": None
    }  # fmt: skip
    assert history.numbers(desk.session) == (before[0], before[1] + 1)
    assert desk.session.exec(select(AdoptionConfirmation.confirmed_on)).all() == [TODAY]


def test_what_is_rolled_back_was_never_said(ledger_engine: Engine) -> None:
    with db.session_for(ledger_engine) as session:
        Desk(session).row(("in_use", "2026-01-01"))
        session.rollback()
        for table in (AdoptionEntry, AdoptionConfirmation, AdoptionSpan):
            assert session.exec(select(table)).all() == []
