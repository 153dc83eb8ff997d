"""Signing in through an OpenID provider: a real one that runs beside the tests, over the network."""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from authlib.deprecate import AuthlibDeprecationWarning
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from registry import db
from registry.domain import accounts, people
from registry.domain.accounts_input import InviteInput
from registry.domain.models import Person
from registry.domain.models.base import utc_now
from registry.domain.permissions import Grant, Role, system
from registry.settings import Provider, Settings
from registry.web import create_app
from tests.page import Page, PageClient
from tests.people import email, person_id

with warnings.catch_warnings():  # the provider is written with parts of Authlib that will once go
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    import oidc_provider_mock

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")  # in the provider, too
CANCELLED = "cancelled"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of the provider."""
    with oidc_provider_mock.run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def provider(issuer: str) -> Provider:
    """The provider as the settings of the service name it."""
    return Provider("entra", "Kunnan tunnus", issuer, "hyte", "salaisuus")


def app_with(settings: Settings, provider: Provider) -> Flask:
    app = create_app(replace(settings, providers=(provider,)))
    app.testing = True
    app.test_client_class = PageClient
    return app


@pytest.fixture
def app(settings: Settings, provider: Provider) -> Iterator[Flask]:
    app = app_with(settings, provider)
    yield app
    app.extensions["hyte"].engine.dispose()


def is_at(issuer: str, sub: str, **claims: Any) -> None:
    """Tell the provider what it knows of somebody."""
    requests.put(f"{issuer}/users/{sub}", json=claims, timeout=5).raise_for_status()


def go_through(client: PageClient, sub: str, address: str = "/kirjaudu/oidc/entra") -> Any:
    """Start here, let the person say yes (or no) at the provider, come back; the last answer of ours."""
    away = client.get(address)
    assert away.status_code == 302, away.get_data(as_text=True)
    data = {"action": "deny"} if sub == CANCELLED else {"sub": sub}
    allowed = requests.post(away.location, data=data, allow_redirects=False, timeout=5)
    assert allowed.status_code == 302, allowed.text
    answer = client.get(come_back(allowed.headers["Location"]))
    while answer.status_code == 303 and "paluu" in answer.location:
        answer = client.get(answer.location)
    return answer


def come_back(location: str) -> str:
    parts = urlsplit(location)
    assert parts.netloc == "localhost"
    return f"{parts.path}?{parts.query}"


def test_a_person_is_known_by_the_verified_address(app: Flask, own_client: PageClient, issuer: str) -> None:
    is_at(issuer, "1", email=email("region_editor").upper(), email_verified=True)
    answer = go_through(own_client, "1")
    assert (answer.status_code, answer.location) == (303, "/alueet/kainuu/omat")
    assert email("region_editor") in own_client.get_page("/oma-tili").main


def test_on_to_where_the_person_wanted(own_client: PageClient, issuer: str) -> None:
    is_at(issuer, "1", email=email("editor"), email_verified=True)
    link = "/kirjaudu/oidc/entra?" + urlencode({"next": "/havainnot"}, safe="/")
    assert link in own_client.get_page("/kirjaudu?next=/havainnot").links()
    assert go_through(own_client, "1", link).location == "/havainnot"


def test_the_request_has_pkce_nonce_and_state(own_client: PageClient) -> None:
    asked = parse_qs(urlsplit(own_client.get("/kirjaudu/oidc/entra").location).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) >= 43
    assert asked["nonce"][0]
    assert asked["state"][0]
    assert asked["redirect_uri"] == ["http://localhost/kirjaudu/oidc/entra/paluu"]
    assert asked["response_type"] == ["code"]


def test_every_language_comes_back_to_one_address_and_stays(own_client: PageClient, issuer: str) -> None:
    is_at(issuer, "1", email=email("editor"), email_verified=True)
    assert go_through(own_client, "1", "/sv/kirjaudu/oidc/entra").location == "/sv/"
    is_at(issuer, "2", email="outo@example.fi", email_verified=True)
    refused = Page(go_through(own_client, "2", "/en/kirjaudu/oidc/entra"))
    assert refused.one("html").get("lang") == "en"


def test_an_open_invitation_is_accepted_without_a_password(own_client: PageClient, issuer: str, engine: Engine) -> None:
    with db.transaction(engine) as session:
        given = InviteInput(
            email="uusi@example.fi", name="Uusi", grants=frozenset({Grant(Role.REGION_EDITOR, "lappi")})
        )
        accounts.invite(session, system("tests"), given, utc_now())
    is_at(issuer, "1", email="uusi@example.fi", email_verified=True)
    assert go_through(own_client, "1").location == "/alueet/lappi/omat"
    with db.session_for(engine) as session:
        person = session.exec(select(Person).where(Person.email == "uusi@example.fi")).one()
        assert (person.name, person.password_hash, person.active) == ("Uusi", None, True)
        assert accounts.invitation_for(session, "uusi@example.fi", utc_now()) is None
    assert go_through(own_client, "1").location == "/alueet/lappi/omat"


def refused(client: PageClient, sub: str, status: int) -> Page:
    """The page that says why; and nobody has signed in."""
    answer = go_through(client, sub)
    assert answer.status_code == status
    page = Page(answer)
    assert page.h1 in page.title
    assert client.get("/oma-tili").status_code == 303
    return page


@pytest.mark.parametrize("claims", [{}, {"email_verified": False}, {"email_verified": None}, {"email_verified": "no"}])
def test_an_address_that_is_not_verified_is_not_taken(
    own_client: PageClient, issuer: str, claims: dict[str, Any]
) -> None:
    is_at(issuer, "1", email=email("administrator"), **claims)
    refused(own_client, "1", 403)


def test_without_an_address_nobody_is_known(own_client: PageClient, issuer: str) -> None:
    is_at(issuer, "1", name="Nimetön", email_verified=True)
    refused(own_client, "1", 403)


def test_who_was_not_invited_is_told_so(own_client: PageClient, issuer: str, session: Session) -> None:
    before = len(session.exec(select(Person.id)).all())
    is_at(issuer, "1", email="outo@example.fi", email_verified=True)
    assert "outo@example.fi" in refused(own_client, "1", 403).main
    assert len(session.exec(select(Person.id)).all()) == before


def test_who_is_out_of_use_stays_out(own_client: PageClient, issuer: str, engine: Engine) -> None:
    with db.transaction(engine) as session:
        people.set_active(session, system("tests"), person_id(session, "editor"), False)
    is_at(issuer, "1", email=email("editor"), email_verified=True)
    refused(own_client, "1", 403)


def test_an_old_invitation_lets_nobody_in(own_client: PageClient, issuer: str, engine: Engine) -> None:
    with db.transaction(engine) as session:
        given = InviteInput(email="uusi@example.fi", name="Uusi", grants=frozenset({Grant(Role.EDITOR)}))
        accounts.invite(session, system("tests"), given, utc_now() - accounts.INVITATION_HOLDS)
    is_at(issuer, "1", email="uusi@example.fi", email_verified=True)
    refused(own_client, "1", 403)


@pytest.mark.parametrize(
    ("address", "verified", "trusts", "lets_in"),
    [
        ("editor@example.fi", True, False, True),
        ("editor@example.fi", None, True, True),
        ("editor@example.fi", None, False, False),
        ("editor@toinen.fi", True, False, False),
        ("editor@toinen.fi", True, True, False),
        ("editor@example.fi.toinen.fi", True, True, False),
        ("example.fi", True, True, False),
    ],
)
def test_domains_and_trust(
    settings: Settings, provider: Provider, address: str, verified: bool | None, trusts: bool, lets_in: bool
) -> None:
    app = app_with(settings, replace(provider, domains=("example.fi",), trusts_email=trusts))
    client = app.test_client()
    is_at(provider.issuer, "1", email=address, **({} if verified is None else {"email_verified": verified}))
    if lets_in:
        assert go_through(client, "1").status_code == 303  # type: ignore[arg-type]
    else:
        refused(client, "1", 403)  # type: ignore[arg-type]
    app.extensions["hyte"].engine.dispose()


def test_cancelled_at_the_provider(own_client: PageClient) -> None:
    refused(own_client, CANCELLED, 400)


def test_an_answer_to_another_browser_is_not_taken(app: Flask, own_client: PageClient, issuer: str) -> None:
    is_at(issuer, "1", email=email("administrator"), email_verified=True)
    away = own_client.get("/kirjaudu/oidc/entra").location
    allowed = requests.post(away, data={"sub": "1"}, allow_redirects=False, timeout=5).headers["Location"]
    other = app.test_client()
    assert isinstance(other, PageClient)
    other.get_page(come_back(allowed), 400)
    assert other.get("/oma-tili").status_code == 303
    own_client.get_page(come_back(allowed).replace("state=", "state=x"), 400)
    assert own_client.get("/oma-tili").status_code == 303


def test_an_answer_works_once(own_client: PageClient, issuer: str) -> None:
    is_at(issuer, "1", email=email("editor"), email_verified=True)
    away = own_client.get("/kirjaudu/oidc/entra").location
    allowed = requests.post(away, data={"sub": "1"}, allow_redirects=False, timeout=5).headers["Location"]
    assert own_client.get(come_back(allowed)).status_code == 303
    own_client.get_page(come_back(allowed), 400)


@pytest.mark.parametrize("answer", ["?error=server_error", "?code=tekaistu&state=tekaistu", "", "?error=access_denied"])
def test_whatever_comes_back_is_a_good_page(own_client: PageClient, answer: str) -> None:
    response = own_client.get(f"/kirjaudu/oidc/entra/paluu{answer}")
    assert response.status_code in {400, 502}
    own_client.get_page(f"/kirjaudu/oidc/entra/paluu{answer}", response.status_code)


def test_a_code_that_the_provider_did_not_give(own_client: PageClient) -> None:
    state = parse_qs(urlsplit(own_client.get("/kirjaudu/oidc/entra").location).query)["state"][0]
    own_client.get_page(f"/kirjaudu/oidc/entra/paluu?code=tekaistu&state={state}", 502)


def test_a_provider_that_does_not_answer(settings: Settings, provider: Provider) -> None:
    app = app_with(settings, replace(provider, issuer="http://127.0.0.1:9"))
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.get_page("/kirjaudu/oidc/entra", 502)
    app.extensions["hyte"].engine.dispose()


def test_a_provider_that_calls_itself_something_else(settings: Settings, provider: Provider, issuer: str) -> None:
    app = app_with(settings, replace(provider, issuer=issuer.replace("localhost", "127.0.0.1")))
    # the mock names itself as it is asked, so its name is changed here after it was read
    client = app.test_client()
    assert isinstance(client, PageClient)
    is_at(issuer, "1", email=email("administrator"), email_verified=True)
    with app.app_context():
        entra = app.extensions["oidc"].create_client("entra")
        entra.load_server_metadata()["issuer"] = "https://muu.example"
    refused(client, "1", 502)
    app.extensions["hyte"].engine.dispose()


def test_pages_without_providers_offer_none(client: PageClient) -> None:
    assert not [link for link in client.get_page("/kirjaudu").links() if "oidc" in link]
