"""What the pages load and leave behind: nothing from elsewhere, nothing against their policy, no cookie, no other trace."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, expect

from .addresses import MAIN
from .conftest import Site
from .walking import enter, follow

# The browser's own message of the page that is missing on purpose.
MISSING = "Failed to load resource: the server responded with a status of 404 (NOT FOUND)"


class Watch:
    """What happens in a page while one looks at it."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self._site = page, site
        self.troubles: list[str] = []
        self.loaded: set[str] = set()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def forget(self) -> None:
        """Before the next page."""
        self.troubles.clear()
        self.loaded.clear()

    def _console(self, message: ConsoleMessage) -> None:
        missing = message.text == MISSING and message.location["url"] == self.page.url
        if message.type in ("error", "warning") and not missing:
            self.troubles.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        self.loaded.add(request.resource_type)
        if not request.url.startswith((self._site.url + "/", "data:")):
            self.troubles.append(f"elsewhere: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # going on before all was loaded is no trouble
            self.troubles.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if "set-cookie" in response.headers:
            self.troubles.append(f"cookie: {response.url}")
        if "default-src 'none'" not in response.headers.get("content-security-policy", ""):
            self.troubles.append(f"no policy: {response.url}")
        if response.headers.get("x-content-type-options") != "nosniff":
            self.troubles.append(f"may be sniffed: {response.url}")


@pytest.fixture
def watch(page: Page, site: Site) -> Watch:
    """A new visitor's page, watched."""
    return Watch(page, site)


def traces(page: Page) -> list[object]:
    """What a visit has left in the browser."""
    return page.context.cookies() + page.evaluate(
        "async () => [...Object.keys(localStorage), ...Object.keys(sessionStorage),"
        " ...(await indexedDB.databases()), ...(await navigator.serviceWorker.getRegistrations())]"
    )


@pytest.mark.parametrize("language", ["sv", "en"])
def test_main_pages_in_the_other_languages(watch: Watch, site: Site, language: str) -> None:
    """In Finnish every kind of page: `test_every_kind.py`."""
    for kind in MAIN:
        watch.page.goto(site.address(kind, language))
        watch.page.evaluate("document.fonts.ready.then(fonts => fonts.size)")
    assert {"document", "stylesheet", "font", "script"} <= watch.loaded
    assert watch.troubles == []
    assert traces(watch.page) == []


def test_a_visit_leaves_nothing(watch: Watch, site: Site) -> None:
    """Typing, choosing a suggestion, a facet, the facet form and another language."""
    page = watch.page
    page.goto(site.address("front"))
    page.get_by_role("combobox").press_sequentially("kaatu", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    enter(page)
    follow(page.locator(".facet a").first)
    follow(page.locator(".facets a[href*='monta=1']"))
    page.locator("form.facet-form input[type=checkbox]:not(:checked)").first.check()
    follow(page.locator("form.facet-form button"))
    follow(page.locator(".menu a[hreflang=en]"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert watch.troubles == []
    assert traces(page) == []


def test_the_policy_is_in_force(page: Page, site: Site) -> None:
    """A script and a style that come in by a text do nothing."""
    page.goto(site.address("front"))
    page.evaluate("""() => {
        document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.broken = true'}));
        document.querySelector('h1').setAttribute('style', 'color: rgb(1, 2, 3)');
    }""")
    assert page.evaluate("window.broken") is None
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(1, 2, 3)"


def test_our_script_is_found_by_the_policy(new_context: Callable[..., BrowserContext], site: Site) -> None:
    page = new_context().new_page()
    page.goto(site.address("front"))
    expect(page.get_by_role("combobox")).to_be_visible()
