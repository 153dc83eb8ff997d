"""Redaction in the browser: what goes is shown first, the reason is asked for, the marker stands in the text's place."""

import pytest
from flask import Flask
from sqlmodel import select

from registry import db
from registry.domain import dates, mismatches
from registry.domain.models import AdoptionEntry, Decision, MismatchAnswer, Person, Redaction
from registry.domain.statuses import MismatchKind, Precision
from tests import panels, people
from tests.domain import ledgers
from tests.page import Page, PageClient
from tests.web.test_adoption import hidden

START = "/yllapito/peittaminen"
NOTE = "Kysykää Maija Meikäläiseltä <b>heti</b>."
REASON = "Tekstissä oli henkilön nimi."


@pytest.fixture
def client(app: Flask) -> PageClient:
    """An administrator, signed in."""
    return people.client(app, "administrator")


@pytest.fixture
def addresses(app: Flask) -> dict[str, str]:
    """Where a note, an answer and a person can be taken out."""
    with db.transaction(app.extensions["hyte"].engine) as session:
        today, editor = dates.today(), people.actor(session, "region_editor")
        until = dates.written(dates.months_later(today, 6), Precision.DAY)
        desk = ledgers.Desk(session, method="pelottelu", actor=editor)
        entry = desk.record(ledgers.said("in_use", people.NOW.date(), note=NOTE), today=today)
        kind = MismatchKind.LEAST_BENEFICIAL_IN_USE
        answer = mismatches.answer(
            session, editor, "kainuu", "pelottelu", kind, because=NOTE, silent_until=until, today=today
        )
        return {
            "note": f"{START}/merkinta/{entry.id}",
            "answer": f"{START}/vastaus/{answer.id}",
            "person": f"{START}/henkilo/{people.person_id(session, 'observer')}",
        }


def send(client: PageClient, address: str, expected: int, **typed: str) -> Page | None:
    page = client.get_page(address)
    response = client.post(address, data={"csrf_token": hidden(page, "csrf_token")} | typed)
    assert response.status_code == expected, response.get_data(as_text=True)
    return Page(response) if response.mimetype == "text/html" and expected != 303 else None


def left(app: Flask) -> tuple[str | None, str | None, str, list[str]]:
    """The note, the answer, the observer's address and the reasons, as they are in the database."""
    with db.session_for(app.extensions["hyte"].engine) as session:
        return (
            session.exec(select(AdoptionEntry.note)).one(),
            session.exec(select(MismatchAnswer.because)).one(),
            session.exec(select(Person.email).where(Person.id == people_number(app))).one(),
            list(session.exec(select(Redaction.reason).order_by(Redaction.id))),  # type: ignore[arg-type]
        )


def people_number(app: Flask) -> int:
    """Observers come in fifth; their address may have been taken out."""
    with db.session_for(app.extensions["hyte"].engine) as session:
        return session.exec(select(Person.id).order_by(Person.id)).all()[4] or 0  # type: ignore[arg-type]


@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
@pytest.mark.parametrize("what", ["note", "answer", "person"])
def test_what_would_go_is_shown_first(
    app: Flask, client: PageClient, addresses: dict[str, str], what: str, prefix: str
) -> None:
    page = client.get_page(prefix + addresses[what])
    assert (people.email("observer") if what == "person" else "Maija Meikäläiseltä <b>heti</b>.") in page.main
    page.one("textarea", name="reason")
    assert page.one("meta", name="robots").get("content") == "noindex"
    assert left(app)[3] == []


@pytest.mark.parametrize("what", ["note", "answer", "person"])
def test_it_goes_with_a_reason(app: Flask, client: PageClient, addresses: dict[str, str], what: str) -> None:
    send(client, addresses[what], 303, reason=REASON)
    note, because, email, reasons = left(app)
    assert reasons == [REASON]
    assert (note is None, because is None, email.endswith("@invalid")) == (
        what == "note",
        what == "answer",
        what == "person",
    )
    page = client.get_page(f"{START}?tehty=1")
    assert REASON in page.main
    assert people.name("administrator") in page.main
    assert client.get(addresses[what]).status_code == 404
    assert (
        client.post(addresses[what], data={"csrf_token": hidden(page, "csrf_token"), "reason": REASON}).status_code
        == 404
    )


def test_the_public_page_shows_the_marker_instead(app: Flask, client: PageClient, addresses: dict[str, str]) -> None:
    visitor, address = people.client(app, "nobody"), "/alueet/kainuu/merkinnat"
    assert "Meikäläiseltä" in visitor.get_page(address).main
    send(client, addresses["note"], 303, reason=REASON)
    page = visitor.get_page(address)
    assert "Meikäläiseltä" not in page.html
    assert REASON in page.main


@pytest.mark.parametrize("what", ["note", "answer", "person"])
@pytest.mark.parametrize("typed", ["", "abc", "x" * 401, "{taken}"])
def test_a_bad_reason_is_told_and_kept(
    app: Flask, client: PageClient, addresses: dict[str, str], what: str, typed: str
) -> None:
    reason = typed.format(taken=people.name("observer") if what == "person" else NOTE)
    page = send(client, addresses[what], 422, reason=reason)
    assert page
    assert len(page.all("div", class_="error-summary")) == 1
    assert len(page.all("p", class_="error-text")) == 1
    assert (page.one("textarea", name="reason").text or "") == reason
    assert left(app)[3] == []


def test_not_oneself(app: Flask, client: PageClient) -> None:
    with db.session_for(app.extensions["hyte"].engine) as session:
        address = f"{START}/henkilo/{people.person_id(session, 'administrator')}"
    page = client.get_page(address)
    assert not page.all("textarea")
    token = hidden(page, "csrf_token")
    assert client.post(address, data={"csrf_token": token, "reason": REASON}).status_code == 422
    assert client.get("/yllapito/henkilot").status_code == 200


def test_finding_a_text_and_the_way_to_take_it_out(client: PageClient, addresses: dict[str, str]) -> None:
    page = send(client, START, 200, words="meikäläiseltä")
    assert page
    links = page.links()
    assert addresses["note"] in links
    assert addresses["answer"] in links
    assert not any("meik" in link for link in links)
    nothing = send(client, START, 200, words="xqzw")
    assert nothing
    assert addresses["note"] not in nothing.links()


def test_the_way_from_a_persons_page(app: Flask, client: PageClient, addresses: dict[str, str]) -> None:
    number = addresses["person"].rpartition("/")[2]
    assert addresses["person"] in client.get_page(f"/yllapito/henkilot/{number}").links()
    send(client, addresses["person"], 303, reason=REASON)
    assert client.get(f"/yllapito/henkilot/{number}").status_code == 404
    assert f"/yllapito/henkilot/{number}" not in client.get_page("/yllapito/henkilot").links()


def test_who_was_taken_out_is_out_at_once(app: Flask, client: PageClient, addresses: dict[str, str]) -> None:
    observer = people.client(app, "observer")
    assert observer.get("/oma-tili").status_code == 200
    send(client, addresses["person"], 303, reason=REASON)
    assert observer.get("/oma-tili").status_code == 303


def test_the_region_sees_why_its_answer_is_gone(app: Flask, client: PageClient, addresses: dict[str, str]) -> None:
    send(client, addresses["answer"], 303, reason=REASON)
    for who, page in (("region_editor", "/alueet/kainuu/omat"), ("editor", "/havainnot")):
        assert REASON in people.client(app, who).get_page(page).main


@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
def test_a_text_of_the_panel(app: Flask, client: PageClient, prefix: str) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        made, _ = panels.published(session)
        made.departs = NOTE
        number = made.id
    address = f"{prefix}{START}/teksti/departure/{number}"
    found = client.get_page(f"{prefix}{START}")
    response = client.post(
        f"{prefix}{START}", data={"csrf_token": hidden(found, "csrf_token"), "words": "Meikäläiseltä"}
    )
    assert address in Page(response).links()
    assert "Maija Meikäläiseltä <b>heti</b>." in client.get_page(address).main
    send(client, address, 422, reason="")
    send(client, address, 303, reason=REASON)
    client.get_page(address, 404)
    with db.session_for(app.extensions["hyte"].engine) as session:
        assert session.get_one(Decision, number).departs is None
    assert REASON in client.get_page(f"{prefix}{START}").main
    assert REASON in client.get_page(f"{prefix}/paatokset/{number}").main  # a marker in the text's place
