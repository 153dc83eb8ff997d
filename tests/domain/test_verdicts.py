"""Reading what panels decided: the history with its panels and recommendations, and where a panel disagreed; in a small world of their own."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from registry.domain import dates, disagreements, seats, verdicts
from registry.domain.errors import NotFound
from registry.domain.panel import Advice
from registry.domain.review_terms import Cause, Interest, RoundState
from registry.domain.verdicts import Stands
from registry.domain.vocabulary import Effect, RatingClass
from tests import panels, people

METHOD = panels.METHOD
NONE = {"axes": {"effect": "none", "certainty": "high"}}


def test_nothing_without_a_panel(session: Session) -> None:
    assert verdicts.of_method(session, METHOD) == []
    assert disagreements.of_method(session, METHOD) == []
    assert verdicts.recommended_of(session, METHOD) == {}
    assert verdicts.named(session, []) == {}
    with pytest.raises(NotFound):
        verdicts.find(session, 1)


def test_a_history_newest_first(session: Session) -> None:
    first = panels.published(session)
    second = panels.published(session, cause=Cause.NEW_STUDY, votes=NONE)
    found = verdicts.of_method(session, METHOD)
    assert [one.id for one in found] == sorted((one.id for one in [*first, *second] if one.id), reverse=True)
    today = dates.today()
    assert [one.letter for one in found] == [RatingClass.F] * 2 + [RatingClass.A] * 2
    assert [one.stands(today) for one in found] == [Stands.DECIDED] * 2 + [Stands.SUPERSEDED] * 2
    assert {key: one.id for key, one in verdicts.in_force(found).items()} == {one.outcome_id: one.id for one in second}
    new, old = (next(one for one in found if one.id == made[0].id) for made in (second, first))
    assert (new.supersedes, old.superseded_by) == (old.id, new.id)
    assert verdicts.find(session, old.id) == old
    assert old.stands(old.valid_until + timedelta(days=1)) is Stands.SUPERSEDED
    assert new.stands(new.valid_until) is Stands.DECIDED
    assert new.stands(new.valid_until + timedelta(days=1)) is Stands.EXPIRED


def test_the_panel_is_who_took_their_seat(session: Session) -> None:
    with session.begin_nested():
        round_id = panels.open_round(session)
        found = panels.nine(session)
        editor = people.actor(session, "editor")
        seats.invite(session, editor, round_id, [one.person_id or 0 for one in found])
        assert verdicts.panels(session, [round_id]) == {}
    (decision, _) = panels.publish(session, _closed(session, round_id))
    one = verdicts.find(session, decision.id or 0)
    assert [seat.name for seat in one.panel] == [people.name(who) for who in panels.NINE]
    assert [seat.voted for seat in one.panel] == [True] * 7 + [False] * 2
    assert one.interests == [Interest.DEVELOPER, Interest.AUTHOR]


def _closed(session: Session, round_id: int) -> int:
    panels.sit(session, round_id)
    panels.vote_all(session, round_id)
    panels.move(session, round_id, RoundState.ROUND_2)
    panels.vote_all(session, round_id)
    panels.move(session, round_id, RoundState.CLOSED)
    return round_id


def test_recommendations_are_the_newest(session: Session) -> None:
    panels.published(session)
    panels.published(session, cause=Cause.NEW_STUDY, votes={"score": 2})
    newest = verdicts.recommended_of(session, METHOD)
    assert {key: one.advice for key, one in newest.items()} == dict.fromkeys(("O1", "O2"), Advice.ABANDON)
    assert verdicts.recommended_for(session, "O2") == {METHOD: newest["O2"]}
    assert not newest["O2"].has_expired(newest["O2"].valid_until)
    assert newest["O2"].valid_until == verdicts.of_method(session, METHOD)[0].valid_until
    old = verdicts.of_method(session, METHOD)[-1]
    assert {one.advice for one in old.recommendations} == {Advice.ADOPT}


def test_a_recommendation_without_a_decision_holds_for_three_years(session: Session) -> None:
    panels.published(session, torn=True)
    (one,) = verdicts.recommended_for(session, "O1").values()
    assert one.disagreement
    assert one.advice is None
    assert one.valid_until == dates.months_later(one.decided_on, 36)


def test_both_sides_of_a_disagreement_without_names(session: Session) -> None:
    panels.published(session, torn=True)
    found = {item.outcome or item.indicator: item for item in disagreements.of_method(session, METHOD)}
    assert set(found) == {*panels.OUTCOMES, *panels.INDICATORS}
    sides = {side.view: side for side in found["kaatumiset"].sides}
    assert {view: side.n for view, side in sides.items()} == {Effect.BENEFIT: 3, Effect.NONE: 2, Effect.HARM: 2}
    assert sorted(sides[Effect.NONE].reasons) == ["Perustelu 1: none.", "Perustelu 4: none."]
    assert {side.view: side.n for side in found["O2"].sides} == {Advice.ADOPT: 3, Advice.ABANDON: 4}


def test_only_the_newest_round_speaks_of_disagreement(session: Session) -> None:
    panels.published(session, torn=True)
    panels.published(session)
    assert disagreements.of_method(session, METHOD) == []
    panels.published(session, torn=True, cause=Cause.NEW_STUDY)
    assert disagreements.of_method(session, METHOD)
    assert {one.stands(dates.today()) for one in verdicts.of_method(session, METHOD)} == {Stands.DECIDED}


def test_nothing_of_a_round_before_it_is_decided(session: Session) -> None:
    round_id = panels.closed(session, torn=True)
    assert disagreements.of_round(session, round_id) == []
    assert disagreements.of_method(session, METHOD) == []


def test_names_of_decisions(session: Session) -> None:
    made = panels.published(session)
    named = verdicts.named(session, [one.id or 0 for one in made])
    assert {outcome["fi"] for _method, outcome in named.values()} == {"tulos kaatumiset", "tulos lonkkamurtumat"}
