"""Decisions in public, in a real browser: judged by axe and on a narrow screen; and an appeal from the form to its public answer."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from registry import db
from registry.domain import appeals, dates, methods
from registry.domain import people as persons
from registry.domain.permissions import Grant, Role, system
from registry.domain.review_terms import Cause
from tests import panels, people, samples
from tests.world import World

from . import conftest
from .axe import faults
from .conftest import serve
from .signed_in import Door, door
from .test_narrow import OUTSIDE
from .walking import follow

OTHER = {"axes": {"effect": "benefit", "size": "small", "certainty": "moderate"}}
PUBLIC = (
    "/paatokset/1", "/en/paatokset/3", "/sv/paatokset/3/uudelleenarviointi", "/menetelmat/tasapaino", "/menetelmat/alkoholineuvonta",
    "/indikaattorit/lonkkamurtumat",
)  # fmt: skip
DESK = ("/toimitus/pyynnot", "/toimitus/pyynnot/1")


@pytest.fixture(scope="module")
def at(browser: Browser, whole_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The way in to a service where a panel has decided, changed its mind and been torn, and somebody has appealed."""
    folder: Path = tmp_path_factory.mktemp("decided")
    world = whole_world.copy(folder / "data")
    engine = db.make_engine(world.settings.database_url)
    with db.transaction(engine) as session:
        people.move_in(session)
        for given in (samples.BALANCE, samples.ALCOHOL):
            methods.save(session, "tests", given)
        panels.published(session)
        panels.published(session, cause=Cause.NEW_STUDY, votes=OTHER)
        panels.published(session, "alkoholineuvonta", outcomes=("juominen",), indicators=("O1",), torn=True)
        asked = {"who": "Pekka Pyytäjä", "contact": "pekka@example.fi", "grounds": "Tutkimus puuttui.\n" + "x" * 200}
        appeals.make(session, 3, **asked, today=dates.today() - timedelta(days=3))
        grants = frozenset({Grant(Role.EDITOR)})
        persons.set_grants(session, system("tests"), people.person_id(session, "observer"), grants)
    engine.dispose()
    with serve(folder) as address, door(browser, world.settings, address) as found:
        yield found


@pytest.mark.parametrize(("who", "addresses"), [("nobody", PUBLIC), ("observer", DESK)], ids=["nobody", "observer"])
def test_everybody_can_use_the_pages(at: Door, who: str, addresses: tuple[str, ...]) -> None:
    context = at.context(who)
    page, found = context.new_page(), {}
    for address in addresses:
        page.set_viewport_size(conftest.DESK)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        found[address] = faults(page)
        page.set_viewport_size({"width": 320, "height": 800})
        found[address] += page.evaluate(OUTSIDE)
    context.close()
    assert {address: what for address, what in found.items() if what} == {}


def test_an_appeal_from_the_form_to_its_public_answer(at: Door) -> None:
    visitor, editor = at.context("nobody"), at.context("observer")
    page = visitor.new_page()
    page.goto("/paatokset/4")
    follow(page.locator("a[href='/paatokset/4/uudelleenarviointi']"))
    page.locator("[name=who]").fill("Yhdistys ry")
    page.locator("[name=grounds]").fill("Uusi koe muuttaa luokan.")
    follow(page.locator("main form button"))
    expect(page.locator(".error-summary a")).to_have_attribute("href", "#contact")
    assert faults(page) == []
    expect(page.locator("[name=grounds]")).to_have_value("Uusi koe muuttaa luokan.")
    page.locator("[name=contact]").fill("yhdistys@example.fi")
    follow(page.locator("main form button"))
    expect(page.locator("[role=status]")).to_be_visible()
    desk = editor.new_page()
    desk.goto("/toimitus/pyynnot")
    follow(desk.locator("tr", has_text="Yhdistys ry").locator("th a"))
    desk.locator("[name=answer]").fill("Koe on liian pieni; luokka säilyy.")
    follow(desk.locator("main form button"))
    expect(desk).to_have_url(re.compile(r"/toimitus/pyynnot([?#]|$)"))
    page.goto("/paatokset/4")
    expect(page.locator("#pyynnot ~ .written")).to_have_text("Koe on liian pieni; luokka säilyy.")
    assert "Yhdistys" not in page.content()
    visitor.close()
    editor.close()
