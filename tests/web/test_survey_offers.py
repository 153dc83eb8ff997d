"""A region's editor answers for the methods that were named: confirms, sets aside, mends what is wrong, meets a colleague."""

import pytest
from flask import Flask
from sqlmodel import Session

from registry.domain import ledger
from registry.domain.statuses import Source, Status
from tests import people, surveys, told
from tests.page import Page, PageClient
from tests.told import ago
from tests.web.sending import send, token_of

HERE = "/en/alueet/kainuu/kyselyn-menetelmat/2025"
OWN = "/en/alueet/kainuu/omat"
TASAPAINO = {"decision_tasapaino": "confirm", "status_tasapaino": "piloting", "since_tasapaino": "3/2024"}


@pytest.fixture
def client(app: Flask, work: Session) -> PageClient:
    """Kainuu's editor, whose region has named two methods in the round 2025."""
    surveys.open_round(work)
    surveys.answer_all(work, "kainuu", methods=("nuotti", "tasapaino"))
    surveys.hand_in(work, "kainuu")
    work.commit()
    return people.client(app, "region_editor")


def test_confirmed_and_set_aside_at_once(client: PageClient, work: Session) -> None:
    assert HERE in client.get_page(OWN).links()
    assert HERE in client.get_page("/en/hyte-status/2025/tulokset").links()
    answered = send(client, HERE, {**TASAPAINO, "decision_nuotti": "set_aside"})
    assert (answered.status_code, answered.location) == (303, f"{HERE}?vahvistettu=1&sivuun=1")
    current = ledger.pair(work, "kainuu", "tasapaino", told.ago(0)).current
    assert current is not None
    assert (current.status, current.source) == (Status.PILOTING, Source.SURVEY_ANSWER)
    page = client.get_page(answered.location)
    assert not page.all("fieldset")
    assert "/en/alueet/kainuu/menetelmat/nuotti" in page.links()
    assert HERE not in client.get_page(OWN).links()


def test_what_is_wrong_stands_at_its_method_and_what_was_typed_stays(client: PageClient, work: Session) -> None:
    typed = {**TASAPAINO, "since_tasapaino": "31.11.2025", "decision_nuotti": "confirm", "since_nuotti": "2025"}
    answered = send(client, HERE, typed)
    assert answered.status_code == 422
    page = Page(answered)
    assert page.title.startswith("Error:")
    assert list(page.links(page.one("div", class_="error-summary"))) == ["#since_tasapaino"]
    assert page.one("input", id="since_tasapaino").get("value") == "31.11.2025"
    assert page.one("input", id="since_nuotti").get("value") == "2025"
    assert page.one("input", id="decision_nuotti").get("checked") is not None
    assert page.one("option", value="piloting", selected="").get("value")
    assert not ledger.pair(work, "kainuu", "nuotti", told.ago(0)).entries


def test_nothing_decided_and_no_token(client: PageClient) -> None:
    assert send(client, HERE, {}).status_code == 422
    assert client.post(HERE, data=TASAPAINO).status_code == 422


def test_a_colleague_was_quicker(client: PageClient, work: Session) -> None:
    shown = client.get_page(HERE)
    told.say(work, "kainuu", "tasapaino", Status.IN_USE, ago(30))
    told.say(work, "kainuu", "nuotti", Status.EXPLORING, ago(3))
    work.commit()
    versions = {"version_tasapaino": "0", "version_nuotti": "0", "csrf_token": token_of(shown)}
    typed = {**TASAPAINO, "decision_nuotti": "confirm", "since_nuotti": "2/2020", "status_nuotti": "in_use"}
    answered = client.post(HERE, data={**versions, **typed})
    assert answered.status_code == 409
    page = Page(answered)
    assert "/en/alueet/kainuu/menetelmat/tasapaino" in page.links(page.one("div", class_="error-summary"))
    assert not page.all("input", name="since_tasapaino")
    assert page.one("input", id="since_nuotti").get("value") == "2/2020"
    assert page.one("input", name="version_nuotti").get("value") == "1"


@pytest.mark.parametrize("who", ["nobody", "other_region_editor", "editor", "observer", "reviewer"])
def test_only_the_region_itself(app: Flask, client: PageClient, who: str) -> None:
    other = people.client(app, who)
    assert other.get(HERE).status_code == (303 if who == "nobody" else 403)
    assert other.post(HERE, data=TASAPAINO).status_code == (401 if who == "nobody" else 403)
    assert client.get("/alueet/kainuu/kyselyn-menetelmat/ei-ole").status_code == 404
