"""The made-up panel: a decided round with a request for a new look, one in each phase, and nothing far from the editors' own reading."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from registry.demo import panel, people, texts
from registry.domain import appeals, dates, decisions, methods, rounds, seats
from registry.domain.errors import Conflict
from registry.domain.models import Ballot, Event, Person, ReviewRound
from registry.domain.permissions import Role
from registry.domain.review_terms import RoundState
from registry.domain.vocabulary import Standing


@pytest.fixture
def filled(demo_session: Session) -> Session:
    assert not panel.is_filled(demo_session)
    assert panel.fill(demo_session, dates.today()) == 3
    assert panel.is_filled(demo_session)
    return demo_session


def test_a_round_of_each_kind(filled: Session) -> None:
    states = [one.state for one in rounds.all_rounds(filled)]
    assert states == [RoundState.ROUND_1, RoundState.ROUND_2, RoundState.DECIDED]
    for one in rounds.all_rounds(filled):
        found = seats.progress(filled, one.id or 0)
        assert sum(seat.barred for seat in found) == 2
        assert len(found) == (9 if one.state is RoundState.DECIDED else 10)
        phase = rounds.phase_of(one)
        if phase:
            assert 0 < sum(phase in seat.handed_in for seat in found) < 7
            assert dates.today() < (one.round_1_until if phase == 1 else one.round_2_until)


def test_a_method_is_decided_as_the_editors_had_read_it(filled: Session) -> None:
    about = filled.exec(select(ReviewRound).where(ReviewRound.state == RoundState.DECIDED)).one()
    (made,) = decisions.of_method(filled, about.method_id)
    method = methods.by_ids(filled, [about.method_id])[0]
    rating = methods.rating_of(method, methods.main_outcome(method))
    assert (rating.standing, made.n) == (Standing.DECIDED, 7)
    assert about.method_id == "tasapaino"
    assert rating.letter in {"A", "B"}
    (asked,) = appeals.waiting(filled)
    assert asked.decision_id == made.id
    assert asked.received_on <= appeals.last_day(made)


def test_the_newcomer_has_work_and_may_answer(filled: Session) -> None:
    (part,) = [one for one in people.parts(filled) if one.role is Role.REVIEWER]
    waits = seats.open_of(filled, part.person_id)
    assert len(waits) == 2
    assert not any(seat.declared_at for _about, seat in waits)
    assert len(people.parts(filled)) == 6
    made = decisions.of_method(filled, "tasapaino")[0]
    assert made.decided_by is None  # so that the newcomer's editor may answer the request


def test_all_of_it_says_that_it_is_made_up(filled: Session) -> None:
    mark = texts.everything()["mark"]["fi"]
    for ballot in filled.exec(select(Ballot)):
        assert all(answer["reason"].startswith(mark) for answer in ballot.answers.values())
        assert ballot.comment is None or ballot.comment.startswith(mark)
    assert all(one.question.startswith(mark) for one in rounds.all_rounds(filled))
    names = filled.exec(select(Person.name)).all()
    assert all(name.startswith(people.MAKES) for name in names)


def test_the_log_has_the_days_of_the_story(filled: Session) -> None:
    opened = filled.exec(select(Event).where(Event.action == "round.opened").order_by(Event.id)).all()  # type: ignore[arg-type]
    days = [(dates.today() - one.at.date()) / timedelta(days=1) for one in opened]
    assert days == [70, 20, 8]


def test_never_in_a_real_one(session: Session) -> None:
    with pytest.raises(Conflict):
        panel.fill(session, dates.today())
