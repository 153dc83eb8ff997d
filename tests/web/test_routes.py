"""All addresses: none unlisted, each open to whom it should be, every page a good page in every language."""

from collections.abc import Iterator
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlmodel import SQLModel
from werkzeug.test import TestResponse

from registry import db
from registry.web import create_app
from tests import experiences, panels, people, proposals, supports, surveys, webinar_samples
from tests.page import Page, PageClient
from tests.web import routes
from tests.web.routes import Route
from tests.world import World

READS = {"GET", "HEAD", "OPTIONS"}
SENT = [route for route in routes.ALL if route.post]
ELSEWHERE = (
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost.evil.example"},
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
)  # fmt: skip


@pytest.fixture(scope="module")
def walked(small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app to walk through as everyone; nothing in it may change."""
    world = small_world.copy(tmp_path_factory.mktemp("walked") / "data")
    engine = db.make_engine(world.settings.database_url)
    with db.transaction(engine) as session:
        panels.for_walk(session)
        for feature in (proposals, experiences, supports, webinar_samples, surveys):
            feature.for_walk(session)
    engine.dispose()
    app = create_app(world.settings)
    app.testing = True
    app.test_client_class = PageClient
    yield app
    app.extensions["hyte"].engine.dispose()


@pytest.fixture(scope="module")
def clients(walked: Flask) -> dict[str, PageClient]:
    """A client for everyone, by who they are."""
    return {who: people.client(walked, who) for who in people.EVERYONE}


@pytest.fixture(scope="module")
def before(walked: Flask, clients: dict[str, PageClient]) -> dict[str, list[tuple[object, ...]]]:
    """All that was there when everyone had signed in."""
    assert clients
    return everything_in(walked)


def test_every_route_is_in_the_list(app: Flask) -> None:
    assert sorted({rule.rule for rule in app.url_map.iter_rules()}) == sorted(route.rule for route in routes.ALL)


def test_what_can_be_sent_is_in_the_list(app: Flask) -> None:
    methods: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        methods.setdefault(rule.rule, set()).update(rule.methods or ())
    for route in routes.ALL:
        expected = (READS if route.get else {"OPTIONS"}) | ({"POST"} if route.post else set())
        expected |= {"PUT"} if route.put else set()
        assert methods[route.rule] == expected, route.rule


def test_every_example_belongs_to_its_route(app: Flask) -> None:
    addresses = app.url_map.bind("localhost")
    for route in routes.ALL:
        for example in route.examples:
            rule, _ = addresses.match(example.split("?")[0], "GET" if route.get else "POST", return_rule=True)
            assert rule.rule == route.rule


@pytest.mark.parametrize("prefix", routes.PREFIXES.values(), ids=list(routes.PREFIXES))
@pytest.mark.parametrize("route", routes.PAGES, ids=lambda route: route.rule)
def test_pages(client: PageClient, route: Route, prefix: str) -> None:
    assert "nobody" in route.who
    for example in route.examples:
        page = client.get_page(prefix + example)
        assert page.main


@pytest.mark.parametrize("prefix", routes.PREFIXES.values(), ids=list(routes.PREFIXES))
@pytest.mark.parametrize("route", routes.TOLD, ids=lambda route: route.rule)
def test_pages_of_what_was_told(clients: dict[str, PageClient], route: Route, prefix: str) -> None:
    for example in route.examples:
        assert clients["nobody"].get_page(prefix + example, route.status).main


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
def test_nothing_can_be_sent_to_what_is_only_read(client: PageClient, method: str) -> None:
    assert client.open("/menetelmat", method=method).status_code == 405
    response = client.open("/api/v1/methods", method=method)
    assert (response.status_code, response.mimetype) == (405, "application/problem+json")


@pytest.mark.parametrize("prefix", routes.PREFIXES.values(), ids=list(routes.PREFIXES))
@pytest.mark.parametrize("route", [*routes.DOORS, *routes.DESKS], ids=lambda route: route.rule)
def test_pages_of_people(clients: dict[str, PageClient], route: Route, prefix: str) -> None:
    for who in [who for who in people.EVERYONE if who in route.who and route.get][:2]:
        for example in route.examples:
            page = clients[who].get_page(prefix + example, route.status)
            assert page.one("meta", name="robots").get("content") == "noindex"
            assert page.response.headers["Cache-Control"] == "no-store" or who == "nobody"


@pytest.mark.parametrize("route", [route for route in routes.ALL if route.get], ids=lambda route: route.rule)
def test_who_may_see(clients: dict[str, PageClient], route: Route) -> None:
    example = route.examples[0]
    for who in people.EVERYONE:
        response = clients[who].get(example)
        if who in route.who:
            assert response.status_code == route.status, who
        elif route.rule == "/kirjaudu":
            assert response.status_code == 303  # who has signed in is led on
        else:
            assert_refused(response, who, example)
        response.close()


@pytest.mark.parametrize("route", SENT, ids=lambda route: route.rule)
def test_who_may_send_and_nothing_without_the_token(
    walked: Flask, clients: dict[str, PageClient], before: dict[str, list[tuple[object, ...]]], route: Route
) -> None:
    for who in people.EVERYONE:
        # who may not is refused before any token is looked at: one that is missing and one that is made up tell as much as four
        for token in (None, "", "tekaistu", "##0123456789abcdef") if who in route.senders else (None, "tekaistu"):
            fields = {} if token is None else {"csrf_token": token}
            response = clients[who].post(route.examples[0], data=fields)
            if who in route.senders:
                assert response.status_code == (422 if route.status == 200 else route.status), who
            else:
                assert_refused(response, who, route.examples[0], sent=True)
    assert everything_in(walked) == before


@pytest.mark.parametrize("route", [route for route in routes.ALL if route.put], ids=lambda route: route.rule)
def test_who_may_put_and_nothing_without_the_token(
    walked: Flask, clients: dict[str, PageClient], before: dict[str, list[tuple[object, ...]]], route: Route
) -> None:
    made_up = ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "##0123456789abcdef"}, {"Origin": "https://evil.example"})
    for who, headers in product(people.EVERYONE, made_up):
        response = clients[who].put(route.examples[0], json={"version": 0}, headers=headers)
        assert response.mimetype == "application/problem+json"
        assert response.status_code == (403 if who != "nobody" or "Origin" in headers else 401)
    assert everything_in(walked) == before


@pytest.mark.parametrize("route", SENT, ids=lambda route: route.rule)
def test_other_sites_can_send_nothing(clients: dict[str, PageClient], route: Route) -> None:
    """Everyone who may send is tried with every kind of foreign site, and everyone else with one of them."""
    for number, who in enumerate(people.EVERYONE):
        tried = ELSEWHERE if who in route.senders else (ELSEWHERE[number % len(ELSEWHERE)],)
        for headers in tried:
            response = clients[who].post(route.examples[0], headers=headers)
            assert response.status_code == 403, (who, headers)
            assert "Set-Cookie" not in response.headers or who != "nobody"


def assert_refused(response: TestResponse, who: str, address: str, sent: bool = False) -> None:
    """A visitor is led to the form for signing in; who has signed in is told which roles may."""
    if address.startswith("/api/"):
        assert (response.status_code, response.mimetype) == (
            401 if who == "nobody" else 403,
            "application/problem+json",
        )
    elif who != "nobody":
        assert response.status_code == 403
        assert Page(response).all("li")
    elif sent:
        assert response.status_code == 401
        assert len(Page(response).all("input", name="password")) == 1
    else:
        assert response.status_code == 303
        assert response.location.startswith("/kirjaudu?")
        assert parse_qs(urlsplit(response.location).query) == {"next": [address]}


def everything_in(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for when sessions were last seen."""
    with app.extensions["hyte"].engine.connect() as connection:
        tables = [table for table in SQLModel.metadata.sorted_tables if table.name != "signed_in"]
        found = {table.name: [tuple(row) for row in connection.execute(table.select())] for table in tables}
        found["signed_in"] = [(row,) for row in connection.exec_driver_sql("SELECT id FROM signed_in").scalars()]
    return found


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
