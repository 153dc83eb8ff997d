"""The log of events in the browser, and that it has words for all that the domain writes."""

import re
from pathlib import Path

import pytest
from flask import Flask

from registry import db
from registry.domain import events, history, redaction
from registry.domain import people as somebodies
from registry.domain.permissions import Role, system
from registry.domain.statuses import Status
from registry.paths import PACKAGE
from registry.web import event_words
from registry.web.labels import label
from tests import people
from tests.page import PageClient

LOG = "/yllapito/tapahtumat"
WRITTEN = re.compile(r"history\.(?:note|record)\((.*?)\)\n", re.DOTALL)
ACTION = re.compile(r'"([a-z_]+\.[a-z_]+)"')


@pytest.fixture
def client(app: Flask) -> PageClient:
    return people.client(app, "administrator")


def actions_of(file: Path) -> set[str]:
    """The actions that a module of the domain writes; every text with a point in one that writes is one."""
    text = file.read_text(encoding="utf-8")
    return set(ACTION.findall(text)) if WRITTEN.search(text) else set()


def test_all_that_the_domain_writes_has_words() -> None:
    written = set().union(*(actions_of(file) for file in (PACKAGE / "domain").glob("*.py")))
    assert len(written) > 15
    assert written <= event_words.ACTIONS.keys()
    assert {f"{kind}.removed" for kind in ("theme", "region", "term")} <= event_words.ACTIONS.keys()


def test_pages_from_the_newest_on(client: PageClient) -> None:
    page = client.get_page(LOG)
    rows = [row.get("id") for row in page.all("tr") if row.get("id")]
    assert len(rows) == events.PER_PAGE
    (older,) = [link for link in page.links() if "ennen=" in link]
    following = [row.get("id") for row in client.get_page(older).all("tr") if row.get("id")]
    assert not set(rows) & set(following)
    assert LOG in client.get_page(older).links()


def test_narrowed(client: PageClient, app: Flask) -> None:
    with db.session_for(app.extensions["hyte"].engine) as session:
        key = f"person:{people.person_id(session, 'observer')}"
    page = client.get_page(f"{LOG}?laji=person&tekija={key}")
    assert len([row for row in page.all("tr") if row.get("id")]) == 1
    chosen = [option.get("value") for option in page.all("option") if option.get("selected") is not None]
    assert chosen == ["person", key]
    assert people.name("observer") in page.main
    assert not [row for row in client.get_page(f"{LOG}?laji=ei-ole").all("tr") if row.get("id")]


def test_a_name_taken_out_is_nowhere(client: PageClient, app: Flask) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        number = people.person_id(session, "observer")
        somebodies.rename(session, system("tests"), number, "Olli Observoija")
        redaction.redact_person(session, system("tests"), number, "Pyysi itse.")
    page = client.get_page(f"{LOG}?laji=person")
    assert "Olli" not in page.html
    assert f"({number})" in page.main


def test_details_in_words(client: PageClient, app: Flask) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        history.note(
            session, "tests", "adoption.recorded", "adoption", "kainuu/x", status="in_use", entry=7, corrects=None,
            added=["region_editor:kainuu"], entries=list(range(30)), odd={"<b>": 1}, grants="strange",
        )  # fmt: skip
        history.note(session, "tests", "unheard.of", "thing", "<script>", status=["unknown"])
    told = {"status": "in_use", "corrects": None, "added": ["region_editor:kainuu"]}
    event = events.Happened(1, people.NOW, "tests", "a", "b", "c", told)
    with app.test_request_context("/"):
        app.preprocess_request()
        said = [value for _key, value in event_words.details(event)]
        assert said == [label(Status.IN_USE), f"{label(Role.REGION_EDITOR)} (kainuu)"]
    page = client.get_page(LOG)
    assert "unheard.of" in page.main.lower()
    assert "… (30)" in page.main
    assert not page.all("b")
