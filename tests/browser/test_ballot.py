"""The ballot in a browser: on a phone without JavaScript, and what its script says when it cannot keep the draft."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import select

from registry import db
from registry.domain.models import Ballot, SignedIn
from registry.settings import Settings
from tests import panels, people
from tests.world import World

from .axe import faults
from .conftest import serve
from .signed_in import Door, door
from .walking import follow

PHONE = {"width": 360, "height": 740}
ADDRESS = "/arvioinnit/1/lippu"
WORDS = "Perustelu, jota ei saa kadottaa"


@pytest.fixture(scope="module")
def settings(small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A small world in which nine sit in round 1; each test here has a reviewer of its own."""
    world = small_world.copy(tmp_path_factory.mktemp("ballots") / "data")
    engine = db.make_engine(world.settings.database_url)
    with db.transaction(engine) as session:
        panels.sit(session, panels.open_round(session))
    engine.dispose()
    return world.settings


@pytest.fixture(scope="module")
def at(browser: Browser, settings: Settings) -> Iterator[Door]:
    with serve(settings.data_dir.parent) as address, door(browser, settings, address) as found:
        yield found


def test_on_a_phone_without_javascript(at: Door) -> None:
    page = at.context("reviewer_1", viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(ADDRESS)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for name, value in (("effect", "benefit"), ("size", "small"), ("certainty", "low"), ("score", "7")):
        for box in page.locator(f"input[name^={name}_][value='{value}']").all():
            box.check()
    follow(page.locator("button[name=hand_in]"))  # the reasons are missing
    expect(page.locator(".error-summary a")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for reason in page.locator("textarea[name^=reason_]").all():
        reason.fill(WORDS)
    follow(page.locator("button[name=hand_in]"))
    expect(page).to_have_url(re.compile(r"/arvioinnit/1\?tehty=annettu"))


def test_what_belongs_to_another_effect_is_hidden(at: Door) -> None:
    page = at.context("reviewer_2", viewport=PHONE).new_page()
    page.goto(ADDRESS)
    first = page.locator(".ballot-item").first
    for effect, size, certainty in (("benefit", True, True), ("none", False, True), ("not_studied", False, False)):
        first.locator(f"input[value={effect}]").first.check()
        expect(first.locator(".axis-size")).to_be_visible(visible=size)
        expect(first.locator(".axis-certainty")).to_be_visible(visible=certainty)
    assert faults(page) == []


def test_a_draft_keeps_itself_until_the_session_ends_and_then_the_button_does(at: Door, settings: Settings) -> None:
    page = at.context("reviewer_3").new_page()
    page.goto(ADDRESS)
    said, form = page.locator(".autosave"), page.locator("form.ballot")
    page.locator("textarea[name^=reason_]").first.fill(WORDS)
    expect(said).not_to_be_empty()
    expect(form.locator("[name=version]")).to_have_value("1")

    engine = db.make_engine(settings.database_url)
    with db.transaction(engine) as session:
        for row in session.exec(select(SignedIn)):
            session.delete(row)
    page.locator("[name=comment]").fill("Lisäys")
    expect(said).to_have_text(form.get_attribute("data-ended") or "")
    follow(page.locator("button[name=draft]"))
    page.locator("input[name=email]").fill(people.email("reviewer_3"))
    page.locator("input[name=password]").fill(people.PASSWORD)
    follow(page.locator("main form .button").first)
    follow(page.locator(f"main form[action$='{ADDRESS}'] .button"))
    expect(page.locator("main [role=status]").first).to_be_visible()
    with db.session_for(engine) as session:
        (kept,) = session.exec(select(Ballot).where(Ballot.comment == "Lisäys")).all()
        assert kept.submitted_at is None
        assert [answer["reason"] for answer in kept.answers.values()] == [WORDS]
    engine.dispose()


def test_two_windows_say_so(at: Door) -> None:
    context = at.context("reviewer_4")
    one, other = context.new_page(), context.new_page()
    for page in (one, other):
        page.goto(ADDRESS)
    one.locator("[name=comment]").fill("Ensimmäinen")
    expect(one.locator("form.ballot [name=version]")).to_have_value("1")
    other.locator("[name=comment]").fill("Toinen")
    form = other.locator("form.ballot")
    expect(other.locator(".autosave")).to_have_text(form.get_attribute("data-elsewhere") or "")
    follow(other.locator("button[name=draft]"))
    expect(other.locator(".error-summary")).to_contain_text("Ensimmäinen")
    expect(other.locator("[name=comment]")).to_have_value("Toinen")
