"""A region's experience in a real browser: a draft that keeps itself, come back to, published, and read on the method's page."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.world import World

from .axe import faults
from .conftest import serve
from .signed_in import Door, door
from .test_narrow import OUTSIDE

FORM = "/alueet/kainuu/kokemukset/tasapaino"
WORDS = "Ryhmät täyttyivät kahdessa viikossa"


@pytest.fixture(scope="module")
def at(browser: Browser, small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The way in to a small world."""
    folder: Path = tmp_path_factory.mktemp("experienced")
    world = small_world.copy(folder / "data")
    with serve(folder) as address, door(browser, world.settings, address) as found:
        yield found


def test_from_a_draft_to_the_method_page(at: Door) -> None:
    editor, visitor = at.context("region_editor"), at.context("nobody")
    page = editor.new_page()
    page.goto("/menetelmat/tasapaino")
    page.locator(f"#kokemuksia >> xpath=../.. >> a[href='{FORM}']").click()
    page.wait_for_url(f"**{FORM}")
    assert faults(page) == []
    page.locator("[name=reach]").fill(WORDS)
    page.locator("[name=helped][value=train]").check()
    expect(page.locator(".autosave")).not_to_be_empty()
    expect(page.locator("form.report [name=version]")).to_have_value("1")
    page.goto("/alueet/kainuu/omat")  # and come back another day
    page.locator(f"a[href='{FORM}']").first.click()
    page.wait_for_url(f"**{FORM}")
    expect(page.locator("[name=reach]")).to_have_value(WORDS)
    page.locator("button[name=publish]").click()
    expect(page.locator(".error-summary a")).to_have_attribute("href", "#again")
    page.locator("[name=again][value=no]").check()
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(OUTSIDE) == []
    page.locator("button[name=publish]").click()
    page.wait_for_url(re.compile(r"/kokemukset/1\?tehty=julkaistu"))
    assert page.evaluate(OUTSIDE) == []

    reader = visitor.new_page()
    reader.goto("/menetelmat/tasapaino")
    reader.locator("a[href='/kokemukset/1']").click()
    reader.wait_for_url("**/kokemukset/1")
    expect(reader.locator("main")).to_contain_text(WORDS)
    assert faults(reader) == []
    reader.goto("/kokemukset")
    assert faults(reader) == []
    editor.close()
    visitor.close()


def test_an_answer_that_gets_lost_is_no_conflict_and_a_hidden_page_does_not_wait(at: Door) -> None:
    editor = at.context("other_region_editor")
    page = editor.new_page()
    sent: list[Any] = []

    def lose_the_first(route: Route) -> None:
        sent.append(route.request.post_data_json)
        if len(sent) == 1:
            page.locator("[name=adoption]").fill("Kaksi")  # typed while the first is under way
            route.fetch()  # the service has it, and the browser does not learn of it
            route.abort()
        elif len(sent) == 3:
            page.locator("[name=changed]").fill("Kolme")
            page.evaluate("Object.defineProperty(document, 'visibilityState', { value: 'hidden' })")
            route.continue_()
        else:
            route.continue_()

    page.route("**/api/v1/regions/**", lose_the_first)
    page.goto("/alueet/lappi/kokemukset/tasapaino")
    page.locator("[name=reach]").fill("Yksi")
    expect(page.locator("form.report [name=version]")).to_have_value("3", timeout=15_000)
    assert [one["version"] for one in sent] == [0, 0, 1, 2]
    assert sent[1] == sent[0]
    assert [one["answers"][name] for one, name in zip(sent[2:], ("adoption", "changed"), strict=True)] == [
        "Kaksi",
        "Kolme",
    ]
    page.reload()
    expect(page.locator("[name=changed]")).to_have_value("Kolme")
    editor.close()
