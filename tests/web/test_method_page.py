"""The page of one method: what its rows say, and nothing that they do not."""

import pytest

from registry.domain.vocabulary import SECTIONS
from tests import samples
from tests.page import Page, PageClient, text


@pytest.fixture
def balance(client: PageClient) -> Page:
    return client.get_page("/menetelmat/tasapaino")


@pytest.mark.parametrize("method", samples.PUBLIC, ids=lambda method: method.id)
def test_class_with_its_letter_and_indicators(client: PageClient, method: samples.MethodInput) -> None:
    page = client.get_page(f"/menetelmat/{method.id}")
    assert page.h1 == text_of(method.name.fi)
    assert text(page.all("b", class_="big")[0]) == samples.CLASSES[method.id]
    assert len(page.all("section", aria_labelledby="indikaattorit")) == bool(method.indicators)
    for link in method.indicators:
        assert link.why in page.main


def text_of(value: str) -> str:
    return " ".join(value.split())


def test_evidence_sources_and_figures(balance: Page) -> None:
    links = balance.links()
    assert "https://doi.org/10.1002/14651858.CD012424" in links
    assert "Teos. Kustantaja, 2020." in balance.main
    assert "4/5" in balance.main
    assert len(balance.all("svg", class_="forest")) == 2  # the mean difference has no common scale
    assert "0,77 (0,71–0,83)" in balance.main
    assert "12\u00a0981" in "".join(balance.tree.itertext())


def test_outcomes_each_with_its_class(balance: Page) -> None:
    table = balance.one("section", aria_labelledby="vaikutus")
    assert [text(chip) for chip in table.iter("b")] == ["A", "C"]


def test_cost_training_and_mentions(balance: Page) -> None:
    links = balance.links()
    assert {"https://example.org/hinta", "https://example.org/kurssi", "https://example.org/kainuu"} <= set(links)
    assert "120 euroa osallistujalta" in balance.main
    assert "2021" in text(balance.one("section", aria_labelledby="vaatii"))
    assert "/menetelmat/kotikaynti" in balance.links(balance.one("section", aria_labelledby="korvaa"))


def test_what_to_do_instead_comes_first(client: PageClient) -> None:
    page = client.get_page("/menetelmat/kotikaynti")
    instead = page.one("section", class_="instead")
    assert "/menetelmat/tasapaino" in page.links(instead)
    assert "Ohjaa tasapainoharjoitteluun." in text(instead)
    order = [heading.get("id") for heading in page.all("h2") if heading.get("id")]
    assert order.index("tilalle") < order.index("vaikutus")
    assert "Kerro asiakkaille." in text(page.one("section", aria_labelledby="luopuminen"))
    assert "Tarkista nykytila." in page.main


def test_nothing_replaces_it_is_said_too(client: PageClient) -> None:
    page = client.get_page("/menetelmat/pelottelu")
    assert "Mitään ei tarvita tilalle." in text(page.one("section", class_="instead"))


def test_a_method_that_is_not_given_up_says_nothing_of_it(balance: Page) -> None:
    assert balance.all("section", class_="instead") == []
    assert balance.all("section", aria_labelledby="luopuminen") == []


def test_contents_list_has_what_the_page_has(client: PageClient) -> None:
    for method in samples.PUBLIC:
        page = client.get_page(f"/menetelmat/{method.id}")
        listed = {address[1:] for address in page.links(page.one("aside")) if address.startswith("#")}
        assert listed == {heading.get("id") for heading in page.all("h2")} - {"sisallys"}


def test_tidier_items_are_counted(client: PageClient) -> None:
    for method in samples.PUBLIC:
        items = 1 + sum(key in SECTIONS[1:10] for key in method.sections)
        head = text(client.get_page(f"/en/menetelmat/{method.id}").one("section", aria_labelledby="nain"))
        assert f"{items} of 10" in head


@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
def test_machine_readable_data(client: PageClient, prefix: str) -> None:
    page = client.get_page(f"{prefix}/menetelmat/tasapaino")
    (data,) = page.data()
    language = prefix.strip("/") or "fi"
    assert data["@context"] == "https://schema.org"
    assert data["name"] == samples.BALANCE.plain()["name"][language]
    assert data["inLanguage"] == language
    assert data["url"] == page.one("link", rel="canonical").get("href")
    assert data["citation"] == ["https://doi.org/10.1002/14651858.CD012424", "Teos. Kustantaja, 2020."]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_finnish_texts_are_marked_as_finnish(client: PageClient, language: str) -> None:
    page = client.get_page(f"/{language}/menetelmat/tasapaino")
    for said in ("Perustelu: O2.", "Päivän kurssi.", "Kokeessa nähtiin tulos.", "Sopii kaikille."):
        element = next(element for element in page.tree.iter() if (element.text or "").strip() == said)
        marked = [element, *page.above(element)]
        assert next(around.get("lang") for around in marked if around.get("lang")) == "fi", said
    assert samples.BALANCE.plain()["summary"][language] in page.main


def test_our_own_translation_of_a_name_is_marked(client: PageClient) -> None:
    for language, own in (("sv", True), ("en", True)):
        page = client.get_page(f"/{language}/menetelmat/nuotti")
        assert ("Nuotti" in [text(span) for span in page.all("span", lang="fi")]) is own
    assert "Nuotti" not in [text(span) for span in client.get_page("/menetelmat/nuotti").all("span", lang="fi")]


def test_without_checked_evidence_there_is_no_class(client: PageClient) -> None:
    page = client.get_page("/menetelmat/arvioimaton")
    assert page.all("p", class_="note")
    assert [text(chip) for chip in page.one("section", aria_labelledby="vaikutus").iter("b")] == ["U"]


def test_every_real_method_is_a_good_page(whole_client: PageClient) -> None:
    ids = [
        item["id"]
        for page in (1, 2)
        for item in whole_client.get(f"/api/v1/methods?per_page=100&page={page}").get_json()["items"]
    ]
    assert len(ids) == 104
    for number, method_id in enumerate(ids):  # each language gets a third
        prefix = ("", "/sv", "/en")[number % 3]
        assert whole_client.get_page(f"{prefix}/menetelmat/{method_id}").h1
