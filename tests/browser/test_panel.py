"""A method from draft through two rounds of the panel to a published decision, and on to the one that takes its place.

One editor, nine reviewers of whom two are conflicted, a visitor and an administrator, each in a browser context of their own, on a service of
this test's own with the real catalogue. Fields are found by their names; no word of the interface is read.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from registry import db
from tests import panels, people
from tests.panels import NINE
from tests.world import World

from .conftest import serve
from .panel_deeds import (
    AT_DESKS,
    BARRED,
    DRAFT,
    METHOD,
    SECRET,
    VOTERS,
    declared,
    fill,
    flat,
    judged,
    moved,
    opened,
    published,
    refused,
    sent,
    status,
    voted,
)
from .signed_in import Door, door
from .walking import follow


@pytest.fixture
def at(browser: Browser, whole_world: World, tmp_path: Path) -> Iterator[Door]:
    """The way in to a service with the real catalogue, an editor, an administrator and nine reviewers whom nobody has invited yet."""
    world = whole_world.copy(tmp_path / "data")
    engine = db.make_engine(world.settings.database_url)
    with db.transaction(engine) as session:
        people.move_in(session)
        panels.nine(session)
    engine.dispose()
    with serve(tmp_path) as address, door(browser, world.settings, address) as found:
        yield found


def read(page: Page, path: str) -> Any:
    """What the API answers a visitor."""
    return page.request.get(path).json()


def test_from_a_draft_to_a_decision_and_on(at: Door) -> None:
    editor, visitor = at.context("editor").new_page(), at.context("nobody").new_page()
    reviewers = {who: at.context(who).new_page() for who in NINE}

    # a draft, that nobody but editors sees
    editor.goto("/toimitus/menetelmat/uusi")
    judged(editor)
    typed = dict(flat(DRAFT.plain()))
    fill(editor, typed)
    follow(editor.locator("button[name=lisaa][value=outcomes-0-reasons]"))
    fill(editor, {name: value for name, value in typed.items() if "reasons" in name})
    follow(editor.locator("main form.editing .actions .button:not(.quiet)"))
    expect(editor).to_have_url(re.compile(rf"/{METHOD}\?"))
    assert status(visitor, f"/menetelmat/{METHOD}") == 404

    # the first round: interests before all else, two are barred in every way
    number = opened(editor)
    for who, page in ((who, page) for who, page in reviewers.items() if who in (*AT_DESKS, *BARRED)):
        declared(page, number, BARRED.get(who, "none"), SECRET if who in BARRED else "", from_desk=who == NINE[0])
    for who in BARRED:
        refused(reviewers[who], number)
    for index, who in enumerate(VOTERS):
        vote = (reviewers[who], number, "not_studied", 7 + index % 3, f"Perustelu {index}.")
        voted(*vote, judge=index == 0) if who in AT_DESKS else sent(*vote, declare=True)
    editor.goto(f"/kierrokset/{number}")
    judged(editor)
    for hidden in ("Perustelu", SECRET, "Muistakaa"):
        expect(editor.locator("main")).not_to_contain_text(hidden)

    # the second one: how the votes lie and why, without names; a draft keeps itself
    moved(editor, number)
    first = reviewers["reviewer_1"]
    first.goto(f"/arvioinnit/{number}/lippu")
    expect(first.locator("main .said li").first).to_be_visible()
    expect(first.locator("main")).to_contain_text("Muistakaa kesä.")
    for who in NINE[1:]:
        expect(first.locator("main")).not_to_contain_text(people.name(who))
    first.locator("[name=comment]").fill("Kesken")
    expect(first.locator("form.ballot [name=version]")).to_have_value("1")
    judged(first)
    first.reload()
    expect(first.locator("[name=comment]")).to_have_value("Kesken")
    for index, who in enumerate(VOTERS):
        vote = (reviewers[who], number, "not_studied", 8, f"Toinen perustelu {index}.")
        voted(*vote) if who in AT_DESKS else sent(*vote, declare=False)
    moved(editor, number)
    judged(editor)
    assert reviewers["reviewer_1"].request.post(f"/kierrokset/{number}/paatos").status == 403
    published(editor, number, "first")
    editor.goto(f"/toimitus/menetelmat/{METHOD}")
    follow(editor.locator("button[name=state][value=julkaistu]"))
    expect(editor.locator("main [role=status]")).to_be_visible()

    # page, search, API and feed show it to anybody
    old = seen(visitor, "D")
    judged(visitor)

    # what is new is looked at; the old decision stays what it was at its own address
    number = opened(editor, light=True, whom=VOTERS)
    declared(reviewers[NINE[0]], number)
    voted(reviewers[NINE[0]], number, "benefit", 9, "Uusi koe.", judge=True)
    for who in VOTERS[1:]:
        sent(reviewers[who], number, "benefit", 9, f"Uusi koe, {who}.", declare=True)
    moved(editor, number)
    published(editor, number, "new_study")
    new = seen(visitor, "A")
    assert new != old
    assert status(visitor, old) == 200
    judged(visitor)
    expect(visitor.locator("main .figures .k-d")).to_have_count(1)
    expect(visitor.locator(f"main a[href$='{new}']").first).to_be_visible()
    expect(visitor.locator("main")).not_to_contain_text(SECRET)

    told(at.context("administrator").new_page())


def seen(visitor: Page, letter: str) -> str:
    """The class is on the page, among the hits of its facet, in the API and in the feed; the path of its decision."""
    answer = read(visitor, f"/api/v1/methods/{METHOD}/ratings")["outcomes"][0]["decisions"][0]
    assert (answer["class"], answer["standing"], answer["n"]) == (letter, "decided", 7)
    path = re.sub(r"^https?://[^/]+", "", str(answer["url"]))
    assert read(visitor, f"/api/v1/methods/{METHOD}")["rating"]["class"] == letter
    for other in "DA":
        hits = read(visitor, f"/api/v1/methods?rating={other}&per_page=100&q=iltak%C3%A4vely")["items"]
        assert (METHOD in {one["id"] for one in hits}) is (other == letter)
    visitor.goto(f"/menetelmat?q=iltak%C3%A4vely&arvio={letter}")
    expect(visitor.locator(f"main a[href$='/menetelmat/{METHOD}']").first).to_be_visible()
    feed = visitor.request.get(f"/menetelmat/{METHOD}/syote.atom").text()
    assert path in feed
    visitor.goto(f"/menetelmat/{METHOD}")
    expect(visitor.locator(f"main .figures .k-{letter.lower()}")).to_have_count(1)
    expect(visitor.locator(f"main a[href*='{path}']").first).to_be_visible()
    return path


def told(auditor: Page) -> None:
    """From the log alone: who opened, declared, voted in which phase, moved and decided, and when; never what they voted."""
    rows = {}
    for kind in ("round", "method"):
        auditor.goto(f"/yllapito/tapahtumat?laji={kind}")
        rows[kind] = auditor.locator("main tbody tr").all_inner_texts()
    judged(auditor)

    def by(who: str, kind: str = "round") -> int:
        return sum(people.name(who) in row.splitlines()[-1] for row in rows[kind])

    assert {who: by(who) for who in VOTERS} == dict.fromkeys(VOTERS, 2 + 3)  # two declarations, three ballots
    assert {who: by(who) for who in BARRED} == dict.fromkeys(BARRED, 1)  # a declaration
    assert by("editor") == 2 + 2 + 3  # opened, invited, moved
    assert by("editor", "method") == 1 + 2 + 1  # added, decided, published
    for row in rows["round"]:
        assert re.search(r"\d{1,2}\.\d{1,2}\.\d{4} \d{1,2}[.:]\d{2}", row), row
        assert not any(hidden in row for hidden in ("Perustelu", SECRET, "Muistakaa"))
