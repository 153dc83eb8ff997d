"""An editor adds a webinar in a real browser, with a mistake first; then it is in the list, on its indicator's page and in the calendar."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from registry import db
from tests import webinar_samples
from tests.world import World

from .axe import faults
from .conftest import serve
from .signed_in import Door, door
from .test_narrow import OUTSIDE


@pytest.fixture(scope="module")
def at(browser: Browser, small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The way in to a service with a recommendation and the starter webinars."""
    folder: Path = tmp_path_factory.mktemp("webinars")
    world = small_world.copy(folder / "data")
    engine = db.make_engine(world.settings.database_url)
    with db.transaction(engine) as session:
        webinar_samples.for_walk(session)
    engine.dispose()
    with serve(folder) as address, door(browser, world.settings, address) as found:
        yield found


def test_a_webinar_from_the_form_to_its_calendar(at: Door) -> None:
    editor, visitor = at.context("editor"), at.context("nobody")
    page = editor.new_page()
    page.goto("/webinaarit")
    page.locator("main a[href='/toimitus/webinaarit/uusi']").click()
    page.wait_for_url("**/toimitus/webinaarit/uusi")
    page.locator("[name=title_fi]").fill("Näytös: lonkkamurtumat")
    page.locator("[name=held_on]").fill("31.11.2099")
    page.locator("[name=starts_at]").fill("9.30")
    page.locator("[name=indicators][value=O2]").check()
    page.locator("main form .actions button").click()
    expect(page.locator(".error-summary a")).to_have_attribute("href", "#held_on")
    assert faults(page) == []
    expect(page.locator("[name=title_fi]")).to_have_value("Näytös: lonkkamurtumat")
    expect(page.locator("[name=indicators][value=O2]")).to_be_checked()
    page.locator("[name=held_on]").fill("30.11.2099")
    page.locator("main form .actions button").click()
    page.wait_for_url("**/webinaarit/naytos-lonkkamurtumat?tallennettu=1")
    seen = visitor.new_page()
    for address in ("/webinaarit", "/indikaattorit/lonkkamurtumat"):
        seen.goto(address)
        expect(seen.locator("main a[href='/webinaarit/naytos-lonkkamurtumat']")).to_be_visible()
    calendar = visitor.request.get("/webinaarit.ics").text()
    assert "SUMMARY:Näytös: lonkkamurtumat" in calendar
    assert "DTSTART:20991130T073000Z" in calendar
    editor.close()
    visitor.close()


@pytest.mark.parametrize(
    "address", ["/sv/webinaarit/tulossa", "/suositukset/kaatumissuositus", "/menetelmat/tasapaino"]
)
def test_everybody_can_use_the_pages(at: Door, address: str) -> None:
    context = at.context("nobody")
    page = context.new_page()
    page.goto(address)
    assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(OUTSIDE) == []
    context.close()
