"""The made-up ledger as it is written: by the rules, on the days of its story, and into nothing but a demo."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from registry.demo import ledger, people, texts
from registry.demo.story import FEATURED
from registry.domain import adoption, contacts, dates, installation, methods, mismatches
from registry.domain import ledger as real
from registry.domain import people as accounts
from registry.domain.errors import Conflict
from registry.domain.models import AdoptionEntry, AdoptionSpan, Event, MismatchAnswer, Person
from registry.domain.permissions import Role
from registry.domain.statuses import Source

TODAY = dates.today()


def test_there_is_an_editor_of_every_region_and_one_of_each_other_role(demo_session: Session) -> None:
    everybody = accounts.everybody(demo_session, people.STORYTELLER)
    roles = [grant.role for person in everybody for grant in person.grants]
    assert sorted(roles) == sorted(
        [Role.REGION_EDITOR] * 22 + [role for role in Role if role is not Role.REGION_EDITOR]
    )
    assert all(person.email.endswith("@example.org") for person in everybody)
    assert all("Esimerkki" in person.name for person in everybody)
    assert not any(person.has_password for person in everybody)


def test_a_newcomer_can_be_each_role(parts: list[people.Part]) -> None:
    assert {part.role for part in parts} == set(Role)
    assert tuple(part.region for part in parts if part.region) == FEATURED


def test_entries_are_of_the_days_of_their_story(demo_session: Session) -> None:
    entries = [one for one in real.entries(demo_session) if one.source is Source.REGION_EDITOR]
    assert len({one.region for one in entries}) == 22
    assert all(one.recorded_at.date() <= TODAY for one in entries)
    assert min(one.recorded_at.date() for one in entries) < TODAY - timedelta(days=3 * 365)
    ordered = [one.recorded_at for one in entries]
    assert ordered == sorted(ordered, reverse=True)
    assert all(one.recorded_by for one in entries)
    events = demo_session.exec(select(Event.at).where(Event.action == "adoption.recorded")).all()
    assert min(events).date() < TODAY - timedelta(days=3 * 365)


def test_some_of_it_is_stale_and_some_fresh(demo_session: Session) -> None:
    now = real.states(demo_session, TODAY)
    stale = sum(one.is_stale(TODAY) for one in now)
    assert 0 < stale < len(now)


def test_the_country_was_another_two_years_ago(demo_session: Session) -> None:
    then, now = (real.in_force(demo_session, day) for day in (TODAY - timedelta(days=2 * 365), TODAY))
    assert then
    assert set(then) != set(now)


def test_spans_are_what_the_entries_say(demo_session: Session) -> None:
    def spans() -> list[tuple[object, ...]]:
        columns = (AdoptionSpan.entry_id, AdoptionSpan.status, AdoptionSpan.since, AdoptionSpan.until)
        return sorted(map(tuple, demo_session.exec(select(*columns)).all()), key=str)

    before = spans()
    adoption.rebuild_spans(demo_session)
    assert spans() == before


def test_there_are_mismatches_some_answered_but_not_in_a_newcomer_s_region(demo_session: Session) -> None:
    published = {method.id: method for method in methods.for_catalogue(demo_session)}
    found = mismatches.found(demo_session, people.STORYTELLER, published, TODAY)
    assert {one.kind for one in found} == set(mismatches.MismatchKind)
    assert not any(one.silent for one in found if one.region in FEATURED)
    marks = tuple(texts.everything()["mark"].values())
    answers = demo_session.exec(select(MismatchAnswer.because)).all()
    assert all(because and because.startswith(marks) for because in answers)


def test_mailboxes_are_of_nobody(demo_session: Session) -> None:
    given = contacts.mailboxes(demo_session)
    assert set(FEATURED) <= set(given)
    assert all(mailbox.endswith("@example.org") for mailbox in given.values())
    assert not set(given.values()) & set(demo_session.exec(select(Person.email)).all())


def test_a_second_filling_would_be_noticed(demo_session: Session) -> None:
    assert ledger.is_filled(demo_session)


def test_nothing_is_made_up_in_a_real_database(session: Session) -> None:
    before = len(session.exec(select(AdoptionEntry.id)).all())
    with pytest.raises(Conflict):
        ledger.fill(session, date(2026, 11, 24))
    assert len(session.exec(select(AdoptionEntry.id)).all()) == before
    assert not installation.is_demo(session)


def test_what_comes_after_the_story_is_of_the_present(demo_session: Session) -> None:
    days = demo_session.exec(select(Event.at).where(Event.action == "contact.set")).all()
    assert {TODAY - timedelta(days=1), TODAY} >= {day.date() for day in days}
    assert days
