"""Results: a closed round's votes through the panel's arithmetic, and what is published of a panel that disagrees."""

import pytest
from sqlmodel import Session

from registry.domain import dates, results, rounds
from registry.domain.errors import NotAllowed
from registry.domain.panel import Advice
from registry.domain.review_terms import RoundState
from registry.domain.vocabulary import Certainty, Effect, RatingClass, Size
from tests import panels, people


def test_a_panel_of_one_mind(session: Session) -> None:
    round_id = panels.closed(session)
    first, second, indicator, _ = results.of_round(session, people.actor(session, "editor"), round_id)
    assert first.outcome and first.outcome.letter is RatingClass.A and first.has_quorum
    assert (first.outcome.effect, first.outcome.size, first.outcome.certainty) == (
        Effect.BENEFIT,
        Size.MODERATE,
        Certainty.HIGH,
    )
    assert second.item.outcome_id == "lonkkamurtumat"
    assert indicator.score and (indicator.score.n, indicator.score.advice) == (7, Advice.ADOPT)
    assert indicator.scores[8] == 7 and sum(indicator.scores.values()) == 7
    assert len(indicator.reasons) == 7


def test_a_panel_of_two_minds(session: Session) -> None:
    round_id = panels.closed(session, torn=True)
    first, _, indicator, _ = results.of_round(session, people.actor(session, "editor"), round_id)
    assert first.outcome and first.outcome.letter is None and not first.has_quorum
    assert sum(first.outcome.effects.values()) == 7
    assert indicator.score and indicator.score.disagreement and indicator.score.advice is None
    assert len(first.reasons) == 7  # both arguments are there to be shown


@pytest.mark.parametrize("voters", [0, 2, 3, 6, 7])
def test_few_votes(session: Session, voters: int) -> None:
    round_id = panels.open_round(session, "nuotti", outcomes=["tyo"], indicators=["O3"])
    nine = panels.sit(session, round_id)
    for actor in nine[:voters]:
        panels.vote(session, round_id, actor, axes={"effect": "not_studied"}, score=7)
    editor = people.actor(session, "editor")
    rounds.move(session, editor, round_id, RoundState.ROUND_2, panels.days(20))
    rounds.move(session, editor, round_id, RoundState.CLOSED, panels.days(40))
    outcome, indicator = results.of_round(session, editor, round_id)
    assert outcome.outcome
    assert outcome.outcome.letter is (RatingClass.D if voters else None)
    assert outcome.has_quorum is (voters >= 3)  # D asks for three
    assert indicator.has_quorum is (voters >= 7)
    assert (indicator.score is None) is (voters == 0)


def test_who_reads_a_result(session: Session) -> None:
    round_id = panels.closed(session)
    for who in ("editor", "reviewer_1", "reviewer_9"):
        assert results.of_round(session, people.actor(session, who), round_id)
    for who in ("reviewer", "region_editor", "observer", "administrator", "nobody"):
        with pytest.raises(NotAllowed):
            results.of_round(session, people.actor(session, who), round_id)
    panels.publish(session, round_id)
    assert results.of_round(session, people.actor(session, "nobody"), round_id)
    session.expire_all()


def test_a_cancelled_round_has_no_result(session: Session) -> None:
    round_id = panels.open_round(session)
    panels.move(session, round_id, RoundState.CANCELLED)
    with pytest.raises(NotAllowed):
        results.of_round(session, people.actor(session, "editor"), round_id)


def test_the_example_of_the_manual(session: Session) -> None:
    """Seven of the test vector's votes, given through ballots."""
    round_id = panels.light(session, indicators=["O2"])
    nine = panels.sit(session, round_id)
    for actor, score in zip(nine, (1, 3, 5, 7, 8, 9, 9), strict=False):
        panels.vote(session, round_id, actor, score=score)
    panels.move(session, round_id, RoundState.CLOSED)
    found = results.of_round(session, people.actor(session, "editor"), round_id)[-1].score
    assert found and (found.p30, found.p70, found.ipr, found.ipras) == (4.6, 8.2, 3.6, 4.45)
    assert (found.disagreement, found.advice) == (False, Advice.ADOPT)
    assert dates.today() == panels.days(0)
