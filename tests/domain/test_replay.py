"""Replaying the ledger: the fold by itself, and the real ledger under deeds of all kinds beside a naive one."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from registry import db
from registry.domain import replay
from registry.domain.statuses import Status
from tests.domain.ledger_lives import live
from tests.domain.naive_ledger import DAYS, Both, Deed, Naive, Said

START: Final = date(2026, 1, 1)
PAIR: Final = ("kainuu", "hyppely")
PAIRS: Final = [PAIR, ("kainuu", "juoksu"), ("lappi", "hyppely")]


@dataclass(frozen=True)
class Fact:
    number: int
    status: Status
    since: date
    corrects: int | None = None
    withdraws: bool = False


@st.composite
def ledger_rows(draw: st.DrawFn) -> list[Fact]:
    """Entries as they may stand in a ledger: days never go back, and only what stands is corrected or withdrawn."""
    made: list[Fact] = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        row = replay.standing(made)
        kind = draw(st.sampled_from(["add", "add", "correct", "withdraw"])) if row else "add"
        at = len(row) if kind == "add" else draw(st.integers(0, len(row) - 1))
        first = row[at - 1].since if at else START
        last = row[at + 1].since if at + 1 < len(row) else first + timedelta(days=3)
        since = first + timedelta(days=draw(st.integers(0, (last - first).days)))
        corrects = row[at].number if kind != "add" else None
        made.append(Fact(number, draw(st.sampled_from(Status)), since, corrects, withdraws=kind == "withdraw"))
    return made


def fold(entries: list[Fact], day: date) -> Fact | None:
    """Going through the entries in their order, remembering what each place holds by then."""
    places: list[Fact | None] = []
    where: dict[int, int] = {}
    for entry in entries:
        where[entry.number] = len(places) if entry.corrects is None else where[entry.corrects]
        if entry.corrects is None:
            places.append(entry)
        else:
            places[where[entry.number]] = None if entry.withdraws else entry
    held = None
    for one in places:
        held = one if one is not None and one.since <= day else held
    return held


@given(ledger_rows(), st.integers(-2, 45), st.randoms(use_true_random=False))
def test_replaying_at_any_date_is_folding_the_entries_in_order(rows: list[Fact], days: int, random: Any) -> None:
    day = START + timedelta(days=days)
    shuffled = random.sample(rows, len(rows))
    assert replay.in_force(shuffled, day) == fold(rows, day)
    assert [
        entry for entry, since, until in replay.spans(shuffled) if since <= day and (until is None or day < until)
    ] == [entry for entry in [fold(rows, day)] if entry]


@given(ledger_rows())
def test_spans_follow_each_other_without_gap(rows: list[Fact]) -> None:
    spans = list(replay.spans(rows))
    assert [until for _, _, until in spans[:-1]] == [since for _, since, _ in spans[1:]]
    assert all(until is None for _, _, until in spans[-1:])
    assert all(until is None or since <= until for _, since, until in spans)
    assert [entry for entry, _, _ in spans] == replay.standing(rows)


@given(ledger_rows())
def test_an_entry_stands_or_is_accounted_for(rows: list[Fact]) -> None:
    standing = {entry.number for entry in replay.standing(rows)}
    replaced = {entry.corrects for entry in rows}
    assert {entry.number for entry in rows if not entry.withdraws} == standing | (replaced - {None})
    assert not standing & replaced


@given(ledger_rows())
def test_the_first_problem_is_the_first(rows: list[Fact]) -> None:
    row = replay.standing(rows)
    naive = Naive()
    naive.said[PAIR] = [Said(at, one.status, one.since) for at, one in enumerate(row, start=1)]
    problem = replay.first_problem(row)
    assert (problem is None) is naive.may_stand(PAIR)
    if problem:
        at = row.index(problem.after)
        assert replay.first_problem(row[:at]) is None
        assert problem.before == (row[at - 1] if at else None)


def test_days_that_go_back_are_a_problem() -> None:
    row = [Fact(1, Status.IN_USE, START), Fact(2, Status.SUSTAINED, START - timedelta(days=1))]
    assert replay.first_problem(row) == replay.Problem("days_go_back", *row)
    assert replay.first_problem(row[::-1]) == replay.Problem("move_not_allowed", None, row[1])


@pytest.mark.parametrize("corrects", [1, 2, 4, 9])
def test_what_does_not_stand_is_not_corrected(corrects: int) -> None:
    """1 has been corrected, 2 is the correction and has been withdrawn by 3; 4 is itself, 9 is not there."""
    rows = [
        Fact(1, Status.IN_USE, START),
        Fact(2, Status.PILOTING, START, corrects=1),
        Fact(3, Status.PILOTING, START, corrects=2, withdraws=True),
        Fact(4, Status.IN_USE, START, corrects=corrects),
    ]
    with pytest.raises(ValueError, match="does not stand"):
        replay.standing(rows)


deeds = st.builds(
    Deed,
    kind=st.sampled_from(["record", "record", "record", "correct", "withdraw", "confirm"]),
    pair=st.sampled_from([0, 0, 0, 1, 2]),
    who=st.sampled_from([0, 0, 0, 0, 1]),
    status=st.sampled_from(["in_use", *Status]),
    day=st.sampled_from([0, *DAYS]),
    number=st.integers(1, 6),
    unseen=st.sampled_from([0, 0, 0, 0, 1, -1]),
    coverage=st.none() | st.integers(0, 100),
)


@given(st.lists(deeds, max_size=14))
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_no_sequence_of_deeds_loses_an_entry(ledger_engine: Engine, tries: list[Deed]) -> None:
    """All in one transaction that is not kept; what is refused leaves no trace although nothing is rolled back for it."""
    with db.session_for(ledger_engine) as session:
        both = Both(session, PAIRS)
        for deed in tries:
            both.do(deed)
        both.agree()
        session.rollback()


def test_a_long_life_loses_no_entry(ledger_engine: Engine) -> None:
    with db.session_for(ledger_engine) as session:
        both = Both(session, PAIRS)
        live(both, 200)
        both.agree()
        session.rollback()
    assert min(both.outcomes[f"{kind} done"] for kind in ("record", "correct", "withdraw", "confirm")) > 4
    assert {"record invalid", "record Conflict", "correct NotFound", "record NotAllowed", "withdraw invalid"} <= set(
        both.outcomes
    )
