"""Everything by keys alone: where the focus is can be seen, it goes everywhere, and it is never caught."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .addresses import MAIN
from .conftest import Site
from .walking import enter

PHONE = {"width": 360, "height": 740}
# What a Tab must reach: what is shown and can be pressed or filled.
REACHABLE = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary, select')]
    .filter(one => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })).length"""
# The focused element, how it shows that, and whether it is within the window and on top.
FOCUS = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getClientRects()[0];
    const under = box && document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {
        tag: one.tagName, text: one.outerHTML.slice(0, 120),
        outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
        seen: Boolean(box) && box.width > 0 && box.top >= 0 && box.bottom <= innerHeight,
        covered: !(under && (one.contains(under) || under.contains(one))),
    };
}"""


def _tab_through(page: Page) -> list[dict[str, Any]]:
    """Every stop from the top of the page until the focus leaves it."""
    stops: list[dict[str, Any]] = []
    while len(stops) < 1000:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("kind", MAIN)
def test_focus_reaches_everything_and_is_always_seen(
    new_context: Callable[..., BrowserContext], site: Site, kind: str
) -> None:
    page = new_context(reduced_motion="reduce").new_page()
    page.goto(site.address(kind))
    expected = page.evaluate(REACHABLE)
    stops = _tab_through(page)
    assert len(stops) == expected > 10
    assert [stop["text"] for stop in stops if stop["outline"] < 2] == []
    assert [stop["text"] for stop in stops if not stop["seen"] or stop["covered"]] == []


@pytest.mark.parametrize("kind", ["front", "words", "gap map"])
def test_focus_is_seen_on_a_phone(new_context: Callable[..., BrowserContext], site: Site, kind: str) -> None:
    """The letters of the evidence map stick to the top there, and must not cover what is focused."""
    page = new_context(viewport=PHONE, reduced_motion="reduce").new_page()
    page.goto(site.address(kind))
    stops = _tab_through(page)
    assert len(stops) == page.evaluate(REACHABLE)
    assert [stop["text"] for stop in stops if not stop["seen"] or stop["covered"]] == []
    while page.evaluate("document.activeElement.closest('main') !== null || document.activeElement === document.body"):
        page.keyboard.press("Shift+Tab")  # upwards, where what is focused comes in at the top
        stop = page.evaluate(FOCUS)
        assert stop["tag"] == "BODY" or (stop["seen"] and not stop["covered"]), stop["text"]


def test_facets_are_reached_and_chosen(page: Page, site: Site) -> None:
    page.goto(site.address("words"))
    page.locator(".search .button").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".facet a").first).to_be_focused()
    page.locator(".facet:not(#lajit) a").first.focus()  # the kinds come first, and lead to the search of everything
    enter(page)
    expect(page).to_have_url(re.compile(r"q=kaatuminen&\w+="))
    expect(page.locator(".chip")).to_have_count(1)


def test_the_facet_form_by_keys(page: Page, site: Site) -> None:
    page.goto(site.address("words"))
    page.locator(".facets a[href*='monta=1']").focus()
    enter(page)
    page.locator("form.facet-form input[type=checkbox]").first.focus()
    page.keyboard.press("Space")
    enter(page)
    expect(page).to_have_url(re.compile(r"q=kaatuminen&(?!monta)\w+="))


def test_the_menu_of_a_phone_by_keys(new_context: Callable[..., BrowserContext], site: Site) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(site.address("front"))
    page.locator(".menu > summary").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.locator(".menu nav a").first).to_be_focused()
    enter(page)
    expect(page).to_have_url(re.compile("/indikaattorit$"))
