"""All addresses: none unlisted, each open to whom it should be, every page a good page in every language."""

import pytest
from flask import Flask

from tests.page import PageClient
from tests.web import routes
from tests.web.routes import Route

READS = {"GET", "HEAD", "OPTIONS"}


def test_every_route_is_in_the_list(app: Flask) -> None:
    assert sorted(rule.rule for rule in app.url_map.iter_rules()) == sorted(route.rule for route in routes.ALL)


def test_everything_is_only_read(app: Flask) -> None:
    assert all(rule.methods <= READS for rule in app.url_map.iter_rules())


def test_every_example_belongs_to_its_route(app: Flask) -> None:
    addresses = app.url_map.bind("localhost")
    for route in routes.ALL:
        for example in route.examples:
            rule, _ = addresses.match(example.split("?")[0], return_rule=True)
            assert rule.rule == route.rule


@pytest.mark.parametrize("prefix", routes.PREFIXES.values(), ids=list(routes.PREFIXES))
@pytest.mark.parametrize("route", routes.PAGES, ids=lambda route: route.rule)
def test_pages(client: PageClient, route: Route, prefix: str) -> None:
    assert "nobody" in route.who
    for example in route.examples:
        page = client.get_page(prefix + example)
        assert page.main


@pytest.mark.parametrize("prefix", routes.PREFIXES.values(), ids=list(routes.PREFIXES))
@pytest.mark.parametrize("route", routes.OTHERS, ids=lambda route: route.rule)
def test_others(client: PageClient, route: Route, prefix: str) -> None:
    assert "nobody" in route.who
    for example in route.examples:
        response = client.get(prefix + example)
        assert response.status_code == 200
        assert response.mimetype == route.kind
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "Content-Security-Policy" in response.headers
        assert "Set-Cookie" not in response.headers
        response.close()


@pytest.mark.parametrize("prefix", routes.PREFIXES.values(), ids=list(routes.PREFIXES))
@pytest.mark.parametrize(
    "address",
    [
        "/ei-ole", "/menetelmat/ei-ole", "/menetelmat/luonnos", "/menetelmat/%00", "/indikaattorit/x1", "/teemat/ei-ole",
        "/alueet/ahvenanmaa", "/menetelmat/", "/menetelmat/tasapaino/", "/%ff%fe", "/menetelmat/" + "x" * 2000,
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_good_page_too(client: PageClient, address: str, prefix: str) -> None:
    page = client.get_page(prefix + address, 404)
    assert page.one("meta", name="robots").get("content") == "noindex"
    assert page.one("form", role="search").get("action") == f"{prefix}/menetelmat"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_sent(client: PageClient, method: str) -> None:
    assert client.open("/menetelmat", method=method).status_code == 405
    response = client.open("/api/v1/methods", method=method)
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")


def test_every_link_of_the_service_leads_somewhere(client: PageClient) -> None:
    """From the front page over all that it links to, and what those link to, without the endless lists of narrowed results."""
    seen, ahead = set(), {"/"}
    while ahead:
        address = ahead.pop()
        seen.add(address)
        response = client.get(address)
        assert response.status_code in {200, 301}, address
        if response.mimetype != "text/html" or response.status_code == 301:
            response.close()
            continue
        page = client.get_page(address)
        links = {link.get("href", "").split("#")[0] for link in page.all("a")}
        ahead |= {
            link for link in links if link.startswith("/") and "?" not in link and not link.startswith(("/sv", "/en"))
        } - seen
    assert {f"/menetelmat/{method}" for method in routes.METHODS} <= seen
    assert {f"/indikaattorit/{slug}" for slug in routes.INDICATORS} <= seen
    assert {f"/teemat/{theme}" for theme in routes.THEMES} <= seen


def test_broken_database_is_a_page_that_says_so(app: Flask, own_client: PageClient) -> None:
    app.testing = False
    with app.extensions["hyte"].engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE catalogue_version")
    page = own_client.get_page("/sv/", 500)
    assert "catalogue_version" not in page.html
    response = own_client.get("/api/v1/methods")
    assert (response.status_code, response.mimetype) == (500, "application/problem+json")
    assert "catalogue_version" not in response.get_data(as_text=True)
