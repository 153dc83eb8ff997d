"""Everything can be done without JavaScript, at a desk and on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from .conftest import DESK
from .walking import enter, follow, tap

PHONE = {"width": 360, "height": 740}


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def plain(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> Page:
    """A visitor whose browser runs no script."""
    return new_context(java_script_enabled=False, viewport=request.param).new_page()


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    """The same with a phone."""
    return new_context(java_script_enabled=False, viewport=PHONE, has_touch=True).new_page()


def _unfold(page: Page, summary: str) -> None:
    """Opens a <details> where the screen is too narrow to show what is in it; only a page with its styles can tell."""
    page.wait_for_load_state("load")
    found = page.locator(summary)
    if found.is_visible():
        found.click()
        expect(found.locator("xpath=..")).to_have_attribute("open", "")


def _number(where: Locator) -> int:
    return int(re.sub(r"\D", "", where.inner_text()))


def test_scripts_are_off(plain: Page) -> None:
    plain.goto("/")
    assert plain.locator("[role=combobox]").count() == 0


def test_search_by_form(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("searchbox").fill("kaatumisten ehkäisy")
    follow(plain.get_by_role("button", name="Hae"))
    expect(plain).to_have_url(re.compile(r"/menetelmat\?q=kaatumisten\+ehk"))
    expect(plain.get_by_role("searchbox")).to_have_value("kaatumisten ehkäisy")
    assert plain.locator(".hit").count() > 5
    assert plain.locator(".hit mark").count() > 0


def test_search_by_the_enter_key(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("searchbox").fill("lonkkamurtuma")
    enter(plain)
    expect(plain).to_have_url(re.compile(r"q=lonkkamurtuma"))


def test_facets_are_links_and_lead_back(plain: Page) -> None:
    plain.goto("/menetelmat?q=kaatuminen")
    everything = _number(plain.locator("#maara"))
    _unfold(plain, ".facets > summary")
    facet = plain.locator(".facet a").filter(has=plain.locator(".k-a")).first
    promised = _number(facet.locator(".n"))
    follow(facet)
    expect(plain).to_have_url(re.compile(r"arvio=A"))
    assert 0 < _number(plain.locator("#maara")) == promised < everything
    follow(plain.locator(".chip").first)
    assert _number(plain.locator("#maara")) == everything


def test_several_facets_by_one_form(plain: Page) -> None:
    plain.goto("/menetelmat?q=kaatuminen")
    _unfold(plain, ".facets > summary")
    follow(plain.locator(".facets a[href*='monta=1']"))
    form = plain.locator("form.facet-form")
    form.locator("input[name=arvio][value=E]").check()
    form.locator("input[name=arvio][value=F]").check()
    follow(form.get_by_role("button"))
    expect(plain).to_have_url(re.compile(r"q=kaatuminen&arvio=E&arvio=F|q=kaatuminen.*arvio=F.*arvio=E"))
    letters = set(plain.locator(".hit > .k").all_inner_texts())
    assert letters
    assert letters <= {"E", "F"}
    assert plain.locator(".chip").count() == 2


def test_a_new_search_keeps_the_limits(plain: Page) -> None:
    plain.goto("/menetelmat?q=kaatuminen&ryhma=vaikuttavimmat")
    plain.get_by_role("searchbox").fill("alkoholi")
    follow(plain.get_by_role("button", name="Hae"))
    expect(plain).to_have_url(re.compile(r"q=alkoholi.*ryhma=vaikuttavimmat"))
    assert plain.locator(".chip").count() == 1


def test_paging(plain: Page) -> None:
    plain.goto("/menetelmat?jarjestys=nimi")
    seen: list[str] = []
    total = _number(plain.locator("#maara"))
    while True:
        seen += plain.locator(".hit h3 a").evaluate_all("links => links.map(link => link.pathname)")
        following = plain.locator(".pages a[rel=next]")
        if not following.count():
            break
        follow(following)
    assert len(seen) == len(set(seen)) == total
    follow(plain.locator(".pages a[rel=prev]"))
    expect(plain.locator(".pages a[rel=next]")).to_be_visible()


def test_the_order_can_be_chosen(plain: Page) -> None:
    plain.goto("/menetelmat?q=kaatuminen")
    follow(plain.locator(".result-head a[href*='jarjestys=nimi']"))
    names = plain.locator(".hit h3").all_inner_texts()
    assert len(names) > 5
    assert names == sorted(names, key=str.lower)


def test_language_switch_stays_on_the_page(plain: Page) -> None:
    plain.goto("/menetelmat?q=kaatuminen&ryhma=vaikuttavimmat")
    _unfold(plain, ".menu > summary")
    follow(plain.locator(".menu a[hreflang=sv]"))
    expect(plain).to_have_url(re.compile(r"/sv/menetelmat\?q=kaatuminen&ryhma=vaikuttavimmat$"))
    expect(plain.locator("html")).to_have_attribute("lang", "sv")
    follow(plain.locator(".hit h3 a").first)
    expect(plain).to_have_url(re.compile(r"/sv/menetelmat/"))
    _unfold(plain, ".menu > summary")
    follow(plain.locator(".menu a[hreflang=fi]"))
    expect(plain.locator("html")).to_have_attribute("lang", "fi")


def test_the_menu_of_a_phone_unfolds(phone: Page) -> None:
    phone.goto("/")
    menu = phone.locator(".menu nav a").first
    expect(menu).to_be_hidden()
    phone.locator(".menu > summary").tap()
    expect(menu).to_be_visible()
    tap(phone.locator(".menu a[href='/nayttokartta']"))
    expect(phone).to_have_url(re.compile("/nayttokartta$"))


def test_the_menu_of_a_desk_is_there(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    expect(page.locator(".menu > summary")).to_be_hidden()
    for link in page.locator(".menu nav a").all():
        expect(link).to_be_visible()


def test_facets_of_a_phone_stay_behind_one_line(phone: Page) -> None:
    phone.goto("/menetelmat")
    facet = phone.locator(".facet a").first
    expect(facet).to_be_hidden()
    phone.locator(".facets > summary").tap()
    expect(facet).to_be_visible()
