"""The search of everything as pages, API and command: each person sees hits and counts of what they may see, and no trace of the rest."""

from collections.abc import Iterator

import pytest
from flask import Flask

from registry import db
from registry.domain import dates
from registry.search.kinds import KINDS
from registry.web import create_app
from registry.web.found_page import COUNTED, ENDPOINTS, PLURAL, SINGULAR
from tests import people, proposals, world
from tests.page import Page, PageClient
from tests.search.found_things import MAY_FIND, PUBLIC, fill
from tests.web.test_query_count import counted
from tests.world import World


@pytest.fixture(scope="module")
def found_app(small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app with things of every kind, and with more proposals than a page holds."""
    made = small_world.copy(tmp_path_factory.mktemp("found") / "data")
    engine = db.make_engine(made.settings.database_url)
    with db.transaction(engine) as session:
        fill(session)
        for number in range(22):
            proposals.sent(
                session,
                public=True,
                title=f"Kuutamoretki {number}",
                text="Sitä toivotaan " + "kovasti ja pitkään " * 40,
            )
    world.service(made.settings).indexer(engine).drain(engine)
    engine.dispose()
    app = create_app(made.settings)
    app.testing = True
    app.test_client_class = PageClient
    yield app
    app.extensions["hyte"].engine.dispose()


@pytest.fixture(scope="module")
def clients(found_app: Flask) -> dict[str, PageClient]:
    return {who: people.client(found_app, who) for who in people.EVERYONE}


def hits(page: Page) -> list[str]:
    return [hit.get("id", "") for hit in page.all("li") if "other" in hit.get("class", "").split()]


@pytest.mark.parametrize("who", people.EVERYONE)
def test_everybody_sees_hits_and_counts_of_what_they_may_see(clients: dict[str, PageClient], who: str) -> None:
    for word, may in MAY_FIND.items():
        page = clients[who].get_page(f"/en/haku?q={word}")
        listed = clients[who].get_page(f"/en/menetelmat?q={word}")
        links = [
            link.get("href", "")
            for link in listed.all("a")
            if "/haku?" in link.get("href", "") and "laji=" in link.get("href", "")
        ]
        assert (len(hits(page)), len(set(links))) == (who in may, who in may), (word, who)
        if links:
            assert clients[who].get_page(links[0].replace("&amp;", "&")).all("li", id=hits(page)[0])
        if who not in may:
            assert "laji=" not in page.html


@pytest.mark.parametrize("who", people.EVERYONE)
def test_the_api_gives_everybody_what_a_visitor_may_see(clients: dict[str, PageClient], who: str) -> None:
    for word in MAY_FIND:
        body = clients[who].get(f"/api/v1/search?q={word}").get_json()
        assert (body["total"], len(body["items"]), sum(body["counts"].values())) == ((word in PUBLIC),) * 3, word
        assert not clients[who].get(f"/api/v1/suggest?q={word[:5]}").get_json()["items"]


def test_every_hit_leads_to_its_page(clients: dict[str, PageClient]) -> None:
    for who in ("editor", "observer", "region_editor", "nobody"):
        for word, may in MAY_FIND.items():
            if who in may:
                page = clients[who].get_page(f"/en/haku?q={word}")
                (hit,) = [one for one in page.all("li") if one.get("id") == hits(page)[0]]
                link = next(one for one in hit.iter() if one.get("href"))
                assert clients[who].get(link.get("href", "")).status_code == 200, (who, word, link.get("href"))


def test_all_kinds_have_words_and_pages() -> None:
    assert set(KINDS) == set(PLURAL) == set(SINGULAR) == set(COUNTED) == set(ENDPOINTS)


def test_methods_come_first_and_one_kind_is_paged(clients: dict[str, PageClient]) -> None:
    page = clients["nobody"].get_page("/en/haku?q=tasapaino")
    assert page.all("h2", id="menetelmat")
    assert page.all("h2", id="laji-webinar")
    assert [len(hits(clients["nobody"].get_page(f"/en/haku?q=kuutamoretki{rest}"))) for rest in ("", *PAGES)] == [
        5,
        20,
        2,
        0,
    ]
    first = clients["nobody"].get_page("/en/haku?q=kuutamoretki&laji=proposal")
    assert [link.get("href") for link in first.all("a", rel="next")] == ["/en/haku?q=kuutamoretki&laji=proposal&sivu=2"]
    excerpts = [len("".join(hit.itertext())) for hit in first.all("li") if "other" in hit.get("class", "")]
    assert max(excerpts) < 500


PAGES = ("&laji=proposal", "&laji=proposal&sivu=2", "&laji=proposal&sivu=3")


def test_without_words_there_is_the_form_and_nothing_else(clients: dict[str, PageClient]) -> None:
    page = clients["editor"].get_page("/en/haku?laji=proposal")
    assert not hits(page)
    assert page.one("form", role="search").get("action") == "/en/haku"
    assert "laji=" not in clients["editor"].get_page("/en/menetelmat").html
    assert clients["nobody"].get("/api/v1/search?kind=webinar").get_json()["total"] == 0


def test_a_typing_error_is_told_and_can_be_searched_as_it_is(clients: dict[str, PageClient]) -> None:
    page = clients["nobody"].get_page("/en/haku?q=jhouipeili")
    assert len(hits(page)) == 1
    (href,) = [link.get("href", "") for link in page.all("a") if "tasmalleen" in link.get("href", "")]
    assert not hits(clients["nobody"].get_page(href))
    assert clients["nobody"].get("/api/v1/search?q=jhouipeili").get_json()["suggestion"] == "jouhipeili"


def test_what_somebody_sees_is_kept_by_no_cache(clients: dict[str, PageClient]) -> None:
    assert clients["editor"].get("/haku?q=kvassitorni").headers["Cache-Control"] == "no-store"


def test_the_api_takes_kinds_and_pages(clients: dict[str, PageClient]) -> None:
    get = clients["nobody"].get
    body = get("/api/v1/search?q=kuutamoretki&kind=proposal&per_page=8&page=3").get_json()
    assert (body["total"], body["pages"], len(body["items"]), body["counts"]["proposal"]) == (22, 3, 6, 22)
    item = body["items"][0]
    assert item["url"].startswith("http://localhost/kehitysehdotukset/")
    assert item["day"] == dates.today().isoformat()
    mixed = get("/api/v1/search?q=tasapainoharjoittelu").get_json()
    assert mixed["items"][0]["kind"] == "method"
    assert {"method", "webinar"} <= set(mixed["counts"])
    for wrong in ("kind=support", "kind=x", "page=0", "per_page=1000", "lang=de"):
        assert get(f"/api/v1/search?q=x&{wrong}").status_code == 400


def test_how_often_the_database_is_asked_does_not_grow_with_the_hits(
    found_app: Flask, clients: dict[str, PageClient]
) -> None:
    for address in ("/en/haku?q={}", "/en/menetelmat?q={}", "/en/haku?q={}&laji=proposal"):
        one, many = (
            _statements(found_app, clients["editor"], address.format(word)) for word in ("hilpakerros", "kuutamoretki")
        )
        assert one == many <= 20


def _statements(app: Flask, client: PageClient, address: str) -> int:
    client.get(address)  # the first visit fills the copies in memory
    with counted(app) as statements:
        client.get_page(address)
    return len(statements)
