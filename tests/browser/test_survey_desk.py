"""The desk of the survey in a real browser, as an editor: a round is opened, its regions are reminded, one is given its answers back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from registry import db
from registry.domain import dates
from registry.settings import Settings
from tests import surveys
from tests.world import World

from .axe import faults
from .conftest import serve
from .signed_in import Door, door

ADDRESS = "/en/toimitus/hyte-status"


@pytest.fixture
def settings(small_world: World, tmp_path: Path) -> Settings:
    """A small world without a round."""
    return small_world.copy(tmp_path / "data").settings


@pytest.fixture
def at(browser: Browser, settings: Settings, tmp_path: Path) -> Iterator[Door]:
    with serve(tmp_path) as address, door(browser, settings, address) as found:
        yield found


def kainuu_hands_in(settings: Settings) -> None:
    engine = db.make_engine(settings.database_url)
    with db.transaction(engine) as session:
        surveys.answer_all(session, "kainuu")
        surveys.hand_in(session, "kainuu")
    engine.dispose()


def test_a_round_from_its_opening_to_answers_given_back(at: Door, settings: Settings) -> None:
    page, today = at.context("editor").new_page(), dates.today()
    page.goto(ADDRESS)
    page.locator("#definition").select_option("2025")
    page.locator("#opens_on").fill("31.2.2026")
    page.locator("#closes_on").fill(f"{today + timedelta(days=30):%d.%m.%Y}")
    page.locator("#opens_on").press("Enter")
    expect(page.locator(".error-summary a[href='#opens_on']")).to_have_count(1)
    expect(page.locator("#opens_on")).to_have_value("31.2.2026")
    assert faults(page) == []
    page.locator("#opens_on").fill(f"{today:%d.%m.%Y}")
    page.locator("#opens_on").press("Enter")
    page.wait_for_url("**/2025?tehty=avattu")
    kainuu_hands_in(settings)
    page.locator("form[action$='/muistuta'] button").click()
    page.wait_for_url("**/2025?tehty=muistutettu")
    expect(page.locator("form[action$='/muistuta'] button")).to_be_disabled()
    back = page.locator("a[href$='/palauta/kainuu']")
    expect(back).to_have_count(1)
    assert faults(page) == []
    back.click()
    page.wait_for_url("**/palauta/kainuu")
    page.locator("#why").fill("Tarkistakaa tasot.")
    page.locator("form.form button").click()
    page.wait_for_url("**/2025?tehty=palautettu")
    expect(page.locator("a[href$='/palauta/kainuu']")).to_have_count(0)
