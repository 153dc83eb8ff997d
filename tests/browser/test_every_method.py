"""All methods in Finnish, each opened once: accessible, narrow enough, and its one-minute top on one screen."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from .axe import faults
from .conftest import DESK, Site, measured
from .test_narrow import BROKEN, OUTSIDE

BOTTOM = "selector => document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0"


# Puts another page of the service into this one: the same stylesheets and scripts, for a fraction of what opening it costs.
TURN = """async address => {
    const answer = await fetch(address), found = new DOMParser().parseFromString(await answer.text(), 'text/html');
    document.title = found.title;
    document.querySelector('main').replaceWith(document.adoptNode(found.querySelector('main')));
    scrollTo(0, 0);
    await document.fonts.ready;
    return answer.status;
}"""


@dataclass
class Seen:
    """What one method's page is like."""

    faults: list[str]
    broken: list[str]
    minute_ends: float
    instead_begins: float
    sources: int
    outside: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def methods(shared_page: Page, site: Site) -> dict[str, Seen]:
    """Every method by its id: all at a desk, then all on a narrow screen."""
    ids = [item["id"] for page in ("1", "2") for item in site.methods(page=page)]
    measured(shared_page, f"{site.url}/menetelmat/{ids[0]}")
    found = {method: _at_a_desk(shared_page, method) for method in ids}
    shared_page.set_viewport_size({"width": 320, "height": 640})
    for method, seen in found.items():
        _turn(shared_page, method)
        seen.outside = shared_page.evaluate(OUTSIDE)
    shared_page.set_viewport_size(DESK)
    return found


def _turn(page: Page, method: str) -> None:
    assert page.evaluate(TURN, f"/menetelmat/{method}") == 200, method


def _at_a_desk(page: Page, method: str) -> Seen:
    _turn(page, method)
    tops = {selector: page.evaluate(BOTTOM, selector) for selector in (".minute", ".instead h2")}
    broken = page.evaluate(BROKEN)
    sources = page.locator(".sources a[href^='http']").count()
    # contrast is a matter of the stylesheets, which test_every_kind.py holds on a method of each class
    found = faults(page, without=("color-contrast",), fold=True)
    return Seen(found, broken, tops[".minute"], tops[".instead h2"], sources)


def test_there_are_all(methods: dict[str, Seen]) -> None:
    assert len(methods) >= 104


def test_axe_finds_nothing(methods: dict[str, Seen]) -> None:
    assert {method: seen.faults for method, seen in methods.items() if seen.faults} == {}


def test_nothing_scrolls_sideways(methods: dict[str, Seen]) -> None:
    assert {method: seen.outside for method, seen in methods.items() if seen.outside} == {}


def test_no_word_is_cut(methods: dict[str, Seen]) -> None:
    assert {method: seen.broken for method, seen in methods.items() if seen.broken} == {}


def test_the_minute_ends_on_the_first_screen(methods: dict[str, Seen]) -> None:
    """What, for whom, class, effect, certainty, cost and indicators within 1280 x 800."""
    fits = {method: seen.minute_ends for method, seen in methods.items() if not seen.instead_begins}
    assert {method: end for method, end in fits.items() if not 0 < end <= DESK["height"]} == {}


def test_what_to_do_instead_begins_on_the_first_screen(methods: dict[str, Seen], site: Site) -> None:
    begins = {method: seen.instead_begins for method, seen in methods.items() if seen.instead_begins}
    assert set(begins) >= {item["id"] for letter in "FG" for item in site.methods(rating=letter)}
    assert {method: begin for method, begin in begins.items() if begin > DESK["height"] - 100} == {}


def test_sources_are_links(methods: dict[str, Seen]) -> None:
    """Every method has at least one address to read on; a few have a citation alone."""
    without = [method for method, seen in methods.items() if not seen.sources]
    assert without == []
