"""Asking for a new look at a decision, and answering: by anybody in time, to staff who had no part in it, with a public clock."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from registry import db
from registry.domain import attempts, dates, redaction
from registry.domain import people as persons
from registry.domain.models import Appeal, Event, Mail
from registry.domain.permissions import Grant, Role, system
from registry.domain.redactable import RedactionKind
from tests import panels, people
from tests.page import Page, PageClient
from tests.web.sending import send

DECISION = "/paatokset/1"
ASK = f"{DECISION}/uudelleenarviointi"
LIST, ANSWER = "/toimitus/pyynnot", "/toimitus/pyynnot/1"
ASKED = {
    "who": "Pekka <b>Pyytäjä</b>",
    "contact": "pekka@example.fi",
    "grounds": "Tutkimus X\npuuttui & se muuttaa kaiken.",
}
ANSWERED = "Katsoimme <i>tutkimuksen</i>; luokka säilyy."


@pytest.fixture
def decided(app: Flask) -> Flask:
    """A world in which the balance training is decided, by the editor of `people.py`."""
    with db.transaction(app.extensions["hyte"].engine) as session:
        panels.published(session)
    return app


def second_editor(app: Flask) -> PageClient:
    """An editor who had no part in the decision."""
    with db.transaction(app.extensions["hyte"].engine) as session:
        grants = frozenset({Grant(Role.EDITOR)})
        persons.set_grants(session, system("tests"), people.person_id(session, "observer"), grants)
    return people.client(app, "observer")


def rows(app: Flask, kind: Any) -> list[Any]:
    with db.session_for(app.extensions["hyte"].engine) as session:
        return list(session.exec(select(kind)))


def test_anybody_may_ask(decided: Flask, own_client: PageClient) -> None:
    assert own_client.get_page(DECISION).all("a", href=ASK)
    response = send(own_client, ASK, ASKED)
    assert response.status_code == 303
    assert response.location.startswith(f"{DECISION}?pyydetty=1")
    page = own_client.get_page(f"{DECISION}?pyydetty=1")
    assert page.all("p", role="status")
    (appeal,) = rows(decided, Appeal)
    assert (appeal.who, appeal.contact, appeal.decision_id) == (ASKED["who"], ASKED["contact"], 1)
    (event,) = [one for one in rows(decided, Event) if one.action == "appeal.made"]
    assert "pekka" not in str(event.details).lower()


def test_who_asked_and_why_is_not_public(decided: Flask, own_client: PageClient) -> None:
    send(own_client, ASK, ASKED)
    for address in (
        DECISION,
        "/menetelmat/tasapaino",
        "/menetelmat/tasapaino/syote.atom",
        "/api/v1/methods/tasapaino/ratings",
    ):
        said = own_client.get(address).get_data(as_text=True)
        assert not any(word in said for word in ("Pekka", "pekka@example.fi", "Tutkimus X"))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("who", " "),
        ("contact", ""),
        ("contact", "ei osoite"),
        ("grounds", ""),
        ("grounds", "x" * 8001),
        ("who", "x" * 201),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_the_rest_is_kept(
    decided: Flask, own_client: PageClient, field: str, typed: str
) -> None:
    response = send(own_client, ASK, ASKED | {field: typed})
    assert response.status_code == 422
    page = Page(response)
    assert page.all("a", href=f"#{field}")
    assert rows(decided, Appeal) == []
    kept = (
        page.all("input", name="who")[0].get("value")
        if field != "who"
        else page.all("input", name="contact")[0].get("value")
    )
    assert kept == (ASKED["who"] if field != "who" else ASKED["contact"])


def test_what_no_database_takes_is_left_out(decided: Flask, own_client: PageClient) -> None:
    assert send(own_client, ASK, ASKED | {"grounds": "Tutkimus\0 X"}).status_code == 303
    assert rows(decided, Appeal)[0].grounds == "Tutkimus X"


def test_without_the_token_nothing_is_sent(decided: Flask, own_client: PageClient) -> None:
    assert own_client.post(ASK, data=ASKED).status_code == 422
    assert rows(decided, Appeal) == []


def test_too_late(decided: Flask, own_client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    last = dates.today() + timedelta(days=60)
    monkeypatch.setattr(dates, "today", lambda: last)
    assert own_client.get_page(ASK).all("textarea", name="grounds")
    token = own_client.get_page(ASK).all("input", name="csrf_token")[0].get("value")
    monkeypatch.setattr(dates, "today", lambda: last + timedelta(days=1))
    assert not own_client.get_page(ASK).all("textarea", name="grounds")
    assert not own_client.get_page(DECISION).all("a", href=ASK)
    assert own_client.post(ASK, data={**ASKED, "csrf_token": token}).status_code == 422
    assert rows(decided, Appeal) == []


def test_too_many_from_one_place_wait_and_keep_what_they_wrote(decided: Flask, own_client: PageClient) -> None:
    for _ in range(attempts.PER_ACCOUNT_AND_ADDRESS):
        assert send(own_client, ASK, ASKED).status_code == 303
    response = send(own_client, ASK, ASKED)
    assert response.status_code == 422
    assert "puuttui" in (Page(response).all("textarea", name="grounds")[0].text or "")
    assert len(rows(decided, Appeal)) == attempts.PER_ACCOUNT_AND_ADDRESS


def test_an_editor_without_a_part_answers(decided: Flask, own_client: PageClient) -> None:
    send(own_client, ASK, ASKED)
    other = second_editor(decided)
    assert other.get_page(LIST).all("a", href=ANSWER)
    assert ASKED["contact"] in other.get(ANSWER).get_data(as_text=True)
    assert send(other, ANSWER, {"answer": " "}).status_code == 422
    assert send(other, ANSWER, {"answer": ANSWERED}).status_code == 303
    assert own_client.get_page(DECISION).all("p", **{"class": "written"})[0].text == ANSWERED
    assert other.get_page(LIST)
    assert not other.get_page(ANSWER).all("textarea", name="answer")
    (event,) = [one for one in rows(decided, Event) if one.action == "appeal.answered"]
    assert event.actor.startswith("person:")
    (letter,) = [one for one in rows(decided, Mail) if one.recipient == ASKED["contact"]]
    assert letter.body.count(DECISION) == 3


def test_an_answer_stands(decided: Flask, own_client: PageClient) -> None:
    send(own_client, ASK, ASKED)
    other = second_editor(decided)
    token = other.get_page(ANSWER).all("input", name="csrf_token")[0].get("value")
    assert send(other, ANSWER, {"answer": ANSWERED}).status_code == 303
    assert other.post(ANSWER, data={"answer": "Toinen.", "csrf_token": token}).status_code == 422
    assert rows(decided, Appeal)[0].answer == ANSWERED


def test_who_published_does_not_answer(decided: Flask, own_client: PageClient) -> None:
    send(own_client, ASK, ASKED)
    editor = people.client(decided, "editor")
    page = editor.get_page(ANSWER)
    assert not page.all("textarea", name="answer")
    token = page.all("input", name="csrf_token")[0].get("value")
    assert editor.post(ANSWER, data={"answer": "Oma.", "csrf_token": token}).status_code == 403
    assert rows(decided, Appeal)[0].answer is None


@pytest.mark.parametrize("who", ["nobody", "reviewer", "region_editor", "observer", "administrator"])
def test_nobody_else_sees_appeals(decided: Flask, own_client: PageClient, who: str) -> None:
    send(own_client, ASK, ASKED)
    client = people.client(decided, who)
    for address in (LIST, ANSWER):
        response = client.get(address)
        assert response.status_code in {302, 303, 401, 403}
        assert "Pekka" not in response.get_data(as_text=True)
        assert client.post(ANSWER, data={"answer": "Ei."}).status_code in {302, 303, 401, 403}


@pytest.mark.parametrize("prefix", ["/sv", "/en"])
def test_in_other_languages(decided: Flask, own_client: PageClient, prefix: str) -> None:
    assert own_client.get_page(prefix + ASK)
    send(own_client, ASK, ASKED)
    editor = people.client(decided, "editor")
    assert editor.get_page(prefix + LIST)
    assert editor.get_page(prefix + ANSWER)


def test_what_was_redacted_says_so_and_counts_as_answered(decided: Flask, own_client: PageClient) -> None:
    send(own_client, ASK, ASKED)
    other = second_editor(decided)
    send(other, ANSWER, {"answer": ANSWERED})
    with db.transaction(decided.extensions["hyte"].engine) as session:
        for kind in (RedactionKind.APPEAL_ANSWER, RedactionKind.APPEAL_WHO):
            redaction.redact_text(
                session, people.actor(session, "administrator"), kind, 1, "Vastauksessa oli henkilön nimi."
            )
    page = own_client.get_page(DECISION)
    assert "Vastauksessa oli henkilön nimi." in page.main
    assert "luokka säilyy" not in page.main
    assert not other.get_page(LIST).all("h2", id="odottavat")
    assert not other.get_page(ANSWER).all("textarea", name="answer")
