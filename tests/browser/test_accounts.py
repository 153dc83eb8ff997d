"""People in a real browser: their pages are well made, their cookie is Secure on this machine too, and nothing they write is lost."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import people
from tests.world import World

from .axe import faults
from .conftest import DESK, serve
from .test_narrow import CUT, OUTSIDE
from .walking import enter, follow

PAGES: Final = {
    "nobody": ("/kirjaudu", "/unohtunut-salasana", "/kutsu/kaytetty", "/salasana/kaytetty"),
    "region_editor": ("/", "/oma-tili", "/yllapito/henkilot"),
    "administrator": ("/oma-tili", "/yllapito/henkilot", "/yllapito/henkilot/1", "/yllapito/viestit"),
}
LANGUAGES: Final = ("", "/sv", "/en")


@pytest.fixture(scope="module")
def service(small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service with six people, of this module's own."""
    folder = tmp_path_factory.mktemp("people")
    small_world.copy(folder / "data")
    with serve(folder) as address:
        yield address


@pytest.fixture
def context(browser: Browser, service: str) -> Iterator[BrowserContext]:
    """A browser that nobody has signed in on."""
    found = browser.new_context(base_url=service, viewport=DESK, locale="fi-FI", reduced_motion="reduce")
    yield found
    found.close()


def sign_in(page: Page, who: str) -> None:
    """By the form, if it is there."""
    page.fill("[name=email]", people.email(who))
    page.fill("[name=password]", people.PASSWORD)
    enter(page)


def press(page: Page, action: str) -> None:
    """The button of the form that sends to an address."""
    follow(page.locator(f"form[action='{action}'] button"))


def test_the_cookie_is_secure_and_works_here(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/menetelmat")
    assert context.cookies() == []
    page.goto("/oma-tili")
    sign_in(page, "editor")
    assert page.url.endswith("/oma-tili")
    assert people.email("editor") in page.locator("main").inner_text()
    cookies = [(one["name"], one["secure"], one["httpOnly"], one["sameSite"]) for one in context.cookies()]
    assert cookies == [("hyte", True, True, "Lax")]
    press(page, "/ulos")
    page.goto("/oma-tili")
    assert "/kirjaudu" in page.url


def test_nothing_written_is_lost_when_the_session_ends(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/oma-tili")
    sign_in(page, "observer")
    page.fill("[name=name]", "Uusi ”Nimi” & <b>muu</b>")
    context.clear_cookies()
    press(page, "/oma-tili/nimi")
    assert faults(page) == []
    sign_in(page, "observer")
    assert faults(page) == []
    press(page, "/oma-tili/nimi")
    assert page.url.endswith("/oma-tili?tehty=nimi")
    assert "Uusi ”Nimi” & <b>muu</b>" in page.locator("main").inner_text()


@pytest.mark.parametrize("who", PAGES)
def test_pages_of_people_are_well_made(context: BrowserContext, who: str) -> None:
    page = context.new_page()
    if who != "nobody":
        page.goto("/kirjaudu")
        sign_in(page, who)
    if who == "administrator":  # a mail that waits, with its long links
        page.goto("/yllapito/henkilot")
        page.fill("[name=name]", "Erittäin-Pitkäniminen Kutsuttu")
        page.fill("[name=email]", "kutsuttu.jonka.osoite.on.pitka@hyvinvointialue.example.fi")
        page.check("[value=observer]")
        press(page, "/yllapito/henkilot")
    found: dict[str, list[str]] = {}
    for address in PAGES[who]:
        for language in LANGUAGES:
            page.set_viewport_size(DESK)
            page.goto(language + address)
            found[language + address] = faults(page)
            page.set_viewport_size({"width": 320, "height": 740})
            found[language + address] += page.evaluate(OUTSIDE) + page.evaluate(CUT)
    assert {address: what for address, what in found.items() if what} == {}


def test_mistakes_are_told_where_they_are(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/kirjaudu")
    page.fill("[name=email]", people.email("editor"))
    enter(page)
    assert faults(page) == []
    follow(page.locator(".error-summary a").first)
    expect(page.locator("[name=email]")).to_be_focused()
    expect(page.locator("[name=email]")).to_have_value(people.email("editor"))
