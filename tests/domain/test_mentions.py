"""Public mentions of use: which may be entries of the ledger, and that each becomes one once."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlmodel import Session, select

from registry import db
from registry.cli.serving import prepare
from registry.content.check import check
from registry.content.exchange import IMPORTER, import_folder
from registry.domain import adoption, history, ledger, methods
from registry.domain.known_use_input import KnownUseInput
from registry.domain.method_input import MethodInput
from registry.domain.models import AdoptionEntry, Event
from registry.domain.permissions import system
from registry.paths import CONTENT
from registry.settings import Settings
from tests import samples
from tests.content import folder as content
from tests.domain.ledgers import TODAY, Desk, said

PAGE = "https://example.org/uutinen"


def mention(region: str = "kainuu", status: str = "in_use", since: str | None = "2024", precision: str = "year") -> Any:
    hint = {"region": region, "status": status, "precision": precision} | ({"since": since} if since else {})
    return {"where": "Alue", "text": "Uutinen.", "url": PAGE, "adoption": hint}


def publish(session: Session, *mentions: Any, method_id: str = "uinti", **more: Any) -> None:
    methods.save(session, "tests", samples.method(method_id, known_use=list(mentions), **more))


def take(session: Session) -> int:
    return adoption.take_mentions(session, system(IMPORTER), TODAY)


def taken(session: Session) -> list[tuple[str, str, str, str, str]]:
    return [
        (one.region, one.method, one.status.value, str(one.since), one.precision.value)
        for one in ledger.entries(session)[::-1]
    ]


def test_a_mention_becomes_an_entry_with_its_page(ledger_session: Session) -> None:
    publish(ledger_session, mention(), {"where": "Muualla", "text": "Ei kerro alueesta."})
    assert take(ledger_session) == 1
    (entry,) = ledger.states(ledger_session, TODAY)
    assert (entry.source, entry.source_url, entry.recorded_by, entry.note) == ("public_page", PAGE, None, None)
    assert (entry.confirmed_on, entry.is_stale(TODAY)) == (None, True)
    event = ledger_session.exec(select(Event).where(Event.action == "adoption.recorded")).one()
    assert (event.actor, event.subject) == (IMPORTER, "kainuu/uinti")


@pytest.mark.parametrize(
    ("since", "precision", "found"),
    [
        ("2024", "year", ("2024-01-01", "year")),
        ("2024-08", "month", ("2024-08-01", "month")),
        ("2024-08-29", "day", ("2024-08-29", "day")),
        ("2024-08-29", "unknown", ("2024-08-29", "unknown")),
        (None, "unknown", (str(TODAY), "unknown")),
    ],
)
def test_since_when(ledger_session: Session, since: str | None, precision: str, found: tuple[str, str]) -> None:
    publish(ledger_session, mention(since=since, precision=precision))
    take(ledger_session)
    assert taken(ledger_session) == [("kainuu", "uinti", "in_use", *found)]


def test_it_is_taken_once(ledger_session: Session) -> None:
    publish(ledger_session, mention(), mention("lappi", "piloting"), mention(status="sustained"))
    assert take(ledger_session) == 2
    before = history.numbers(ledger_session)
    assert take(ledger_session) == 0
    assert history.numbers(ledger_session) == before
    assert [row[:3] for row in taken(ledger_session)] == [("kainuu", "uinti", "in_use"), ("lappi", "uinti", "piloting")]


def test_a_new_mention_is_taken_later(ledger_session: Session) -> None:
    publish(ledger_session, mention())
    take(ledger_session)
    publish(ledger_session, mention("lappi"))
    assert take(ledger_session) == 1
    assert [row[0] for row in taken(ledger_session)] == ["kainuu", "lappi"]


def test_never_over_what_a_region_has_said(ledger_session: Session) -> None:
    publish(ledger_session, mention(), mention("lappi"))
    Desk(ledger_session, "kainuu", "uinti").record(said("rejected"))
    withdrawn = Desk(ledger_session, "lappi", "uinti").row(("in_use", "2026-01-01"))
    withdrawn.withdraw(1)
    before = taken(ledger_session)
    assert take(ledger_session) == 0
    assert taken(ledger_session) == before


def test_only_of_published_methods_known_regions_and_days_that_have_come(ledger_session: Session) -> None:
    publish(ledger_session, mention(), method_id="salaisuus", state="draft")
    publish(ledger_session, mention("atlantis"), mention("lappi", since="2026-06-16", precision="day"))
    assert take(ledger_session) == 0


@pytest.mark.parametrize(
    ("since", "corrects"), [("2022-01-01", 1), ("2023-12-31", 1), ("2024-01-01", None), ("2025-03-01", None)]
)
def test_an_earlier_word_of_the_region_takes_its_place(
    ledger_session: Session, since: str, corrects: int | None
) -> None:
    """A page of 2024 does not know since when; the region does, and need not correct the page first."""
    publish(ledger_session, mention(since="2024", precision="year"))
    take(ledger_session)
    desk = Desk(ledger_session, "kainuu", "uinti")
    desk.version = 1
    desk.record(said("in_use", since))
    desk.record(said("sustained", "2026-01-01"))
    assert [entry.corrects for entry in ledger.entries(ledger_session)[::-1]] == [None, corrects, None]
    (entry,) = ledger.states(ledger_session, date(2025, 12, 31))
    assert (str(entry.since), entry.source) == (since, "region_editor")


def test_the_region_makes_it_its_own(ledger_session: Session) -> None:
    publish(ledger_session, mention())
    take(ledger_session)
    (entry,) = ledger.states(ledger_session, TODAY)
    desk = Desk(ledger_session, "kainuu", "uinti")
    assert adoption.confirm(ledger_session, desk.actor, "kainuu", [entry.entry_id], TODAY) == 1
    (entry,) = ledger.states(ledger_session, TODAY)
    assert (entry.confirmed_on, entry.source) == (TODAY, "public_page")
    desk.version = 1
    desk.record(said("in_use", "2022-01-01"), corrects=1)
    (entry,) = ledger.states(ledger_session, TODAY)
    assert (entry.since, entry.source, entry.recorded_by) == (date(2022, 1, 1), "region_editor", desk.actor.person_id)


@pytest.mark.parametrize(
    "wrong",
    [
        mention(since="2024-13", precision="month"),
        mention(since="2024-02-30", precision="day"),
        mention(since="1899"),
        mention(since="2024", precision="day"),
        mention(since="2024-08", precision="year"),
        mention(since=None, precision="year"),
        mention(status="abandoned"),
        mention(status="exploring"),
        mention() | {"url": None},
    ],
)
def test_what_cannot_be_an_entry_is_no_mention(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        KnownUseInput.model_validate(wrong)


def hints() -> list[tuple[str, str, str]]:
    """Region, method and status of all mentions of the content that may become entries, which keep the rule of what may."""
    read, problems = check(CONTENT)
    assert problems == []
    found = []
    for given in (given for document in read for given in document.inputs if isinstance(given, MethodInput)):
        for use in given.known_use:
            if use.adoption:
                assert use.url
                assert use.adoption.since is None or use.adoption.since >= "2023"
                found.append((use.adoption.region, given.id, use.adoption.status))
    return sorted(found)


def test_the_content_as_it_is(whole_session: Session) -> None:
    entries = [one for one in ledger.entries(whole_session) if one.source == "public_page"]
    allowed = hints()
    assert sorted((one.region, one.method, one.status.value) for one in entries) == allowed
    assert len({hint[:2] for hint in allowed}) == len(allowed) == 7


def test_an_import_takes_them_and_a_changed_file_takes_none_twice(tmp_path: Path) -> None:
    engine = db.make_engine(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    db.migrate(engine)
    folder = content.make(tmp_path / "content")
    with db.session_for(engine) as session:
        import_folder(session, folder)
        session.commit()
        assert taken(session) == [("kainuu", "tasapaino", "in_use", "2024-01-01", "year")]
        content.edit(folder, content.METHOD, "owner", value="Uusi omistaja")
        assert import_folder(session, folder).written == [content.METHOD]
        assert len(taken(session)) == 1
    engine.dispose()


def test_an_older_installation_begins_its_ledger_when_it_is_served(
    settings: Settings, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    def entries() -> int:
        with db.session_for(engine) as session:
            return len(session.exec(select(AdoptionEntry.id)).all())

    assert entries() == 0
    for _ in range(2):
        prepare(settings)
        assert entries() == 1
    assert capsys.readouterr().out.count("Ledger begun with 1 entries from public pages") == 1
