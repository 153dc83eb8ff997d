"""Indicators: one address each, methods in their order, the least beneficial apart; and the map of evidence."""

import csv
import io

import pytest

from tests.page import Page, PageClient, text
from tests.web import routes

GROUPS = ["vaikuttavimmat", "lupaavat", "ratkaisematta", "vahahyotyisimmat"]


@pytest.mark.parametrize("code", ["O2", "o2"])
@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
def test_a_code_leads_to_the_address_with_the_slug(client: PageClient, code: str, prefix: str) -> None:
    response = client.get(f"{prefix}/indikaattorit/{code}")
    assert (response.status_code, response.location) == (301, f"{prefix}/indikaattorit/lonkkamurtumat")


def listed(page: Page, group: str) -> list[str]:
    section = page.one("section", aria_labelledby=group)
    return [address.split("/")[-1] for address in page.links(section)]


def test_groups_in_their_order_and_the_least_beneficial_apart(whole_client: PageClient) -> None:
    for slug in routes.INDICATORS:
        page = whole_client.get_page(f"/indikaattorit/{slug}")
        there = [section.get("aria-labelledby") for section in page.all("section")]
        groups = [name for name in there if name in GROUPS]
        assert groups == [name for name in GROUPS if name in groups]
        assert there[-1] == "tiedetaan"
        for section in page.all("section", class_="apart"):
            assert section.get("aria-labelledby") == "vahahyotyisimmat"


def test_each_method_with_the_class_it_has_for_this_indicator(client: PageClient) -> None:
    page = client.get_page("/indikaattorit/vammat-ja-myrkytykset")
    assert {group: listed(page, group) for group in ("vaikuttavimmat", "lupaavat", "vahahyotyisimmat")} == {
        "vaikuttavimmat": ["tasapaino"],
        "lupaavat": ["alkoholineuvonta"],
        "vahahyotyisimmat": ["pelottelu"],
    }
    assert page.all("section", aria_labelledby="ratkaisematta") == []


def test_classes_do_not_go_up_down_the_page(whole_client: PageClient) -> None:
    for slug in routes.INDICATORS:
        page = whole_client.get_page(f"/indikaattorit/{slug}")
        letters = [text(chip) for chip in page.all("b", class_="k")]
        assert letters == sorted(letters, key="ABCDEUFG".index)


def test_counts_of_a_recorded_practice_are_told_apart(client: PageClient) -> None:
    """The English words, as message ids are English."""
    page = client.get_page("/en/indikaattorit/alkoholi")
    assert "recording" in text(page.one("section", aria_labelledby="vaikuttavimmat"))
    assert "recording" not in client.get_page("/en/indikaattorit/lonkkamurtumat").main


@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
def test_what_is_known_is_in_the_readers_language(whole_client: PageClient, prefix: str) -> None:
    items = whole_client.get("/api/v1/indicators").get_json()["items"]
    for item in items:
        page = whole_client.get_page(f"{prefix}/indikaattorit/{item['slug']}")
        assert item["code"] in page.main
        headings = [text(heading) for heading in page.one("div", class_="prose").iter("h3")]
        assert len(headings) >= 3
        assert page.links(page.one("section", aria_labelledby="tiedetaan"))


def test_the_link_to_the_list_has_the_same_methods(client: PageClient) -> None:
    page = client.get_page("/indikaattorit/lonkkamurtumat")
    assert "/menetelmat?indikaattori=O2" in page.links()
    assert len(client.get_page("/menetelmat?indikaattori=O2").all("li", class_="hit")) == 2


def test_each_cell_of_the_map_leads_to_its_methods(client: PageClient) -> None:
    page = client.get_page("/nayttokartta")
    cells = {address: words for address, words in page.links().items() if "arvio=" in address}
    assert len(cells) == sum(
        sum(map(bool, row["methods"].values())) for row in client.get("/api/v1/indicators").get_json()["items"]
    )
    for address, words in cells.items():
        assert len(client.get_page(address).all("li", class_="hit")) == int(words.split()[0])


@pytest.mark.parametrize(("prefix", "name"), [("", "fi"), ("/sv", "sv"), ("/en", "en")])
def test_the_map_as_a_table(client: PageClient, prefix: str, name: str) -> None:
    response = client.get(f"{prefix}/nayttokartta.csv")
    assert response.mimetype == "text/csv"
    assert "attachment" in response.headers["Content-Disposition"]
    head, *rows = csv.reader(io.StringIO(response.get_data().decode("utf-8-sig")))
    assert [column.split(" ")[0] for column in head[2:]] == list("ABCDEUFG")
    items = client.get("/api/v1/indicators").get_json()["items"]
    assert rows == [
        [item["code"], item["names"][name], *(str(item["methods"][letter]) for letter in "ABCDEUFG")] for item in items
    ]
