"""Regions: the country on a day, the page of one, and its entries as they were recorded."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlmodel import Session, select

from registry import db
from registry.domain import dates, methods, redaction
from registry.domain.models import AdoptionEntry
from registry.domain.statuses import Status
from registry.domain.vocabulary import State
from tests import people, samples, told
from tests.page import Page, PageClient, text
from tests.told import ago

EMPTY = "satakunta"


def iso(day: date) -> str:
    return day.isoformat()


def numbers(page: Page, region: str) -> list[str]:
    """What the country's table says of a region."""
    links = {link: row for row in page.one("table").iter("tr") for link in row.iter("a")}
    row = next(row for link, row in links.items() if link.get("href", "").split("?")[0] == f"/alueet/{region}")
    return [text(cell) for cell in row.iter("td")]


def methods_of(page: Page, section: str) -> list[str]:
    """The methods that a section of a region's page lists, in its order."""
    around = page.all("section", aria_labelledby=section)
    return [
        link.get("href", "").removeprefix("/menetelmat/")
        for part in around
        for tag in ("th", "li")
        for row in part.iter(tag)
        for link in list(row.iter("a"))[:1]
        if link.get("href", "").startswith("/menetelmat/")
    ]


def icons(page: Page, section: str) -> list[str]:
    return [use.get("href", "") for use in page.one("section", aria_labelledby=section).iter("use")]


def test_tiles_and_table_say_the_same(told_client: PageClient) -> None:
    page = told_client.get_page("/alueet")
    tiles = {tile.find("a").get("href"): text(tile.find("a")) for tile in page.one("ol", class_="tiles")}
    rows = {link.get("href"): text(link) for link in page.one("table").iter("a")}
    assert len(tiles) == len(rows) == 22
    assert set(tiles) == set(rows)
    assert all(rows[address] in tiles[address] for address in rows)
    for slug in ("kainuu", "lappi", "helsinki"):
        in_use, _before, left, _rejected, _newest = numbers(page, slug)
        said = re.findall(r"\d+", tiles[f"/alueet/{slug}"].split(":")[1])
        assert said[:2] == [in_use, left] if left != "0" else said[:1] == [in_use]


def test_how_many_methods_each_region_uses_prepares_and_gave_up(told_client: PageClient) -> None:
    page = told_client.get_page("/alueet")
    today = f"{dates.today().day}.{dates.today().month}.{dates.today().year}"
    assert numbers(page, "kainuu") == ["2", "1", "0", "1", today]
    assert numbers(page, "lappi") == ["1", "0", "1", "0", today]  # what is only planned does not count yet
    assert numbers(page, "helsinki") == ["2", "1", "1", "0", today]  # leaves one method later, so it still counts
    assert [len(numbers(page, slug)) for slug in (EMPTY, "pirkanmaa")] == [2, 2]  # not known, not nought


def test_the_country_on_a_past_day(told_client: PageClient) -> None:
    page = told_client.get_page(f"/alueet?pvm={iso(ago(4))}")
    assert numbers(page, "lappi")[:4] == ["2", "0", "0", "0"]
    assert numbers(page, "helsinki")[:4] == ["3", "1", "0", "0"]
    assert f"/alueet/lappi?pvm={iso(ago(4))}" in page.links()
    assert f"/kayttokartta?pvm={iso(ago(4))}" in page.links()
    assert page.one("input", id="pvm").get("value") == dates.written(ago(4), dates.Precision.DAY)
    before = told_client.get_page("/alueet?pvm=1995")
    assert {len(numbers(before, slug)) for slug in ("kainuu", EMPTY)} == {2}


def test_both_forms_of_a_day_mean_the_same(told_client: PageClient) -> None:
    written, iso_ = (told_client.get_page(f"/alueet?pvm={typed}") for typed in ("1.3.2025", "2025-03-01"))
    assert written.main == iso_.main


@pytest.mark.parametrize("typed", ["31.11.2025", "hyppy", "2099-01-01", "%3Cscript%3E", "9" * 50, "1.1.1000"])
@pytest.mark.parametrize("path", ["/alueet", "/alueet/lappi", "/kayttokartta", "/menetelmat/tasapaino"])
def test_a_day_that_cannot_be_shown_is_told_and_today_is_shown(told_client: PageClient, path: str, typed: str) -> None:
    page, today = told_client.get_page(f"{path}?pvm={typed}"), told_client.get_page(path)
    field = page.one("input", id="pvm")
    assert field.get("aria-invalid") == "true"
    assert text(page.one("p", id=field.get("aria-describedby") or ""))
    assert len(list(page.one("main").iter("use"))) == len(list(today.one("main").iter("use")))
    assert today.one("input", id="pvm").get("aria-invalid") is None


@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
def test_every_region_has_its_page(whole_client: PageClient, prefix: str) -> None:
    for item in whole_client.get("/api/v1/regions").get_json()["items"]:
        page = whole_client.get_page(f"{prefix}/alueet/{item['slug']}")
        language = prefix.strip("/") or "fi"
        assert item["names"][language] in page.main


def test_what_is_in_use_with_its_source_coverage_and_note(told_client: PageClient) -> None:
    page = told_client.get_page("/alueet/kainuu")
    assert methods_of(page, "kaytossa") == ["alkoholineuvonta", "tasapaino", "nuotti"]
    assert icons(page, "kaytossa") == ["#s-use", "#s-use", "#s-explore"]
    section = page.one("section", aria_labelledby="kaytossa")
    assert "https://example.org/kainuu" in page.links(section)
    assert "100" in text(section)
    assert [text(chip) for chip in section.iter("b")] == ["C", "A", "D"]
    assert methods_of(page, "eioteta") == ["pelottelu"]
    assert " ".join(told.NOTE.split()) in text(page.one("section", aria_labelledby="eioteta"))
    assert page.all("section", aria_labelledby="luovuttu") == []


def test_what_was_given_up_says_why_and_what_came_instead(told_client: PageClient) -> None:
    page = told_client.get_page("/alueet/lappi")
    assert methods_of(page, "luovuttu") == ["kotikaynti"]
    links = page.links(page.one("section", aria_labelledby="luovuttu"))
    assert "/menetelmat/tasapaino" in links
    with pytest.raises(AssertionError):
        page.one("section", aria_labelledby="eioteta")


def test_what_is_planned_is_told_and_does_not_count(told_client: PageClient) -> None:
    page = told_client.get_page("/alueet/lappi")
    assert methods_of(page, "kaytossa") == ["tasapaino", "terveystarkastus"]
    assert text(page.one("section", aria_labelledby="kaytossa").find("div/h2/span")) == "1"
    leaving = told_client.get_page("/alueet/helsinki")
    rows = [
        text(row)
        for row in leaving.one("section", aria_labelledby="kaytossa").iter("tr")
        if "Terveystarkastus" in text(row)
    ]
    assert len(rows) == 1
    assert dates.written(ago(-4), dates.Precision.DAY) in rows[0]
    past = told_client.get_page(f"/alueet/lappi?pvm={iso(ago(1))}")
    assert methods_of(past, "kaytossa") == ["tasapaino"]


def test_a_region_as_it_was(told_client: PageClient) -> None:
    page = told_client.get_page(f"/alueet/lappi?pvm={iso(ago(6))}")
    assert methods_of(page, "kaytossa") == ["kotikaynti"]
    assert page.all("section", aria_labelledby="luovuttu") == []
    assert page.all("h2", id="harkittavaksi") == []
    assert "/alueet/lappi" in page.links(page.all("p", class_="note")[0])
    assert page.all("line", class_="day")


def test_nothing_known_is_not_said_to_be_nothing_used(told_client: PageClient) -> None:
    page = told_client.get_page(f"/en/alueet/{EMPTY}")
    assert page.one("main").find(".//table") is None
    assert page.all("ol", class_="timeline") == []
    assert "does not mean" in page.main


def test_what_to_consider_has_no_entry_in_the_region(told_client: PageClient) -> None:
    assert methods_of(told_client.get_page(f"/alueet/{EMPTY}"), "harkittavaksi") == []  # it is named by the aside
    offered = {slug: considered(told_client.get_page(f"/alueet/{slug}")) for slug in (EMPTY, "kainuu", "lappi")}
    assert offered == {EMPTY: ["tasapaino", "terveystarkastus"], "kainuu": ["terveystarkastus"], "lappi": []}
    page = told_client.get_page("/alueet/kainuu")
    assert "/menetelmat?alue=kainuu&tila=ei-merkintaa&ryhma=vaikuttavimmat" in page.links()


def considered(page: Page) -> list[str]:
    return [
        item.find("p/a").get("href").removeprefix("/menetelmat/")
        for found in page.all("ul", class_="consider")
        for item in found
    ]


def test_the_same_as_data(told_client: PageClient) -> None:
    page = told_client.get_page("/alueet/lappi")
    assert {f"/alueet/lappi/{name}" for name in ("merkinnat", "merkinnat.csv", "merkinnat.xlsx", "syote.atom")} <= set(
        page.links()
    )
    assert page.one("link", type="application/atom+xml").get("href") == "/alueet/lappi/syote.atom"


def test_whom_to_ask_is_a_mailbox_of_the_region(told_client: PageClient) -> None:
    assert f"mailto:{told.MAILBOX}" in told_client.get_page("/alueet/kainuu").links()
    assert not [link for link in told_client.get_page("/alueet/lappi").links() if link.startswith("mailto:")]


def test_timeline_has_bars_signs_and_the_days_as_text(told_client: PageClient) -> None:
    page = told_client.get_page("/alueet/lappi")
    tracks = [item for item in page.one("ol", class_="timeline") if item.get("class") == "track"]
    assert [text(track).split(" ")[0] for track in tracks] == [
        "Terveystarkastus",
        "Kotikaynti",
        "Voima-",
    ]  # newest first
    assert [rect.get("class") for rect in tracks[0].iter("rect")] == ["bar prep ahead"]
    assert [use.get("href") for use in tracks[1].iter("use")] == ["#s-left"]
    assert str(ago(50).year) in text(tracks[1])
    assert all(
        re.fullmatch(r"\d+(\.\d)?%", rect.get(name, ""))
        for rect in page.all("rect", y="50%")
        for name in ("x", "width")
    )


def test_the_key_of_the_timeline_speaks_the_language_of_the_page(told_client: PageClient) -> None:
    told_client.get_page("/alueet/lappi")
    key = told_client.get_page("/en/alueet/lappi").one("section", aria_labelledby="aikajana").find("ul")
    assert key is not None
    assert [text(item) for item in key] == ["in use", "piloting", "planned", "abandoned"]


def test_entries_hide_nothing_and_say_by_which_they_were_corrected(told_client: PageClient) -> None:
    page = told_client.get_page("/en/alueet/helsinki/merkinnat")
    rows = [row for row in page.one("table").iter("tr") if row.get("id")]
    assert len(rows) == len({row.get("id") for row in rows}) == 10
    corrected = [text(row) for row in rows if row.get("class") == "over"]
    assert len(corrected) == 3
    assert sum("taken out by entry 2" in row for row in corrected) == 1
    assert sum("Corrected by entry 2" in row for row in corrected) == 1
    assert sum("Corrects entry 1" in text(row) for row in rows) == 1
    for who in people.GRANTS:
        assert people.name(who) not in page.main


def test_entries_of_one_method(told_client: PageClient) -> None:
    page = told_client.get_page("/alueet/helsinki/merkinnat?menetelma=kotikaynti")
    rows = [row for row in page.one("table").iter("tr") if row.get("id")]
    assert [row.find("td/span[@class='status left']") is not None for row in rows] == [True, False]
    assert "/alueet/helsinki/merkinnat" in page.links()
    unknown = told_client.get_page("/alueet/helsinki/merkinnat?menetelma=luonnos&sivu=0")
    assert "menetelma=luonnos" in unknown.main
    assert len([row for row in unknown.one("table").iter("tr") if row.get("id")]) == 10


def test_fifty_entries_a_page(app: Flask, own_client: PageClient, session: Session) -> None:
    for number in range(60):
        told.say(session, "pirkanmaa", "nuotti", Status.EXPLORING, ago(60 - number))
    session.commit()
    first, second = (own_client.get_page(f"/alueet/pirkanmaa/merkinnat{page}") for page in ("", "?sivu=2"))
    ids = [[row.get("id") for row in page.one("table").iter("tr") if row.get("id")] for page in (first, second)]
    assert [len(page) for page in ids] == [50, 10]
    assert not set(ids[0]) & set(ids[1])
    assert "/alueet/pirkanmaa/merkinnat?sivu=2" in first.links()
    assert "/alueet/pirkanmaa/merkinnat" in second.links()
    assert own_client.get_page("/alueet/pirkanmaa/merkinnat?sivu=9").all("table") == []


def test_a_note_that_was_taken_out_leaves_its_reason(app: Flask, own_client: PageClient, session: Session) -> None:
    told.say(session, "lappi", "tasapaino", Status.IN_USE, ago(5), note="Soita Matille.")
    entry_id = session.exec(select(AdoptionEntry.id)).one()
    redaction.redact_note(session, told.TESTS, entry_id or 0, "Henkilön nimi tekstissä")
    session.commit()
    for address in ("/alueet/lappi", "/alueet/lappi/merkinnat"):
        page = own_client.get_page(address)
        assert "Matille" not in page.html
        assert "Henkilön nimi tekstissä" in page.main


def test_the_regions_own_editor_finds_the_way_to_record(app: Flask) -> None:
    for who, slug, found in (
        ("nobody", "kainuu", False), ("editor", "kainuu", False), ("region_editor", "kainuu", True), ("region_editor", "lappi", False),
    ):  # fmt: skip
        client = people.client(app, who)
        response = client.get(f"/alueet/{slug}")
        links = Page(response).links()
        assert (f"/alueet/{slug}/omat" in links) is found
        form = f"/alueet/{slug}/menetelmat/tasapaino"
        assert (form in Page(client.get("/menetelmat/tasapaino")).links(), who) == (found, who)


def test_entries_of_what_is_no_longer_published_are_not_shown(
    app: Flask, own_client: PageClient, session: Session
) -> None:
    told.say(session, "lappi", "kotikaynti", Status.IN_USE, ago(5))
    session.commit()
    assert methods_of(own_client.get_page("/alueet/lappi"), "kaytossa") == ["kotikaynti"]
    with db.transaction(app.extensions["hyte"].engine) as other:
        methods.save(other, "tests", samples.NO_EFFECT.model_copy(update={"state": State.DRAFT}))
    for address in ("/alueet/lappi", "/alueet/lappi/merkinnat", "/alueet", "/kayttokartta"):
        page = own_client.get_page(address)
        assert "/menetelmat/kotikaynti" not in page.links()
    assert len(numbers(own_client.get_page("/alueet"), "lappi")) == 2
