"""A reviewer's side of a round: the desk, the declaration, the ballots of both phases, what is refused, and that nothing typed is lost."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from registry import db
from registry.domain import ballots, rounds
from registry.domain.models import Ballot, Event, ReviewerProfile, RoundReviewer, SignedIn
from registry.domain.review_terms import Background, Interest, RoundState
from registry.web.forms import ballots as forms
from tests import panels, people
from tests.page import Page, PageClient, text
from tests.samples import NASTY
from tests.web.sending import send

FIRST, BARRED = "reviewer_1", "reviewer_8"


@pytest.fixture
def number(engine: Engine) -> int:
    """A round in its first phase in which nine sit, two of them barred."""
    with db.transaction(engine) as session:
        made = panels.open_round(session)
        panels.sit(session, made)
    return made


def at(number: int, page: str = "/lippu") -> str:
    return f"/arvioinnit/{number}{page}"


def typed(session: Session, number: int, **more: Any) -> dict[str, str]:
    """A whole ballot as a form sends it; `more` takes the place of fields by their beginning."""
    found: dict[str, str] = {}
    for item, answer in panels.answers(session, number).items():
        found |= {f"{name}_{item}": str(more.get(name, value)) for name, value in answer.items()}
    return found


def kept(engine: Engine, who: str, number: int, phase: int = 1) -> Ballot | None:
    with db.session_for(engine) as session:
        return ballots.ballot(session, people.actor(session, who), number, phase)


def moved(engine: Engine, number: int, **votes: Any) -> None:
    """Everybody hands in, and the round goes on to its second phase."""
    with db.transaction(engine) as session:
        panels.vote_all(session, number, **votes)
        panels.move(session, number, RoundState.ROUND_2)


def checked(page: Page) -> dict[str, str]:
    """What is chosen on a page, by field."""
    return {
        field.get("name", ""): field.get("value", "") for field in page.all("input") if field.get("checked") is not None
    }


def test_the_desk_says_what_waits_and_until_when(app: Flask, number: int, engine: Engine) -> None:
    client = people.client(app, FIRST)
    page = client.get_page("/arvioinnit")
    assert len(page.all("a", href=at(number, ""))) == 1
    day = panels.days(14)
    assert f"{day.day}.{day.month}.{day.year}" in page.main
    with db.transaction(engine) as session:
        panels.vote_all(session, number)
        panels.move(session, number, RoundState.ROUND_2)
        panels.vote_all(session, number)
        panels.move(session, number, RoundState.CLOSED)
    assert len(client.get_page("/arvioinnit").all("a", href=at(number, ""))) == 1  # among the earlier ones


def test_the_desk_of_who_sits_nowhere(app: Flask) -> None:
    page = people.client(app, "reviewer").get_page("/arvioinnit")
    assert page.all("table") == []
    assert page.all("p", class_="note")  # what one brings is asked first


def test_what_one_brings(app: Flask, engine: Engine) -> None:
    client = people.client(app, "reviewer")
    for given, wrong in (
        ({}, "background"),
        ({"background": "x"}, "background"),
        ({"background": "scientist", "region": "x"}, "region"),
    ):
        answer = send(client, "/arvioinnit/profiili", given, page="/arvioinnit")
        assert answer.status_code == 422
        assert Page(answer).all("a", href=f"#{wrong}")
    answer = send(client, "/arvioinnit/profiili", {"background": "practitioner", "region": "lappi"}, page="/arvioinnit")
    assert (answer.status_code, answer.location) == (303, "/arvioinnit?tehty=profiili")
    with db.session_for(engine) as session:
        found = session.get(ReviewerProfile, people.person_id(session, "reviewer"))
        assert found is not None
        assert (found.background, found.region_slug) == (Background.PRACTITIONER, "lappi")
    assert checked(client.get_page("/arvioinnit"))["background"] == "practitioner"


def test_interests_come_before_everything_else(app: Flask, engine: Engine) -> None:
    with db.transaction(engine) as session:
        number = panels.open_round(session)
        panels.sit(session, number)
        row = session.exec(select(RoundReviewer)).first()
        assert row is not None
        who = row.person_id
        row.declared_at = None
        name = next(one for one in panels.NINE if people.person_id(session, one) == who)
    client = people.client(app, name)
    assert client.get(at(number)).location == at(number, "/sidonnaisuudet")
    with db.session_for(engine) as session:
        fields = typed(session, number)
    answer = send(client, at(number), fields | {"hand_in": "1"}, page=at(number, "/sidonnaisuudet"))
    assert answer.status_code == 422
    assert checked(Page(answer)).items() <= fields.items()  # nothing of it is lost
    assert kept(engine, name, number) is None


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, "interests"), ({"interests": ["none", "author"]}, "interests"), ({"interests": ["x"]}, "interests"),
        ({"interests": ["author"]}, "note"), ({"interests": ["author"], "note": "x" * 4001}, "note"),
    ],
)  # fmt: skip
def test_a_declaration_that_says_nothing_is_refused(app: Flask, number: int, given: dict[str, Any], wrong: str) -> None:
    answer = send(people.client(app, FIRST), at(number, "/sidonnaisuudet"), {"interests": [], "note": "", **given})
    assert answer.status_code == 422
    page = Page(answer)
    assert page.all("a", href=f"#{wrong}")
    assert {
        field.get("value") for field in page.all("input", name="interests") if field.get("checked") is not None
    } == (set(given.get("interests", [])) - {"x"})


def test_declared_and_barred(app: Flask, number: int, engine: Engine) -> None:
    client = people.client(app, FIRST)
    assert checked(client.get_page(at(number, "/sidonnaisuudet"))) == {"interests": "none"}
    answer = send(client, at(number, "/sidonnaisuudet"), {"interests": ["author", "funder"], "note": NASTY})
    assert answer.status_code == 303
    page = client.get_page(answer.location)
    assert page.all("p", role="status")
    page = client.get_page(at(number))
    assert not page.all("input", type="radio")
    assert len(page.all("textarea")) == 1
    with db.session_for(engine) as session:
        place = ballots.seat(session, people.actor(session, FIRST), number)
        assert (place.interests, place.barred, place.interest_note) == (["author", "funder"], True, NASTY)
        told = session.exec(select(Event).where(Event.action == "round.declared")).all()[-1]
        assert NASTY not in str(told.details)


def test_a_draft_is_kept_and_is_not_handed_in(app: Flask, number: int, engine: Engine) -> None:
    client = people.client(app, FIRST)
    with db.session_for(engine) as session:
        fields = typed(session, number, reason=NASTY)
    some = dict(list(fields.items())[:2])
    answer = send(client, at(number), some | {"draft": "1", "comment": NASTY})
    assert (answer.status_code, answer.location) == (303, f"{at(number)}?tehty=luonnos")
    page = client.get_page(answer.location)
    assert checked(page) == some
    draft = kept(engine, FIRST, number)
    assert draft is not None
    assert (draft.version, draft.submitted_at, draft.comment) == (1, None, NASTY)
    assert send(client, at(number), fields | {"draft": "1"}).status_code == 303
    draft = kept(engine, FIRST, number)
    assert draft is not None
    assert draft.version == 2
    with db.session_for(engine) as session:
        assert not session.exec(select(Event).where(Event.action == "ballot.handed_in")).all()


def test_handed_in_once_and_then_it_stands(app: Flask, number: int, engine: Engine) -> None:
    client = people.client(app, FIRST)
    with db.session_for(engine) as session:
        fields = typed(session, number)
    page = client.get_page(at(number))
    answer = send(client, at(number), fields | {"hand_in": "1"})
    assert (answer.status_code, answer.location) == (303, f"{at(number, '')}?tehty=annettu")
    assert client.get_page(answer.location).all("p", role="status")
    shown = client.get_page(at(number))
    assert not shown.all("form", class_="ballot")
    assert "Näyttö on vahvaa." in shown.main
    token = page.all("input", name="csrf_token")[0].get("value")
    again = client.post(
        at(number), data=fields | {"csrf_token": token, "version": "1", "phase": "1", "comment": "Lisäys"}
    )
    assert again.status_code == 422
    assert "Lisäys" in Page(again).main
    draft = kept(engine, FIRST, number)
    assert draft is not None
    assert (draft.version, draft.comment) == (1, None)


def test_what_is_missing_is_told_by_its_item(app: Flask, number: int, engine: Engine) -> None:
    client = people.client(app, FIRST)
    with db.session_for(engine) as session:
        items = {item.id: item for item in rounds.items(session, number)}
        fields = typed(session, number)
    left_out = {name: value for name, value in fields.items() if not name.startswith(("size", "reason", "score"))}
    answer = send(client, at(number), left_out | {"hand_in": "1"})
    assert answer.status_code == 422
    page = Page(answer)
    said = [text(link) for link in page.one("div", class_="error-summary").iter("a")]
    assert len(said) == len(set(said)) == 2 + 2 + 2  # two sizes, two reasons, two scores
    for item in items.values():
        assert any(item.name["fi"] in one for one in said)
    assert checked(page).items() <= left_out.items()
    assert kept(engine, FIRST, number) is None


def test_a_size_goes_with_a_benefit_only(app: Flask, number: int, engine: Engine) -> None:
    with db.session_for(engine) as session:
        fields = typed(session, number, effect="not_studied")  # size and certainty stay chosen though they are hidden
    assert send(people.client(app, FIRST), at(number), fields | {"hand_in": "1"}).status_code == 303
    draft = kept(engine, FIRST, number)
    assert draft is not None
    assert all(set(answer) <= {"effect", "score", "reason"} for answer in draft.answers.values())


@pytest.mark.parametrize("wrong", [{"score": "10"}, {"score": "ei"}, {"effect": "magic"}, {"reason": "x" * 4001}])
def test_what_cannot_be_is_refused_and_kept_on_the_page(
    app: Flask, number: int, engine: Engine, wrong: dict[str, str]
) -> None:
    with db.session_for(engine) as session:
        fields = typed(session, number, **wrong)
    answer = send(people.client(app, FIRST), at(number), fields | {"draft": "1"})
    assert answer.status_code == 422
    assert len(Page(answer).all("p", class_="error-text")) >= 2
    assert kept(engine, FIRST, number) is None


def test_who_is_barred_may_comment_and_cannot_vote(app: Flask, number: int, engine: Engine) -> None:
    client = people.client(app, BARRED)
    page = client.get_page(at(number))
    assert not page.all("button", name="hand_in")
    with db.session_for(engine) as session:
        fields = typed(session, number)
    for forged in (fields, fields | {"hand_in": "1"}, {"hand_in": "1"}, dict(list(fields.items())[:1])):
        answer = send(client, at(number), {"comment": "Säilyy", **forged})
        assert answer.status_code == 403
        refused = Page(answer)
        assert refused.one("div", class_="error-summary") is not None
        assert "Säilyy" in refused.main  # the vote is refused, the comment is not lost
        assert kept(engine, BARRED, number) is None
    assert send(client, at(number), {"comment": "Säilyy"}).status_code == 303
    draft = kept(engine, BARRED, number)
    assert draft is not None
    assert (draft.answers, draft.comment) == ({}, "Säilyy")


def test_the_first_phase_is_blind(app: Flask, number: int, engine: Engine) -> None:
    with db.transaction(engine) as session:
        panels.vote(session, number, people.actor(session, "reviewer_2"), reason="Toisen perustelu")
    client = people.client(app, FIRST)
    for page in (at(number), at(number, "")):
        assert "Toisen perustelu" not in client.get_page(page).html


def test_the_second_phase_shows_how_votes_lie_without_names(app: Flask, number: int, engine: Engine) -> None:
    with db.transaction(engine) as session:
        barred = people.actor(session, BARRED)
        ballots.write(session, barred, number, {}, "Estyneen huomio", version=0, hand_in=False, today=panels.days(0))
    moved(engine, number)
    for who in (FIRST, BARRED):
        page = people.client(app, who).get_page(at(number))
        assert "Estyneen huomio" in page.main
        assert not [one for one in panels.NINE if one != who and people.name(one) in page.main]
    page = people.client(app, FIRST).get_page(at(number))
    assert {f"Perustelu {one}." in page.main for one in range(1, 8)} == {True}
    assert len(page.all("table", class_="votes")) == 6
    assert len(page.all("figure")) == 2
    chosen = checked(page)
    assert set(chosen.values()) == {"benefit", "moderate", "high", "8"}  # the second ballot begins as the first
    answer = send(people.client(app, FIRST), at(number), {"hand_in": "1", **chosen,
        **{field.get("name", ""): "Uusi syy" for field in page.all("textarea")}})  # fmt: skip
    assert answer.status_code == 303
    second = kept(engine, FIRST, number, 2)
    assert second is not None
    assert second.submitted_at is not None


def test_saved_in_another_window_shows_both(app: Flask, number: int, engine: Engine) -> None:
    client = people.client(app, FIRST)
    page = client.get_page(at(number))
    hidden = {field.get("name", ""): field.get("value", "") for field in page.one("form", class_="ballot").iter("input")
              if field.get("type") == "hidden"}  # fmt: skip
    with db.transaction(engine) as session:
        fields = typed(session, number, reason="Tässä kirjoitettu")
        panels.vote(session, number, people.actor(session, FIRST), hand_in=False, reason="Toisaalla kirjoitettu")
    answer = client.post(at(number), data=hidden | fields)
    assert answer.status_code == 409
    both = Page(answer)
    assert "Toisaalla kirjoitettu" in both.main
    assert "Tässä kirjoitettu" in both.main
    now = {field.get("name", ""): field.get("value", "") for field in both.one("form", class_="ballot").iter("input")
           if field.get("type") == "hidden"}  # fmt: skip
    assert client.post(at(number), data=now | fields).status_code == 303
    draft = kept(engine, FIRST, number)
    assert draft is not None
    assert {answer["reason"] for answer in draft.answers.values()} == {"Tässä kirjoitettu"}


def test_a_ballot_of_the_first_phase_is_not_taken_for_one_of_the_second(
    app: Flask, number: int, engine: Engine
) -> None:
    with db.transaction(engine) as session:
        for who in panels.NINE[:7]:
            panels.vote(session, number, people.actor(session, who))
        row = session.exec(select(Ballot)).first()
        assert row is not None
        fields = typed(session, number)
    client = people.client(app, FIRST)
    token = client.get_page(at(number, "")).all("input", name="csrf_token")[0].get("value")
    with db.transaction(engine) as session:
        panels.move(session, number, RoundState.ROUND_2)
    data = fields | {"csrf_token": token, "version": "0", "phase": "1", "hand_in": "1"}
    answer = client.post(at(number), data=data)
    assert answer.status_code == 409
    assert Page(answer).all("table", class_="votes")
    assert kept(engine, FIRST, number, 2) is None


def test_a_session_that_ended_loses_nothing(app: Flask, number: int, engine: Engine) -> None:
    client = people.client(app, FIRST)
    with db.transaction(engine) as session:
        fields = typed(session, number, reason=NASTY) | {
            "hand_in": "1",
            "version": "0",
            "phase": "1",
            "csrf_token": "x",
        }
        for row in session.exec(select(SignedIn)):
            session.delete(row)
    answer = client.post(at(number), data=fields)
    assert answer.status_code == 401
    form = Page(answer).one("form", action="/kirjaudu")
    hidden = {field.get("name", ""): field.get("value") or "" for field in form.iter("input") if field.get("name")}
    waits = Page(client.post("/kirjaudu", data=hidden | {"email": people.email(FIRST), "password": people.PASSWORD}))
    form = waits.one("form", action=at(number))
    again = {field.get("name", ""): field.get("value") or "" for field in form.iter("input") if field.get("name")}
    assert client.post(at(number), data=again).status_code == 303
    draft = kept(engine, FIRST, number)
    assert draft is not None
    assert draft.submitted_at is not None
    assert {answer["reason"] for answer in draft.answers.values()} == {NASTY}


def test_after_the_close_its_result_is_there_and_nothing_can_be_sent(app: Flask, number: int, engine: Engine) -> None:
    moved(engine, number)
    client = people.client(app, FIRST)
    page = client.get_page(at(number))
    with db.transaction(engine) as session:
        fields = typed(session, number)
        panels.vote_all(session, number)
        panels.move(session, number, RoundState.CLOSED)
    assert client.get(at(number)).location == at(number, "")
    token = page.all("input", name="csrf_token")[0].get("value")
    answer = client.post(at(number), data=fields | {"csrf_token": token, "version": "0", "phase": "2", "hand_in": "1"})
    assert answer.status_code == 422
    shown = client.get_page(at(number, ""))
    assert len(shown.all("figure")) == 2
    assert {f"Perustelu {one}." in shown.main for one in range(1, 8)} == {True}
    assert send(client, at(number, "/sidonnaisuudet"), {"interests": "none", "note": ""}).status_code == 422


def test_a_decided_round_leads_to_its_decisions(app: Flask, engine: Engine) -> None:
    with db.transaction(engine) as session:
        made = panels.published(session)
        number, decided = made[0].round_id or 0, {f"/paatokset/{one.id}" for one in made}
    page = people.client(app, FIRST).get_page(at(number, ""))
    assert {link.get("href") for link in page.all("a")} >= decided


def test_only_who_sits_in_the_round_sees_it(app: Flask, number: int) -> None:
    for page in ("", "/sidonnaisuudet", "/lippu"):
        assert people.client(app, "reviewer").get(at(number, page)).status_code == 403
        assert people.client(app, FIRST).get(at(9999, page)).status_code == 404
        assert people.client(app, FIRST).get(at(10**20, page)).status_code == 404


def test_every_kind_of_interest_can_be_declared(app: Flask, number: int) -> None:
    page = people.client(app, FIRST).get_page(at(number, "/sidonnaisuudet"))
    assert {field.get("value") for field in page.all("input", name="interests")} == {forms.NONE, *Interest}


def test_the_menu_leads_to_the_desk(app: Flask, own_client: PageClient) -> None:
    assert people.client(app, "reviewer").get_page("/").all("a", href="/arvioinnit")
    assert not own_client.get_page("/").all("a", href="/arvioinnit")
