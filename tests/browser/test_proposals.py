"""Development proposals in a real browser: the staff log two from a meeting by keyboard alone; a region supports one and sees the answer.

And a region's own proposal, from a bad first try to a draft method.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from registry import db
from tests import proposals
from tests.world import World

from .axe import faults
from .conftest import serve
from .signed_in import Door, door
from .test_narrow import OUTSIDE

FIRST, SECOND = "Kouluruokailun rauhoittaminen", "Ruotsinkieliset aineistot"
THIRD = "Hiljainen aamu hoivakodissa"


@pytest.fixture(scope="module")
def at(browser: Browser, small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The way in to a service with the proposals of the walk."""
    folder = tmp_path_factory.mktemp("proposed")
    world = small_world.copy(folder / "data")
    engine = db.make_engine(world.settings.database_url)
    with db.transaction(engine) as session:
        proposals.for_walk(session)
    engine.dispose()
    with serve(folder) as address, door(browser, world.settings, address) as found:
        yield found


def test_everybody_can_use_the_pages(at: Door) -> None:
    for who, address in (
        ("nobody", "/kehitysehdotukset"),
        ("editor", "/kehitysehdotukset?nakyma=taulu"),
        ("editor", "/kehitysehdotukset/1"),
    ):
        context = at.context(who)
        page = context.new_page()
        page.goto(address)
        assert faults(page) == [], address
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate(OUTSIDE) == [], address
        context.close()


def press_to(page: Page, name: str) -> None:
    """Go on with the tabulator until a field is reached."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(name)


def write(page: Page, title: str, text: str) -> None:
    """Type a title and a text, from the title on."""
    page.keyboard.type(title)
    press_to(page, "text")
    page.keyboard.type(text)


def test_two_from_a_meeting_by_keyboard_and_an_answer_to_one(at: Door) -> None:
    staff, region = at.context("editor"), at.context("region_editor")
    page = staff.new_page()
    page.goto("/kehitysehdotukset/uusi")
    press_to(page, "kind")
    page.keyboard.press("ArrowDown")
    press_to(page, "title")
    write(page, FIRST, "Kiire vie ruokarauhan.")
    press_to(page, "region_slug")
    page.keyboard.type("Kainuu")
    press_to(page, "source_note")
    page.keyboard.type("Aluekokous")
    press_to(page, "seuraava")
    page.keyboard.press("Enter")
    page.wait_for_url("**/uusi?tallennettu=*")
    expect(page.locator("[name=title]")).to_be_focused()
    expect(page.locator("[name=source_note]")).to_have_value("Aluekokous")
    expect(page.locator("[name=region_slug]")).to_have_value("kainuu")
    assert faults(page) == []
    write(page, SECOND, "Puuttuu kaksi lomaketta.")
    press_to(page, "files")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kehitysehdotukset/*?tehty=lahetetty")
    expect(page.locator("h1")).to_have_text(SECOND)
    theirs = region.new_page()
    theirs.goto("/kehitysehdotukset")
    theirs.get_by_role("link", name=FIRST).click()
    theirs.locator("form[action$='/tuki'] button").click()
    theirs.wait_for_url("**?tehty=tuettu")
    page.goto(theirs.url.split("?")[0])
    page.locator("[name=to][value=accepted]").check()
    page.locator("[name=answer]").fill("Kokeillaan keväällä.")
    page.locator("form[action$='/vaihe'] button").click()
    page.wait_for_url("**?tehty=vaihe")
    theirs.goto(theirs.url.split("?")[0])
    expect(theirs.locator(".proposal-steps .written")).to_have_text("Kokeillaan keväällä.")
    staff.close()
    region.close()


def test_a_regions_proposal_becomes_a_draft_method(at: Door) -> None:
    region, staff = at.context("region_editor"), at.context("editor")
    theirs = region.new_page()
    theirs.goto("/kehitysehdotukset/uusi?laji=new_method")
    theirs.locator("[name=title]").fill(THIRD)
    send = theirs.locator("form.proposal-form button:not([name=seuraava])")
    send.click()
    expect(theirs.locator("div[role=alert] a[href='#text']")).to_be_visible()
    assert faults(theirs) == []
    expect(theirs.locator("[name=title]")).to_have_value(THIRD)
    theirs.locator("textarea[name=text]").fill("Kokeiltu kahdessa kunnassa.")
    send.click()
    theirs.wait_for_url("**/kehitysehdotukset/*?tehty=lahetetty")
    address = theirs.url.split("?")[0]
    page = staff.new_page()
    page.goto(address)
    page.locator("[name=to][value=accepted]").check()
    page.locator("[name=answer]").fill("Otetaan luetteloon.")
    page.locator("form[action$='/vaihe'] button").click()
    page.wait_for_url("**?tehty=vaihe")
    page.locator("form[action$='/menetelma'] button").click()
    page.wait_for_url(f"**/toimitus/menetelmat/ehdotus-{address.rpartition('/')[2]}")
    expect(page.locator("h1")).to_contain_text(THIRD)
    theirs.goto(address)
    expect(theirs.locator(".proposal-steps .written")).to_have_text("Otetaan luetteloon.")
    region.close()
    staff.close()
