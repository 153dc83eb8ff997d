"""Two editors and one method in real browsers: one on a phone without scripts, one at a desk; every page passes axe and fits its screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import people
from tests.world import World

from .axe import faults
from .conftest import DESK, serve
from .walking import follow

PHONE = {"width": 360, "height": 740}
FORM = "/toimitus/menetelmat/tasapaino"


@pytest.fixture
def service(small_world: World, tmp_path: Path) -> Iterator[str]:
    """The address of a service with the hand-made methods and the people of the tests."""
    small_world.copy(tmp_path / "data")
    with serve(tmp_path) as address:
        yield address


def editor(browser: Browser, service: str, **options: Any) -> Page:
    """The editor, signed in, before the form."""
    page = browser.new_context(base_url=service, locale="fi-FI", **options).new_page()
    page.goto(f"/kirjaudu?next={FORM}")
    page.locator("main input[name=email]").fill(people.email("editor"))
    page.locator("main input[name=password]").fill(people.PASSWORD)
    follow(page.locator("main form .button").first)
    expect(page).to_have_url(f"{service}{FORM}")
    return page


def judged(page: Page) -> None:
    """What is shown passes axe, at a desk and on a phone, with everything unfolded."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert faults(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


def press(page: Page, button: str = ".button:not([name])") -> None:
    """Press a button at the end of the form of the method."""
    follow(page.locator(f"form.editing > section:last-of-type .actions {button}"))


def test_two_editors_and_nothing_is_lost(browser: Browser, service: str) -> None:
    plain = editor(browser, service, viewport=PHONE, java_script_enabled=False)
    desk = editor(browser, service, viewport=DESK)
    judged(desk)

    # a source more, without a script: the page comes back at its list
    follow(plain.locator("button[name=lisaa][value=evidence]"))
    expect(plain).to_have_url(f"{service}{FORM}#evidence")
    new = plain.locator("#evidence-3")
    expect(new).to_have_attribute("open", "")
    new.locator("select[name=evidence-3-kind]").select_option("rct")
    new.locator("[name=evidence-3-source]").fill("Uusi tutkimus")
    new.locator("[name=evidence-3-finding]").fill("Ei eroa.")
    new.locator("[name=evidence-3-doi]").fill("10.1002/14651858.cd012424")
    press(plain)
    expect(plain.locator(".error-summary a")).to_have_attribute("href", "#evidence-2-doi")
    plain.locator("[name=evidence-2-doi]").fill("10.1000/uusi")
    plain.locator("#selite").fill("Uusi tutkimus lisätty.")
    press(plain, "[name=esikatsele]")
    expect(plain.locator("main")).to_contain_text("Uusi tutkimus")
    follow(plain.locator("form.preview .button:not([name])"))
    expect(plain.locator("main p[role=status]")).to_be_visible()

    # the other one sees both versions, and saves theirs upon it
    desk.locator("[name=equity]").fill("Toisen toimittajan huomio.")
    press(desk)
    expect(desk.locator("section[aria-labelledby=heidan] ins").filter(has_text="10.1000/uusi")).to_be_visible()
    expect(desk.locator("section[aria-labelledby=teidan]")).to_contain_text("Toisen toimittajan huomio.")
    judged(desk)
    expect(desk.locator("[name=equity]")).to_have_value("Toisen toimittajan huomio.")
    expect(desk.locator("[name=evidence-2-source]")).to_have_value("Uusi tutkimus")
    press(desk)
    judged(desk)

    # every version can be read, and the first is brought back
    follow(desk.locator("main a[href$='/menetelmat/tasapaino/versiot']"))
    judged(desk)
    expect(desk.locator("tbody tr")).to_have_count(3)
    follow(desk.locator("tbody tr").nth(1).locator("a"))
    expect(desk.locator("ins").filter(has_text="Uusi tutkimus")).to_be_visible()
    judged(desk)
    desk.goto("/menetelmat/tasapaino/versiot/1")
    follow(desk.locator("main form .button"))
    expect(desk.locator("main p[role=status]")).to_be_visible()
    expect(desk.locator("[name=evidence-2-source]")).to_have_value("")
    for address in ("/toimitus", "/toimitus/menetelmat", "/toimitus/menetelmat/uusi"):
        desk.goto(address)
        judged(desk)
