"""Blindness: who sees how votes lie, and when; and that nothing tells who voted what."""

import pytest
from sqlmodel import Session, select

from registry.domain import ballots, dates, results, rounds, seats, spreads
from registry.domain.errors import NotAllowed
from registry.domain.models import Event
from registry.domain.review_terms import RoundState
from registry.domain.vocabulary import Effect
from tests import panels, people

WHO = (*people.EVERYONE, "sitting", "barred")


def actor(session: Session, who: str) -> people.Actor:
    names = {"sitting": "reviewer_1", "barred": "reviewer_9"}
    return people.actor(session, names.get(who, who))


@pytest.fixture
def round_id(session: Session) -> int:
    """A round in which everybody has voted in the first phase."""
    made = panels.open_round(session)
    panels.sit(session, made)
    panels.vote_all(session, made)
    return made


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("phase", ["round_1", "round_2", "closed"])
def test_who_sees_the_spread_and_when(session: Session, round_id: int, who: str, phase: str) -> None:
    if phase != "round_1":
        panels.move(session, round_id, RoundState.ROUND_2)
    if phase == "closed":
        panels.vote_all(session, round_id)
        panels.move(session, round_id, RoundState.CLOSED)
    may = {
        "round_1": set(),
        "round_2": {"sitting", "barred"},  # staff see no votes before the round closes
        "closed": {"sitting", "barred", "editor"},
    }[phase]
    for look in (spreads.spread, spreads.comments):
        if who in may:
            assert look(session, actor(session, who), round_id) is not None
        else:
            with pytest.raises(NotAllowed):
                look(session, actor(session, who), round_id)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("phase", ["round_1", "round_2"])
def test_there_is_no_result_before_the_close(session: Session, round_id: int, who: str, phase: str) -> None:
    if phase == "round_2":
        panels.move(session, round_id, RoundState.ROUND_2)
    with pytest.raises(NotAllowed):
        results.of_round(session, actor(session, who), round_id)


def test_the_spread_counts_and_names_nobody(session: Session, round_id: int) -> None:
    panels.move(session, round_id, RoundState.ROUND_2)
    found = spreads.spread(session, people.actor(session, "reviewer_1"), round_id)
    outcome, *_, indicator = found
    assert outcome.effects == {Effect.BENEFIT: 7}
    assert indicator.scores == {8: 7}
    assert sorted(outcome.reasons) == [f"Perustelu {number}." for number in range(1, 8)]
    told = repr(found)
    assert "Esimerkki" not in told and "reviewer" not in told and panels.SECRET not in told


def test_the_order_of_reasons_tells_nobody(session: Session, round_id: int) -> None:
    """It follows from the words: the same reasons in any order of the reviewers give the same list."""
    texts = [f"Perustelu {number}." for number in range(9)]
    ways = ([{"reason": text} for text in order] for order in (texts, texts[::-1], texts[4:] + texts[:4]))
    assert len({tuple(spreads.reasons_of(way)) for way in ways}) == 1
    assert spreads.reasons_of([{"reason": text} for text in texts]) not in (texts, texts[::-1])


def test_the_spread_is_of_the_first_phase(session: Session, round_id: int) -> None:
    panels.move(session, round_id, RoundState.ROUND_2)
    panels.vote_all(session, round_id, score=2)
    found = spreads.spread(session, people.actor(session, "reviewer_2"), round_id)
    assert found[-1].scores == {8: 7}


def test_drafts_and_barred_ballots_count_nowhere(session: Session) -> None:
    round_id = panels.open_round(session)
    nine = panels.sit(session, round_id)
    panels.vote(session, round_id, nine[0])
    panels.vote(session, round_id, nine[1], hand_in=False)
    seat = ballots.seat(session, nine[2], round_id)
    panels.vote(session, round_id, nine[2])
    seat.barred = True  # behind the domain's back
    session.flush()
    assert len(spreads.handed_in(session, round_id)) == 1
    assert len(spreads.final_votes(session, round_id)) == 1


def test_whoever_changes_nothing_keeps_their_first_vote(session: Session, round_id: int) -> None:
    panels.move(session, round_id, RoundState.ROUND_2)
    panels.vote(session, round_id, people.actor(session, "reviewer_1"), score=1)
    panels.vote(session, round_id, people.actor(session, "reviewer_2"), score=1, hand_in=False)
    item = next(str(one.id) for one in rounds.items(session, round_id) if one.indicator_code)
    assert sorted(vote[item]["score"] for vote in spreads.final_votes(session, round_id)) == [1, 8, 8, 8, 8, 8, 8]


def test_a_barred_reviewers_comment_is_read_with_the_reasons(session: Session) -> None:
    round_id = panels.open_round(session)
    nine = panels.sit(session, round_id)
    ballots.write(session, nine[8], round_id, {}, "Huomio.", version=0, hand_in=False, today=dates.today())
    ballots.write(session, nine[0], round_id, {}, "Luonnos.", version=0, hand_in=False, today=dates.today())
    panels.vote(session, round_id, nine[1], comment="Toinen.")
    rounds.move(session, people.actor(session, "editor"), round_id, RoundState.ROUND_2, panels.days(15))
    assert sorted(spreads.comments(session, nine[3], round_id)) == ["Huomio.", "Toinen."]


def test_no_event_tells_a_vote(session: Session, round_id: int) -> None:
    """The log says who handed in and when; never what."""
    panels.move(session, round_id, RoundState.ROUND_2)
    panels.vote_all(session, round_id)
    panels.move(session, round_id, RoundState.CLOSED)
    told = session.exec(select(Event).where(Event.kind == "round")).all()
    assert len([event for event in told if event.action == "ballot.handed_in"]) == 14
    for event in told:
        assert not {"effect", "score", "answers", "reason"} & event.details.keys()
        assert "Perustelu" not in repr(event.details) and panels.SECRET not in repr(event.details)
    assert all(not one.barred or not one.handed_in for one in seats.progress(session, round_id))
