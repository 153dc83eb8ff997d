"""On paper: what is pressed is left out, sources show their addresses, and a method's first page is the decision page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .addresses import KINDS, MAIN
from .conftest import Site, measured

SHEET = {"width": 673, "height": 1001}  # A4 less margins of 16 mm, at 96 px an inch
# What can be pressed and is shown, or a page without its heading: nothing, on paper. Every kind of page is asked by `test_every_kind.py`.
PRESSED = """() => [
    ...[...document.querySelectorAll('.menu, .facets, .search, .crumbs, .toc, .skip, .pages, .button, .footer ul')].filter(one => {
        const box = one.getBoundingClientRect();
        return box.width && box.height && getComputedStyle(one).visibility === 'visible';
    }).map(one => one.outerHTML.slice(0, 120)),
    ...(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1']),
]"""


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """A page as its print sees it, by a reader whose screen is dark; one for all tests here, as each goes to its own address."""
    context = browser.new_context(viewport=SHEET, color_scheme="dark", locale="fi-FI")
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def test_what_is_pressed_is_there_on_a_screen(paper: Page, site: Site) -> None:
    """The question of every kind of page is awake."""
    paper.goto(site.address("words"))
    assert paper.evaluate(PRESSED) == []
    paper.emulate_media(media="screen")
    seen = paper.evaluate(PRESSED)
    paper.emulate_media(media="print")
    assert len(seen) > 3


def test_results_stay(paper: Page, site: Site) -> None:
    paper.goto(site.address("words"))
    expect(paper.locator("#maara")).to_be_visible()
    expect(paper.locator(".hit").first).to_be_visible()
    assert paper.locator(".hit").first.evaluate("one => one.getBoundingClientRect().width") > 600


@pytest.mark.parametrize("kind", ["method A", "method G", "region with mentions"])
def test_sources_show_their_addresses(paper: Page, site: Site, kind: str) -> None:
    paper.goto(site.address(kind))
    shown = paper.locator(".sources a[href^=http]").evaluate_all(
        "links => links.map(link => [link.getAttribute('href'), getComputedStyle(link, '::after').content])"
    )
    assert shown
    assert [(href, content) for href, content in shown if href not in content] == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith("method ")])
def test_the_top_of_a_method_is_whole_on_the_first_page(paper: Page, site: Site, kind: str) -> None:
    measured(paper, site.address(kind))
    for part in ("h1", ".lede", ".figures .k", ".figures .word", ".figures .standing", ".minute"):
        expect(paper.locator(part).first).to_be_visible()
    last = ".instead" if paper.locator(".instead").count() else ".minute"
    bottom = paper.locator(last).evaluate("one => one.getBoundingClientRect().bottom")
    assert bottom < SHEET["height"]


@pytest.mark.parametrize("kind", MAIN)
def test_black_on_white_and_nothing_beside_the_sheet(paper: Page, site: Site, kind: str) -> None:
    measured(paper, site.address(kind))
    assert paper.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert paper.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    assert paper.evaluate("document.documentElement.scrollWidth") <= SHEET["width"]


def test_classes_keep_their_fill(paper: Page, site: Site) -> None:
    paper.goto(site.address("front"))
    adjusted = "one => getComputedStyle(one, '::before').printColorAdjust"
    assert {chip.evaluate(adjusted) for chip in paper.locator(".key .k").all()} == {"exact"}


def test_a_sheet_comes_out(paper: Page, site: Site) -> None:
    paper.goto(site.address("method A"))
    assert len(paper.pdf(format="A4", prefer_css_page_size=True)) > 20_000
