"""Regions: a tile map beside a table that says the same, and what public sources say of each."""

import pytest

from tests.page import PageClient, text


def test_tiles_and_table_say_the_same(client: PageClient) -> None:
    page = client.get_page("/alueet")
    tiles = {tile.find("a").get("href"): text(tile.find("a")) for tile in page.one("ol", class_="tiles")}
    rows = {link.get("href"): text(link) for link in page.one("table").iter("a")}
    assert len(tiles) == len(rows) == 22
    assert set(tiles) == set(rows)
    assert all(rows[address] in tiles[address] for address in rows)


@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
def test_every_region_has_its_page(whole_client: PageClient, prefix: str) -> None:
    for item in whole_client.get("/api/v1/regions").get_json()["items"]:
        page = whole_client.get_page(f"{prefix}/alueet/{item['slug']}")
        language = prefix.strip("/") or "fi"
        assert item["names"][language] in page.main


def test_public_mentions_with_their_source_and_class(client: PageClient) -> None:
    page = client.get_page("/alueet/kainuu")
    (hit,) = page.all("li", class_="hit")
    links = page.links(hit)
    assert {"/menetelmat/tasapaino", "https://example.org/kainuu"} == set(links)
    assert text(next(hit.iter("b"))) == "A"


def test_nothing_known_is_not_said_to_be_nothing_used(client: PageClient) -> None:
    page = client.get_page("/en/alueet/lappi")
    assert page.all("li", class_="hit") == []
    assert "does not mean" in page.main
