"""The survey's results in a real browser: an observer reads the heat map and compares rounds; a region's editor confirms a method."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from registry import db
from registry.domain import methods
from tests import people, samples, surveys
from tests.world import World

from .axe import faults
from .conftest import serve
from .signed_in import Door, door
from .test_narrow import OUTSIDE

HERE = "/hyte-status/2025/tulokset"
OFFERS = "/alueet/kainuu/kyselyn-menetelmat/2025"


@pytest.fixture(scope="module")
def at(browser: Browser, whole_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The way in to a service where Kainuu and Lappi have answered two rounds."""
    folder: Path = tmp_path_factory.mktemp("surveyed")
    world = whole_world.copy(folder / "data")
    engine = db.make_engine(world.settings.database_url)
    with db.transaction(engine) as session:
        people.move_in(session)
        methods.save(session, "tests", samples.BALANCE)
        for key, began, levels in (("2024", -400, (1, 3)), ("2025", -1, (2, 3))):
            surveys.open_round(session, key, began=began, days=500)
            for region, level in zip(("kainuu", "lappi"), levels, strict=True):
                surveys.answer_all(session, region, key=key, level=level)
                surveys.hand_in(session, region, key=key)
    engine.dispose()
    with serve(folder) as address, door(browser, world.settings, address) as found:
        yield found


def test_an_observer_reads_the_heat_map_and_compares_rounds(at: Door) -> None:
    context = at.context("observer")
    page = context.new_page()
    page.goto("/hyte-status")
    page.locator(f"main a[href='{HERE}']").click()
    page.wait_for_url(f"**{HERE}")
    kainuu = page.locator(".heat tbody tr", has=page.locator(f"a[href='{HERE}/kainuu']"))
    expect(kainuu.locator("td")).to_have_count(13)
    expect(page.locator(".heat .silent")).to_have_count(20)
    assert faults(page) == []
    page.locator("select[name=vertaa]").select_option("2024")
    page.locator("form.limits button").click()
    page.wait_for_url("**vertaa=2024*")
    expect(kainuu.locator(".trend.up")).to_have_count(13)
    expect(page.locator(".heat .trend.same")).to_have_count(13)
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(OUTSIDE) == []
    kainuu.locator("th a").click()
    page.wait_for_url(f"**{HERE}/kainuu")
    expect(page.locator(".against tbody tr")).to_have_count(13)
    assert page.evaluate(OUTSIDE) == []
    context.close()


def test_a_region_editor_confirms_an_offered_method(at: Door) -> None:
    context = at.context("region_editor")
    page = context.new_page()
    page.goto("/alueet/kainuu/omat")
    page.locator(f"main a[href='{OFFERS}']").click()
    page.wait_for_url(f"**{OFFERS}")
    page.locator("#decision_tasapaino").check()
    page.locator("main form.offers button").click()
    expect(page.locator(".error-summary a")).to_have_attribute("href", "#since_tasapaino")
    assert faults(page) == []
    page.locator("#since_tasapaino").fill("3/2024")
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(OUTSIDE) == []
    page.locator("main form.offers button").click()
    page.wait_for_url(f"**{OFFERS}?vahvistettu=1*")
    expect(page.locator("form.offers")).to_have_count(0)
    page.goto("/alueet/kainuu")
    expect(page.locator("main a[href='/menetelmat/tasapaino']").first).to_be_visible()
    context.close()
