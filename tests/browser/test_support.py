"""Support in a real browser: a region asks from the method's page, an editor takes it up, both go on, and an experience report is asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from registry import db
from registry.domain import methods
from tests import people, samples
from tests.world import World

from .axe import faults
from .conftest import serve
from .signed_in import Door, door
from .test_narrow import OUTSIDE


@pytest.fixture(scope="module")
def at(browser: Browser, whole_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The way in to a service with people and a method that is there in every version of the content."""
    folder: Path = tmp_path_factory.mktemp("supported")
    world = whole_world.copy(folder / "data")
    engine = db.make_engine(world.settings.database_url)
    with db.transaction(engine) as session:
        people.move_in(session)
        methods.save(session, "tests", samples.BALANCE)
    engine.dispose()
    with serve(folder) as address, door(browser, world.settings, address) as found:
        yield found


def test_from_the_wish_to_the_experience_report(at: Door) -> None:
    region, editor = at.context("region_editor").new_page(), at.context("editor").new_page()
    region.goto("/en/menetelmat/tasapaino")
    region.locator("section[aria-labelledby=tuki] a.button").click()
    region.wait_for_url("**/alueet/kainuu/tuki/tasapaino")
    expect(region.locator("[name=direction][value=adopt]")).to_be_checked()
    region.locator("main form button").click()
    expect(region.locator(".error-summary a")).to_have_attribute("href", "#wish")
    region.locator("[name=wish]").fill("Tarvitsemme apua koulutukseen.")
    region.locator("main form button").click()
    region.wait_for_url("**/tuki/1?tehty=pyydetty")

    editor.goto("/en/toimitus/tuki/tasapaino/kayttoonotto")  # the method gets steps of its own
    for box in editor.locator("form.checklist textarea").all():
        box.fill("")
    editor.locator("[name=steps_exploration]").fill("Kirjatkaa tarve.\nLukekaa näyttö.")
    editor.locator("form.checklist button").click()
    editor.wait_for_url("**/kayttoonotto?tehty=1")
    editor.goto("/en/toimitus")
    editor.locator("section[aria-labelledby=tuki] a").click()
    editor.locator("section[aria-labelledby=odottavat] th a").click()
    editor.locator("form[action$='/ota'] button").click()
    editor.wait_for_url("**/tuki/1?tehty=otettu")
    expect(editor.locator("[name=ticked]")).to_have_count(2)
    editor.locator("[name=ticked]").first.check()
    editor.locator("form[action$='/tehdyt'] button").click()
    editor.wait_for_url("**/tuki/1?tehty=askeleet*")
    assert faults(editor) == []

    region.goto("/en/tuki/1")
    expect(region.locator("[name=ticked]").first).to_be_checked()
    region.locator("[name=note]").fill("Koulutus on varattu.")
    region.locator("form[action$='/merkinta'] button").click()
    region.wait_for_url("**/tuki/1?tehty=merkitty*")
    region.set_viewport_size({"width": 320, "height": 800})
    assert region.evaluate(OUTSIDE) == []

    editor.goto("/en/tuki/1")
    expect(editor.locator("#merkinta-1 .written")).to_have_text("Koulutus on varattu.")
    editor.locator("[name=outcome][value=done]").check()
    editor.locator("form[action$='/paata'] button").click()
    editor.wait_for_url("**/tuki/1?tehty=paatetty")

    region.goto("/en/tuki/1")
    expect(region.locator("#kokemus a")).to_have_attribute("href", "/en/alueet/kainuu/kokemukset/tasapaino")
    assert faults(region) == []
    for page in (region, editor):
        page.context.close()
