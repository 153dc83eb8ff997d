"""One method on the map of regions, and methods by regions as a table and as a file."""

import csv
import io

import pytest
from flask import Flask
from sqlmodel import Session

from registry.domain import methods
from registry.domain.statuses import Status
from registry.web.use_map import SHOWN, Tally
from tests import samples, told
from tests.page import Page, PageClient, text
from tests.told import ago

BOM = "\ufeff"


def cells(page: Page) -> dict[str, dict[str, str]]:
    """What the table says: by method, the icon of each region of which something is recorded."""
    found: dict[str, dict[str, str]] = {}
    for row in page.all("tr"):
        links = [(link, link.get("href", "")) for link in row.iter("a")]
        said = {
            href.split("/")[2]: link.find("svg/use").get("href").removeprefix("#s-")
            for link, href in links
            if "/merkinnat?menetelma=" in href
        }
        methods = [href.removeprefix("/menetelmat/") for _link, href in links if href.startswith("/menetelmat/")]
        found |= dict.fromkeys(methods, said)
    return found


def lines(client: PageClient, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"/kayttokartta.csv{query}")
    assert response.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(response.get_data(as_text=True).removeprefix(BOM))))


@pytest.mark.parametrize("status", Status)
def test_every_status_is_counted_once(status: Status) -> None:
    tally = Tally.of({status: 3})
    assert sorted([tally.in_use, tally.before, tally.left, tally.rejected]) == [0, 0, 0, 3]
    assert status in SHOWN


def test_a_method_on_the_map_with_its_key(told_client: PageClient) -> None:
    page = told_client.get_page("/menetelmat/tasapaino")
    tiles = {tile.find("a").get("href"): tile.find("a") for tile in page.one("ol", class_="tiles")}
    assert len(tiles) == 22
    marked = {address: tile.get("class") for address, tile in tiles.items() if tile.get("class")}
    assert marked == {"/alueet/kainuu": "s-use", "/alueet/lappi": "s-pilot"}
    key = [
        (text(item.find("span/b/../span[@class='muted']")), page.links(item))
        for item in page.one("ul", class_="tile-key")
    ]
    assert [count for count, _links in key] == ["1", "1", "20"]
    assert [list(links) for _count, links in key] == [["/alueet/kainuu"], ["/alueet/lappi"], []]
    assert f"mailto:{told.MAILBOX}" in page.links(page.one("section", aria_labelledby="kaytto"))
    assert "#kaytto" in page.links(page.one("dl", class_="minute"))


def test_what_the_map_says_is_not_said_again_as_a_mention(told_client: PageClient, client: PageClient) -> None:
    told_, untold = (one.get_page("/menetelmat/tasapaino") for one in (told_client, client))
    mentions = [page.one("section", aria_labelledby="mainintoja") for page in (told_, untold)]
    assert ["Kainuu" in text(section) for section in mentions] == [False, True]
    assert all("Muualla" in text(section) for section in mentions)


def test_a_method_as_it_was(told_client: PageClient) -> None:
    day = ago(4).isoformat()
    page = told_client.get_page(f"/menetelmat/kotikaynti?pvm={day}")
    marked = [
        tile.find("a").get("href") for tile in page.one("ol", class_="tiles") if tile.find("a").get("class") == "s-use"
    ]
    assert marked == [f"/alueet/lappi?pvm={day}", f"/alueet/helsinki?pvm={day}"]
    assert page.one("details", class_="another-day").get("open") is not None
    today = told_client.get_page("/menetelmat/kotikaynti")
    classes = {tile.find("a").get("class") for tile in today.one("ol", class_="tiles")}
    assert classes == {None, "s-left", "s-phasing"}
    assert today.one("details", class_="another-day").get("open") is None


def test_what_is_planned_is_not_yet_so(told_client: PageClient) -> None:
    page = told_client.get_page("/menetelmat/terveystarkastus")
    marked = {tile.find("a").get("href"): tile.find("a").get("class") for tile in page.one("ol", class_="tiles")}
    assert marked["/alueet/helsinki"] == "s-use"
    assert marked["/alueet/lappi"] is None


def test_methods_by_regions(told_client: PageClient) -> None:
    page = told_client.get_page("/kayttokartta")
    assert cells(page) == {
        "alkoholineuvonta": {"helsinki": "sustained", "kainuu": "use"},
        "kotikaynti": {"helsinki": "phasing", "lappi": "left"},
        "nuotti": {"helsinki": "prep", "kainuu": "explore"},
        "pelottelu": {"kainuu": "rejected"},
        "tasapaino": {"kainuu": "use", "lappi": "pilot"},
        "terveystarkastus": {"helsinki": "use"},
    }
    heads = [head for head in page.one("table", class_="matrix").iter("th") if head.get("scope") == "col"]
    assert len(heads) == 1 + 22 + 2
    sums = [[text(cell) for cell in row.iter("td") if "sum" in cell.get("class", "")] for row in page.all("tr")]
    assert sums[1:] == [["2", "0"], ["0", "2"], ["0", "0"], ["0", "0"], ["1", "0"], ["2", "0"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?indikaattori=O2", {"kotikaynti", "tasapaino"}),
        ("?indikaattori=O2&ryhma=vaikuttavimmat", {"tasapaino"}),
        ("?teema=paihteet-ja-vammat", {"alkoholineuvonta", "pelottelu"}),
        ("?ryhma=vahahyotyisimmat", {"kotikaynti", "pelottelu"}),
        ("?alue=lappi", {"kotikaynti", "tasapaino"}),
        ("?alue=lappi&tila=pilotoidaan", {"tasapaino"}),
        ("?tila=kaytossa&tila=vakiintunut", {"alkoholineuvonta", "tasapaino", "terveystarkastus"}),
        ("?alue=helsinki&tila=ei-merkintaa&ryhma=vaikuttavimmat", {"tasapaino"}),
        ("?kaikki=1", {method.id for method in samples.PUBLIC}),
        ("?kaikki=1&indikaattori=P3", {"ristiriitainen"}),
        ("?pvm=1995", set()),
        (f"?pvm={ago(4).isoformat()}&tila=kaytossa", {"alkoholineuvonta", "kotikaynti", "tasapaino", "terveystarkastus"}),
        ("?alue=&tila=&indikaattori=&ryhma=&teema=&pvm=", {
            "alkoholineuvonta", "kotikaynti", "nuotti", "pelottelu", "tasapaino", "terveystarkastus"}),
    ],
)  # fmt: skip
def test_limits_as_in_the_search(told_client: PageClient, query: str, found: set[str]) -> None:
    assert set(cells(told_client.get_page(f"/kayttokartta{query}"))) == found
    recorded = {line["method"] for line in lines(told_client, query)}
    assert recorded <= found
    assert recorded == found or "kaikki" in query


def test_what_is_chosen_stays_in_the_form_and_can_be_taken_out(told_client: PageClient) -> None:
    page = told_client.get_page("/kayttokartta?alue=kainuu&alue=lappi&tila=pilotoidaan&pvm=2026-01-01&teema=x")
    chosen = {
        select.get("name"): option.get("value")
        for select in page.all("select")
        for option in select
        if option.get("selected") is not None
    }
    assert chosen == {"alue": "kainuu", "tila": "pilotoidaan"}
    chips = [link.get("href") for link in page.all("a", class_="chip")]
    assert chips == [
        "/kayttokartta?alue=lappi&tila=pilotoidaan&pvm=2026-01-01",
        "/kayttokartta?alue=kainuu&tila=pilotoidaan&pvm=2026-01-01",
        "/kayttokartta?alue=kainuu&alue=lappi&pvm=2026-01-01",
    ]
    assert "teema=x" in page.main
    assert "q=x" not in told_client.get_page("/kayttokartta?q=x&arvio=X").main  # what it has no limit for is no mistake


def test_the_file_has_all_that_holds_and_no_formula(app: Flask, own_client: PageClient, session: Session) -> None:
    told.fill(session)
    session.commit()
    found = {(line["method"], line["region"]): line for line in lines(own_client)}
    assert len(found) == 10
    left = found["kotikaynti", "lappi"]
    assert (left["status"], left["exit_how"], left["exit_why"]) == (
        "abandoned",
        "replace",
        "not_effective better_method",
    )
    assert left["replaced_by"] == "tasapaino"
    assert found["tasapaino", "kainuu"]["source_url"] == "https://example.org/kainuu"
    assert found["tasapaino", "kainuu"]["since"] == "2024-01-01"
    assert found["tasapaino", "lappi"]["coverage"] == "30"


def test_thirty_methods_a_page(whole_client: PageClient) -> None:
    pages = [whole_client.get_page(f"/kayttokartta?kaikki=1&sivu={number}") for number in (1, 2, 3, 4, 5)]
    shown = [list(cells(page)) for page in pages]
    total = whole_client.get("/api/v1/methods").get_json()["total"]
    assert [len(page) for page in shown[:2]] == [30, 30]
    assert len({method for page in shown for method in page}) == total
    assert "/kayttokartta?sivu=2&kaikki=1" in pages[0].links()
    assert "/kayttokartta?kaikki=1" in pages[4].links()


def test_a_name_that_is_a_formula_is_harmless_in_the_file(own_client: PageClient, session: Session) -> None:
    methods.save(
        session,
        "tests",
        samples.PLAUSIBLE.model_copy(update={"name": samples.PLAUSIBLE.name.model_copy(update={"fi": "=1+1"})}),
    )
    told.say(session, "lappi", "nuotti", Status.IN_USE, ago(2))
    session.commit()
    assert [line["name"] for line in lines(own_client)] == ["'=1+1"]
