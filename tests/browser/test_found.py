"""The search of everything in a real browser: a visitor follows a kind to a recommendation, and finds no proposal that an editor finds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from registry import db
from tests import people, proposals, world
from tests.world import World

from .axe import faults
from .conftest import serve
from .signed_in import Door, door
from .test_narrow import OUTSIDE
from .walking import follow


@pytest.fixture(scope="module")
def at(browser: Browser, whole_pattern: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The way in to a service with a proposal that is not public."""
    folder: Path = tmp_path_factory.mktemp("searched")
    made = whole_pattern.copy(folder / "data")
    engine = db.make_engine(made.settings.database_url)
    with db.transaction(engine) as session:
        people.move_in(session)
        proposals.sent(session, "editor", title="Kaatumisryhmiä iltaisin", text="Ryhmiä toivotaan töissä käyville.")
    world.service(made.settings).indexer(engine).drain(engine)
    engine.dispose()
    with serve(folder) as address, door(browser, made.settings, address) as found:
        yield found


def test_a_visitor_follows_a_kind_from_methods_to_a_recommendation(at: Door) -> None:
    context = at.context("nobody")
    page = context.new_page()
    page.goto("/menetelmat")
    page.locator("#q").fill("kaatuminen")
    follow(page.locator("form.search button"))
    expect(page.locator("#muualla")).to_be_visible()
    expect(page.locator("a[href*='laji=proposal']")).to_have_count(0)
    assert faults(page) == []
    follow(page.locator("#lajit a[href*='laji=recommendation']"))
    expect(page.locator("#laji-recommendation")).to_be_visible()
    assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(OUTSIDE) == []
    name = page.locator(".hit.other h3 a").first.inner_text()
    follow(page.locator(".hit.other h3 a").first)
    expect(page.locator("h1")).to_contain_text(name)
    context.close()


def test_an_editor_finds_a_proposal_that_a_visitor_does_not(at: Door) -> None:
    for who, count in (("nobody", 0), ("editor", 1)):
        context = at.context(who)
        page = context.new_page()
        page.goto("/haku?q=kaatumisryhmä")
        expect(page.locator("[id^='proposal-']")).to_have_count(count)
        if count:
            assert faults(page) == []
            follow(page.locator("[id^='proposal-'] h3 a"))
            expect(page.locator("h1")).to_contain_text("Kaatumisryhmiä iltaisin")
        context.close()
