"""Revisions: everybody reads those that were public, editors all; what changed is marked; an old one is brought back as a new one."""

import pytest
from flask import Flask
from sqlmodel import select

from registry import db
from registry.domain import curation, methods
from registry.domain.method_input import MethodInput
from registry.domain.models import Decision, Event, Method, MethodRevision, Outcome
from registry.domain.vocabulary import Effect, State
from tests import panels, people, samples
from tests.page import Page, PageClient, text
from tests.web.sending import send, token_of

LIST = "/menetelmat/tasapaino/versiot"
RESTORE = "/toimitus/menetelmat/tasapaino/palauta"


@pytest.fixture
def editor(app: Flask) -> PageClient:
    return people.client(app, "editor")


def save(app: Flask, given: MethodInput, summary: str | None = None) -> None:
    """A revision that the editor saves."""
    with db.transaction(app.extensions["hyte"].engine) as session:
        actor = people.actor(session, "editor")
        version = session.get_one(Method, given.id).version
        curation.save(session, actor, given, version=version, summary=summary or "")


def changed(**fields: object) -> MethodInput:
    return samples.BALANCE.model_copy(update=fields)


def marked(page: Page, tag: str) -> list[str]:
    """What the marks of a page hold, without the words for those who hear them."""
    return [text(part).partition(": ")[2] for part in page.all(tag)]


def test_the_list_says_when_and_why_and_by_what_role(app: Flask, own_client: PageClient) -> None:
    save(app, changed(owner="Toinen"), "Omistaja vaihtui.")
    page = own_client.get_page(LIST)
    rows = [text(row) for row in page.all("tr")][1:]
    assert len(rows) == 2
    assert "Omistaja vaihtui." in rows[0]
    assert people.name("editor") not in page.html
    assert people.email("editor") not in page.html
    for row in page.all("a"):
        if row.get("href", "").startswith(f"{LIST}/"):
            assert own_client.get(row.get("href", "")).status_code == 200


def test_editors_see_who(app: Flask, editor: PageClient) -> None:
    save(app, changed(owner="Toinen"))
    for address in (LIST, f"{LIST}/2"):
        assert people.name("editor") in editor.get_page(address).main
        for who in ("nobody", "region_editor", "reviewer", "observer", "administrator"):
            assert people.name("editor") not in people.client(app, who).get_page(address).main


def test_a_revision_shows_what_changed_since_the_one_before(app: Flask, own_client: PageClient) -> None:
    save(app, changed(equity="Sopii useimmille.", owner="Sosiaalihallitus"))
    page = own_client.get_page(f"{LIST}/2")
    assert marked(page, "del") == ["THL", "kaikille"]
    assert marked(page, "ins") == ["Sosiaalihallitus", "useimmille"]
    first = own_client.get_page(f"{LIST}/1")
    assert not first.all("ins")
    assert "Sopii kaikille." in first.main
    assert "Sopii useimmille." not in first.main


def test_a_revision_stays_as_it_was(app: Flask, own_client: PageClient) -> None:
    before = own_client.get_page(f"{LIST}/1")
    whole = text(before.one("section", aria_labelledby="kokonaan"))
    save(app, changed(owner="Toinen"))
    save(app, changed(owner="Kolmas"))
    assert text(own_client.get_page(f"{LIST}/1").one("section", aria_labelledby="kokonaan")) == whole


@pytest.mark.parametrize("language", ["", "/sv", "/en"])
def test_markup_of_a_method_is_shown_as_text(client: PageClient, language: str) -> None:
    page = client.get_page(f"{language}/menetelmat/pelottelu/versiot/1")
    assert samples.NASTY in page.main
    assert not [script for script in page.all("script") if not script.get("src")]


@pytest.mark.parametrize(
    "address", ["/menetelmat/ei-ole/versiot", f"{LIST}/0", f"{LIST}/2", f"{LIST}/99999999999999999999", f"{LIST}/x"]
)
def test_what_is_not_there(client: PageClient, address: str) -> None:
    client.get_page(address, 404)


def test_drafts_are_for_editors_only(app: Flask, editor: PageClient, own_client: PageClient) -> None:
    addresses = ("/menetelmat/luonnos/versiot", "/menetelmat/luonnos/versiot/1")
    for address in addresses:
        editor.get_page(address)
        for who in ("nobody", "region_editor", "reviewer", "observer", "administrator"):
            assert people.client(app, who).get(address).status_code == 404
    save(app, samples.DRAFT.model_copy(update={"state": State.PUBLISHED}))
    assert len(own_client.get_page(addresses[0]).all("tr")) == 2
    own_client.get_page(addresses[1], 404)
    page = own_client.get_page("/menetelmat/luonnos/versiot/2")
    assert not page.all("del")
    assert marked(editor.get_page("/menetelmat/luonnos/versiot/2"), "del")


def test_a_retired_methods_revisions_can_still_be_read(app: Flask, own_client: PageClient) -> None:
    save(app, changed(state=State.RETIRED))
    assert own_client.get("/menetelmat/tasapaino").status_code == 404
    for address in (LIST, f"{LIST}/1", f"{LIST}/2"):
        own_client.get_page(address)


def test_a_revision_is_brought_back_as_a_new_one(app: Flask, editor: PageClient) -> None:
    save(app, changed(owner="Toinen", outcomes=samples.BALANCE.outcomes[::-1]))
    answer = send(editor, RESTORE, {"selite": "Toinen oli virhe."}, page=f"{LIST}/1")
    assert answer.status_code == 303
    editor.get_page(answer.location)
    with db.session_for(app.extensions["hyte"].engine) as session:
        assert methods.as_input(methods.find(session, "tasapaino")) == samples.BALANCE
        newest = curation.revisions(session, "tasapaino")[0]
        assert (newest.number, newest.summary) == (3, "Toinen oli virhe.")
        assert newest.document == session.get_one(MethodRevision, ("tasapaino", 1)).document
        told = session.exec(select(Event).where(Event.action == "method.restored")).one()
        assert (told.subject, told.details) == ("tasapaino", {"version": 3, "restored": 1})


def test_restoring_an_older_page_is_a_conflict_that_keeps_the_words(app: Flask, editor: PageClient) -> None:
    save(app, changed(owner="Toinen"))
    shown = editor.get_page(f"{LIST}/1")
    save(app, changed(owner="Kolmas"))
    sent = {"csrf_token": token_of(shown), "version": "2", "number": "1", "selite": "Toinen oli virhe."}
    response = editor.post(RESTORE, data=sent)
    assert response.status_code == 409
    page = Page(response)
    assert page.one("input", id="selite").get("value") == "Toinen oli virhe."
    assert page.one("input", name="version").get("value") == "3"
    with db.session_for(app.extensions["hyte"].engine) as session:
        assert methods.find(session, "tasapaino").details["owner"] == "Kolmas"


def test_the_newest_is_not_offered_to_be_brought_back_and_nobody_else_may(app: Flask, editor: PageClient) -> None:
    save(app, changed(owner="Toinen"))
    assert not editor.get_page(f"{LIST}/2").all("input", name="number")
    for who in ("nobody", "region_editor", "reviewer", "observer", "administrator"):
        assert not people.client(app, who).get_page(f"{LIST}/1").all("input", name="number")


def test_too_long_a_reason_is_refused(app: Flask, editor: PageClient) -> None:
    save(app, changed(owner="Toinen"))
    answer = send(editor, RESTORE, {"selite": "x" * 401}, page=f"{LIST}/1")
    assert answer.status_code == 422
    assert Page(answer).all("a", href="#selite")


def test_what_was_decided_stays_decided_through_edits_and_restoring(app: Flask, editor: PageClient) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        panels.published(session)
        version = session.get_one(Method, "tasapaino").version
        decided = decision(session.get_one(Outcome, ("tasapaino", "kaatumiset")))
        count = len(session.exec(select(Decision.id)).all())
    page = editor.get_page("/toimitus/menetelmat/tasapaino")
    assert page.all("p", class_="note")
    outcomes = [
        one.model_copy(update={"effect": Effect.NONE, "size": None}) if one.id == "kaatumiset" else one
        for one in samples.BALANCE.outcomes
    ]
    with db.transaction(app.extensions["hyte"].engine) as session:
        actor = people.actor(session, "editor")
        curation.save(session, actor, changed(outcomes=outcomes), version=version, summary="")
    assert send(editor, RESTORE, {}, page=f"{LIST}/1").status_code == 303
    with db.session_for(app.extensions["hyte"].engine) as session:
        assert decision(session.get_one(Outcome, ("tasapaino", "kaatumiset"))) == decided
        assert len(session.exec(select(Decision.id)).all()) == count


def decision(outcome: Outcome) -> tuple[object, ...]:
    return outcome.effect, outcome.size, outcome.certainty, outcome.standing, outcome.decision_id, outcome.valid_until
