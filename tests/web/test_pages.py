"""Written pages, the glossary and the page about open data."""

import json
from dataclasses import replace

import pytest
from flask import Flask

from registry.domain.rating import MATRIX
from registry.settings import Settings
from registry.web import create_app
from registry.web.views.pages import SLUGS
from tests.page import PageClient, text
from tests.web import routes


@pytest.mark.parametrize("slug", SLUGS)
def test_each_is_written_in_each_language(client: PageClient, slug: str) -> None:
    bodies = [client.get_page(f"{prefix}/{slug}").main for prefix in routes.PREFIXES.values()]
    assert len(set(bodies)) == 3
    assert all(len(body) > 400 for body in bodies)


@pytest.mark.parametrize("prefix", routes.PREFIXES.values())
def test_the_matrix_on_the_page_about_rating_is_the_one_in_force(client: PageClient, prefix: str) -> None:
    rows = [
        [text(cell)[:1] for cell in row.iter("td")][-4:]
        for table in client.get_page(f"{prefix}/arviointi").all("table")
        for row in table.iter("tr")
    ]
    for letters in MATRIX.values():
        assert list(letters) in rows


@pytest.fixture
def named(settings: Settings):
    """An installation that says who runs it."""
    app: Flask = create_app(replace(settings, contact="apua@example.org", controller="Rekisterinpitäjä <Oy>"))
    app.test_client_class = PageClient
    yield app.test_client()
    app.extensions["hyte"].engine.dispose()


@pytest.mark.parametrize("prefix", routes.PREFIXES.values())
def test_contact_and_controller_come_from_the_settings(named: PageClient, prefix: str) -> None:
    pages = " ".join(named.get_page(f"{prefix}/{slug}").main for slug in ("saavutettavuus", "tietosuoja"))
    assert "apua@example.org" in pages
    assert "Rekisterinpitäjä" in pages
    assert "{{" not in pages


@pytest.mark.parametrize(("prefix", "language"), [("", "fi"), ("/sv", "sv"), ("/en", "en")])
def test_the_glossary_is_in_the_order_of_letters(client: PageClient, prefix: str, language: str) -> None:
    page = client.get_page(f"{prefix}/sanasto")
    words = [text(word) for word in page.all("dt")]
    assert len(words) > 20
    order = str.maketrans("åäö", "{|}")
    assert words == sorted(words, key=lambda word: word.lower().translate(order))


def test_every_defined_word_is_in_every_language(client: PageClient) -> None:
    ids = {
        prefix: {row.get("id") for row in client.get_page(f"{prefix}/sanasto").one("dl", class_="wide")}
        for prefix in ("", "/sv", "/en")
    }
    assert ids[""] == ids["/sv"] == ids["/en"]


def test_the_open_data_page_tells_true_addresses(client: PageClient) -> None:
    page = client.get_page("/avoin-data")
    for address in page.links():
        response = client.get(address)
        assert response.status_code == 200
    example = next(text(code) for code in page.all("code") if "?" in text(code))
    assert json.loads(client.get(example).get_data())["total"] >= 0
