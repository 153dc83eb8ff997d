"""What panels decided and how a method was changed, as data: without votes and without names of editors."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from registry import db
from registry.domain import curation, dates
from registry.domain.models import Method
from registry.domain.review_terms import Cause
from registry.domain.vocabulary import State
from tests import panels, people
from tests.page import PageClient

RATINGS, REVISIONS = "/api/v1/methods/tasapaino/ratings", "/api/v1/methods/tasapaino/revisions"


def decide(app: Flask, **more: Any) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        panels.published(session, **more)


def outcomes(client: PageClient) -> dict[str, Any]:
    return {one["id"]: one for one in client.get(RATINGS).get_json()["outcomes"]}


def test_without_a_panel_every_outcome_is_preliminary(client: PageClient) -> None:
    found = outcomes(client)
    assert list(found) == ["kaatumiset", "lonkkamurtumat"]
    assert all(one["decisions"] == [] and one["rating"]["standing"] == "preliminary" for one in found.values())


def test_a_decision(app: Flask, own_client: PageClient) -> None:
    decide(app)
    one = outcomes(own_client)["kaatumiset"]
    assert one["rating"]["standing"] == "decided"
    assert not one["panel_disagrees"]
    (decision,) = one["decisions"]
    today = dates.today()
    assert {key: decision[key] for key in ("class", "effect", "size", "certainty", "standing", "n", "cause", "supersedes")} == {
        "class": "A", "effect": "benefit", "size": "moderate", "certainty": "high", "standing": "decided", "n": 7, "cause": "first",
        "supersedes": None,
    }  # fmt: skip
    assert decision["decided_on"] == today.isoformat()
    assert decision["valid_until"] == dates.months_later(today, 36).isoformat()
    assert decision["url"].endswith("/paatokset/1")
    assert own_client.get(decision["url"].removeprefix("http://localhost")).status_code == 200


def test_recommendations(app: Flask, own_client: PageClient) -> None:
    decide(app)
    (decision,) = outcomes(own_client)["kaatumiset"]["decisions"]
    first, second = decision["recommendations"]
    assert (first["indicator"], second["indicator"]) == ("O1", "O2")
    assert {key: first[key] for key in ("n", "median", "p30", "p70", "ipr", "disagreement", "recommendation")} == {
        "n": 7, "median": 8.0, "p30": 8.0, "p70": 8.0, "ipr": 0.0, "disagreement": False, "recommendation": "adopt",
    }  # fmt: skip


def test_the_panel_has_names_and_kinds_of_interest_and_no_votes(app: Flask, own_client: PageClient) -> None:
    decide(app)
    (decision,) = outcomes(own_client)["kaatumiset"]["decisions"]
    assert [member["name"] for member in decision["panel"]] == [people.name(who) for who in panels.NINE]
    assert [member["name"] for member in decision["panel"] if member["barred"]] == [
        people.name(who) for who in panels.BARRED
    ]
    assert set(decision["panel"][0]) == {"name", "background", "region", "interests", "barred"}
    assert decision["panel"][7]["interests"] == ["developer"]
    said = json.dumps(decision)
    assert panels.SECRET not in said
    assert "Perustelu" not in said
    assert "@" not in said


def test_newest_first_and_the_old_one_stays(app: Flask, own_client: PageClient) -> None:
    decide(app)
    before = outcomes(own_client)["kaatumiset"]["decisions"][0]
    decide(app, cause=Cause.NEW_STUDY, votes={"axes": {"effect": "none", "certainty": "high"}})
    new, old = outcomes(own_client)["kaatumiset"]["decisions"]
    assert (new["class"], new["cause"], new["supersedes"]) == ("F", "new_study", old["id"])
    assert (old["standing"], old["superseded_by"]) == ("superseded", new["id"])
    changed = {"standing", "superseded_by"}
    assert {key: value for key, value in old.items() if key not in changed} == {
        key: value for key, value in before.items() if key not in changed
    }


def test_expired(app: Flask, own_client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(app)
    later = dates.months_later(dates.today(), 36) + timedelta(days=1)
    monkeypatch.setattr(dates, "today", lambda: later)
    one = outcomes(own_client)["kaatumiset"]
    assert (one["rating"]["standing"], one["decisions"][0]["standing"]) == ("expired", "expired")


def test_disagreement(app: Flask, own_client: PageClient) -> None:
    decide(app, torn=True)
    found = outcomes(own_client)
    assert all(one["panel_disagrees"] and one["decisions"] == [] for one in found.values())
    assert all(one["rating"]["standing"] == "preliminary" for one in found.values())


def test_etag_and_unknown_methods(client: PageClient) -> None:
    for address in (RATINGS, REVISIONS):
        answer = client.get(address)
        assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
        gone = client.get(address.replace("tasapaino", "ei-ole"))
        assert (gone.status_code, gone.mimetype) == (404, "application/problem+json")
        assert client.get(f"{address}?lang=xx").status_code == 400


def test_revisions(app: Flask, own_client: PageClient) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        method = session.get_one(Method, "tasapaino")
        editor = people.actor(session, "editor")
        curation.set_state(
            session, editor, "tasapaino", State.PUBLISHED, version=method.version, summary="Uusi katselmus."
        )
    newest, first = own_client.get(REVISIONS).get_json()["items"]
    assert (newest["number"], newest["saved_by"], newest["summary"]) == (2, "editor", "Uusi katselmus.")
    assert (first["number"], first["saved_by"], first["summary"]) == (1, "system", None)
    assert newest["url"].endswith("/menetelmat/tasapaino/versiot/2")
    assert people.name("editor") not in own_client.get(REVISIONS).get_data(as_text=True)


def test_revisions_of_a_draft_are_for_editors(app: Flask, own_client: PageClient) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        session.get_one(Method, "tasapaino").state = State.DRAFT
    assert own_client.get(REVISIONS).status_code == 404
    assert own_client.get(RATINGS).status_code == 404
    assert people.client(app, "editor").get(REVISIONS).status_code == 200
