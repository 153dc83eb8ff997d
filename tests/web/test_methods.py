"""The list of methods as a page: addresses in Finnish, every state of it a link."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlmodel import select

from registry import db
from registry.domain import searches
from registry.domain.models import EmptySearch
from registry.domain.statuses import Status
from tests import people, samples, told
from tests.page import Page, PageClient, text


def hits(page: Page) -> list[str]:
    addresses = [heading.find("a").get("href") for item in page.all("li", class_="hit") for heading in item.iter("h3")]
    return [address.split("/")[-1] for address in addresses]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("indikaattori=O2", {"tasapaino", "kotikaynti"}),
        ("indikaattori=o2", {"tasapaino", "kotikaynti"}),
        ("indikaattori=O2&indikaattori=P8", {"tasapaino", "kotikaynti", "terveystarkastus"}),
        ("indikaattori=O2&arvio=A&yhteys=suora", set()),
        ("indikaattori=O2&arvio=a&yhteys=valillinen", {"tasapaino"}),
        ("ryhma=vaikuttavimmat", {"tasapaino", "terveystarkastus"}),
        ("ryhma=vahahyotyisimmat", {"kotikaynti", "pelottelu"}),
        ("ryhma=ratkaisematta", {"nuotti", "ristiriitainen", "arvioimaton"}),
        ("ryhma=most_effective", {"tasapaino", "terveystarkastus"}),
        ("yhteys=lasketaan", {"terveystarkastus", "alkoholineuvonta"}),
        ("teema=lapset-ja-perheet", {"ristiriitainen"}),
        ("kohderyhma=older_people&ymparisto=home", {"tasapaino", "kotikaynti"}),
        ("kohderyhma=", {method.id for method in samples.PUBLIC}),
    ],
)
def test_filters_by_finnish_names(client: PageClient, query: str, found: set[str]) -> None:
    assert set(hits(client.get_page(f"/menetelmat?{query}"))) == found


def test_each_facet_link_gives_as_many_as_it_says(client: PageClient) -> None:
    page = client.get_page("/menetelmat?ymparisto=primary_care")
    options = [link for facet in page.all("div", class_="facet") for link in facet.iter("a")]
    assert len(options) > 15
    for link in options:
        if link.get("aria-current"):
            continue
        target = client.get_page(f"/menetelmat{link.get('href')}")
        count = int(text(list(link.iter("span"))[-1]))
        if "ymparisto=primary_care&ymparisto=" not in link.get("href", ""):  # several of one facet are any of them
            assert len(hits(target)) == count


def test_chips_take_one_filter_out_and_keep_the_rest(client: PageClient) -> None:
    page = client.get_page("/menetelmat?q=kaatuminen&indikaattori=O2&arvio=A&kohderyhma=older_people")
    chips = [parse_qs(urlsplit(chip.get("href", "")).query) for chip in page.all("a", class_="chip")]
    whole = {"q": ["kaatuminen"], "indikaattori": ["O2"], "arvio": ["A"], "kohderyhma": ["older_people"]}
    assert chips == [{name: value for name, value in whole.items() if name != gone} for gone in list(whole)[1:]]
    hidden = {(field.get("name"), field.get("value")) for field in page.one("form", role="search").iter("input")}
    assert {("indikaattori", "O2"), ("arvio", "A"), ("kohderyhma", "older_people")} <= hidden


def test_the_form_for_several_at_once_has_the_same_options(client: PageClient) -> None:
    as_links = client.get_page("/menetelmat?q=kaatuminen&arvio=A")
    (address,) = [address for address in as_links.links() if "monta=1" in address]
    form = client.get_page(f"/menetelmat{address}").one("form", class_="facet-form")
    fields = {(field.get("name"), field.get("value")) for field in form.iter("input") if field.get("type") == "hidden"}
    boxes = [box for box in form.iter("input") if box.get("type") == "checkbox"]
    assert ("q", "kaatuminen") in fields
    assert [(box.get("name"), box.get("value")) for box in boxes if "checked" in box.attrib] == [("arvio", "A")]
    assert len(boxes) == sum(1 for facet in as_links.all("div", class_="facet") for _ in facet.iter("a"))


@pytest.fixture
def recorded(app: Flask, own_client: PageClient) -> PageClient:
    """A visitor of a small world of this test, with regions of its own in the ledger."""
    with db.transaction(app.extensions["hyte"].engine) as session:
        told.say(session, "satakunta", "tasapaino", Status.IN_USE, told.ago(9))
        told.say(session, "satakunta", "tasapaino", Status.SUSTAINED, told.ago(1))
        told.say(session, "satakunta", "kotikaynti", Status.IN_USE, told.ago(2))
        told.say(session, "pirkanmaa", "kotikaynti", Status.PILOTING, told.ago(2))
    return own_client


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("alue=satakunta", {"tasapaino", "kotikaynti"}),
        ("alue=satakunta&tila=vakiintunut", {"tasapaino"}),
        ("alue=satakunta&tila=sustained", {"tasapaino"}),
        ("alue=satakunta&tila=kaytossa&tila=vakiintunut", {"tasapaino", "kotikaynti"}),
        ("alue=satakunta&tila=pilotoidaan", set()),
        ("alue=satakunta&alue=pirkanmaa&tila=pilotoidaan", {"kotikaynti"}),
        ("alue=pirkanmaa&indikaattori=O2&tila=ei-merkintaa", {"tasapaino"}),
    ],
)
def test_region_and_status(recorded: PageClient, query: str, found: set[str]) -> None:
    assert set(hits(recorded.get_page(f"/menetelmat?{query}"))) == found


def test_regions_are_listed_by_name_where_they_have_something(recorded: PageClient) -> None:
    page = recorded.get_page("/menetelmat?tila=pilotoidaan&tila=kaytossa&indikaattori=O2")
    (facet,) = [facet for facet in page.all("div", class_="facet") if "alue=" in next(facet.iter("a")).get("href", "")]
    shown = [text(next(span for span in link.iter("span") if span.get("class") == "name")) for link in facet.iter("a")]
    assert shown == sorted(shown)
    assert {"Pirkanmaa", "Satakunta"} <= set(shown)
    assert len(shown) < 22


@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
def test_the_ways_of_a_regions_editor(app: Flask, recorded: PageClient, prefix: str) -> None:
    """In use, and not recorded, in their own region, with the words and the other limits kept; nobody else is shown these."""
    address = f"{prefix}/menetelmat?q=kotikaynti&indikaattori=O2"
    page = people.client(app, "region_editor").get_page(address)
    own = [parse_qs(urlsplit(link).query) for link in page.links() if "alue=kainuu" in link and "tila=" in link]
    kept = {"q": ["kotikaynti"], "indikaattori": ["O2"], "alue": ["kainuu"]}
    assert kept | {"tila": ["kaytossa", "vakiintunut"]} in own
    assert kept | {"tila": ["ei-merkintaa"]} in own
    for who in ("nobody", "editor", "other_region_editor"):
        links = people.client(app, who).get_page(address).links()
        assert not [link for link in links if "alue=kainuu" in link and "tila=kaytossa" in link]


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [("arvio=X", "arvio", "X"), ("ryhma=parhaat", "ryhma", "parhaat"), ("teema=%3Cb%3E", "teema", "<b>"), ("sivu=nolla", "sivu", "nolla"),
     ("jarjestys=arpa", "jarjestys", "arpa"), ("sivu=0", "sivu", "0")],
)  # fmt: skip
def test_an_unknown_filter_is_told_and_left_out(client: PageClient, query: str, name: str, value: str) -> None:
    page = client.get_page(f"/menetelmat?{query}")
    assert f"{name}={value}" in text(page.one("p", class_="note"))
    assert len(hits(page)) == len(samples.PUBLIC)


@pytest.mark.parametrize(
    "query", ["?=50", "?sivu=" + "9" * 400, "?sivu=00000000" + "1" + "9" * 5000, "?q=" + "ä" * 5000, "?q=%00%ff%ed"]
)
def test_odd_addresses_are_pages(client: PageClient, query: str) -> None:
    assert client.get_page(f"/menetelmat{query}").h1


def test_raw_bytes_in_the_address_are_a_page(client: PageClient) -> None:
    assert client.get_page("/menetelmat", environ_overrides={"QUERY_STRING": "q=\xe4\xff"}).h1


def test_an_empty_result_helps_and_is_counted(own_client: PageClient, settings) -> None:
    for _ in range(2):
        page = own_client.get_page("/sv/menetelmat?q=xqzwvb")
    assert hits(page) == []
    links = page.links(page.one("section", aria_labelledby="maara"))
    assert sum("/indikaattorit/" in link for link in links) == 13
    assert sum("/teemat/" in link for link in links) == 4
    engine = db.make_engine(settings.database_url)
    with db.session_for(engine) as session:
        assert [(row.words, row.language, row.count) for row in searches.most_missed(session)] == [("xqzwvb", "sv", 2)]
    engine.dispose()


def test_filters_that_leave_nothing_are_offered_to_be_dropped_and_not_counted(own_client: PageClient, settings) -> None:
    page = own_client.get_page("/menetelmat?q=tasapainoharjoittelu&teema=lapset-ja-perheet&indikaattori=P1")
    assert hits(page) == []
    assert "?q=tasapainoharjoittelu" in page.links()
    engine = db.make_engine(settings.database_url)
    with db.session_for(engine) as session:
        assert session.exec(select(EmptySearch)).all() == []
    engine.dispose()


def test_a_mended_word_is_shown_with_the_way_back(client: PageClient) -> None:
    page = client.get_page("/menetelmat?q=alkoholineuvnta&arvio=C")
    assert "alkoholineuvonta" in hits(page)
    (exact,) = [address for address in page.links() if "tasmalleen=1" in address]
    assert parse_qs(urlsplit(exact).query)["q"] == ["alkoholineuvnta"]
    assert page.one("input", type="search").get("value") == "alkoholineuvnta"
    typed = client.get_page(f"/menetelmat{exact}")
    assert not [address for address in typed.links() if "tasmalleen" in address and "corrected" in address]


def test_searched_words_are_marked(client: PageClient) -> None:
    page = client.get_page("/menetelmat?q=tasapainoharjoittelu")
    assert "tasapainoharjoittelu" in {text(mark).lower() for mark in page.all("mark")}


def test_the_class_shown_is_that_of_the_chosen_indicator(client: PageClient) -> None:
    page = client.get_page("/menetelmat?indikaattori=O2&yhteys=suora&arvio=C")
    (hit,) = page.all("li", class_="hit")
    assert text(next(hit.iter("b"))) == "C"


@pytest.mark.parametrize(
    ("order", "first"),
    [("nimi", "alkoholineuvonta"), ("luokka", "tasapaino"), ("uusin", "nuotti"), ("osuvuus", "tasapaino")],
)
def test_orders(client: PageClient, order: str, first: str) -> None:
    assert hits(client.get_page(f"/menetelmat?jarjestys={order}"))[0] == first


def test_paging(whole_client: PageClient) -> None:
    seen: list[str] = []
    address = "/menetelmat?jarjestys=nimi"
    while address:
        page = whole_client.get_page(address)
        assert int(page.one("ol", start=str(len(seen) + 1)).get("start", "")) == len(seen) + 1
        seen += hits(page)
        following = page.all("a", rel="next")
        address = f"/menetelmat{following[0].get('href')}" if following else ""
    assert len(seen) == len(set(seen)) == 104
    assert page.one("a", rel="prev").get("href") == "?jarjestys=nimi&sivu=5"
    beyond = whole_client.get_page("/menetelmat?sivu=99")
    assert hits(beyond) == []
    assert "?" in beyond.links()
    titles = [whole_client.get_page(f"/menetelmat?sivu={number}").title for number in (1, 2, 3)]
    assert len(set(titles)) == 3


def test_lists_of_results_are_not_for_crawlers(client: PageClient) -> None:
    for query in ("q=kaatuminen", "indikaattori=O2"):
        assert "noindex" in client.get_page(f"/menetelmat?{query}").one("meta", name="robots").get("content", "")
    assert client.get_page("/menetelmat").all("meta", name="robots") == []
