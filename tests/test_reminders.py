"""Reminders: each is told once, to whom it concerns, and waits in the outbox."""

from collections import Counter

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlmodel import Session, select

from registry.cli import main
from registry.domain import appeals, dates, reminders, rounds
from registry.domain import people as somebodies
from registry.domain.models import Appeal, Event, Mail
from registry.domain.permissions import system
from registry.domain.reminders import About
from registry.domain.review_terms import RoundState
from registry.settings import Settings
from registry.web import reminder_letters
from tests import panels, people
from tests.panels import days


def tell(session: Session, day: int = 0) -> Counter[About]:
    """What is due on a day, told by that."""
    found = reminders.due(session, days(day))
    reminders.note_told(session, "mail", found)
    assert reminders.due(session, days(day)) == []
    return Counter(one.about for one in found)


def test_an_invitation_is_told_once(session: Session) -> None:
    round_id = panels.open_round(session)
    assert reminders.due(session, days(0)) == []
    panels.sit(session, round_id)
    assert tell(session) == {About.INVITED: 9}
    assert tell(session, 10) == {}


def test_a_day_that_is_near(session: Session) -> None:
    round_id = panels.open_round(session)
    nine = panels.sit(session, round_id)
    tell(session)
    panels.vote(session, round_id, nine[0])
    panels.vote(session, round_id, nine[1], hand_in=False)
    assert tell(session, 10) == {}
    found = reminders.due(session, days(11))  # three days before the fourteenth
    assert {one.about for one in found} == {About.DAY_NEAR}
    # not who has handed in, and not whom interests bar
    assert [one.person_id for one in found] == [one.person_id for one in nine[1:7]]
    reminders.note_told(session, "mail", found)
    assert tell(session, 14) == {}
    assert reminders.due(session, days(15)) == []
    rounds.extend(session, people.actor(session, "editor"), round_id, days(30), dates.today())
    assert tell(session, 28) == {About.DAY_NEAR: 6}  # another day is told again


def test_the_second_phase_and_the_decision(session: Session) -> None:
    round_id = panels.open_round(session)
    panels.sit(session, round_id)
    tell(session)
    panels.vote_all(session, round_id)
    panels.move(session, round_id, RoundState.ROUND_2)
    assert tell(session) == {About.SECOND_PHASE: 9}
    panels.vote_all(session, round_id)
    panels.move(session, round_id, RoundState.CLOSED)
    assert tell(session) == {}
    panels.publish(session, round_id)
    assert reminders.due(session, days(15)) == []  # that is no news any more
    assert tell(session) == {About.DECIDED: 9}


def test_a_request_is_told_to_editors_who_may_answer(session: Session) -> None:
    decision, _ = panels.published(session)
    tell(session)
    made = appeals.make(session, decision.id or 0, who="A", contact="a@example.fi", grounds="G", today=days(0))
    assert tell(session) == {}  # the only editor published the decision
    decision.decided_by = None
    session.flush()
    (one,) = reminders.due(session, days(0))
    assert (one.about, one.subject, one.email) == (About.APPEAL, made.id, people.email("editor"))


def test_who_is_out_of_use_is_told_nothing(session: Session) -> None:
    round_id = panels.open_round(session)
    panels.sit(session, round_id)
    somebodies.set_active(session, system("tests"), people.person_id(session, "reviewer_1"), False)
    assert tell(session) == {About.INVITED: 8}


@pytest.mark.parametrize("about", list(About))
def test_the_mails(app: Flask, session: Session, about: About) -> None:
    one = reminders.Reminder(
        about, 7, 1, "Nimi", "a@example.fi", "tasapaino", {"fi": "Otago", "sv": "Otago", "en": "O"}, days(1)
    )
    with app.app_context():
        reminder_letters.queue(one)
        reminder_letters.db().commit()
    letter = session.exec(select(Mail).where(Mail.recipient == "a@example.fi")).one()
    assert letter.body.count("Nimi") == 3
    assert "Otago" in letter.body
    path = {About.DECIDED: "/menetelmat/tasapaino", About.APPEAL: "/toimitus/pyynnot/7"}.get(about, "/arvioinnit/7")
    for prefix in ("", "/sv", "/en"):
        assert f"{prefix}{path}\n" in letter.body
    assert "{" not in letter.body


def test_the_commands(settings: Settings, session: Session) -> None:
    round_id = panels.open_round(session)
    panels.sit(session, round_id)
    session.commit()
    environment = {"HYTE_DATA_DIR": str(settings.data_dir), "DATABASE_URL": ""}
    for command, said in ((["mail", "remind"], "9 mails"), (["mail", "remind"], "0 mails"), (["tidy"], "Removed")):
        result = CliRunner().invoke(main, command, env=environment)
        assert result.exit_code == 0, result.output
        assert said in result.output
    assert len([one for one in session.exec(select(Mail)) if "/arvioinnit/" in one.body]) == 9
    event = session.exec(select(Event).where(Event.action == "round.told")).one()
    assert (event.actor, event.details["about"], len(event.details["people"])) == ("mail", "invited", 9)


def test_contacts_are_forgotten_a_year_after_the_answer(session: Session) -> None:
    decision, _ = panels.published(session)
    for answered in (None, days(-300), days(-400)):
        session.add(
            Appeal(
                decision_id=decision.id or 0, who="W", contact="a@example.fi", grounds="G",
                received_on=days(-420), answer="A" if answered else None, answered_on=answered,
            )
        )  # fmt: skip
    session.flush()
    appeals.forget(session, dates.today())
    session.expire_all()
    found = session.exec(select(Appeal).order_by(Appeal.id)).all()  # type: ignore[arg-type]
    assert [one.contact for one in found] == ["a@example.fi", "a@example.fi", ""]
    assert all(one.who == "W" and one.grounds == "G" for one in found)
