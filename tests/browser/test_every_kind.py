"""Every kind of page in all that is asked of a page: what it loads and leaves behind, keys, axe, narrow screens and large text, paper.

One visit serves all questions, as a visit costs more than a question. In Finnish everything is asked; in the other languages what words may
change. What a question means stands in the module that it is from.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .addresses import FORMS, IN_LANGUAGES, MAIN
from .axe import faults
from .conftest import DESK, Site
from .test_csp import Watch, traces
from .test_narrow import BROKEN, CUT, OUTSIDE, WIDTHS
from .test_print import PRESSED, SHEET

# What does not fit, with everything folded as it came and then unfolded; `words` asks for broken words, too.
FIT = f"""words => {{
    const asked = [{OUTSIDE}, {CUT}], folded = [...document.querySelectorAll('details:not([open])')];
    const found = asked.flatMap(one => one());
    for (const one of folded) one.open = true;
    found.push(...[...asked, ...(words ? [{BROKEN}] : [])].flatMap(one => one()));
    for (const one of folded) one.open = false;
    return found;
}}"""


@pytest.fixture(scope="module")
def watch(browser: Browser, site: Site) -> Iterator[Watch]:
    """A visitor's page, watched; each test goes to its own address, and leaves window and colours as they were."""
    context = browser.new_context(viewport=DESK, locale="fi-FI", reduced_motion="reduce")
    yield Watch(context.new_page(), site)
    context.close()


@pytest.mark.parametrize(("kind", "language"), IN_LANGUAGES)
def test_all_that_is_asked_of_a_page(watch: Watch, site: Site, kind: str, language: str) -> None:
    page, finnish = watch.page, language == "fi"
    page.context.clear_cookies()
    watch.forget()
    answer = page.goto(site.address(kind, language))
    assert answer
    assert answer.status == (404 if kind == "missing" else 200)
    page.evaluate("document.fonts.ready.then(fonts => fonts.size)")
    assert page.locator("html").get_attribute("lang") == language
    if finnish and kind not in FORMS:
        assert watch.troubles == []
        assert {"document", "stylesheet"} <= watch.loaded
        assert traces(page) == []
    if finnish:
        _skips(page)
    found = _fits(page, kind, finnish)
    # contrast is a matter of the stylesheets, not of the language
    found["axe"] = faults(page, without=() if finnish else ("color-contrast",))
    if finnish:
        found["paper"] = _on_paper(page)
    assert {where: what for where, what in found.items() if what} == {}


def _skips(page: Page) -> None:
    """The skip link comes first and leads to the content."""
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main, footer'))")
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")


def _fits(page: Page, kind: str, finnish: bool) -> dict[str, list[str]]:
    """Nothing scrolls sideways, no word is cut; on a phone what is pressed is large enough, and the main kinds pass axe there, too."""
    found = {"desk": page.evaluate(BROKEN)}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        found[f"{width} px"] = page.evaluate(FIT, width >= 360)
        if width == 360 and finnish:
            found["phone"] = faults(page, rules=() if kind in MAIN else ("target-size",), fold=True)
    page.set_viewport_size(DESK)
    return found


def _on_paper(page: Page) -> list[str]:
    """What is pressed is left out, the heading stays."""
    page.emulate_media(media="print")
    page.set_viewport_size(SHEET)
    found: list[str] = page.evaluate(PRESSED)
    page.emulate_media(media="screen")
    page.set_viewport_size(DESK)
    return found
