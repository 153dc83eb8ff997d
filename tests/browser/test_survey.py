"""Answering the survey in a real browser, as a region's editor: kept as written, both texts where two write at once, handed in; on a phone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from registry import db
from registry.domain import survey_answers
from registry.domain import surveys as rounds
from registry.settings import Settings
from tests import surveys
from tests.world import World

from .axe import faults
from .conftest import serve
from .signed_in import Door, door

PHONE = {"width": 360, "height": 740}
ADDRESS = "/en/hyte-status/2025/kainuu"
MINE, THEIRS = "Mitä kirjoitin", "Mitä toinen kirjoitti"
TEXT = ("rakenteet-sanoin", "")
LOSES = """
const send = window.fetch;
let sent = 0, release;
window.fetch = async (...request) => {
  const turn = document.documentElement.dataset.sent = ++sent;
  const answer = await send(...request);
  if (turn === 2) await new Promise((go) => { release = go; document.documentElement.dataset.held = ""; });
  document.documentElement.dataset.home = turn;
  if (turn === 1) throw new TypeError("stored, but the page never hears of it");
  return answer;
};
window.hide = () => {
  Object.defineProperty(document, "visibilityState", { value: "hidden" });
  document.dispatchEvent(new Event("visibilitychange"));
  window.setTimeout = () => 0;
  release();
};
"""
"""The first answer of the server is lost, the second held; `hide()` hides the page, whose timers no longer run, and lets the answer go."""


@pytest.fixture
def settings(small_world: World, tmp_path: Path) -> Settings:
    """A small world in which Kainuu has answered everything but one level."""
    world = small_world.copy(tmp_path / "data")
    engine = db.make_engine(world.settings.database_url)
    with db.transaction(engine) as session:
        surveys.open_round(session)
        surveys.answer_all(session, "kainuu")
        surveys.answer(session, "kainuu", ("kypsyys", "P2"), {})
    engine.dispose()
    return world.settings


@pytest.fixture
def at(browser: Browser, settings: Settings, tmp_path: Path) -> Iterator[Door]:
    with serve(tmp_path) as address, door(browser, settings, address) as found:
        yield found


def saved(settings: Settings, slot: tuple[str, str]) -> list[dict]:
    """Every form of an answer, oldest first."""
    engine = db.make_engine(settings.database_url)
    with db.session_for(engine) as session:
        there = survey_answers.of_region(session, rounds.find(session, "2025"), "kainuu")[slot]
        forms = survey_answers.versions(session, surveys.WRITER, there.id or 0)
        found = [one.value for one in reversed(forms)]
    engine.dispose()
    return found


def elsewhere(settings: Settings, words: str) -> None:
    """Somebody else of the region saves the same answer."""
    engine = db.make_engine(settings.database_url)
    with db.transaction(engine) as session:
        surveys.answer(session, "kainuu", TEXT, {"text": words})
    engine.dispose()


def write(page: Page, words: str) -> None:
    page.locator("#rakenteet-sanoin").fill(words)


def test_answering_together_and_handing_in(at: Door, settings: Settings) -> None:
    page = at.context("region_editor").new_page()
    page.goto(f"{ADDRESS}/rakenteet")
    place = page.locator("#k-rakenteet-sanoin")
    write(page, MINE)
    expect(place.locator("[data-saved]")).to_have_text(re.compile("saved by you"))
    elsewhere(settings, THEIRS)
    write(page, f"{MINE} uudelleen")
    expect(place.locator(".theirs")).to_contain_text(THEIRS)
    assert page.locator("#rakenteet-sanoin").input_value() == f"{MINE} uudelleen"
    assert faults(page) == []
    place.locator(".theirs button").first.click()
    expect(place.locator("[data-saved]")).to_have_text(re.compile("saved by you"))
    assert [one["text"] for one in saved(settings, TEXT)][-3:] == [MINE, THEIRS, f"{MINE} uudelleen"]
    page.goto(f"{ADDRESS}/anna")
    expect(page.locator("form.form button")).to_have_count(0)  # a level is missing
    page.locator("a[href$='#k-kypsyys_P2']").click()
    page.wait_for_url("**/tietojohtaminen#k-kypsyys_P2")
    page.locator("#kypsyys_P2-3").check()
    expect(page.locator("#k-kypsyys_P2 [data-saved]")).to_have_text(re.compile("saved by you"))
    page.goto(f"{ADDRESS}/anna")
    page.locator("form.form button").click()
    page.wait_for_url("**/kainuu?tehty=annettu")
    page.goto(f"{ADDRESS}/rakenteet")
    expect(page.locator("form.survey")).to_have_count(0)
    expect(page.locator("main")).to_contain_text(f"{MINE} uudelleen")


def test_on_a_phone_without_javascript(at: Door, settings: Settings) -> None:
    page = at.context("region_editor", viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(f"{ADDRESS}/rakenteet")
    write(page, MINE)
    elsewhere(settings, THEIRS)
    page.locator("button[name=stay]").click()
    expect(page.locator(".theirs")).to_contain_text(THEIRS)
    expect(page.locator("#rakenteet-sanoin")).to_have_value(MINE)
    page.locator("button[name=next]").click()
    page.wait_for_url("**/rahoitus?tehty=tallennettu")
    assert saved(settings, TEXT)[-1] == {"text": MINE}
    for section in ("tietojohtaminen", "menetelmat", "ehdotukset"):
        page.goto(f"{ADDRESS}/{section}")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_method_of_the_whole_catalogue(at: Door, settings: Settings) -> None:
    page = at.context("region_editor").new_page()
    page.goto(f"{ADDRESS}/menetelmat")
    place = page.locator("#k-menetelmat-kaytossa_P4")
    place.locator("summary").click()
    name = page.locator("#menetelmat option[data-id=kotikaynti]").get_attribute("value") or ""
    place.locator("[data-add]").fill(name)
    place.locator("[data-add]").press("Tab")
    expect(place.locator("input[value=kotikaynti]")).to_be_checked()
    expect(place.locator("[data-saved]")).to_have_text(re.compile("saved by you"))
    assert "kotikaynti" in saved(settings, ("menetelmat-kaytossa", "P4"))[-1]["methods"]
    assert faults(page) == []


def test_an_answer_lost_on_the_way_is_no_conflict_and_a_hidden_page_still_sends(at: Door, settings: Settings) -> None:
    page = at.context("region_editor").new_page()
    page.add_init_script(LOSES)
    page.goto(f"{ADDRESS}/rakenteet")
    html = page.locator("html")
    write(page, MINE)
    expect(html).to_have_attribute("data-home", "1")
    write(page, f"{MINE} ja")  # goes only after the lost one has gone again
    expect(html).to_have_attribute("data-held", "")
    write(page, f"{MINE} ja lisää")
    page.evaluate("hide()")
    expect(html).to_have_attribute("data-home", "3")
    assert [one["text"] for one in saved(settings, TEXT)][-2:] == [MINE, f"{MINE} ja lisää"]
    expect(page.locator(".theirs")).to_have_count(0)
