"""Declarations and ballots: what bars a vote and that it is refused, what is kept while writing, and what stands once handed in."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from registry.domain import adoption, ballots, dates, rounds, seats
from registry.domain.errors import Conflict, Invalid, InvalidInput, NotAllowed, NotFound
from registry.domain.models import AdoptionEntry, Ballot, Event, Region
from registry.domain.permissions import Actor, system
from registry.domain.review_terms import ALWAYS_BARS, Interest, RoundState
from registry.domain.statuses import Precision, Source, Status
from tests import panels, people
from tests.panels import days


@pytest.fixture
def round_id(session: Session) -> int:
    return panels.open_round(session)


@pytest.fixture
def nine(session: Session, round_id: int) -> list[Actor]:
    """All invited, nobody has declared."""
    found = panels.nine(session)
    seats.invite(session, people.actor(session, "editor"), round_id, [one.person_id or 0 for one in found])
    return found


def declare(session: Session, actor: Actor, round_id: int, *interests: Interest, note: str = "Selitys") -> bool:
    """Declare; whether it bars."""
    made = ballots.declare(session, actor, round_id, interests, note if interests else "", dates.today())
    return made.barred


def write(session: Session, actor: Actor, round_id: int, answers: Any, **more: Any) -> Ballot:
    base: dict[str, Any] = {"version": 0, "hand_in": False, "today": dates.today()}
    comment = more.pop("comment", "")
    return ballots.write(session, actor, round_id, answers, comment, **(base | more))


@pytest.mark.parametrize("interest", list(Interest))
@pytest.mark.parametrize("statutory", [False, True])
def test_which_interests_bar(session: Session, interest: Interest, statutory: bool) -> None:
    round_id = panels.open_round(session, statutory=statutory)
    one = panels.nine(session)[0]
    seats.invite(session, people.actor(session, "editor"), round_id, [one.person_id or 0])
    assert declare(session, one, round_id, interest) is (interest in ALWAYS_BARS or not statutory)
    assert declare(session, one, round_id, interest, Interest.DEVELOPER) is True
    assert declare(session, one, round_id) is False


@pytest.mark.parametrize(("regions", "barred"), [(0, True), (11, True), (12, False), (22, False)])
def test_use_in_over_half_of_the_regions_lifts_the_bar_of_employment(
    session: Session, nine: list[Actor], round_id: int, regions: int, barred: bool
) -> None:
    slugs = session.exec(select(Region.slug).order_by(Region.slug)).all()
    assert len(slugs) == 22
    statuses = (Status.IN_USE, Status.PILOTING)
    for number, slug in enumerate(slugs):
        status = statuses[number % 2] if number < regions else Status.EXPLORING
        session.add(
            AdoptionEntry(
                region_slug=slug, method_id=panels.METHOD, number=9, status=status, since=date(2026, 1, 1), precision=Precision.DAY,
                source=Source.REGION_EDITOR,
            )
        )  # fmt: skip
    session.flush()
    adoption.rebuild_spans(session)
    assert declare(session, nine[0], round_id, Interest.REGION_EMPLOYEE) is barred
    assert declare(session, nine[1], round_id, Interest.REGION_EMPLOYEE, Interest.AUTHOR) is True


def test_an_interest_is_explained(session: Session, nine: list[Actor], round_id: int) -> None:
    for note, code in (("", "interest_not_told"), ("   ", "interest_not_told"), ("x" * 4001, "too_long")):
        with pytest.raises(Invalid) as caught:
            declare(session, nine[0], round_id, Interest.AUTHOR, note=note)
        assert (caught.value.field, caught.value.code) == ("note", code)
    declare(session, nine[0], round_id, Interest.AUTHOR, note=panels.SECRET)
    event = session.exec(select(Event).where(Event.action == "round.declared")).one()
    assert event.details == {"interests": ["author"], "barred": True}
    assert panels.SECRET not in repr(event)


def test_nothing_is_written_before_the_declaration(session: Session, nine: list[Actor], round_id: int) -> None:
    for hand_in in (False, True):
        with pytest.raises(Invalid) as caught:
            write(session, nine[0], round_id, panels.answers(session, round_id), hand_in=hand_in)
        assert caught.value.code == "not_declared"


def test_a_conflicted_reviewer_may_comment_and_not_vote(session: Session, nine: list[Actor], round_id: int) -> None:
    barred = nine[0]
    declare(session, barred, round_id, Interest.DEVELOPER)
    whole = panels.answers(session, round_id)
    some = {next(iter(whole)): {"reason": "Syy."}}
    for given, hand_in in ((whole, False), (whole, True), (some, False), ({}, True)):
        with pytest.raises(NotAllowed):
            write(session, barred, round_id, given, hand_in=hand_in)
    assert session.exec(select(Ballot)).all() == []
    assert write(session, barred, round_id, {}, comment=" Huomio. ").comment == "Huomio."


def test_a_draft_from_before_the_bar_counts_nowhere(session: Session, nine: list[Actor], round_id: int) -> None:
    declare(session, nine[0], round_id)
    write(session, nine[0], round_id, panels.answers(session, round_id))
    declare(session, nine[0], round_id, Interest.FUNDER)
    with pytest.raises(NotAllowed):
        write(session, nine[0], round_id, panels.answers(session, round_id), version=1, hand_in=True)


@pytest.mark.parametrize("who", people.EVERYONE)
def test_whoever_has_no_seat_does_nothing(session: Session, round_id: int, who: str) -> None:
    actor = people.actor(session, who)
    for act in (
        lambda: ballots.seat(session, actor, round_id),
        lambda: declare(session, actor, round_id),
        lambda: ballots.ballot(session, actor, round_id, 1),
        lambda: ballots.begun(session, actor, round_id, 1),
        lambda: write(session, actor, round_id, panels.answers(session, round_id), hand_in=True),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_command_has_no_seat_either(session: Session, nine: list[Actor], round_id: int) -> None:
    with pytest.raises(NotAllowed):
        ballots.seat(session, system("tests"), round_id)
    assert ballots.seat(session, nine[0], round_id)


def test_drafts_and_handing_in(session: Session, nine: list[Actor], round_id: int) -> None:
    one = nine[0]
    declare(session, one, round_id)
    items = rounds.items(session, round_id)
    first = items[0].id or 0
    draft = write(session, one, round_id, {first: {"effect": "benefit", "size": ""}}, comment="c")
    assert (draft.version, draft.submitted_at, draft.answers) == (
        1,
        None,
        {str(first): {"effect": "benefit", "reason": ""}},
    )
    with pytest.raises(Conflict):
        write(session, one, round_id, {}, version=0)
    with pytest.raises(InvalidInput) as caught:
        write(session, one, round_id, {first: {"effect": "benefit"}}, version=1, hand_in=True)
    lacking = {problem.field for problem in caught.value.problems}
    assert {f"size_{first}", f"certainty_{first}", f"reason_{first}", f"score_{items[2].id}"} <= lacking
    kept = ballots.ballot(session, one, round_id, 1)
    assert kept and kept.answers == draft.answers
    handed = write(session, one, round_id, panels.answers(session, round_id), version=1, hand_in=True)
    assert handed.submitted_at
    for hand_in in (False, True):
        with pytest.raises(Invalid) as refused:
            write(session, one, round_id, panels.answers(session, round_id), version=2, hand_in=hand_in)
        assert refused.value.code == "handed_in"
    with pytest.raises(Invalid) as refused:
        declare(session, one, round_id, Interest.AUTHOR)
    assert refused.value.code == "handed_in"
    event = session.exec(select(Event).where(Event.action == "ballot.handed_in")).one()
    assert event.details == {"phase": 1}  # that they did, not what


@pytest.mark.parametrize("score", [0, 10, -1, 1.5, "x", 10**30])
def test_scores_outside_the_scale(session: Session, nine: list[Actor], round_id: int, score: Any) -> None:
    declare(session, nine[0], round_id)
    item = next(item for item in rounds.items(session, round_id) if item.indicator_code)
    with pytest.raises(InvalidInput):
        write(session, nine[0], round_id, {item.id: {"score": score}})


def test_what_is_not_asked(session: Session, nine: list[Actor], round_id: int) -> None:
    declare(session, nine[0], round_id)
    outcome, *_, indicator = rounds.items(session, round_id)
    for given in ({outcome.id: {"score": 5}}, {indicator.id: {"effect": "benefit"}}, {outcome.id: {"effect": "great"}}):
        with pytest.raises(InvalidInput):
            write(session, nine[0], round_id, given)
    with pytest.raises(NotFound):
        write(session, nine[0], round_id, {10**6: {"score": 5}})
    with pytest.raises(Invalid):
        write(session, nine[0], round_id, {}, comment="x" * 4001)


def test_a_size_goes_with_a_benefit_alone(session: Session, nine: list[Actor], round_id: int) -> None:
    declare(session, nine[0], round_id)
    axes = {"effect": "none", "size": "large", "certainty": "low"}
    handed = write(session, nine[0], round_id, panels.answers(session, round_id, axes), hand_in=True)
    assert all("size" not in answer for answer in handed.answers.values())


def test_the_last_day(session: Session, nine: list[Actor], round_id: int) -> None:
    declare(session, nine[0], round_id)
    with pytest.raises(Invalid) as caught:
        write(session, nine[0], round_id, panels.answers(session, round_id), hand_in=True, today=days(15))
    assert caught.value.code == "too_late"
    assert write(session, nine[0], round_id, panels.answers(session, round_id), hand_in=True, today=days(14))
    rounds.extend(session, people.actor(session, "editor"), round_id, days(20), dates.today())
    declare(session, nine[1], round_id)
    assert write(session, nine[1], round_id, panels.answers(session, round_id), hand_in=True, today=days(20))


def test_the_second_phase_begins_with_the_first_answers(session: Session) -> None:
    round_id = panels.open_round(session)
    nine = panels.sit(session, round_id)
    panels.vote_all(session, round_id)
    panels.move(session, round_id, RoundState.ROUND_2)
    begun = ballots.begun(session, nine[0], round_id, 2)
    first = ballots.ballot(session, nine[0], round_id, 1)
    assert first and begun.answers == first.answers
    assert (begun.phase, begun.version) == (2, 0)
    with pytest.raises(Conflict):  # written in the first phase, sent in the second
        write(session, nine[0], round_id, panels.answers(session, round_id), phase=1)
    panels.vote_all(session, round_id, score=3)
    panels.move(session, round_id, RoundState.CLOSED)
    with pytest.raises(Invalid) as caught:
        write(session, nine[0], round_id, {}, version=1)
    assert caught.value.code == "not_open"
    with pytest.raises(Invalid):
        declare(session, nine[0], round_id)
