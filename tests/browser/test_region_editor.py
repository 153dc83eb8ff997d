"""The day of a region editor, from the invitation link on: find a method, record it, import a sheet, give one up, see the map change, look back.

In Finnish and in Swedish, in a real browser, on a service of this test's own with the real catalogue. Fields are found by their names, so
that one walk serves both languages; what is read is read in the language's own words.
"""

import csv
import json
import os
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from registry.domain import dates
from tests.world import World

from .axe import faults
from .conftest import DESK, serve
from .walking import enter, follow

PASSWORD = "kuusi hirveä ui järven yli"
REGION = "pirkanmaa"
LEAST = "lonkkasuojaimet-kotona-asuville"
TODAY = dates.today()
SPRING = f"1.3.{TODAY.year}"
SHEET = (
    ("region", "method", "status", "since", "coverage"),
    (REGION, "ips-sijoita-ja-valmenna", "in_use", "8/2024", "45"),
    (REGION, "cool-kids", "piloting", "31.11.2025", ""),
    (REGION, LEAST, "in_use", "2/2022", "140"),
)
MENDED = (SHEET[0], SHEET[1], (*SHEET[2][:3], "30.11.2025", ""), (*SHEET[3][:4], "40"))
WORDS = {
    "fi": {"in use": "Käytössä", "abandoned": "Luovuttu", "not effective": "Ei vaikutusta"},
    "sv": {"in use": "I bruk", "abandoned": "Avvecklad", "not effective": "Ingen effekt"},
}


@pytest.fixture
def service(whole_world: World, tmp_path: Path) -> Iterator[str]:
    """The address of a service with the real catalogue that nobody has recorded anything in."""
    whole_world.copy(tmp_path / "data")
    with serve(tmp_path) as address:
        yield address


def invitation(service: str, folder: Path) -> str:
    """The link that `hyte user add` prints for an editor of the region."""
    command = [
        Path(sysconfig.get_path("scripts")) / "hyte",
        "user",
        "add",
        "editori@example.fi",
        "--name",
        "Eeva Editori",
    ]
    done = subprocess.run(
        [*command, "--role", "region_editor", "--region", REGION, "--json"],
        env=os.environ | {"HYTE_DATA_DIR": str(folder / "data"), "HYTE_BASE_URL": service},
        capture_output=True,
        text=True,
        check=True,
    )
    found: str = json.loads(done.stdout)["invitation"]
    return found


def sheet(path: Path, rows: tuple[tuple[str, ...], ...]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return path


def judged(page: Page) -> None:
    """The page that is shown passes axe."""
    assert faults(page) == [], page.url


def send(page: Page) -> None:
    """Press the button of the page's own form."""
    follow(page.locator("main form .actions .button").first)


@pytest.mark.parametrize(("language", "prefix"), [("fi", ""), ("sv", "/sv")])
def test_from_the_invitation_to_last_spring(
    browser: Browser, service: str, tmp_path: Path, language: str, prefix: str
) -> None:
    words, home = WORDS[language], f"{service}{prefix}"
    context = browser.new_context(base_url=service, viewport=DESK)
    page = context.new_page()

    # the invitation: a password, and the region's own page
    page.goto(invitation(service, tmp_path).replace(service, home))
    judged(page)
    page.locator("input[name=password]").fill(PASSWORD)
    send(page)
    expect(page).to_have_url(f"{home}/alueet/{REGION}/omat")
    judged(page)

    # found by indicator, recorded on its page
    page.goto(f"{home}/indikaattorit/lonkkamurtumat")
    follow(page.locator("main section").first.locator("tbody th a").first)
    method = page.url.rsplit("/", 1)[1]
    follow(page.locator("aside.toc a.button"))
    judged(page)
    page.locator("input[name=status][value=in_use]").check()
    page.locator("input[name=since]").fill(f"1.1.{TODAY.year}")
    page.locator("input[name=coverage]").fill("30")
    send(page)
    expect(page.locator("main [role=status]")).to_be_visible()
    expect(page.locator(f"main a[href$='/menetelmat/{method}']").first).to_be_visible()

    # a sheet with two faulty rows: both are told, nothing is saved; mended, it is
    page.goto(f"{home}/alueet/{REGION}/tuonti")
    page.locator("input[type=file]").set_input_files(sheet(tmp_path / "rivit.csv", SHEET))
    send(page)
    expect(page.locator("tr.fault")).to_have_count(2)
    expect(page.locator("tr.fault").nth(0)).to_contain_text("31.11.2025")
    expect(page.locator("tr.fault").nth(1)).to_contain_text("140")
    judged(page)
    page.locator("input[type=file]").set_input_files(sheet(tmp_path / "korjattu.csv", MENDED))
    send(page)
    expect(page.locator("tr.fate-new")).to_have_count(3)
    judged(page)
    send(page)

    # the map of the least beneficial method before and after it is given up
    tile = page.locator(f"#kaytto ~ * .at-{REGION} a, section[aria-labelledby=kaytto] .at-{REGION} a").first
    page.goto(f"{home}/menetelmat/{LEAST}")
    expect(tile).to_have_class("s-use")
    follow(page.locator("aside.toc a.button"))
    page.locator("input[name=status][value=abandoned]").check()
    page.locator("input[name=since]").fill("31.11.2026")
    send(page)
    expect(page.locator(".error-summary a")).to_have_count(3)
    expect(page.locator("input[name=since]")).to_have_value("31.11.2026")
    judged(page)
    page.locator("input[name=since]").fill(dates.written(TODAY, dates.read("1.1.2026", "since")[1]))
    page.locator("input[name=exit_how][value=replace]").check()
    page.locator("select[name=replaced_by]").select_option(method)
    page.locator("input[name=exit_why][value=not_effective]").check()
    send(page)
    page.goto(f"{home}/menetelmat/{LEAST}")
    expect(tile).to_have_class("s-left")
    judged(page)

    # a visitor sees it on the region's page, and last spring as it was
    visitor = browser.new_context(viewport=DESK).new_page()
    visitor.goto(f"{home}/alueet/{REGION}")
    given_up = visitor.locator("section[aria-labelledby=luovuttu] tbody tr")
    expect(given_up).to_have_count(1)
    for part in (words["abandoned"], words["not effective"]):
        expect(given_up).to_contain_text(part)
    expect(given_up.locator(f"a[href$='/menetelmat/{method}']")).to_be_visible()
    judged(visitor)
    visitor.locator("input[name=pvm]").fill(SPRING)
    enter(visitor)
    expect(visitor.locator("section[aria-labelledby=luovuttu]")).to_have_count(0)
    row = visitor.locator("section[aria-labelledby=kaytossa] tbody tr").filter(
        has=visitor.locator(f"a[href$='/menetelmat/{LEAST}']")
    )
    expect(row).to_contain_text(words["in use"])
    judged(visitor)

    # what is not theirs stays shut
    for address in ("/alueet/lappi/omat", f"/alueet/lappi/menetelmat/{method}", "/yllapito/henkilot", "/havainnot"):
        answer = page.goto(f"{home}{address}")
        assert answer is not None
        assert answer.status == 403
    visitor.goto(f"{home}/alueet/{REGION}/omat")
    expect(visitor.locator("input[name=password]")).to_be_visible()
