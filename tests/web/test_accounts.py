"""Signing in and out in the browser, invitations, forgotten passwords, and what is kept when a session ends while somebody writes."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select

from registry import db
from registry.domain import accounts
from registry.domain import people as domain
from registry.domain.accounts_input import InviteInput
from registry.domain.models import Mail, Person, SignedIn, SignInAttempt
from registry.domain.models.base import utc_now
from registry.domain.permissions import Grant, Role, system
from registry.settings import Settings
from registry.web import create_app, ways
from tests import people
from tests.page import Page, PageClient, text
from tests.people import PASSWORD, email, name
from tests.web.sending import send, token_of
from tests.web.test_query_count import counted

NEW = "seitsemän vihreää polkupyörää"
EDITOR = {"email": email("editor"), "password": PASSWORD}


def is_in(client: PageClient) -> bool:
    return client.get("/oma-tili").status_code == 200


def test_sign_in_and_out(own_client: PageClient, engine: Engine) -> None:
    page = own_client.get_page("/kirjaudu")
    assert page.one("input", name="email").get("autocomplete") == "username"
    assert page.one("input", name="password").get("autocomplete") == "current-password"
    answer = send(own_client, "/kirjaudu", EDITOR)
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_in(own_client)
    assert name("editor") in own_client.get_page("/").html
    assert send(own_client, "/ulos", {}, page="/").status_code == 303
    assert not is_in(own_client)
    with db.session_for(engine) as session:
        assert session.exec(select(SignedIn)).all() == []


def test_the_cookie(own_client: PageClient) -> None:
    cookies = send(own_client, "/kirjaudu", EDITOR).headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    assert cookies[0].startswith("hyte=")
    parts = {part.strip() for part in cookies[0].split(";")[1:]}
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= parts
    assert not [part for part in parts if part.startswith(("Domain", "Expires", "Max-Age"))]


def test_who_only_reads_gets_no_cookie(client: PageClient) -> None:
    for address in ("/", "/menetelmat?q=kaatuminen", "/alueet/kainuu", "/ei-ole", "/api/v1/methods", "/oma-tili"):
        assert "Set-Cookie" not in client.get(address).headers


def test_signing_in_takes_nothing_from_before(own_client: PageClient) -> None:
    own_client.get_page("/kirjaudu")
    with own_client.session_transaction() as cookie:
        cookie["planted"] = "x"
        before = cookie["csrf"]
    send(own_client, "/kirjaudu", EDITOR)
    with own_client.session_transaction() as cookie:
        assert set(cookie) == {"token"}
    own_client.get_page("/")
    with own_client.session_transaction() as cookie:
        assert cookie["csrf"] != before


def test_the_session_of_before_ends(app: Flask, own_client: PageClient, engine: Engine) -> None:
    people.sign_in(app, own_client, "observer")
    own_client.get_page("/")
    token = token_of(own_client.get_page("/unohtunut-salasana"))
    assert own_client.post("/kirjaudu", data=EDITOR | {"csrf_token": token}).status_code == 303
    with db.session_for(engine) as session:
        assert [row.person_id for row in session.exec(select(SignedIn))] == [people.person_id(session, "editor")]


@pytest.mark.parametrize(
    "fields", [{"password": "väärä"}, {"email": "ei@ole.fi"}, {"email": "", "password": ""}, {"email": "x" * 9000}]
)
def test_what_is_wrong_says_not_what(own_client: PageClient, fields: dict[str, str]) -> None:
    answer = send(own_client, "/kirjaudu", EDITOR | fields)
    assert answer.status_code == 422
    page = Page(answer)
    assert page.one("div", class_="error-summary")
    assert page.one("input", name="email").get("value") == (EDITOR | fields)["email"]
    assert page.one("input", name="password").get("value") is None
    assert not is_in(own_client)


def test_too_many_attempts(own_client: PageClient, engine: Engine) -> None:
    for _ in range(5):
        assert send(own_client, "/kirjaudu", EDITOR | {"password": "väärä"}).status_code == 422
    answer = send(own_client, "/kirjaudu", EDITOR)
    assert answer.status_code == 429
    assert "15" in text(Page(answer).one("p", class_="error-text"))
    assert not is_in(own_client)
    with db.session_for(engine) as session:
        assert len(session.exec(select(SignInAttempt)).all()) == 5
    assert own_client.post(
        "/kirjaudu",
        data=EDITOR | {"csrf_token": token_of(own_client.get_page("/kirjaudu"))},
        environ_overrides={"REMOTE_ADDR": "203.0.113.5"},
    ).status_code == 303  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "leads"),
    [
        ("/menetelmat?q=ä&sivu=2", "/menetelmat?q=%C3%A4&sivu=2"),
        ("/sv/alueet", "/sv/alueet"),
        ("", "/alueet/kainuu/omat"),
        ("https://evil.example", "/alueet/kainuu/omat"),
        ("//evil.example", "/alueet/kainuu/omat"),
        ("/\\evil.example", "/alueet/kainuu/omat"),
        ("/\t/evil.example", "/alueet/kainuu/omat"),
        ("/x\\evil", "/alueet/kainuu/omat"),
        ("javascript:alert(1)", "/alueet/kainuu/omat"),
        ("evil", "/alueet/kainuu/omat"),
    ],
)
def test_on_to_where_one_wanted_but_never_out(own_client: PageClient, wanted: str, leads: str) -> None:
    given = {"email": email("region_editor"), "password": PASSWORD}
    page = f"/kirjaudu?next={quote(wanted)}"
    assert send(own_client, "/kirjaudu", given, page=page).location == leads
    assert own_client.get(page).location == leads


def test_only_paths_of_ours_are_local() -> None:
    assert ways.is_local("/")
    assert not ways.is_local("/\n")
    assert not ways.is_local("/x\r\nSet-Cookie: a=b")


def test_an_invitation(own_client: PageClient, engine: Engine) -> None:
    link = invite(engine, Grant(Role.REGION_EDITOR, "kainuu"), Grant(Role.REVIEWER))
    for _ in range(3):  # looking uses nothing up
        page = own_client.get_page(link)
    assert "Uusi Ihminen" in page.h1
    assert "Kainuu" in page.main
    assert page.one("input", id="osoite").get("value") == "uusi@example.fi"
    assert page.one("input", name="password").get("autocomplete") == "new-password"
    assert len(page.all("input", type="password")) == 1
    refused = send(own_client, link, {"password": "lyhyt"})
    assert refused.status_code == 422
    assert Page(refused).one("input", name="password").get("aria-invalid") == "true"
    answer = send(own_client, link, {"password": NEW})
    assert (answer.status_code, answer.location) == (303, "/alueet/kainuu/omat")
    assert is_in(own_client)
    assert own_client.get_page(link, 410).h1
    assert own_client.post(link, data={"password": NEW}).status_code == 410


def test_an_invitation_of_others_leads_to_the_front_page_of_the_language(
    own_client: PageClient, engine: Engine
) -> None:
    link = invite(engine, Grant(Role.OBSERVER))
    assert send(own_client, f"/sv{link}", {"password": NEW}).location == "/sv/"


@pytest.mark.parametrize("link", ["/kutsu/tekaistu", "/salasana/tekaistu", f"/kutsu/{'x' * 3000}"])
def test_links_that_do_not_work_say_what_to_do(client: PageClient, link: str) -> None:
    for prefix in ("", "/sv", "/en"):
        assert f"{prefix}/kirjaudu" in client.get_page(prefix + link, 410).links()


def test_an_expired_invitation(own_client: PageClient, engine: Engine) -> None:
    link = invite(engine, Grant(Role.OBSERVER), ago=timedelta(days=14))
    own_client.get_page(link, 410)
    assert own_client.post(link, data={"password": NEW}).status_code == 410
    with db.session_for(engine) as session:
        assert session.exec(select(Person).where(Person.email == "uusi@example.fi")).first() is None


def test_a_forgotten_password(app: Flask, own_client: PageClient, engine: Engine) -> None:
    there = people.client(app, "editor")
    assert is_in(there)
    answer = send(own_client, "/sv/unohtunut-salasana", {"email": email("editor").upper()})
    assert (answer.status_code, answer.location) == (303, "/sv/unohtunut-salasana?lahetetty=1")
    own_client.get_page(answer.location)
    letter = waiting(engine)
    assert letter.recipient == email("editor")
    link = letter.body.split("http://127.0.0.1:8000")[1].split()[0]
    assert link.startswith("/sv/salasana/")
    page = own_client.get_page(link)
    assert page.one("input", id="osoite").get("value") == email("editor")
    assert send(own_client, link, {"password": "password1234"}).status_code == 422
    assert send(own_client, link, {"password": NEW}).status_code == 303
    assert is_in(own_client)
    assert not is_in(there)
    own_client.get_page(link, 410)
    assert send(app.test_client(), "/kirjaudu", EDITOR).status_code == 422  # type: ignore[arg-type]
    assert send(app.test_client(), "/kirjaudu", EDITOR | {"password": NEW}).status_code == 303  # type: ignore[arg-type]


def test_strangers_get_the_same_answer_and_no_mail(own_client: PageClient, engine: Engine) -> None:
    known = send(own_client, "/unohtunut-salasana", {"email": email("editor")})
    strange = send(own_client, "/unohtunut-salasana", {"email": "ei@ole.fi"})
    assert (known.status_code, known.location, known.data) == (strange.status_code, strange.location, strange.data)
    assert waiting(engine).recipient == email("editor")


def test_links_in_mails_never_follow_the_request(own_client: PageClient, engine: Engine) -> None:
    token = token_of(own_client.get_page("/unohtunut-salasana"))
    data = {"email": email("editor"), "csrf_token": token}
    answer = own_client.post("/unohtunut-salasana", data=data, headers={"X-Forwarded-Host": "evil.example"})
    assert answer.status_code == 303
    assert "evil" not in waiting(engine).body


def test_a_page_open_for_long_keeps_what_was_typed(own_client: PageClient) -> None:
    answer = own_client.post("/kirjaudu", data=EDITOR | {"csrf_token": "vanha", "next": "/alueet"})
    page = Page(answer)
    assert answer.status_code == 422
    assert page.one("input", name="email").get("value") == email("editor")
    fresh = {field.get("name", ""): field.get("value") or "" for field in page.one("main").iter("input")}
    answer = own_client.post("/kirjaudu", data=fresh | {"password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/alueet")


def test_out_of_use_is_out_at_once(app: Flask, engine: Engine) -> None:
    client = people.client(app, "editor")
    assert is_in(client)
    with db.transaction(engine) as session:
        domain.set_active(session, system("tests"), people.person_id(session, "editor"), False)
    assert not is_in(client)


def test_pages_of_who_has_signed_in_are_kept_nowhere(app: Flask) -> None:
    client = people.client(app, "editor")
    for address in ("/", "/menetelmat", "/oma-tili", "/ei-ole", "/api/v1/methods"):
        response = client.get(address)
        assert response.headers["Cache-Control"] == "no-store", address
        assert "Cookie" in response.headers.get("Vary", "")
    with client.get("/static/css/base.css") as response:
        assert response.headers.get("Cache-Control") != "no-store"
        assert "Cookie" not in response.headers.get("Vary", "")


def test_looking_somebody_up_is_one_query_and_none_without_a_cookie(app: Flask, own_client: PageClient) -> None:
    client = people.client(app, "editor")
    for one in (client, own_client):
        one.get("/tietoja")
    with counted(app) as statements:
        own_client.get("/tietoja")
    nobody = len(statements)
    with counted(app) as statements:
        client.get("/tietoja")
    assert len(statements) == nobody + 1


def test_behind_a_proxy(settings: Settings, engine: Engine) -> None:
    app = create_app(replace(settings, proxies=1))
    app.test_client_class = PageClient
    client = app.test_client()
    headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    assert client.get("/", headers=headers).headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in client.get("/").headers
    for _ in range(5):
        client.post(
            "/kirjaudu",
            data=EDITOR | {"password": "x", "csrf_token": token_of(Page(client.get("/kirjaudu")))},
            headers=headers,
        )
    token = token_of(Page(client.get("/kirjaudu")))
    assert client.post("/kirjaudu", data=EDITOR | {"csrf_token": token}, headers=headers).status_code == 429
    other = headers | {"X-Forwarded-For": "203.0.113.10"}
    assert client.post("/kirjaudu", data=EDITOR | {"csrf_token": token}, headers=other).status_code == 303
    app.extensions["hyte"].engine.dispose()


def test_who_forwards_is_not_believed_where_none_is_set(own_client: PageClient, engine: Engine) -> None:
    own_client.get("/", headers={"X-Forwarded-Proto": "https"})
    for number in range(5):
        token = token_of(own_client.get_page("/kirjaudu"))
        data = EDITOR | {"password": "x", "csrf_token": token}
        own_client.post("/kirjaudu", data=data, headers={"X-Forwarded-For": f"203.0.113.{number}"})
    assert send(own_client, "/kirjaudu", EDITOR).status_code == 429


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "https://localhost", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "https://menetelmat.example.fi", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "http://menetelmat.example.fi"}, 403),
        ({"Origin": "http://localhost:81"}, 403),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({}, 303),
    ],
    ids=str,
)
def test_what_our_own_pages_send_is_taken(settings: Settings, headers: dict[str, str], status: int) -> None:
    app = create_app(replace(settings, base_url="https://menetelmat.example.fi"))
    client = app.test_client()
    token = token_of(Page(client.get("/kirjaudu")))
    answer = client.post("/kirjaudu", data=EDITOR | {"csrf_token": token}, headers=headers)
    assert answer.status_code == status
    app.extensions["hyte"].engine.dispose()


def invite(engine: Engine, *grants: Grant, ago: timedelta = timedelta()) -> str:
    """The path of an invitation's link."""
    given = InviteInput(email="uusi@example.fi", name="Uusi Ihminen", grants=frozenset(grants))
    with db.transaction(engine) as session:
        return f"/kutsu/{accounts.invite(session, system('tests'), given, utc_now() - ago)[1]}"


def waiting(engine: Engine) -> Mail:
    """The only mail in the outbox."""
    with db.session_for(engine) as session:
        return session.exec(select(Mail)).one()
