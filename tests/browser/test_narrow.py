"""Narrow screens and large text: what scrolls and what is cut off, asked of every kind of page by `test_every_kind.py`; here larger text."""

import pytest
from playwright.sync_api import Page

from .addresses import MAIN
from .conftest import DESK, Site, measured

WIDTHS = (640, 360, 320)  # 640 px is a screen of 1280 at 200 %, 320 px one at 400 %

# What reaches out of the page to the right; words for ears only and what is cut off on purpose do not.
OUTSIDE = """() => {
    const width = document.documentElement.clientWidth;
    const wide = [...document.querySelectorAll('body *')].filter(one => {
        const box = one.getBoundingClientRect();
        return box.width > 1 && (box.right > width + 0.5 || box.left < -0.5) && !one.closest('svg, .sr, .skip');
    });
    return document.documentElement.scrollWidth > width || wide.length
        ? [`scrolls ${document.documentElement.scrollWidth} in ${width}`, ...wide.map(one => one.outerHTML.slice(0, 120))]
        : [];
}"""
# Words that are cut off: their box hides what does not fit.
CUT = """() => [...document.querySelectorAll('body *')].filter(one => {
    const style = getComputedStyle(one);
    return ['hidden', 'clip'].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1
        && style.clipPath === 'none' && style.textOverflow !== 'ellipsis' && one.checkVisibility() && !one.closest('svg');
}).map(one => one.outerHTML.slice(0, 120))"""

# Words of up to 20 letters that a line's end cuts in two; a browser without Finnish hyphens must manage. Addresses may break.
BROKEN = r"""() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const around = text.parentElement;
        if (!around.checkVisibility() || text.data.includes('://') || around.closest('.sr, code')) continue;
        if ([around, around.closest('thead')].some(one => one && getComputedStyle(one).clipPath !== 'none')) continue;
        for (const { 0: word, index } of text.data.matchAll(/(?<![\p{L}\d])[\p{L}\d]{4,20}(?![\p{L}\d])/gu)) {
            const range = document.createRange();
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            const lines = new Set([...range.getClientRects()].filter(box => box.width > 1).map(box => Math.round(box.top)));
            if (lines.size > 1) found.push(`${word} in <${around.localName} class="${around.className}">`);
        }
    }
    return found;
}"""
SIZES = (
    "() => [...document.querySelectorAll('h1, h2, p, td, a')].map(one => parseFloat(getComputedStyle(one).fontSize))"
)


@pytest.mark.parametrize("kind", MAIN)
def test_text_may_grow(shared_page: Page, site: Site, kind: str) -> None:
    """A reader's own text size of 200 % in the browser (WCAG 2.2, 1.4.4): all sizes follow it, and nothing is cut off."""
    session = shared_page.context.new_cdp_session(shared_page)
    measured(shared_page, site.address(kind))
    before = shared_page.evaluate(SIZES)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    after = shared_page.evaluate(SIZES)
    found = shared_page.evaluate(OUTSIDE) + shared_page.evaluate(CUT)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    session.detach()
    assert [(was, now) for was, now in zip(before, after, strict=True) if now < was * 1.4] == []
    assert found == []


def test_words_are_spaced_as_a_reader_wishes(shared_page: Page, site: Site) -> None:
    """Text spacing (WCAG 2.2, 1.4.12) on a phone."""
    wish = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    found = {}
    shared_page.set_viewport_size({"width": 360, "height": 740})
    for kind in MAIN:
        measured(shared_page, site.address(kind))
        shared_page.evaluate(
            "wish => { const sheet = new CSSStyleSheet(); sheet.replaceSync(wish); document.adoptedStyleSheets = [sheet]; }",
            wish,
        )
        found[kind] = shared_page.evaluate(OUTSIDE) + shared_page.evaluate(CUT)
    shared_page.set_viewport_size(DESK)
    assert {kind: what for kind, what in found.items() if what} == {}
