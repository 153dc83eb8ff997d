"""Themes: their indicators and their methods, each with its own class."""

import pytest

from registry.domain.vocabulary import Group
from tests import samples
from tests.page import PageClient
from tests.web import routes


@pytest.mark.parametrize("theme", routes.THEMES)
def test_methods_are_those_of_the_theme(client: PageClient, theme: str) -> None:
    page = client.get_page(f"/teemat/{theme}")
    listed = {address.split("/")[-1] for address in page.links() if address.startswith("/menetelmat/")}
    assert listed == {method.id for method in samples.PUBLIC if theme in method.themes}


@pytest.mark.parametrize("theme", routes.THEMES)
def test_indicators_are_those_of_the_theme(client: PageClient, theme: str) -> None:
    items = client.get("/api/v1/indicators").get_json()["items"]
    page = client.get_page(f"/teemat/{theme}")
    listed = {address.split("/")[-1] for address in page.links(page.one("section", aria_labelledby="indikaattorit"))}
    assert listed == {item["slug"] for item in items if item["theme"] == theme}


def test_least_beneficial_come_last_and_apart(client: PageClient) -> None:
    page = client.get_page("/teemat/aikuisten-arjen-terveys")
    sections = [section.get("aria-labelledby") for section in page.all("section")]
    groups = [section for section in sections if section in list(Group)]
    assert groups[-1] == "least_beneficial"
    assert len(groups) > 1
    assert page.one("section", class_="apart").get("aria-labelledby") == "least_beneficial"


def test_the_number_leads_to_the_same_methods(client: PageClient) -> None:
    page = client.get_page("/teemat/paihteet-ja-vammat")
    (address,) = [address for address in page.links() if "/menetelmat?teema=" in address]
    assert len(client.get_page(address).all("li", class_="hit")) == 2
