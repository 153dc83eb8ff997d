"""Two editors at once: both versions are shown, what each changed alone comes together, and nothing is lost."""

import pytest
from flask import Flask

from registry import db
from registry.domain import curation
from tests import people
from tests.page import PageClient
from tests.web.editors import FORM, fields, post, saved


@pytest.fixture
def editor(app: Flask) -> PageClient:
    return people.client(app, "editor")


def test_two_editors_at_once_see_both_versions_and_nothing_is_lost(app: Flask, editor: PageClient) -> None:
    mine, theirs = (fields(editor.get_page(FORM), FORM) for _ in range(2))
    post(editor, FORM, theirs, 303, owner="Heidän omistajansa")
    page = post(editor, FORM, mine, 409, equity="Meidän huomiomme")
    assert saved(app).owner == "Heidän omistajansa"
    assert {"heidan", "teidan"} <= {heading.get("id") for heading in page.all("h2")}
    marked = {"".join(part.itertext()) for tag in ("ins", "del") for part in page.all(tag)}
    assert any("Heidän omistajansa" in text for text in marked)
    assert any("Meidän huomiomme" in text or "Meidän" in text for text in marked)
    sent = fields(page, FORM)
    assert (sent["equity"], sent["version"]) == ("Meidän huomiomme", "2")
    post(editor, FORM, sent, 303)
    assert (saved(app).equity, saved(app).owner) == ("Meidän huomiomme", "Heidän omistajansa")
    with db.session_for(app.extensions["hyte"].engine) as session:
        assert [one.number for one in curation.revisions(session, "tasapaino")] == [3, 2, 1]


def test_where_both_changed_the_same_ours_is_in_the_form_and_theirs_is_shown(app: Flask, editor: PageClient) -> None:
    mine, theirs = (fields(editor.get_page(FORM), FORM) for _ in range(2))
    post(editor, FORM, theirs, 303, owner="Heidän omistajansa", **{"sections-why": "Heidän tekstinsä."})
    page = post(editor, FORM, mine, 409, owner="Meidän omistajamme", **{"sections-dose": "Meidän tekstimme."})
    sent = fields(page, FORM)
    assert (sent["owner"], sent["sections-dose"], sent["sections-why"]) == (
        "Meidän omistajamme",
        "Meidän tekstimme.",
        "Heidän tekstinsä.",
    )
    assert "Heidän omistajansa" in page.main
