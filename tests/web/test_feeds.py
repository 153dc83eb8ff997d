"""Atom feeds: what RFC 4287 demands, what they tell and what they do not, in the language of the address."""

from datetime import datetime
from typing import Any
from uuid import UUID
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from registry import db
from registry.domain import adoption, changes, dates, ledger, methods, redaction
from registry.domain.statuses import Status
from registry.web.feed import only_xml
from tests import people, samples, told
from tests.page import PageClient
from tests.web.test_query_count import statements_of

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
METHOD, INDICATOR, REGION = (
    "/menetelmat/tasapaino/syote.atom",
    "/indikaattorit/lonkkamurtumat/syote.atom",
    "/alueet/lappi/syote.atom",
)
FEEDS = (METHOD, INDICATOR, REGION, "/menetelmat/pelottelu/syote.atom", "/alueet/satakunta/syote.atom")


@pytest.fixture
def client(app: Flask, own_client: PageClient) -> PageClient:
    """A visitor of a small world of this test, with the ledger of `told.py`."""
    with db.transaction(app.extensions["hyte"].engine) as session:
        if not ledger.count_entries(session):
            told.fill(session)
    return own_client


def get(client: PageClient, address: str) -> Element:
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (200, "application/atom+xml")
    return ElementTree.fromstring(response.get_data())


def entries(client: PageClient, address: str) -> list[Element]:
    return get(client, address).findall(f"{ATOM}entry")


def said(element: Element, tag: str) -> str:
    (found,) = element.findall(ATOM + tag)
    return "".join(found.itertext()).strip()


def links(element: Element) -> dict[str, str]:
    return {link.get("rel", ""): link.get("href", "") for link in element.findall(f"{ATOM}link")}


def terms(client: PageClient, address: str) -> list[str]:
    return [entry.find(f"{ATOM}category").get("term", "") for entry in entries(client, address)]  # type: ignore[union-attr]


@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
@pytest.mark.parametrize("address", FEEDS)
def test_what_the_format_demands(client: PageClient, address: str, prefix: str) -> None:
    feed = get(client, prefix + address)
    assert feed.tag == f"{ATOM}feed"
    assert feed.get(LANG) == (prefix.strip("/") or "fi")
    assert links(feed)["self"] == f"http://localhost{prefix}{address}"
    assert links(feed)["alternate"] == f"http://localhost{prefix}{address.removesuffix('/syote.atom')}"
    (author,) = feed.findall(f"{ATOM}author")
    assert len(said(author, "name")) > 3
    moments = []
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        assert said(element, "title")
        assert said(element, "id") == UUID(said(element, "id").removeprefix("urn:uuid:")).urn
        moment = datetime.fromisoformat(said(element, "updated"))
        assert moment.tzinfo
        moments.append(moment)
        assert list(links(element)).count("alternate") == 1
        assert client.get(links(element)["alternate"].removeprefix("http://localhost")).status_code == 200
    assert moments[0] >= max(moments)
    ids = [said(element, "id") for element in (feed, *feed.findall(f"{ATOM}entry"))]
    assert len(set(ids)) == len(ids)
    for entry in feed.findall(f"{ATOM}entry"):
        (content,) = entry.findall(f"{ATOM}content")
        assert content.get("type") == "xhtml"
        assert [child.tag for child in content] == [f"{XHTML}div"]


def test_a_region_tells_what_it_recorded(client: PageClient) -> None:
    found = entries(client, "/alueet/helsinki/syote.atom")
    assert terms(client, "/alueet/helsinki/syote.atom")[:4] == [
        "adoption.withdrawn", "adoption.recorded", "adoption.corrected", "adoption.recorded",
    ]  # fmt: skip
    assert len(found) == 10
    published = [said(entry, "published") for entry in found]
    assert published == sorted(published, reverse=True)
    assert all("Helsinki" in said(entry, "title") for entry in found)


def test_a_method_tells_its_own_changes_and_every_regions(app: Flask, client: PageClient) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        methods.save(session, "tester", samples.BALANCE.model_copy(update={"owner": "Uusi"}))
    assert sorted(terms(client, METHOD)) == [
        "adoption.recorded", "adoption.recorded", "method.added", "method.changed",
    ]  # fmt: skip
    names = {title.split(":")[0] for title in (said(entry, "title") for entry in entries(client, METHOD))}
    assert {"Kainuu", "Lappi"} <= names


def test_an_indicator_tells_of_its_methods(client: PageClient) -> None:
    """To O2 are linked tasapaino, kotikaynti, and a draft that nobody is told of."""
    found = entries(client, INDICATOR)
    assert terms(client, INDICATOR).count("method.added") == 2
    titles = " ".join(said(entry, "title") for entry in found)
    assert "Kotikaynti" in titles
    assert "Nuotti" not in titles
    assert "luonnos" not in titles.lower()
    assert client.get("/indikaattorit/O2/syote.atom").location.endswith(INDICATOR)


def test_confirmations_are_not_told(app: Flask, client: PageClient) -> None:
    before = client.get(REGION).get_data()
    with db.transaction(app.extensions["hyte"].engine) as session:
        held = [entry.entry_id for entry in ledger.states(session, dates.today(), regions=["lappi"])]
        assert adoption.confirm(session, told.TESTS, "lappi", held, dates.today()) == len(held) > 0
    assert client.get(REGION).get_data() == before


@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
def test_texts_are_in_the_language_of_the_address(client: PageClient, prefix: str) -> None:
    titles = [said(entry, "title") for entry in entries(client, f"{prefix}{REGION}")]
    region, method = {
        "": ("Lappi", "Voima- ja tasapainoharjoittelu (Otago)"),
        "/sv": ("Lappland", "Styrke- och balansträning"),
        "/en": ("Lapland", "Strength and balance training"),
    }[prefix]
    assert any(title.startswith(f"{region}: {method}") for title in titles)
    assert links(entries(client, f"{prefix}{REGION}")[0])["alternate"].startswith(f"http://localhost{prefix}/alueet")


def test_identities_are_the_same_in_every_feed_language_and_place(app: Flask, client: PageClient) -> None:
    def identities(*addresses: str, **more: Any) -> set[frozenset[str]]:
        bodies = [client.get(address, **more).get_data() for address in addresses]
        trees = [ElementTree.fromstring(body) for body in bodies]
        return {frozenset(said(entry, "id") for entry in tree.findall(f"{ATOM}entry")) for tree in trees}

    here = identities(REGION, f"/sv{REGION}", f"/en{REGION}")
    assert len(here) == 1
    assert identities(REGION, base_url="https://muualla.example/") == here
    of_method = {said(entry, "id") for entry in entries(client, METHOD)}
    assert of_method & next(iter(here))
    feeds = {said(get(client, address), "id") for address in (*FEEDS, f"/sv{REGION}")}
    assert len(feeds) == len(FEEDS) + 1


@pytest.mark.parametrize("note", [samples.NASTY, "]]> &amp; <p>", "rivi\x08vaihto\x1b\ufffe ja\rtoinen", "𝔘 ✓ äö"])
def test_nasty_texts_stay_texts(app: Flask, client: PageClient, note: str) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        told.say(session, "satakunta", "pelottelu", Status.IN_USE, told.ago(1), note=note)
    for address in ("/alueet/satakunta/syote.atom", "/menetelmat/pelottelu/syote.atom"):
        entry = entries(client, address)[0]
        assert samples.NASTY in said(entry, "title")
        paragraphs = [" ".join("".join(p.itertext()).split()) for p in entry.iter(f"{XHTML}p")]
        assert " ".join(only_xml(note).split()) in " ".join(paragraphs)
        assert {element.tag.rpartition("}")[2] for element in entry.iter()} <= {
            "entry", "id", "title", "updated", "published", "category", "link", "content", "div", "p", "a",
        }  # fmt: skip


def test_only_pages_of_the_web_are_linked_as_sources(app: Flask, client: PageClient) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        for region, address in (("satakunta", "javascript:alert(1)"), ("pirkanmaa", "https://example.org/?a=1&b=2")):
            told.say(session, region, "nuotti", Status.IN_USE, told.ago(1), source_url=address)
    assert [a.get("href") for a in get(client, "/alueet/satakunta/syote.atom").iter(f"{XHTML}a")] == []
    (link,) = get(client, "/alueet/pirkanmaa/syote.atom").iter(f"{XHTML}a")
    assert link.get("href") == "https://example.org/?a=1&b=2"


def test_a_redacted_note_is_gone_and_the_entry_is_newer(app: Flask, client: PageClient) -> None:
    note = "Heikki Hakija kertoi"
    with db.transaction(app.extensions["hyte"].engine) as session:
        told.say(session, "satakunta", "nuotti", Status.IN_USE, told.ago(1), note=note)
    address = "/alueet/satakunta/syote.atom"
    before = client.get(address)
    (first,) = entries(client, address)
    assert note in before.get_data(as_text=True)
    with db.transaction(app.extensions["hyte"].engine) as session:
        entry = ledger.entries(session, regions=["satakunta"])[0]
        redaction.redact_note(session, told.TESTS, entry.entry_id, "Tekstissä oli nimi.")
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert note not in after.get_data(as_text=True)
    (second,) = entries(client, address)
    assert said(second, "id") == said(first, "id")
    assert said(second, "updated") >= said(first, "updated")


def test_no_person_is_told(app: Flask, client: PageClient) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        editor = people.actor(session, "region_editor")
        given = told.EntryInput(status=Status.IN_USE, since=told.ago(1))
        adoption.record(session, editor, "kainuu", "kotikaynti", given, version=0, today=dates.today())
    for address in ("/alueet/kainuu/syote.atom", "/menetelmat/kotikaynti/syote.atom", INDICATOR):
        answered = client.get(address).get_data(as_text=True)
        assert "person:" not in answered
        for who in people.GRANTS:
            assert people.name(who) not in answered
            assert people.email(who) not in answered


def test_only_the_newest_are_told(app: Flask, client: PageClient) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        for months in range(changes.NEWEST + 5, 0, -1):
            told.say(session, "satakunta", "tasapaino", Status.IN_USE, told.ago(months), note=f"merkintä {months}.")
    found = entries(client, "/alueet/satakunta/syote.atom")
    assert len(found) == changes.NEWEST
    assert "merkintä 1." in said(found[0], "content")
    assert len(entries(client, METHOD)) == changes.NEWEST


@pytest.mark.parametrize("address", FEEDS)
def test_an_etag_saves_the_second_answer(client: PageClient, address: str) -> None:
    etag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("page", ["/menetelmat/ei-ole", "/menetelmat/luonnos", "/indikaattorit/X1", "/alueet/turku"])
def test_what_is_not_there(client: PageClient, page: str) -> None:
    assert client.get_page(f"{page}/syote.atom", 404).h1


@pytest.mark.parametrize("prefix", ["", "/sv"])
@pytest.mark.parametrize("address", [METHOD, INDICATOR, REGION])
def test_its_page_leads_to_it(client: PageClient, address: str, prefix: str) -> None:
    page = client.get_page(prefix + address.removesuffix("/syote.atom"))
    assert page.one("link", type="application/atom+xml").get("href") == prefix + address
    assert page.links()[prefix + address]


@pytest.mark.parametrize("address", [METHOD, INDICATOR, REGION])
def test_as_many_queries_for_many_entries_as_for_few(app: Flask, client: PageClient, address: str) -> None:
    few = statements_of(app, client, address)
    with db.transaction(app.extensions["hyte"].engine) as session:
        for region in ("lappi", "satakunta", "pirkanmaa"):
            for months in range(4, 0, -1):
                told.say(session, region, "tasapaino", Status.IN_USE, told.ago(months))
    many = statements_of(app, client, address)
    assert len(few) == len(many) <= 7


def test_an_indicator_without_methods_has_an_empty_feed(client: PageClient) -> None:
    assert entries(client, "/indikaattorit/lasten-rokotukset/syote.atom") == []
