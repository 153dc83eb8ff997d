"""Rounds: who opens them, what may be asked, how they move from phase to phase, and when."""

from typing import Any

import pytest
from sqlmodel import Session, select

from registry.domain import dates, methods, rounds
from registry.domain.errors import Conflict, Invalid, InvalidInput, NotAllowed, NotFound
from registry.domain.models import Event, ReviewRound
from registry.domain.review_terms import NEXT, RoundKind, RoundState
from registry.domain.rounds import RoundInput
from registry.domain.vocabulary import State
from tests import panels, people, samples
from tests.panels import days


def given(**more: Any) -> RoundInput:
    """A round about the sample method."""
    base = {"method_id": panels.METHOD, "outcomes": ["kaatumiset"], "indicators": ["O2"], "question": "Miten on?"}
    return RoundInput.model_validate(base | {"round_1_until": days(7), "round_2_until": days(14)} | more)


@pytest.mark.parametrize("who", [who for who in people.EVERYONE if who != "editor"])
def test_only_an_editor_runs_rounds(session: Session, who: str) -> None:
    actor, today = people.actor(session, who), dates.today()
    round_id = panels.open_round(session)
    with pytest.raises(NotAllowed):
        rounds.open_round(session, actor, given(method_id="nuotti", outcomes=["tyo"], indicators=[]), today)
    with pytest.raises(NotAllowed):
        rounds.move(session, actor, round_id, RoundState.CANCELLED, today)
    with pytest.raises(NotAllowed):
        rounds.extend(session, actor, round_id, days(100), today)


def test_a_round_keeps_what_it_asks_as_it_was(session: Session) -> None:
    round_id = panels.open_round(session)
    found = rounds.find(session, round_id)
    assert (found.state, found.kind, found.method_version) == (RoundState.ROUND_1, RoundKind.FULL, 1)
    asked = [(item.outcome_id or item.indicator_code, item.position) for item in rounds.items(session, round_id)]
    assert asked == [("kaatumiset", 0), ("lonkkamurtumat", 1), ("O2", 2), ("O1", 3)]
    methods.save(session, "tests", samples.BALANCE.model_copy(update={"owner": "Toinen"}))
    assert rounds.find(session, round_id).method_version == 1
    event = session.exec(select(Event).where(Event.action == "round.opened")).one()
    assert (event.actor, event.subject) == (f"person:{people.person_id(session, 'editor')}", str(round_id))
    assert event.details["outcomes"] == ["kaatumiset", "lonkkamurtumat"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"outcomes": ["ei-ole"]}, "outcomes"),
        ({"outcomes": ["kaatumiset", "ei-ole"]}, "outcomes"),
        ({"indicators": ["P1"]}, "indicators"),
        ({"round_1_until": days(0)}, "round_1_until"),
        ({"round_1_until": days(-3)}, "round_1_until"),
        ({"round_2_until": days(7)}, "round_2_until"),
        ({"round_2_until": days(6)}, "round_2_until"),
    ],
)
def test_what_cannot_be_asked(session: Session, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        rounds.open_round(session, people.actor(session, "editor"), given(**wrong), dates.today())
    assert {problem.field for problem in caught.value.problems} == {field}


def test_of_which_method(session: Session) -> None:
    editor, today = people.actor(session, "editor"), dates.today()
    with pytest.raises(NotFound):
        rounds.open_round(session, editor, given(method_id="ei-ole"), today)
    draft = rounds.open_round(session, editor, given(method_id="luonnos", outcomes=["paatulos"]), today)
    assert draft.id
    retired = samples.BALANCE.model_copy(update={"state": State.RETIRED})
    methods.save(session, "tests", retired)
    with pytest.raises(NotFound):
        rounds.open_round(session, editor, given(), today)


def test_one_round_at_a_time(session: Session) -> None:
    round_id = panels.open_round(session)
    with pytest.raises(Conflict):
        panels.open_round(session)
    panels.move(session, round_id, RoundState.CANCELLED)
    second = panels.closed(session)
    with pytest.raises(Conflict):
        panels.open_round(session)
    panels.publish(session, second)
    assert panels.open_round(session) > second


def state(session: Session, round_id: int, to: RoundState) -> None:
    """Put a round into a state behind the domain's back."""
    session.get_one(ReviewRound, round_id).state = to
    session.flush()


@pytest.mark.parametrize("before", list(RoundState))
@pytest.mark.parametrize("to", list(RoundState))
def test_every_move(session: Session, before: RoundState, to: RoundState) -> None:
    """All pairs; a round is decided by its decision alone."""
    round_id = panels.open_round(session)
    state(session, round_id, before)
    may = to in NEXT[before] and to is not RoundState.DECIDED
    editor = people.actor(session, "editor")
    if may:
        assert rounds.move(session, editor, round_id, to, days(100)).state is to
        return
    with pytest.raises(Invalid) as caught:
        rounds.move(session, editor, round_id, to, days(100))
    assert caught.value.code == "not_possible"
    assert rounds.find(session, round_id).state is before


@pytest.mark.parametrize(("phase", "last"), [(1, 14), (2, 28)])
def test_a_phase_ends_after_its_last_day(session: Session, phase: int, last: int) -> None:
    round_id = panels.open_round(session)
    panels.sit(session, round_id)
    to = RoundState.ROUND_2
    if phase == 2:
        rounds.move(session, people.actor(session, "editor"), round_id, to, days(15))
        to = RoundState.CLOSED
    editor = people.actor(session, "editor")
    for day in (0, last - 1, last):
        with pytest.raises(Invalid) as caught:
            rounds.move(session, editor, round_id, to, days(day))
        assert caught.value.code == "still_open"
    assert rounds.move(session, editor, round_id, to, days(last + 1)).state is to


def test_a_phase_ends_when_all_who_may_vote_have(session: Session) -> None:
    round_id = panels.open_round(session)
    *voters, _, _ = panels.sit(session, round_id)
    for actor in voters[:-1]:
        panels.vote(session, round_id, actor)
    panels.vote(session, round_id, voters[-1], hand_in=False)
    with pytest.raises(Invalid):
        panels.move(session, round_id, RoundState.ROUND_2)
    panels.vote(session, round_id, voters[-1])
    panels.move(session, round_id, RoundState.ROUND_2)
    with pytest.raises(Invalid):  # votes of the first phase are not those of the second
        panels.move(session, round_id, RoundState.CLOSED)


def test_a_round_without_reviewers_does_not_end_by_itself(session: Session) -> None:
    round_id = panels.open_round(session)
    with pytest.raises(Invalid):
        panels.move(session, round_id, RoundState.ROUND_2)
    panels.move(session, round_id, RoundState.CANCELLED)


def test_a_round_moved_by_somebody_else(session: Session) -> None:
    round_id = panels.open_round(session)
    panels.sit(session, round_id)
    editor = people.actor(session, "editor")
    rounds.move(session, editor, round_id, RoundState.ROUND_2, days(15))
    with pytest.raises(Invalid):
        rounds.move(session, editor, round_id, RoundState.ROUND_2, days(15))
    assert rounds.find(session, round_id).state is RoundState.ROUND_2


def test_more_time(session: Session) -> None:
    round_id = panels.open_round(session)
    editor, today = people.actor(session, "editor"), dates.today()
    for wrong in (today, days(-1), days(14)):
        with pytest.raises(Invalid):
            rounds.extend(session, editor, round_id, wrong, today)
    rounds.extend(session, editor, round_id, days(20), today)
    found = rounds.find(session, round_id)
    assert (found.round_1_until, found.round_2_until) == (days(20), days(34))  # the second phase keeps its length
    state(session, round_id, RoundState.ROUND_2)
    rounds.extend(session, editor, round_id, days(40), today)
    found = rounds.find(session, round_id)
    assert (found.round_1_until, found.round_2_until) == (days(20), days(40))
    state(session, round_id, RoundState.CLOSED)
    with pytest.raises(Invalid) as caught:
        rounds.extend(session, editor, round_id, days(60), today)
    assert caught.value.code == "not_open"


def test_a_light_round_has_one_phase(session: Session) -> None:
    round_id = panels.light(session)
    assert rounds.phase_of(rounds.find(session, round_id)) == 2
    panels.sit(session, round_id)
    panels.vote_all(session, round_id)
    panels.move(session, round_id, RoundState.CLOSED)


def test_unknown_rounds(session: Session) -> None:
    for number in (0, -1, 999, 2**31, 2**70):
        with pytest.raises(NotFound):
            rounds.find(session, number)


def test_lists(session: Session) -> None:
    first, second = panels.open_round(session), panels.open_round(session, "nuotti", outcomes=["tyo"], indicators=[])
    panels.move(session, first, RoundState.CANCELLED)
    assert [one.id for one in rounds.all_rounds(session)] == [second, first]
    assert [one.id for one in rounds.all_rounds(session, [RoundState.CANCELLED])] == [first]
