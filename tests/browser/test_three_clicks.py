"""The main job: in three clicks a newcomer finds the best methods for hip fractures, one that should be given up, and why."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from .conftest import DESK
from .walking import follow

PHONE = {"width": 360, "height": 740}
BEST = {"A", "B", "C"}


class Visitor:
    """Counts clicks; only what can be seen is clicked."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def go(self, where: Locator) -> None:
        """One click on something that is there and leads on."""
        expect(where).to_be_visible()
        follow(where)
        self.clicks += 1


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def visitor(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> Visitor:
    """On the front page, in Finnish; what is elsewhere answers, but is not asked."""
    context = new_context(viewport=request.param)
    context.route(
        lambda url: "127.0.0.1" not in url,
        lambda route: route.fulfill(body="<title>source</title>", content_type="text/html"),
    )
    page = context.new_page()
    page.goto("/")
    return Visitor(page)


def test_by_the_indicator(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go(page.locator("main").get_by_role("link", name="Lonkkamurtumat"))

    # the first section is of the best rated there are, best first, each with effect, certainty and standing
    first = page.locator("main section").first
    letters = first.locator("tbody .k").all_inner_texts()
    assert letters
    assert set(letters) <= BEST
    assert letters == sorted(letters)
    row = first.locator("tbody tr").first
    for part in ("th a", "th .sub", ".grade"):
        expect(row.locator(part).first).to_be_visible()
    expect(row).to_contain_text("alustava arvio")

    # one of the least beneficial, and what to do instead
    visitor.go(page.locator("section.apart tbody a").first)
    assert page.locator(".figures .k").inner_text() in {"F", "G"}
    instead = page.locator(".instead")
    expect(instead.get_by_role("heading", name="Mitä tehdä sen sijaan")).to_be_visible()
    assert len(instead.inner_text().split()) > 10

    # why: the evidence, and its source
    source = page.locator(".sources .evidence a[href^='https://']").first
    address = source.get_attribute("href")
    visitor.go(source)
    expect(page).to_have_title("source")
    assert page.url == address
    assert visitor.clicks == 3


def test_by_words(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("combobox", name="Hae menetelmää").fill("lonkkamurtuma")
    visitor.go(page.get_by_role("button", name="Hae"))
    least = page.locator(".hit").filter(has=page.locator(".k-f, .k-g")).first
    visitor.go(least.get_by_role("link", name="mitä tehdä sen sijaan"))
    expect(page.locator(".instead")).to_be_in_viewport()
    visitor.go(page.locator(".sources .evidence a[href^='https://']").first)
    expect(page).to_have_title("source")
    assert visitor.clicks == 3
