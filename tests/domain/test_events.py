"""The log of events as an administrator reads it: newest first, a page at a time, narrowed, with names of today."""

import pytest
from sqlmodel import Session

from registry.domain import events, history, redaction
from registry.domain import people as somebodies
from registry.domain.errors import NotAllowed
from registry.domain.permissions import Actor, system
from tests import people


@pytest.fixture
def administrator(session: Session) -> Actor:
    return people.actor(session, "administrator")


def test_all_events_once_each_over_the_pages(session: Session, administrator: Actor) -> None:
    seen: list[int] = []
    before = None
    while True:
        log = events.read(session, administrator, before=before, limit=7)
        assert len(log.events) == 7 or log.older is None
        seen += [event.id for event in log.events]
        before = log.older
        if before is None:
            break
    assert seen == sorted(set(seen), reverse=True)
    assert seen == [event.id for event in events.read(session, administrator, limit=10**6).events]
    assert len(events.read(session, administrator).events) == events.PER_PAGE


def test_narrowed_by_kind_and_by_who_acted(session: Session, administrator: Actor) -> None:
    number = people.person_id(session, "observer")
    somebodies.rename(session, administrator, number, "Olli Observoija")
    log = events.read(session, administrator, kind="person", who=administrator.key)
    assert [event.action for event in log.events] == ["person.renamed", "invitation.accepted"]
    assert log.names[number] == "Olli Observoija"
    assert administrator.person_id in log.names
    assert log.older is None
    assert events.read(session, administrator, kind="nothing").events == []
    assert events.read(session, administrator, before=0).events == []
    assert events.read(session, administrator, before=2**70, limit=1).events


def test_choices_are_what_the_log_has(session: Session, administrator: Actor) -> None:
    choices = events.choices(session, administrator)
    assert {"person", "method", "invitation"} <= set(choices.kinds)
    assert administrator.key in choices.actors
    assert "tests" in choices.actors
    assert choices.names[people.person_id(session, "observer")] == people.name("observer")


def test_a_name_taken_out_is_empty(session: Session, administrator: Actor) -> None:
    number = people.person_id(session, "observer")
    redaction.redact_person(session, administrator, number, "Pyysi itse.")
    log = events.read(session, administrator, kind="person")
    assert log.names[number] == ""
    assert log.events[0].subject == str(number)


@pytest.mark.parametrize("who", sorted(set(people.EVERYONE) - {"administrator"}))
def test_nobody_else_may(session: Session, who: str) -> None:
    for act in (events.read, events.choices):
        with pytest.raises(NotAllowed):
            act(session, people.actor(session, who))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("person:3", 3),
        ("person:", None),
        ("person:x", None),
        ("import", None),
        ("person:３", None),
        ("person", None),
        ("", None),
    ],
)
def test_numbers_of_people(key: str, number: int | None) -> None:
    assert events.number_of(key) == number


def test_commands_are_in_it_by_their_name(session: Session, administrator: Actor) -> None:
    history.note(session, system("hyte demo").key, "x.y", "x", "1", a=1)
    session.flush()
    (event,) = events.read(session, administrator, kind="x").events
    assert (event.actor, event.details, event.person_ids) == ("hyte demo", {"a": 1}, set())
