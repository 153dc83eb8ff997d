"""Redaction: exactly the text or the person goes, what happened stays, and nobody else may."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

from registry import db
from registry.domain import (
    accounts,
    history,
    mail,
    mismatches,
    redactable,
    redaction,
    sessions,
    signing_in,
)
from registry.domain import (
    people as somebodies,
)
from registry.domain.errors import Invalid, NotAllowed, NotFound
from registry.domain.models import (
    AdoptionEntry,
    Event,
    MismatchAnswer,
    Person,
)
from registry.domain.permissions import Actor, Grant, Role, system
from registry.domain.redactable import RedactionKind
from registry.domain.statuses import MismatchKind
from tests import people
from tests.domain import ledgers

NOTE = "Kysykää Maija Meikäläiseltä, puh. 040 123 4567."
BECAUSE = "Matti Meikäläinen päätti näin."
REASON = "Tekstissä oli henkilön nimi."
TODAY = date(2026, 11, 24)
METHOD = "pelottelu"
TEXTS = {
    RedactionKind.ADOPTION_NOTE: redaction.redact_note,
    RedactionKind.MISMATCH_ANSWER: redaction.redact_mismatch_answer,
}


@pytest.fixture
def administrator(session: Session) -> Actor:
    found = people.actor(session, "administrator")
    session.commit()
    return found


@pytest.fixture
def texts(session: Session) -> dict[RedactionKind, int]:
    """A note and an answer that name somebody, by kind: their numbers."""
    editor = people.actor(session, "region_editor")
    desk = ledgers.Desk(session, method=METHOD, actor=editor)
    entry = desk.record(ledgers.said("in_use", "2025-01-01", note=NOTE), today=TODAY)
    answer = mismatches.answer(
        session, editor, "kainuu", METHOD, MismatchKind.LEAST_BENEFICIAL_IN_USE, because=BECAUSE,
        silent_until="1.6.2027", today=TODAY,
    )  # fmt: skip
    session.commit()
    return {RedactionKind.ADOPTION_NOTE: entry.id or 0, RedactionKind.MISMATCH_ANSWER: answer.id or 0}


def everything(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    tables = SQLModel.metadata.sorted_tables
    return {
        table.name: [dict(row) for row in session.connection().execute(table.select()).mappings()] for table in tables
    }


@contextmanager
def only(session: Session, *changed: str) -> Iterator[dict[str, Any]]:
    """Whatever is done inside changes these tables and no others; gives all rows as they were."""
    before = everything(session)
    yield before
    after = everything(session)
    assert {name for name in before if before[name] != after[name]} == set(changed)


def test_a_note_goes_and_the_entry_stays(
    session: Session, administrator: Actor, texts: dict[RedactionKind, int]
) -> None:
    number = texts[RedactionKind.ADOPTION_NOTE]
    with only(session, "adoption_entry", "redaction", "event", "catalogue_version") as before:
        redaction.redact_note(session, administrator, number, f"  {REASON}\n")
        session.commit()
    (was,) = (row for row in before["adoption_entry"] if row["id"] == number)
    (now,) = (row for row in everything(session)["adoption_entry"] if row["id"] == number)
    assert was["note"] == NOTE
    assert now == was | {"note": None}
    marker = redaction.of_kind(session, RedactionKind.ADOPTION_NOTE, [str(number), "99"])
    assert marker.keys() == {str(number)}
    one = marker[str(number)]
    assert (one.kind, one.reason, one.by) == (RedactionKind.ADOPTION_NOTE, REASON, administrator.person_id)
    assert redaction.everything(session, administrator) == [one]


def test_the_ledger_gets_a_new_number(session: Session, administrator: Actor, texts: dict[RedactionKind, int]) -> None:
    before = history.numbers(session)
    redaction.redact_note(session, administrator, texts[RedactionKind.ADOPTION_NOTE], REASON)
    assert history.numbers(session) == (before[0], before[1] + 1)


def test_an_answer_goes_and_its_day_stays(
    session: Session, administrator: Actor, texts: dict[RedactionKind, int]
) -> None:
    number = texts[RedactionKind.MISMATCH_ANSWER]
    with only(session, "mismatch_answer", "redaction", "event") as before:
        redaction.redact_mismatch_answer(session, administrator, number, REASON)
        session.commit()
    assert everything(session)["mismatch_answer"] == [before["mismatch_answer"][0] | {"because": None}]


@pytest.mark.parametrize("kind", TEXTS)
def test_the_log_says_that_and_neither_what_nor_why(
    session: Session, administrator: Actor, texts: dict[RedactionKind, int], kind: RedactionKind
) -> None:
    TEXTS[kind](session, administrator, texts[kind], REASON)
    event = session.exec(select(Event).order_by(Event.id.desc())).first()  # type: ignore[union-attr]
    assert event
    assert (event.actor, event.action, event.kind, event.subject, event.details) == (
        administrator.key, "redaction.made", kind, str(texts[kind]), {},
    )  # fmt: skip


@pytest.mark.parametrize("kind", TEXTS)
def test_once_is_enough(
    session: Session, administrator: Actor, texts: dict[RedactionKind, int], kind: RedactionKind
) -> None:
    assert redactable.written(session, administrator, kind, texts[kind]).text in {NOTE, BECAUSE}
    TEXTS[kind](session, administrator, texts[kind], REASON)
    session.commit()
    for number in (texts[kind], 0, -1, 12345, 2**31, 2**70):
        with only(session):
            with pytest.raises(NotFound):
                TEXTS[kind](session, administrator, number, REASON)
            session.rollback()
        with pytest.raises(NotFound):
            redactable.written(session, administrator, kind, number)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("", "missing"),
        (" \n\t\0", "missing"),
        ("abcd", "too_short"),
        ("a" * 401, "too_long"),
        (f"Tässä luki: {NOTE.upper()}", "repeats"),
    ],
)
def test_reasons_that_are_not_taken(
    session: Session, administrator: Actor, texts: dict[RedactionKind, int], reason: str, code: str
) -> None:
    with pytest.raises(Invalid) as error:
        redaction.redact_note(session, administrator, texts[RedactionKind.ADOPTION_NOTE], reason)
    assert ledgers.problems(error.value) == [("reason", code)]
    session.rollback()
    assert session.get_one(AdoptionEntry, texts[RedactionKind.ADOPTION_NOTE]).note == NOTE


@pytest.mark.parametrize("reason", ["abcde", "a" * 400])
def test_reasons_of_any_length_between(
    session: Session, administrator: Actor, texts: dict[RedactionKind, int], reason: str
) -> None:
    redaction.redact_note(session, administrator, texts[RedactionKind.ADOPTION_NOTE], reason)


@pytest.mark.parametrize("who", sorted(set(people.EVERYONE) - {"administrator"}))
def test_nobody_else_may(session: Session, texts: dict[RedactionKind, int], who: str) -> None:
    actor = people.actor(session, who)
    session.commit()
    acts = [
        lambda: redaction.redact_note(session, actor, texts[RedactionKind.ADOPTION_NOTE], REASON),
        lambda: redaction.redact_mismatch_answer(session, actor, texts[RedactionKind.MISMATCH_ANSWER], REASON),
        lambda: redaction.redact_person(session, actor, people.person_id(session, "observer"), REASON),
        lambda: redaction.everything(session, actor),
        lambda: redactable.written(session, actor, RedactionKind.ADOPTION_NOTE, 1),
        lambda: redactable.known(session, actor, 1),
        lambda: redactable.search(session, actor, "a"),
    ]
    with only(session):
        for act in acts:
            with pytest.raises(NotAllowed):
                act()


def test_the_same_text_in_a_correction_is_told(session: Session, administrator: Actor) -> None:
    desk = ledgers.Desk(session, method=METHOD, actor=people.actor(session, "region_editor"))
    first = desk.record(ledgers.said("in_use", "2025-01-01", note=NOTE), today=TODAY)
    second = desk.record(ledgers.said("in_use", "2025-02-01", note=NOTE), corrects=1, today=TODAY)
    desk.record(ledgers.said("sustained", "2025-03-01", note="Muuta"), today=TODAY)
    one = redactable.written(session, administrator, RedactionKind.ADOPTION_NOTE, first.id or 0)
    assert (one.region["fi"], one.text) == ("Kainuu", NOTE)
    assert [other.id for other in redactable.same_text(session, administrator, one)] == [second.id]
    places = redactable.places(session, RedactionKind.ADOPTION_NOTE, [second.id or 0])
    assert places == {second.id: (one.region, one.method)}


@pytest.mark.parametrize(
    "words", ["Meikäläise", "meikäläise", "MEIKÄLÄISE", " Maija ", "040 123", "a" * 100_000, "%", "_", "\0", ""]
)
def test_texts_are_found_by_their_words(
    session: Session, administrator: Actor, texts: dict[RedactionKind, int], words: str
) -> None:
    found = [
        one.id for one in redactable.search(session, administrator, words) if one.kind is RedactionKind.ADOPTION_NOTE
    ]
    there = words.strip("\0 ").casefold()
    assert found == ([texts[RedactionKind.ADOPTION_NOTE]] if there and there in NOTE.casefold() else [])


def test_a_person_goes_and_what_they_did_stays(
    session: Session, administrator: Actor, texts: dict[RedactionKind, int]
) -> None:
    number = people.person_id(session, "region_editor")
    address = people.email("region_editor")
    token = sessions.begin(session, number)
    reset = signing_in.make_reset(session, administrator, number, people.NOW)
    mail.queue(session, address, "Linkki", "https://example.fi/x")
    mail.queue(session, "muu@example.fi", "Linkki", "https://example.fi/y")
    session.commit()
    tables = ("person", "role_grant", "signed_in", "password_reset", "mail", "redaction", "event")
    with only(session, *tables) as before:
        redaction.redact_person(session, administrator, number, REASON)
        session.commit()
    after = everything(session)
    (was,) = (row for row in before["person"] if row["id"] == number)
    (now,) = (row for row in after["person"] if row["id"] == number)
    assert was["name"] == people.name("region_editor")
    gone = {"name": "", "email": f"redacted-{number}@invalid", "password_hash": None, "active": False}
    assert now == was | gone | {"redacted_at": now["redacted_at"]}
    assert now["redacted_at"]
    assert [row for row in after["person"] if row["id"] != number] == [r for r in before["person"] if r["id"] != number]
    for table in ("role_grant", "signed_in", "password_reset"):
        assert after[table] == [row for row in before[table] if row["person_id"] != number]
    assert [row["recipient"] for row in after["mail"]] == ["muu@example.fi"]
    assert sessions.find(session, token).is_nobody
    with pytest.raises(NotFound):
        signing_in.find_reset(session, reset, people.NOW)
    left = str(after).replace(people.name("other_region_editor"), "").replace(people.email("other_region_editor"), "")
    assert people.name("region_editor") not in left
    assert address not in left
    assert session.get_one(AdoptionEntry, texts[RedactionKind.ADOPTION_NOTE]).recorded_by == number
    assert session.get_one(MismatchAnswer, texts[RedactionKind.MISMATCH_ANSWER]).recorded_by == number
    marker = redaction.of_kind(session, RedactionKind.PERSON, [str(number)])[str(number)]
    assert (marker.reason, marker.by) == (REASON, administrator.person_id)


def test_of_a_person_taken_out_nothing_is_left_to_change(session: Session, administrator: Actor) -> None:
    number = people.person_id(session, "observer")
    redaction.redact_person(session, administrator, number, REASON)
    session.commit()
    acts = [
        lambda: redaction.redact_person(session, administrator, number, REASON),
        lambda: redactable.known(session, administrator, number),
        lambda: somebodies.find(session, administrator, number),
        lambda: somebodies.rename(session, administrator, number, "Uusi Nimi"),
        lambda: somebodies.set_active(session, administrator, number, True),
        lambda: somebodies.set_grants(session, administrator, number, frozenset({Grant(Role.EDITOR)})),
    ]
    with only(session):
        for act in acts:
            with pytest.raises(NotFound):
                act()
    assert number not in {one.id for one in somebodies.everybody(session, administrator)}


def test_the_address_can_be_invited_again(session: Session, administrator: Actor) -> None:
    redaction.redact_person(session, administrator, people.person_id(session, "observer"), REASON)
    given = accounts.InviteInput(
        email=people.email("observer"), name="Uusi Alku", grants=frozenset({Grant(Role.OBSERVER)})
    )
    invited, token = accounts.invite(session, administrator, given, people.NOW)
    assert accounts.accept(session, token, people.PASSWORD, people.NOW).name == invited.name


def test_neither_oneself_nor_the_last_administrator(session: Session, administrator: Actor) -> None:
    number = people.person_id(session, "administrator")
    for actor, problem in ((administrator, ("person", "oneself")), (system("tests"), ("active", "last_administrator"))):
        with only(session):
            with pytest.raises(Invalid) as error:
                redaction.redact_person(session, actor, number, REASON)
            session.rollback()
        assert ledgers.problems(error.value) == [problem]
    with pytest.raises(Invalid) as error:
        redaction.redact_person(
            session, system("tests"), people.person_id(session, "observer"), "Observer Esimerkki pois"
        )
    assert ledgers.problems(error.value) == [("reason", "repeats")]


def test_somebody_out_of_use_can_be_taken_out_too(session: Session, administrator: Actor) -> None:
    number = people.person_id(session, "observer")
    somebodies.set_active(session, administrator, number, False)
    redaction.redact_person(session, system("tests"), number, REASON)
    assert session.exec(select(Person.name).where(Person.id == number)).one() == ""
    assert redaction.of_kind(session, RedactionKind.PERSON, [str(number)])[str(number)].by is None


def test_what_was_taken_out_is_not_left_in_the_file(engine: Engine, texts: dict[RedactionKind, int]) -> None:
    """SQLite writes zeros over what it frees, and the write-ahead log goes with the last connection."""
    with db.transaction(engine) as session:
        redaction.redact_note(session, system("tests"), texts[RedactionKind.ADOPTION_NOTE], REASON)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    file = engine.url.database
    assert file
    with open(file, "rb") as source:  # noqa: PTH123
        assert b"Maija Meik" not in source.read()


def test_no_question_without_subjects(session: Session) -> None:
    assert redaction.of_kind(session, RedactionKind.PERSON, []) == {}
    assert not session.in_transaction()
