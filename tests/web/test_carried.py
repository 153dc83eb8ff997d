"""A form that is sent after the session has ended loses nothing: what was written waits on the page, and is saved after signing in."""

import io
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from registry import db
from registry.domain.models import Person, SignedIn
from registry.web import carried
from tests import page_rules, people
from tests.page import Page, PageClient, text
from tests.people import PASSWORD, email
from tests.web.sending import token_of

NASTY = "Väinö <b>\"&'\n toinen rivi"
TYPED = {"name": NASTY, "csrf_token": "vanha"}
ADDRESS = "/oma-tili/nimi"


def fields_of(page: Page, action: str) -> dict[str, str]:
    """The fields of the form that sends to an address."""
    form = next(form for form in page.all("form") if form.get("action") == action)
    return {field.get("name", ""): field.get("value") or "" for field in form.iter("input") if field.get("name")}


def interrupted(client: PageClient, data: Any = None, address: str = ADDRESS) -> Page:
    """The page after a form was sent without a session."""
    answer = client.post(address, data=TYPED if data is None else data)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"]
    return Page(answer)


def sign_in(client: PageClient, page: Page, who: str = "editor", password: str = PASSWORD) -> Page:
    fields = fields_of(page, "/kirjaudu") | {"email": email(who), "password": password}
    return Page(client.post("/kirjaudu", data=fields))


def name_of(engine: Engine, who: str) -> str:
    with db.session_for(engine) as session:
        return session.exec(select(Person.name).where(Person.email == email(who))).one()


def test_what_was_written_is_saved_after_signing_in(own_client: PageClient, engine: Engine) -> None:
    page = interrupted(own_client)
    wrong = sign_in(own_client, page, password="väärä")  # a slip of the fingers loses nothing either
    assert wrong.response.status_code == 422
    waits = sign_in(own_client, wrong)
    assert waits.response.status_code == 200
    assert "Väinö" in waits.main
    assert name_of(engine, "editor") == people.name("editor")
    fields = fields_of(waits, ADDRESS)
    assert fields["name"].replace("\r\n", "\n") == NASTY
    assert fields["csrf_token"] != "vanha"
    answer = own_client.post(ADDRESS, data=fields)
    assert (answer.status_code, answer.location) == (303, "/oma-tili?tehty=nimi")
    assert name_of(engine, "editor") == "Väinö <b>\"&' toinen rivi"


def test_a_session_that_was_ended_meanwhile(app: Flask, engine: Engine) -> None:
    client = people.client(app, "editor")
    token = token_of(client.get_page("/oma-tili"))
    with db.transaction(engine) as session:
        for row in session.exec(select(SignedIn)):
            session.delete(row)
    page = interrupted(client, {"name": "Uusi Nimi", "csrf_token": token})
    fields = fields_of(sign_in(client, page), ADDRESS)
    assert client.post(ADDRESS, data=fields).status_code == 303
    assert name_of(engine, "editor") == "Uusi Nimi"


def test_signed_in_in_another_window(app: Flask, own_client: PageClient, engine: Engine) -> None:
    fields = fields_of(interrupted(own_client), "/kirjaudu/jatka")
    again = own_client.post("/kirjaudu/jatka", data=fields)  # too early
    assert again.status_code == 401
    fields = fields_of(Page(again), "/kirjaudu/jatka")
    people.sign_in(app, own_client, "observer")
    waits = Page(own_client.post("/kirjaudu/jatka", data=fields))
    assert own_client.post(ADDRESS, data=fields_of(waits, ADDRESS)).status_code == 303
    assert name_of(engine, "observer").startswith("Väinö")


def test_several_values_and_their_order_are_kept(own_client: PageClient) -> None:
    data = {"roles": ["reviewer", "editor"], "region": "", "csrf_token": "x"}
    waits = sign_in(own_client, interrupted(own_client, data, "/yllapito/henkilot/1/roolit"), "administrator")
    form = next(form for form in waits.all("form") if form.get("action") == "/yllapito/henkilot/1/roolit")
    sent = [(field.get("name"), field.get("value")) for field in form.iter("input")]
    assert [value for name, value in sent if name == "roles"] == ["reviewer", "editor"]


def test_passwords_are_not_carried(own_client: PageClient) -> None:
    data = {"old_password": PASSWORD, "new_password": "seitsemän vihreää", "csrf_token": "x", "muu": "jää"}
    page = interrupted(own_client, data, "/oma-tili/salasana")
    assert PASSWORD not in page.html
    waits = sign_in(own_client, page)
    assert set(fields_of(waits, "/oma-tili/salasana")) == {"csrf_token", "muu"}


def test_a_file_is_told_of(own_client: PageClient) -> None:
    data = {"name": "x", "file": (io.BytesIO(b"alue;menetelma"), "taulukko.csv")}
    with_file = interrupted(own_client, data)
    without = interrupted(own_client)
    assert len(with_file.all("p", class_="note")) == len(without.all("p", class_="note")) + 1
    assert sign_in(own_client, with_file).all("p", class_="note")


@pytest.mark.parametrize(("length", "kept"), [(199_000, True), (200_001, False)])
def test_much_is_carried_and_too_much_is_told(own_client: PageClient, length: int, kept: bool) -> None:
    page = interrupted(own_client, {"name": "ä" * length})
    assert bool(page.all("input", name="carried")) is kept
    assert bool(page.all("p", class_="note")) is not kept
    if kept:
        assert len(fields_of(sign_in(own_client, page), ADDRESS)["name"]) == length
    else:
        assert own_client.post("/kirjaudu", data=fields_of(page, "/kirjaudu")).status_code == 422


def test_more_than_a_form_may_hold_is_told_too(own_client: PageClient) -> None:
    parts = ("name", "ä" * 600_000), ("file", "x")  # parts have a limit of their own
    body = "".join(
        f'--raja\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in parts
    )
    kind = "multipart/form-data; boundary=raja"
    answer = own_client.post(ADDRESS, data=f"{body}--raja--\r\n".encode(), content_type=kind)
    assert answer.status_code == 401
    page = Page(answer)
    assert page.all("input", name="carried") == []
    assert page.all("p", class_="note")


def test_what_is_not_ours_is_not_shown(app: Flask) -> None:
    client = people.client(app, "editor")
    token = token_of(client.get_page("/oma-tili"))
    for planted in ("tekaistu", "", "eyJwYXRoIjoiaHR0cHM6Ly9ldmlsIn0.x.y"):
        answer = client.post("/kirjaudu/jatka", data={"carried": planted, "csrf_token": token})
        assert (answer.status_code, answer.location) == (303, "/")


def test_what_is_too_old_is_not_shown(own_client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    page = interrupted(own_client)
    monkeypatch.setattr(carried, "HOLDS", -1)
    fields = fields_of(page, "/kirjaudu") | {"email": email("editor"), "password": PASSWORD}
    answer = own_client.post("/kirjaudu", data=fields)
    assert (answer.status_code, answer.location) == (303, "/")


def test_in_every_language_the_same_address_is_sent_to(own_client: PageClient) -> None:
    page = interrupted(own_client, address=f"/sv{ADDRESS}")
    fields = fields_of(page, "/sv/kirjaudu") | {"email": email("editor"), "password": PASSWORD}
    waits = Page(own_client.post("/sv/kirjaudu", data=fields))
    assert waits.one("html").get("lang") == "sv"
    assert fields_of(waits, f"/sv{ADDRESS}")["name"]


def test_both_pages_are_good_pages(own_client: PageClient, session: Session) -> None:
    """Judged by the same rules as those that can be got."""

    page = interrupted(own_client)
    for one in (page, sign_in(own_client, page)):
        broken = [
            problem for rule in page_rules.RULES if rule is not page_rules.describes_itself for problem in rule(one)
        ]
        assert broken == []
        assert text(one.one("h1"))
