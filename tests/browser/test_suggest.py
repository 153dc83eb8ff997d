"""Suggestions under the search box: a combobox by the ARIA pattern, that chooses nothing for the reader."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .conftest import Site


@pytest.fixture
def box(page: Page, site: Site) -> Locator:
    """The search box of the front page."""
    page.goto(site.address("front"))
    return page.get_by_role("combobox")


@pytest.fixture
def options(page: Page, box: Locator) -> Locator:
    """The suggestions for "kaatu"."""
    box.fill("kaatu")  # at once: on a slow machine suggestions for "kaat" may be shown in between
    found = page.get_by_role("option")
    expect(found.nth(2)).to_be_visible()
    return found


def test_the_box_tells_what_it_is(page: Page, box: Locator) -> None:
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    listed = page.locator(f"#{box.get_attribute('aria-controls')}")
    expect(listed).to_have_attribute("role", "listbox")
    expect(listed).to_be_hidden()
    assert page.locator(f"#{listed.get_attribute('aria-labelledby')}").inner_text()


def test_suggestions_appear_and_are_told(page: Page, box: Locator, options: Locator) -> None:
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_contain_text(str(options.count()))
    assert all("aatu" in text for text in options.all_inner_texts()[:3])
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)


def test_one_letter_suggests_nothing(page: Page, box: Locator) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "suggest?" in request.url else None)
    box.press_sequentially("k")
    page.wait_for_timeout(400)
    assert asked == []
    expect(box).to_have_attribute("aria-expanded", "false")


def test_arrows_go_round_and_what_was_typed_stays(box: Locator, options: Locator) -> None:
    count = options.count()
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    box.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    box.press("ArrowUp")
    expect(options.nth(count - 1)).to_have_attribute("aria-selected", "true")
    expect(options.nth(count - 1)).to_be_in_viewport()
    expect(box).to_have_value("kaatu")
    expect(box).to_be_focused()


def test_escape_closes_and_keeps_what_was_typed(box: Locator, options: Locator) -> None:
    box.press("ArrowDown")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("kaatu")
    box.press("ArrowDown")
    expect(options.first).to_be_visible()


def test_enter_on_a_suggestion_goes_there(page: Page, box: Locator, options: Locator) -> None:
    name = options.first.locator("span").first.inner_text()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile("/(menetelmat|indikaattorit)/|q="))
    expect(page.locator("main")).to_contain_text(name.split(" (")[0])


def test_enter_without_choosing_searches_what_was_typed(page: Page, box: Locator, options: Locator) -> None:
    expect(options.first).to_be_visible()
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/menetelmat\?q=kaatu$"))


def test_a_suggestion_can_be_clicked(page: Page, options: Locator) -> None:
    options.nth(1).click()
    expect(page).to_have_url(re.compile("/(menetelmat|indikaattorit)/|q="))


def test_leaving_the_box_closes(page: Page, box: Locator, options: Locator) -> None:
    box.press("Tab")
    expect(options.first).to_be_hidden()
    expect(page.get_by_role("button", name="Hae")).to_be_focused()


@pytest.mark.parametrize(("prefix", "typed"), [("/sv", "höftf"), ("/en", "hip fr")])
def test_in_the_other_languages(page: Page, prefix: str, typed: str) -> None:
    page.goto(prefix + "/")
    box = page.get_by_role("combobox")
    box.press_sequentially(typed, delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile(rf"{prefix}/(menetelmat|indikaattorit)"))


def test_also_among_the_results(page: Page, site: Site) -> None:
    page.goto(site.address("words"))
    page.get_by_role("combobox").fill("alko")
    expect(page.get_by_role("option").first).to_be_visible()


def test_a_server_that_fails_disturbs_nobody(page: Page, box: Locator) -> None:
    page.route("**/suggest?*", lambda route: route.fulfill(status=503, body="<html>"))
    box.press_sequentially("kaatu")
    page.wait_for_timeout(400)
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("Enter")
    expect(page).to_have_url(re.compile("q=kaatu"))


def test_text_is_shown_as_text(page: Page, box: Locator) -> None:
    def answer(route: Route) -> None:
        route.fulfill(json={"items": [{"text": "<b>kaatu</b>", "kind": "term", "url": None}]})

    page.route("**/suggest?*", answer)
    box.press_sequentially("kaatu")
    expect(page.get_by_role("option")).to_contain_text("<b>kaatu</b>")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile("q=%3Cb%3Ekaatu"))
