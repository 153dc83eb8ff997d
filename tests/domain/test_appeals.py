"""Appeals: within 60 days, answered by somebody who had no part in the decision."""

import pytest
from sqlmodel import Session, select

from registry.domain import accounts, appeals, decisions, rounds, seats
from registry.domain.accounts_input import InviteInput
from registry.domain.errors import Invalid, InvalidInput, NotAllowed, NotFound
from registry.domain.models import Appeal, Event
from registry.domain.permissions import Actor, Grant, Role, system
from registry.domain.review_terms import Background, RoundState
from tests import panels, people
from tests.panels import days

GIVEN = {"who": "Yhdistys ry", "contact": "yhdistys@example.fi", "grounds": "Uusi tutkimus puuttuu."}


def other_editor(session: Session) -> Actor:
    """An editor who had no part in anything."""
    given = InviteInput(
        email=people.email("editor_2"), name="Toinen Esimerkki", grants=frozenset({Grant(Role.EDITOR), Grant(Role.REVIEWER)})
    )  # fmt: skip
    _, token = accounts.invite(session, system("tests"), given, people.NOW)
    accounts.accept(session, token, people.PASSWORD, people.NOW)
    return people.actor(session, "editor_2")


@pytest.fixture
def decision_id(session: Session) -> int:
    return panels.published(session)[0].id or 0


@pytest.mark.parametrize(("day", "may"), [(0, True), (59, True), (60, True), (61, False), (1000, False)])
def test_within_sixty_days(session: Session, decision_id: int, day: int, may: bool) -> None:
    assert appeals.last_day(decisions.find(session, decision_id)) == days(60)
    if may:
        assert appeals.make(session, decision_id, **GIVEN, today=days(day)).received_on == days(day)
        return
    with pytest.raises(Invalid) as caught:
        appeals.make(session, decision_id, **GIVEN, today=days(day))
    assert (caught.value.field, caught.value.code) == ("grounds", "too_late")


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"who": " "}, ("who", "missing")),
        ({"who": "x" * 201}, ("who", "too_long")),
        ({"contact": ""}, ("contact", "missing")),
        ({"contact": "yhdistys"}, ("contact", "not_a_mailbox")),
        ({"contact": "x" * 250 + "@a.fi"}, ("contact", "too_long")),
        ({"grounds": ""}, ("grounds", "missing")),
        ({"grounds": "x" * 8001}, ("grounds", "too_long")),
    ],
)
def test_what_is_missing_or_too_long(
    session: Session, decision_id: int, wrong: dict[str, str], problem: tuple[str, str]
) -> None:
    with pytest.raises(InvalidInput) as caught:
        appeals.make(session, decision_id, **(GIVEN | wrong), today=days(0))
    assert [(one.field, one.code) for one in caught.value.problems] == [problem]
    assert session.exec(select(Appeal)).all() == []


def test_of_a_decision_that_there_is(session: Session) -> None:
    for number in (0, 99, 2**40):
        with pytest.raises(NotFound):
            appeals.make(session, number, **GIVEN, today=days(0))


def test_who_answers(session: Session, decision_id: int) -> None:
    made = appeals.make(session, decision_id, **GIVEN, today=days(1))
    number = made.id or 0
    for who in (*people.EVERYONE, "reviewer_1"):  # the editor published the decision; the others may not at all
        with pytest.raises(NotAllowed):
            appeals.answer(session, people.actor(session, who), number, "Vastaus.", days(2))
    other = other_editor(session)
    for text, code in ((" ", "missing"), ("x" * 8001, "too_long")):
        with pytest.raises(Invalid) as caught:
            appeals.answer(session, other, number, text, days(2))
        assert caught.value.code == code
    answered = appeals.answer(session, other, number, " Vastaus. ", days(2))
    assert (answered.answer, answered.answered_on, answered.answered_by) == ("Vastaus.", days(2), other.person_id)
    with pytest.raises(Invalid) as caught:
        appeals.answer(session, other, number, "Toisin.", days(3))
    assert caught.value.code == "answered"


def test_whoever_sat_on_the_panel_does_not_answer(session: Session) -> None:
    other = other_editor(session)
    round_id = panels.open_round(session)
    panels.sit(session, round_id)
    editor = people.actor(session, "editor")
    seats.set_profile(session, editor, other.person_id or 0, Background.SCIENTIST, None)
    seats.invite(session, editor, round_id, [other.person_id or 0])
    panels.vote_all(session, round_id)
    rounds.move(session, editor, round_id, RoundState.ROUND_2, days(20))
    rounds.move(session, editor, round_id, RoundState.CLOSED, days(40))
    first, _ = panels.publish(session, round_id)
    appeal = appeals.make(session, first.id or 0, **GIVEN, today=days(1))
    with pytest.raises(NotAllowed):
        appeals.answer(session, other, appeal.id or 0, "Vastaus.", days(2))


def test_the_log_tells_no_contact(session: Session, decision_id: int) -> None:
    made = appeals.make(session, decision_id, **GIVEN, today=days(1))
    appeals.answer(session, other_editor(session), made.id or 0, "Vastaus.", days(2))
    log = session.exec(select(Event).where(Event.kind == "appeal")).all()
    assert [event.action for event in log] == ["appeal.made", "appeal.answered"]
    assert {event.subject for event in log} == {str(made.id)}
    assert all(event.details == {"decision": decision_id} for event in log)
    assert not any(text in repr(log) for text in GIVEN.values())


def test_lists(session: Session, decision_id: int) -> None:
    first, second = (appeals.make(session, decision_id, **GIVEN, today=days(day)) for day in (1, 2))
    assert [one.id for one in appeals.waiting(session)] == [first.id, second.id]
    appeals.answer(session, other_editor(session), first.id or 0, "Vastaus.", days(3))
    assert [one.id for one in appeals.waiting(session)] == [second.id]
    assert [one.id for one in appeals.of_decision(session, decision_id)] == [first.id, second.id]
    assert appeals.of_decision(session, decision_id + 1) == []
