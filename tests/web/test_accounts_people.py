"""One's own account, and the administrator's pages: people, invitations, mail."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select

from registry import db
from registry.domain import accounts, mail, sessions
from registry.domain import people as domain
from registry.domain.accounts_input import InviteInput
from registry.domain.models import Invitation, Mail, Person, RoleGrant, SignedIn
from registry.domain.models.base import utc_now
from registry.domain.permissions import Grant, Role, system
from registry.settings import Settings
from registry.web import browsers, create_app
from tests import people
from tests.page import Page, PageClient
from tests.people import PASSWORD, email, name
from tests.web.sending import send
from tests.web.test_query_count import counted

BY = system("tests")
PEOPLE, OUTBOX, OWN = "/yllapito/henkilot", "/yllapito/viestit", "/oma-tili"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
GIVEN = {"name": "Uusi Ihminen", "email": "Uusi@Example.fi", "roles": ["region_editor", "reviewer"], "region": "kainuu"}


@pytest.fixture
def administrator(app: Flask) -> PageClient:
    return people.client(app, "administrator")


def address_of(engine: Engine, who: str) -> str:
    with db.session_for(engine) as session:
        return f"{PEOPLE}/{people.person_id(session, who)}"


def somebody(engine: Engine, who: str) -> domain.Somebody:
    with db.session_for(engine) as session:
        return domain.find_by_email(session, BY, email(who))


def letters(engine: Engine) -> list[Mail]:
    with db.session_for(engine) as session:
        return list(session.exec(select(Mail)))


def test_everybody_is_listed(administrator: PageClient, engine: Engine) -> None:
    page = administrator.get_page(PEOPLE)
    for who in people.GRANTS:
        assert name(who) in page.main
        assert email(who) in page.main
        assert address_of(engine, who) in page.links()


def test_inviting_without_mail_shows_the_link(
    administrator: PageClient, own_client: PageClient, engine: Engine
) -> None:
    answer = send(administrator, PEOPLE, GIVEN)
    assert (answer.status_code, answer.location) == (303, f"{OUTBOX}?tehty=kutsuttu")
    page = administrator.get_page(answer.location)
    links = [link for link in page.links() if "/kutsu/" in link]
    assert [re.sub(r"/kutsu/.*", "", link) for link in links] == [
        f"http://127.0.0.1:8000{prefix}" for prefix in ("", "/sv", "/en")
    ]
    assert "Uusi Ihminen" in own_client.get_page(links[0].removeprefix("http://127.0.0.1:8000")).h1
    assert "uusi@example.fi" in administrator.get_page(PEOPLE).main
    letter = letters(engine)[0]
    assert letter.recipient == "uusi@example.fi"
    assert letter.body.count("Uusi Ihminen") == 3
    assert "Kainuu" in letter.body
    assert "Kajanaland" in letter.body
    assert "&" not in letter.body


def test_inviting_with_mail_shows_no_link(settings: Settings, engine: Engine) -> None:
    app = create_app(
        replace(settings, smtp_url="smtp://127.0.0.1", mail_from="a@example.fi", base_url="https://menetelmat.fi")
    )
    app.testing = True
    app.test_client_class = PageClient
    client = people.client(app, "administrator")
    answer = send(client, PEOPLE, GIVEN)
    assert answer.location == f"{PEOPLE}?tehty=kutsuttu"
    assert "https://menetelmat.fi/sv/kutsu/" in letters(engine)[0].body
    page = client.get_page(OUTBOX)
    assert "uusi@example.fi" in page.main
    assert "/kutsu/" not in page.html
    app.extensions["hyte"].engine.dispose()


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"email": "ei osoite"}, "email"),
        ({"email": email("observer")}, "email"),
        ({"roles": []}, "roles"),
        ({"roles": ["kuningas"]}, "roles"),
        ({"region": ""}, "region"),
        ({"region": "ahvenanmaa"}, "region"),
        ({"roles": ["editor"]}, "region"),
    ],
)
def test_what_cannot_be_invited(
    administrator: PageClient, engine: Engine, changed: dict[str, object], wrong: str
) -> None:
    answer = send(administrator, PEOPLE, GIVEN | changed)
    assert answer.status_code == 422
    page = Page(answer)
    assert page.one("div", class_="error-summary").find(f".//a[@href='#{wrong}']") is not None
    assert page.one("input", name="name").get("value") == (GIVEN | changed)["name"]
    chosen = [box.get("value") for box in page.all("input", name="roles") if box.get("checked") is not None]
    assert chosen == [role.value for role in Role if role.value in (GIVEN | changed)["roles"]]  # type: ignore[operator]
    assert letters(engine) == []


def test_invitations_that_wait(administrator: PageClient, engine: Engine) -> None:
    send(administrator, PEOPLE, GIVEN)
    before = letters(engine)[0].body
    assert send(administrator, "/yllapito/kutsut/1/uudelleen", {}, page=PEOPLE).status_code == 303
    assert len(letters(engine)) == 1
    assert letters(engine)[0].body != before
    with db.session_for(engine) as session:
        number = session.exec(select(Invitation.id)).one()
    answer = send(administrator, f"/yllapito/kutsut/{number}/peru", {}, page=PEOPLE)
    assert answer.location == f"{PEOPLE}?tehty=peruttu"
    assert letters(engine) == []
    assert "uusi@example.fi" not in administrator.get_page(PEOPLE).main
    assert send(administrator, f"/yllapito/kutsut/{number}/peru", {}, page=PEOPLE).status_code == 404


def test_one_person(administrator: PageClient, engine: Engine) -> None:
    address = address_of(engine, "region_editor")
    page = administrator.get_page(address)
    assert page.h1 == name("region_editor")
    assert [box.get("value") for box in page.all("input", name="roles") if box.get("checked") is not None] == [
        "region_editor"
    ]
    assert page.one("option", selected="").get("value") == "kainuu"
    administrator.get_page(f"{PEOPLE}/999", 404)


def test_changing_roles(administrator: PageClient, engine: Engine) -> None:
    address = address_of(engine, "region_editor")
    answer = send(
        administrator, f"{address}/roolit", {"roles": ["region_editor", "reviewer"], "region": "lappi"}, page=address
    )
    assert answer.location == f"{address}?tehty=roolit"
    assert somebody(engine, "region_editor").grants == {Grant(Role.REGION_EDITOR, "lappi"), Grant(Role.REVIEWER)}
    refused = send(administrator, f"{address}/roolit", {"roles": ["region_editor"], "region": ""}, page=address)
    assert refused.status_code == 422
    assert Page(refused).one("select", name="region").get("aria-invalid") == "true"
    assert name("region_editor") in Page(refused).h1


def test_the_last_administrator_cannot_leave(administrator: PageClient, engine: Engine) -> None:
    address = address_of(engine, "administrator")
    for path, data in (("roolit", {"roles": ["editor"]}), ("kaytto", {"active": "0"})):
        answer = send(administrator, f"{address}/{path}", data, page=address)
        assert answer.status_code == 422
        assert Page(answer).one("div", class_="error-summary")
    assert somebody(engine, "administrator").active


def test_out_of_use_and_back(app: Flask, administrator: PageClient, engine: Engine) -> None:
    editor, address = people.client(app, "editor"), address_of(engine, "editor")
    assert send(administrator, f"{address}/kaytto", {"active": "0"}, page=address).status_code == 303
    assert editor.get(OWN).status_code == 303
    page = administrator.get_page(f"{address}?tehty=kaytto")
    assert [form.get("action") for form in page.all("form") if "kaytto" in form.get("action", "")] == [
        f"{address}/kaytto"
    ]
    assert send(administrator, f"{address}/salasana", {}, page=address).status_code == 404
    assert send(administrator, f"{address}/kaytto", {"active": "1"}, page=address).status_code == 303
    assert somebody(engine, "editor").active


def test_a_link_for_a_new_password(administrator: PageClient, own_client: PageClient, engine: Engine) -> None:
    address = address_of(engine, "editor")
    assert send(administrator, f"{address}/salasana", {}, page=address).location == f"{OUTBOX}?tehty=salasana"
    link = next(link for link in administrator.get_page(OUTBOX).links() if "/salasana/" in link)
    own_client.get_page(link.removeprefix("http://127.0.0.1:8000"))


def test_renaming_somebody(administrator: PageClient, engine: Engine) -> None:
    address = address_of(engine, "editor")
    assert send(administrator, f"{address}/nimi", {"name": "Uusi <b>Nimi"}, page=address).status_code == 303
    assert administrator.get_page(f"{address}?tehty=nimi").h1 == "Uusi <b>Nimi"
    refused = send(administrator, f"{address}/nimi", {"name": " "}, page=address)
    assert refused.status_code == 422
    assert Page(refused).one("input", name="name").get("aria-invalid") == "true"


def test_passing_a_link_on(administrator: PageClient, engine: Engine) -> None:
    send(administrator, PEOPLE, GIVEN)
    assert send(administrator, f"{OUTBOX}/1/annettu", {}, page=OUTBOX).location == f"{OUTBOX}?tehty=annettu"
    assert (letters(engine)[0].body, letters(engine)[0].sent_at is not None) == ("", True)
    page = administrator.get_page(OUTBOX)
    assert "/kutsu/" not in page.html
    assert "uusi@example.fi" in page.main
    assert administrator.post(f"{OUTBOX}/1/annettu").status_code == 422


def test_what_was_written_in_a_mail_stays_text(administrator: PageClient, engine: Engine) -> None:
    with db.transaction(engine) as session:
        mail.queue(session, "a@example.fi", "<b>Aihe</b>", '<script>alert(1)</script> http://x.fi/"onclick=x')
        mail.failed(session, 1, "<i>550</i>")
    page = administrator.get_page(OUTBOX)
    assert "<script>alert(1)</script>" in page.main
    assert "<i>550</i>" in page.main


def test_ones_own_account(app: Flask) -> None:
    for who in people.GRANTS:
        page = people.client(app, who).get_page(OWN)
        assert name(who) in page.main
        assert email(who) in page.main
    page = people.client(app, "region_editor").get_page(OWN)
    assert "Kainuu" in page.main
    assert page.one("input", name="old_password").get("autocomplete") == "current-password"
    assert page.one("input", name="new_password").get("autocomplete") == "new-password"


def test_changing_ones_password(app: Flask, engine: Engine) -> None:
    here, there = people.client(app, "editor"), people.client(app, "editor")
    data = {"old_password": PASSWORD, "new_password": "seitsemän vihreää polkupyörää"}
    for wrong, field in (
        (data | {"old_password": "x"}, "old_password"),
        (data | {"new_password": "x"}, "new_password"),
    ):
        refused = send(here, f"{OWN}/salasana", wrong, page=OWN)
        assert refused.status_code == 422
        assert Page(refused).one("input", name=field).get("aria-invalid") == "true"
        assert PASSWORD not in refused.get_data(as_text=True)
    assert send(here, f"{OWN}/salasana", data, page=OWN).location == f"{OWN}?tehty=salasana"
    assert here.get(OWN).status_code == 200
    assert there.get(OWN).status_code == 303


def test_ending_sessions(app: Flask, engine: Engine) -> None:
    here, second, third, fourth = (people.client(app, "editor") for _ in range(4))
    page = here.get_page(OWN)
    assert page.main.count("Firefox, Linux") >= 4
    numbers = [field.get("value") for field in page.all("input", name="which")]
    assert numbers[-2:] == ["others", "all"]
    assert len(numbers) == 5
    with db.session_for(engine) as session:
        second_id = min(
            one.id for one in sessions.own(session, people.actor(session, "editor"), "") if str(one.id) in numbers
        )
    assert send(here, f"{OWN}/istunnot", {"which": second_id}, page=OWN).status_code == 303
    assert [client.get(OWN).status_code for client in (second, third)] == [303, 200]
    assert send(here, f"{OWN}/istunnot", {"which": "others"}, page=OWN).status_code == 303
    assert [client.get(OWN).status_code for client in (third, fourth, here)] == [303, 303, 200]
    assert send(here, f"{OWN}/istunnot", {"which": "all"}, page=OWN).location == "/"
    assert here.get(OWN).status_code == 303


def test_a_visit_is_noted(app: Flask, engine: Engine) -> None:
    client = people.client(app, "editor")
    with db.transaction(engine) as session:
        row = session.exec(select(SignedIn)).one()
        row.seen_at -= timedelta(hours=1)
        session.add(row)
    client.get("/tietoja")
    with db.session_for(engine) as session:
        assert session.exec(select(SignedIn)).one().seen_at > utc_now() - timedelta(minutes=1)


def test_a_database_that_is_busy_is_no_reason_to_show_nothing(app: Flask, engine: Engine) -> None:
    client = people.client(app, "editor")
    with db.transaction(engine) as session:
        row = session.exec(select(SignedIn)).one()
        row.seen_at -= timedelta(hours=1)
        session.add(row)
    with engine.connect() as busy:
        busy.exec_driver_sql("BEGIN IMMEDIATE")
        assert client.get(OWN).status_code == 200
        busy.rollback()


@pytest.mark.parametrize("which", ["", "0", "999", "-1", "x", "1; DROP TABLE person"])
def test_sessions_of_others_are_not_found(app: Flask, which: str) -> None:
    other, client = people.client(app, "observer"), people.client(app, "editor")
    assert send(client, f"{OWN}/istunnot", {"which": which}, page=OWN).status_code == 404
    assert other.get(OWN).status_code == 200


def test_the_masthead_says_who_one_is(app: Flask, client: PageClient) -> None:
    assert "/kirjaudu" in client.get_page("/").links(client.get_page("/").one("header"))
    for who, links in (
        ("region_editor", {"/alueet/kainuu/omat", OWN}),
        ("observer", {OWN}),
        ("administrator", {PEOPLE, OUTBOX, OWN}),
    ):
        page = people.client(app, who).get_page("/tietoja")
        there = {*page.links(page.one("header"))}
        assert links <= there
        assert "/kirjaudu" not in there
        assert (PEOPLE in there) is (who == "administrator")
        assert page.one("form", action="/ulos")


@pytest.mark.parametrize(
    ("says", "called"),
    [
        ("(X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"),
        (f"(Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/127.0.0.0 Safari/537.36 Edg/127.0", "Edge, Windows"),
        (f"(Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/127.0.0.0 Safari/537.36", "Chrome, Windows"),
        (
            f"(iPhone; CPU iPhone OS 17_5 like Mac OS X) {WEBKIT} Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        (f"(Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Version/17.5 Safari/605.1.15", "Safari, macOS"),
        (
            f"(Linux; Android 14) {WEBKIT} SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36",
            "Samsung Internet, Android",
        ),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_browsers(says: str, called: str) -> None:
    assert browsers.name_of(f"Mozilla/5.0 {says}") == called


def test_how_many_queries_does_not_depend_on_how_many_people(
    app: Flask, administrator: PageClient, engine: Engine
) -> None:
    administrator.get(PEOPLE)  # the first visit also notes when the session was seen
    few = counted_queries(app, administrator, PEOPLE)
    with db.transaction(engine) as session:
        for number in range(30):
            person = Person(email=f"{number}@example.fi", name=f"Nimi {number}")
            session.add(person)
            session.flush()
            session.add(RoleGrant(person_id=person.id or 0, role=Role.EDITOR))
            given = InviteInput(email=f"k{number}@example.fi", name="Kutsuttu", grants=frozenset({Grant(Role.EDITOR)}))
            accounts.invite(session, BY, given, utc_now())
    assert counted_queries(app, administrator, PEOPLE) == few <= 6


def counted_queries(app: Flask, client: PageClient, address: str) -> int:
    with counted(app) as statements:
        assert client.get(address).status_code == 200
    return len(statements)
