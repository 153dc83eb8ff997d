"""The front page: where to start, and figures that agree with the lists behind them."""

from tests import samples
from tests.page import PageClient, text
from tests.web import routes


def test_one_search_box_and_all_ways_in(client: PageClient) -> None:
    page = client.get_page("/")
    assert page.one("form", role="search").get("action") == "/menetelmat"
    assert page.one("input", type="search").get("name") == "q"
    links = set(page.links())
    assert {f"/indikaattorit/{slug}" for slug in routes.INDICATORS} <= links
    assert {f"/teemat/{theme}" for theme in routes.THEMES} <= links
    assert {"/menetelmat?ryhma=vaikuttavimmat", "/menetelmat?ryhma=vahahyotyisimmat"} <= links


def test_each_class_leads_to_its_methods(client: PageClient) -> None:
    page = client.get_page("/")
    for letter in "ABCDEFGU":
        link = page.one("a", href=f"/menetelmat?arvio={letter}")
        count = next(element for element in link.iter("span") if element.get("class") == "n")
        assert text(count) == str(list(samples.CLASSES.values()).count(letter))
        assert len(client.get_page(f"/menetelmat?arvio={letter}").all("li", class_="hit")) == int(text(count))


def test_the_number_of_methods_is_said(client: PageClient) -> None:
    assert str(len(samples.PUBLIC)) in client.get_page("/").main.split()


def test_counts_by_indicator_agree_with_the_api(client: PageClient) -> None:
    counts = {item["slug"]: item["methods"] for item in client.get("/api/v1/indicators").get_json()["items"]}
    page = client.get_page("/")
    for slug, of in counts.items():
        row = page.parents[page.parents[page.one("a", href=f"/indikaattorit/{slug}")]]
        shown = [int(text(next(cell.iter("span")))) for cell in row.iter("td")]
        assert shown == [of["A"] + of["B"], of["C"], of["D"] + of["E"] + of["U"], of["F"] + of["G"]]


def test_no_draft_is_counted_or_named(client: PageClient) -> None:
    for address in (
        "/",
        "/sitemap.xml",
        "/nayttokartta",
        "/menetelmat",
        "/teemat/aikuisten-arjen-terveys",
        "/indikaattorit/lonkkamurtumat",
    ):
        assert "luonnos" not in client.get(address).get_data(as_text=True).lower()
