"""Languages: each has its addresses, and every page knows its twins."""

from urllib.parse import urlsplit

import pytest

from registry.domain.vocabulary import Language
from registry.web import i18n
from tests.page import Page, PageClient, text
from tests.web import routes


@pytest.mark.parametrize(("prefix", "language"), [("", "fi"), ("/sv", "sv"), ("/en", "en")])
def test_every_address_of_a_page_stays_in_its_language(client: PageClient, prefix: str, language: str) -> None:
    for address in (
        "/",
        "/menetelmat?q=kaatuminen",
        "/menetelmat/tasapaino",
        "/indikaattorit/lonkkamurtumat",
        "/ei-ole",
    ):
        response = client.get(prefix + address)
        page = client.get_page(prefix + address, response.status_code)
        assert page.one("html").get("lang") == language
        for link in page.all("a"):
            href = link.get("href", "")
            if href.startswith("/") and link.get("hreflang") is None:
                assert href.startswith(f"{prefix}/"), href
                assert prefix or not href.startswith(("/sv/", "/en/"))


def alternates(page: Page) -> dict[str, str]:
    return {
        link.get("hreflang", ""): link.get("href", "")
        for link in page.all("link", rel="alternate")
        if link.get("hreflang")
    }


@pytest.mark.parametrize(
    "address", ["/", "/menetelmat", "/menetelmat/tasapaino", "/sanasto", "/alueet/kainuu", "/nayttokartta"]
)
def test_canonical_and_twins(client: PageClient, address: str) -> None:
    expected = {language: f"http://localhost{prefix}{address}" for language, prefix in routes.PREFIXES.items()}
    for language, prefix in routes.PREFIXES.items():
        page = client.get_page(f"{prefix}{address}?utm_source=x")
        assert page.one("link", rel="canonical").get("href") == expected[language]
        assert alternates(page) == expected | {"x-default": expected["fi"]}


@pytest.mark.parametrize("query", ["q=k%C3%A4%C3%A4+%26&indikaattori=O2&indikaattori=P1", "q=%3Cb%3E", "sivu=2", ""])
def test_language_links_keep_the_query(client: PageClient, query: str) -> None:
    page = client.get_page(f"/sv/menetelmat?{query}")
    links = {link.get("lang"): link.get("href", "") for link in page.all("a") if link.get("hreflang")}
    assert links == {
        language: f"{prefix}/menetelmat{'?' if query else ''}{query}"
        for language, prefix in routes.PREFIXES.items()
        if language != "sv"
    }


@pytest.mark.parametrize("address", ["/menetelmat/a%3Fb%23c%25d", "/menetelmat/%C3%A4%20%22"])
def test_language_links_of_odd_addresses_stay_the_same_address(client: PageClient, address: str) -> None:
    page = client.get_page(address, 404)
    for link in page.all("a"):
        if link.get("hreflang"):
            href = urlsplit(link.get("href", ""))
            assert (href.query, href.fragment) == ("", "")
            assert client.get_page(link.get("href", ""), 404).one("html").get("lang") == link.get("hreflang")


@pytest.mark.parametrize("address", ["/svenska", "/enoch", "/SV/"])
def test_a_word_that_begins_like_a_language_is_none(client: PageClient, address: str) -> None:
    assert client.get_page(address, 404).one("html").get("lang") == "fi"


@pytest.mark.parametrize("address", ["/sv", "/en"])
def test_the_prefix_alone_is_the_front_page(client: PageClient, address: str) -> None:
    assert client.get_page(address).h1 == client.get_page(f"{address}/").h1


def test_a_service_under_a_path_keeps_it(client: PageClient) -> None:
    page = client.get_page("/sv/alueet", environ_overrides={"SCRIPT_NAME": "/hyte"})
    links = {link.get("href", "") for link in page.all("a")}
    assert all(href.startswith("/hyte/") for href in links if href.startswith("/"))
    assert {"/hyte/alueet", "/hyte/en/alueet", "/hyte/sv/menetelmat"} <= links
    assert page.one("link", rel="canonical").get("href") == "http://localhost/hyte/sv/alueet"


def test_pages_differ_by_language(client: PageClient) -> None:
    for address in (
        "/",
        "/menetelmat",
        "/menetelmat/tasapaino",
        "/indikaattorit",
        "/nayttokartta",
        "/alueet",
        "/avoin-data",
        "/ei-ole",
    ):
        status = client.get(address).status_code
        pages = [client.get_page(prefix + address, status) for prefix in routes.PREFIXES.values()]
        assert len({page.main for page in pages}) == 3, address
        assert len({text(page.one("footer")) for page in pages}) == 3, address


def test_outside_of_a_request_messages_are_finnish() -> None:
    assert i18n.current_language() is Language.FI
    assert i18n.in_all_languages("Methods")["en"] == "Methods"


def test_plural_forms_follow_the_number(client: PageClient) -> None:
    one = text(client.get_page("/en/menetelmat?arvio=A").one("h2", id="maara"))
    many = text(client.get_page("/en/menetelmat").one("h2", id="maara"))
    assert (one, many) == ("1 method", "8 methods")
