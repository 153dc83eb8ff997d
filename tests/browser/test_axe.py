"""axe finds nothing: WCAG 2.2 AA and its best practice, also in the dark. Every kind of page in light: `test_every_kind.py`."""

import re

import pytest
from playwright.sync_api import Page

from .addresses import MAIN
from .axe import faults
from .conftest import Site

# The letter of a class and what its chip or cell is filled with: axe does not see a fill that is drawn by ::before.
LETTERS = """() => [...document.querySelectorAll('main .k, .gap td a')].map(one => [
    one.className || one.parentElement.className,
    getComputedStyle(one).color,
    getComputedStyle(one, '::before').backgroundColor,
])"""


def test_axe_is_awake(shared_page: Page, site: Site) -> None:
    shared_page.goto(site.address("about"))
    shared_page.evaluate(
        "document.querySelector('h1').outerHTML = '<h4>A <img src=\"data:,\"> and an <a href=\"/\"></a></h4>'"
    )
    assert {fault.split(":")[0] for fault in faults(shared_page)} >= {"image-alt", "link-name", "page-has-heading-one"}


@pytest.mark.parametrize("kind", MAIN)
def test_main_pages_in_the_dark(shared_page: Page, site: Site, kind: str) -> None:
    shared_page.emulate_media(color_scheme="dark")
    shared_page.goto(site.address(kind))
    found = faults(shared_page)
    shared_page.emulate_media(color_scheme="light")
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["front", "gap map"])
def test_class_letters_stand_out_from_their_fill(shared_page: Page, site: Site, kind: str, scheme: str) -> None:
    shared_page.emulate_media(color_scheme=scheme)
    shared_page.goto(site.address(kind))
    found = shared_page.evaluate(LETTERS)
    shared_page.emulate_media(color_scheme="light")
    assert len(found) >= 8
    assert [one for one in found if _contrast(one[1], one[2]) < 4.5] == []


def _contrast(*colours: str) -> float:
    """The contrast of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted(map(_luminance, colours))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    assert colour.startswith("rgb("), colour
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
