"""The ballot through the API: what autosave sends to, and what refuses as the form does."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select
from werkzeug.test import TestResponse

from registry import db
from registry.domain import ballots
from registry.domain.models import Ballot, Event
from registry.domain.review_terms import RoundState
from tests import panels, people
from tests.page import PageClient
from tests.web.sending import token_of

FIRST, BARRED = "reviewer_1", "reviewer_8"
PROBLEM = "application/problem+json"


@pytest.fixture
def number(engine: Engine) -> int:
    """A round in its first phase in which nine sit, two of them barred."""
    with db.transaction(engine) as session:
        made = panels.open_round(session)
        panels.sit(session, made)
    return made


def answers(engine: Engine, number: int, **more: Any) -> dict[str, dict[str, Any]]:
    with db.session_for(engine) as session:
        return {str(item): answer for item, answer in panels.answers(session, number, **more).items()}


def put(client: PageClient, number: int, token: str | None = None, **given: Any) -> TestResponse:
    """Send a ballot with the token of the client's own pages."""
    found = token_of(client.get_page("/oma-tili")) if token is None else token
    return client.put(f"/api/v1/rounds/{number}/ballot", json={"version": 0} | given, headers={"X-CSRF-Token": found})


def kept(engine: Engine) -> list[Ballot]:
    with db.session_for(engine) as session:
        return list(session.exec(select(Ballot)))


def test_a_draft_is_kept_and_read_again(app: Flask, number: int, engine: Engine) -> None:
    client = people.client(app, FIRST)
    empty = client.get(f"/api/v1/rounds/{number}/ballot")
    assert (empty.status_code, empty.headers["Cache-Control"]) == (200, "no-store")
    assert "Access-Control-Allow-Origin" not in empty.headers
    assert empty.json is not None
    assert (empty.json["version"], empty.json["answers"], empty.json["saved_at"]) == (0, {}, None)
    assert [one["outcome"] or one["indicator"] for one in empty.json["items"]] == [*panels.OUTCOMES, *panels.INDICATORS]
    some = dict(list(answers(engine, number).items())[:1])
    saved = put(client, number, answers=some, comment="Kesken", phase=1)
    assert saved.status_code == 200
    read = client.get(f"/api/v1/rounds/{number}/ballot").json
    assert read is not None
    assert read == saved.json
    assert (read["version"], read["answers"], read["comment"], read["handed_in_at"]) == (1, some, "Kesken", None)
    assert kept(engine)[0].submitted_at is None


def test_handed_in_and_then_it_stands(app: Flask, number: int, engine: Engine) -> None:
    client = people.client(app, FIRST)
    done = put(client, number, answers=answers(engine, number), hand_in=True)
    assert done.status_code == 200
    assert done.json is not None
    assert done.json["handed_in_at"]
    with db.session_for(engine) as session:
        told = session.exec(select(Event).where(Event.action == "ballot.handed_in")).all()
        assert [one.details for one in told] == [{"phase": 1}]
    again = put(client, number, version=1)
    assert (again.status_code, again.mimetype) == (422, PROBLEM)
    assert again.json is not None
    assert again.json["errors"][0]["code"] == "handed_in"


@pytest.mark.parametrize("hand_in", [False, True])
def test_the_vote_of_who_is_barred_is_refused(app: Flask, number: int, engine: Engine, hand_in: bool) -> None:
    client = people.client(app, BARRED)
    for given in (answers(engine, number), dict(list(answers(engine, number).items())[:1])):
        refused = put(client, number, answers=given, hand_in=hand_in)
        assert (refused.status_code, refused.mimetype) == (403, PROBLEM)
    assert put(client, number, answers={}, hand_in=True).status_code == 403
    assert kept(engine) == []
    comment = put(client, number, comment="Huomio")
    assert comment.status_code == 200
    assert [(one.answers, one.comment, one.submitted_at) for one in kept(engine)] == [({}, "Huomio", None)]


def test_nobody_else_can_read_or_write_it(app: Flask, number: int, engine: Engine) -> None:
    with db.transaction(engine) as session:
        panels.vote(session, number, people.actor(session, FIRST), hand_in=False, reason="Vain minun")
    for who in (*people.EVERYONE, "reviewer_2"):
        client = people.client(app, who)
        answer = client.get(f"/api/v1/rounds/{number}/ballot")
        assert answer.status_code == {"nobody": 401, "reviewer_2": 200}.get(who, 403)
        assert "Vain minun" not in answer.get_data(as_text=True)


def test_without_the_token_nothing_is_taken(app: Flask, number: int, engine: Engine) -> None:
    client = people.client(app, FIRST)
    other = token_of(people.client(app, "reviewer_2").get_page("/oma-tili"))
    for token in ("", "tekaistu", other):
        refused = put(client, number, token, comment="x")
        assert (refused.status_code, refused.mimetype) == (403, PROBLEM)
    assert kept(engine) == []


def test_two_writers_at_once(app: Flask, number: int, engine: Engine) -> None:
    client = people.client(app, FIRST)
    assert put(client, number, comment="ensin").status_code == 200
    late = put(client, number, comment="toinen")
    assert (late.status_code, late.mimetype) == (409, PROBLEM)
    assert kept(engine)[0].comment == "ensin"
    assert put(client, number, version=1, comment="toinen").status_code == 200


def test_a_ballot_of_another_phase_is_a_conflict(app: Flask, number: int, engine: Engine) -> None:
    with db.transaction(engine) as session:
        panels.vote_all(session, number)
        panels.move(session, number, RoundState.ROUND_2)
    client = people.client(app, FIRST)
    assert put(client, number, phase=1, answers=answers(engine, number)).status_code == 409
    assert put(client, number, phase=2, answers=answers(engine, number)).status_code == 200
    begun = people.client(app, "reviewer_2").get(f"/api/v1/rounds/{number}/ballot").json
    assert begun is not None
    assert (begun["phase"], begun["version"]) == (2, 0)
    assert begun["answers"] == answers(engine, number, reason="Perustelu 2.")  # the second begins as the first


def test_what_is_wrong_is_told_field_by_field(app: Flask, number: int, engine: Engine) -> None:
    client = people.client(app, FIRST)
    whole = answers(engine, number)
    first, last = next(iter(whole)), list(whole)[-1]
    wrong = whole | {first: {"effect": "magic", "score": 3}, last: {"score": 10}}
    refused = put(client, number, answers=wrong)
    assert (refused.status_code, refused.mimetype) == (422, PROBLEM)
    assert refused.json is not None
    assert {(one["field"], one["code"]) for one in refused.json["errors"]} == {
        (f"effect_{first}", "not_a_choice"), (f"score_{first}", "not_asked"), (f"score_{last}", "not_a_choice"),
    }  # fmt: skip
    lacking = put(client, number, answers={first: {"effect": "benefit"}}, hand_in=True)
    assert lacking.status_code == 422
    assert lacking.json is not None
    assert {one["field"] for one in lacking.json["errors"]} >= {f"size_{first}", f"reason_{first}", f"score_{last}"}
    assert kept(engine) == []


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"version": "x"}', b'{"version": 0, "votes": {}}', b'{"version": 0, "answers": {"x": {}}}'],
)
def test_what_cannot_be_read_is_told(app: Flask, number: int, body: bytes) -> None:
    client = people.client(app, FIRST)
    token = token_of(client.get_page("/oma-tili"))
    answer = client.put(f"/api/v1/rounds/{number}/ballot", data=body, headers={"X-CSRF-Token": token})
    assert (answer.status_code, answer.mimetype) == (422, PROBLEM)


def test_a_strange_item_and_a_strange_round(app: Flask, number: int) -> None:
    client = people.client(app, FIRST)
    assert put(client, number, answers={"999": {"score": 3}}).status_code == 404
    assert put(client, 9999).status_code == 404
    assert client.get(f"/api/v1/rounds/{10**20}/ballot").status_code == 404


def test_a_closed_round_takes_nothing(app: Flask, engine: Engine) -> None:
    with db.transaction(engine) as session:
        number = panels.closed(session)
    client = people.client(app, FIRST)
    assert client.get(f"/api/v1/rounds/{number}/ballot").status_code == 404
    refused = put(client, number, answers=answers(engine, number))
    assert refused.status_code == 422
    assert refused.json is not None
    assert refused.json["errors"][0]["code"] == "not_open"


def test_interests_come_first(app: Flask, engine: Engine) -> None:
    with db.transaction(engine) as session:
        number = panels.open_round(session)
        panels.sit(session, number)
        place = ballots.seat(session, people.actor(session, FIRST), number)
        place.declared_at = None
    refused = put(people.client(app, FIRST), number, comment="x")
    assert refused.status_code == 422
    assert refused.json is not None
    assert refused.json["errors"][0]["code"] == "not_declared"
