"""What the stylesheets promise: own typefaces, classes known without colour, marks that follow their counts, colours that follow the reader."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from .addresses import CLASSES
from .conftest import Site

BEFORE = (
    "one => { const { width, backgroundColor } = getComputedStyle(one, '::before'); return [width, backgroundColor]; }"
)


def test_the_typefaces_are_ours(shared_page: Page, site: Site) -> None:
    shared_page.goto(site.address("front"), wait_until="networkidle")
    loaded = shared_page.evaluate("[...document.fonts].filter(one => one.status === 'loaded').map(one => one.family)")
    assert {family.strip('"') for family in loaded} == {"Source Sans 3", "Source Serif 4"}


def test_classes_are_known_without_colour(shared_page: Page, site: Site) -> None:
    """By the letter, by the shape of what works, is open and does not work, and by the word beside."""
    shared_page.goto(site.address("front"))
    shapes: dict[str, set[str]] = {}
    for group, letters in (("yes", "ABC"), ("open", "DEU"), ("no", "FG")):
        for letter in letters:
            chip = shared_page.locator(f".key .k-{letter.lower()}")
            assert chip.inner_text() == letter
            within = shared_page.locator(f".k-{letter.lower()}")
            assert len(shared_page.locator(".key li", has=within).locator(".name").inner_text()) > len("G: word")
            shape = "one => { const s = getComputedStyle(one, '::before'); return s.borderRadius + s.transform; }"
            shapes.setdefault(group, set()).add(chip.evaluate(shape))
    assert [len(one) for one in shapes.values()] == [1, 1, 1]
    assert len(set.union(*shapes.values())) == 3


def test_forced_colours_leave_the_classes_theirs(new_context: Callable[..., BrowserContext], site: Site) -> None:
    fills = []
    for forced in ("none", "active"):
        page = new_context(forced_colors=forced).new_page()
        page.goto(site.address("front"))
        fills.append([page.locator(f".key .k-{letter.lower()}").evaluate(BEFORE)[1] for letter in "ABCFG"])
    assert fills[0] == fills[1]
    assert len(set(fills[0])) == 5


@pytest.mark.parametrize("letter", CLASSES)
def test_marks_of_the_evidence_map_follow_their_counts(shared_page: Page, site: Site, letter: str) -> None:
    shared_page.goto(site.address("gap map"))
    sizes: dict[int, float] = {}
    for cell in shared_page.locator(f".gap td.m-{letter.lower()} a").all():
        count = int(re.findall(r"\d+", cell.inner_text())[0])
        sizes[min(count, 12)] = float(cell.evaluate(BEFORE)[0].removesuffix("px"))
    ordered = [size for _, size in sorted(sizes.items())]
    assert ordered == sorted(set(ordered))


def test_colours_follow_the_system(new_context: Callable[..., BrowserContext], site: Site) -> None:
    seen = set()
    for scheme in ("light", "dark"):
        page = new_context(color_scheme=scheme).new_page()
        page.goto(site.address("method A"))
        ink, plot = (
            page.locator(part).first.evaluate(f"one => getComputedStyle(one).{what}")
            for part, what in (("h1", "color"), (".forest .pt", "fill"))
        )
        assert ink == plot
        assert {page.locator(".forest .cut").first.evaluate("one => getComputedStyle(one).fill")} == {ink}
        seen.add((ink, page.evaluate("getComputedStyle(document.body).backgroundColor")))
    assert len(seen) == 2


def test_motion_only_where_it_is_welcome(new_context: Callable[..., BrowserContext], site: Site) -> None:
    page = new_context(reduced_motion="reduce").new_page()
    page.goto(site.address("front"))
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_facets_look_alike_as_links_and_as_a_form(shared_page: Page, site: Site) -> None:
    rows = []
    for kind, row in (("words", ".facet a"), ("several facets at once", ".facet label")):
        shared_page.goto(site.address(kind))
        rows.append(
            shared_page.locator(row).first.evaluate(
                "one => { const box = one.getBoundingClientRect(); return [getComputedStyle(one).display, box.left, box.width]; }"
            )
        )
    assert rows[0] == rows[1]
