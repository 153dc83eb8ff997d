"""Rounds in a list: how many have handed in, and which wait for an editor."""

import pytest
from sqlmodel import Session

from registry.domain import round_list
from registry.domain.errors import NotAllowed
from registry.domain.review_terms import RoundState
from tests import panels, people
from tests.panels import days


def only(session: Session) -> round_list.Listed:
    (one,) = round_list.listed(session, people.actor(session, "editor"))
    return one


def test_a_round_on_its_way(session: Session) -> None:
    round_id = panels.open_round(session)
    assert (only(session).voting, only(session).handed_in, only(session).until) == (0, 0, days(14))
    assert not only(session).is_ready(
        days(0)
    )  # nobody is invited: there is nothing to wait for, but nothing to move either
    nine = panels.sit(session, round_id)
    assert (only(session).voting, only(session).handed_in) == (7, 0)
    panels.vote(session, round_id, nine[0])
    panels.vote(session, round_id, nine[1], hand_in=False)
    assert (only(session).voting, only(session).handed_in) == (7, 1)
    assert not only(session).is_ready(days(14))
    assert only(session).is_ready(days(15))
    for one in nine[1:7]:
        panels.vote(session, round_id, one)
    assert only(session).is_ready(days(0))
    panels.move(session, round_id, RoundState.ROUND_2)
    assert (only(session).handed_in, only(session).until, only(session).is_ready(days(0))) == (0, days(28), False)
    panels.vote_all(session, round_id)
    panels.move(session, round_id, RoundState.CLOSED)
    assert (only(session).until, only(session).is_ready(days(0))) == (None, True)
    panels.publish(session, round_id)
    assert not only(session).is_ready(days(999))


def test_newest_first_and_by_state(session: Session) -> None:
    editor = people.actor(session, "editor")
    first = panels.closed(session)
    second = panels.open_round(session, "nuotti", outcomes=["tyo"])
    assert [one.id for one in round_list.listed(session, editor)] == [second, first]
    assert [one.id for one in round_list.listed(session, editor, [RoundState.CLOSED])] == [first]
    assert round_list.listed(session, editor)[0].name["en"] == "Nuotti en"


def test_what_can_be_asked_about(session: Session) -> None:
    editor = people.actor(session, "editor")
    assert "tasapaino" in dict(round_list.askable(session, editor))
    round_id = panels.closed(session)
    assert "tasapaino" not in dict(round_list.askable(session, editor))
    panels.publish(session, round_id)
    assert "tasapaino" in dict(round_list.askable(session, editor))


@pytest.mark.parametrize("who", [who for who in people.EVERYONE if who != "editor"])
def test_lists_are_for_editors(session: Session, who: str) -> None:
    actor = people.actor(session, who)
    for ask in (round_list.listed, round_list.askable):
        with pytest.raises(NotAllowed):
            ask(session, actor)
