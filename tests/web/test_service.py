"""For machines: health, robots and the map of the site."""

from xml.etree import ElementTree

import pytest
from flask import Flask

from registry import db
from registry.settings import Settings
from registry.web import create_app
from tests import samples
from tests.page import PageClient
from tests.web import routes

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_well(client: PageClient) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert str(len(samples.PUBLIC) + 13) in response.get_data(as_text=True)


@pytest.mark.parametrize("migrated", [True, False], ids=["no index", "no tables"])
def test_not_well(tmp_path, migrated: bool) -> None:
    settings = Settings(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'hyte.sqlite'}")
    app = create_app(settings)
    if migrated:
        db.migrate(app.extensions["hyte"].engine)
    response = app.test_client().get("/healthz")
    assert (response.status_code, response.mimetype) == (503, "text/plain")
    app.extensions["hyte"].engine.dispose()


def test_health_says_nothing_of_the_inside(app: Flask, own_client: PageClient) -> None:
    with app.extensions["hyte"].engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE catalogue_version")
    assert "catalogue_version" not in own_client.get("/healthz").get_data(as_text=True)


def test_robots(client: PageClient) -> None:
    lines = client.get("/robots.txt").get_data(as_text=True).splitlines()
    assert "User-agent: *" in lines
    assert "Disallow: /*?" in lines
    assert "Sitemap: http://localhost/sitemap.xml" in lines


def test_sitemap_has_every_page_once(client: PageClient) -> None:
    tree = ElementTree.fromstring(client.get("/sitemap.xml").get_data())
    assert tree.tag == f"{SITEMAP}urlset"
    addresses = [location.text or "" for location in tree.iter(f"{SITEMAP}loc")]
    assert len(addresses) == len(set(addresses))
    of_a_method = ("/versiot", "/paatokset/")  # past states and decisions are reached from their method
    plain = {example for route in routes.PAGES for example in route.examples if "?" not in example}
    plain = {example for example in plain if not any(part in example for part in of_a_method)}
    assert {f"http://localhost{address}" for address in plain} <= set(addresses)
    assert sum("/menetelmat/" in address for address in addresses) == len(samples.PUBLIC)
    for url in tree:
        assert {link.get("hreflang") for link in url if link.tag.endswith("link")} == {"fi", "sv", "en"}


def test_sitemap_addresses_all_answer(whole_client: PageClient) -> None:
    tree = ElementTree.fromstring(whole_client.get("/sitemap.xml").get_data())
    addresses = [(location.text or "").removeprefix("http://localhost") for location in tree.iter(f"{SITEMAP}loc")]
    assert sum("/menetelmat/" in address for address in addresses) == 104
    for address in addresses[::3]:
        assert whole_client.head(address).status_code == 200, address
