"""The public side of a panel's work: a decision's page, what the method's page and lists say of it, what an old link still shows."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlmodel import Session

from registry import db
from registry.domain import dates, decisions
from registry.domain.decisions import ChoiceInput, PublishInput
from registry.domain.models import Method
from registry.domain.review_terms import Cause
from registry.domain.vocabulary import Certainty, Effect, Size, State
from tests import panels, people
from tests.page import Page, PageClient
from tests.web.test_query_count import statements_of

OLD, NEW = "/paatokset/1", "/paatokset/3"


def published(app: Flask, **more: object) -> list[int]:
    """A round about the balance training with its decisions, by number."""
    with db.transaction(app.extensions["hyte"].engine) as session:
        return [one.id or 0 for one in panels.published(session, **more)]  # type: ignore[arg-type]


def text_of(client: PageClient, address: str) -> str:
    return words(client.get_page(address))


def words(page: Page) -> str:
    """The words of a page's main part."""
    return " ".join(page.main.split())


def test_the_page_of_a_decision(app: Flask, own_client: PageClient) -> None:
    first, second = published(app)
    page = own_client.get_page(f"/paatokset/{first}")
    said = words(page)
    assert "A: " in said
    assert dates.today().strftime("%-d.%-m.%Y") in said
    assert people.name("reviewer_1") in said
    assert panels.SECRET not in said
    assert "(× 7)" in said  # the seven scores of each indicator
    assert page.all("a", href="/indikaattorit/lonkkamurtumat")
    assert own_client.get_page(f"/paatokset/{second}")


@pytest.mark.parametrize("prefix", ["/sv", "/en"])
def test_in_other_languages(app: Flask, own_client: PageClient, prefix: str) -> None:
    published(app)
    assert own_client.get_page(prefix + OLD)


def test_no_vote_is_told_with_a_name(app: Flask, own_client: PageClient) -> None:
    published(app)
    rows = [
        " ".join(row.itertext())
        for row in own_client.get_page(OLD).all("tr")
        if people.name("reviewer_1") in " ".join(row.itertext())
    ]
    assert len(rows) == 1
    assert not any(char.isdigit() for char in rows[0].replace(people.name("reviewer_1"), ""))


def test_a_superseded_decision_stays_as_it_was(app: Flask, own_client: PageClient) -> None:
    published(app)
    published(app, cause=Cause.NEW_STUDY, votes={"axes": {"effect": "none", "certainty": "high"}})
    old, new = own_client.get_page(OLD), own_client.get_page(NEW)
    assert old.all("a", href=NEW)
    assert new.all("a", href=OLD)
    assert "k-a" in " ".join(one.get("class", "") for one in old.all("b"))
    assert "k-f" in " ".join(one.get("class", "") for one in new.all("b"))
    method = own_client.get_page("/menetelmat/tasapaino")
    assert method.all("a", href=OLD)
    assert method.all("a", href=NEW)


def test_the_panel_disagrees_with_both_arguments(app: Flask, own_client: PageClient) -> None:
    assert published(app, torn=True) == []
    said = text_of(own_client, "/menetelmat/tasapaino")
    assert "Perustelu 0: benefit." in said
    assert "Perustelu 1: none." in said
    assert people.name("reviewer_1") not in said


def test_a_class_with_a_torn_recommendation(app: Flask, own_client: PageClient) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        round_id = panels.open_round(session)
        voters = panels.sit(session, round_id)[:7]
        for state in (None, panels.RoundState.ROUND_2, panels.RoundState.CLOSED):
            if state:
                panels.move(session, round_id, state)
            if state is not panels.RoundState.CLOSED:
                for number, actor in enumerate(voters):
                    panels.vote(session, round_id, actor, score=9 if number % 2 else 1, reason=f"Kanta {number}.")
        panels.publish(session, round_id)
    said = text_of(own_client, OLD)
    assert "Kanta 0." in said
    assert "Kanta 1." in said


def departing(session: Session) -> None:
    round_id = panels.closed(session)
    choice = ChoiceInput(
        effect=Effect.BENEFIT, size=Size.SMALL, certainty=Certainty.MODERATE, departs="Uusi <b>virhe</b> löytyi."
    )
    given = PublishInput(choices=dict.fromkeys(panels.OUTCOMES, choice))
    decisions.publish(session, people.actor(session, "editor"), round_id, given, dates.today())


def test_departing_from_the_panel_is_told_with_its_reason(app: Flask, own_client: PageClient) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        departing(session)
    assert "Uusi <b>virhe</b> löytyi." in text_of(own_client, OLD)


def test_the_owners_reply_is_shown(app: Flask, own_client: PageClient) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        round_id = panels.closed(session, votes={"axes": panels.HARM})
        editor = people.actor(session, "editor")
        decisions.ask_owner(session, editor, round_id, dates.today())
        decisions.record_reply(session, editor, round_id, "Emme ole samaa mieltä.", dates.today())
        panels.publish(session, round_id)
    assert "Emme ole samaa mieltä." in text_of(own_client, OLD)


def test_the_method_says_standing_panel_and_recommendation(app: Flask, own_client: PageClient) -> None:
    before = own_client.get_page("/menetelmat/tasapaino")
    assert not before.all("section", **{"aria-labelledby": "paneeli"})
    published(app)
    page = own_client.get_page("/menetelmat/tasapaino")
    (section,) = page.all("section", **{"aria-labelledby": "paneeli"})
    said = " ".join(section.itertext())
    assert dates.today().strftime("%-d.%-m.%Y") in said
    linked = [link.get("href") for link in section.iter("a")]
    assert {OLD, "/paatokset/2", f"{OLD}#aanet"} <= set(linked)
    assert page.all("span", **{"class": "sub small advice"})
    assert page.all("a", href="/menetelmat/tasapaino/versiot")


def test_the_indicator_shows_what_the_panel_recommends(app: Flask, own_client: PageClient) -> None:
    before = own_client.get_page("/indikaattorit/lonkkamurtumat")
    assert not before.all("span", **{"class": "sub small advice"})
    published(app)
    assert own_client.get_page("/indikaattorit/lonkkamurtumat").all("span", **{"class": "sub small advice"})


def test_a_draft_is_not_seen_and_a_retired_method_is(app: Flask, own_client: PageClient) -> None:
    published(app)
    for state, status in ((State.DRAFT, 404), (State.RETIRED, 200)):
        with db.transaction(app.extensions["hyte"].engine) as session:
            session.get_one(Method, "tasapaino").state = state
        assert own_client.get(OLD).status_code == status
        assert own_client.get(f"{OLD}/uudelleenarviointi").status_code == status
    with db.transaction(app.extensions["hyte"].engine) as session:
        session.get_one(Method, "tasapaino").state = State.DRAFT
    assert people.client(app, "editor").get(OLD).status_code == 200


@pytest.mark.parametrize("number", ["0", "99", "2147483648", "99999999999999999999", "-1", "x"])
def test_no_such_decision(client: PageClient, number: str) -> None:
    assert client.get(f"/paatokset/{number}").status_code == 404


def test_an_expired_decision_says_so(app: Flask, own_client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    published(app)
    later: date = dates.months_later(dates.today(), 36) + timedelta(days=1)
    monkeypatch.setattr(dates, "today", lambda: later)
    page = own_client.get_page(OLD)
    assert page.all("b", **{"class": "k k-a big expired"})
    method = own_client.get_page("/menetelmat/tasapaino")
    assert "expired" in " ".join(one.get("class", "") for one in method.all("b"))


def test_the_feed_tells_the_decision(app: Flask, own_client: PageClient) -> None:
    published(app)
    told = own_client.get("/menetelmat/tasapaino/syote.atom").get_data(as_text=True)
    assert 'term="method.decided"' in told
    assert OLD in told
    assert "/paatokset/2" in told


def test_the_questions_asked_of_the_database_do_not_grow_with_the_history(app: Flask, own_client: PageClient) -> None:
    published(app)
    few = [
        len(statements_of(app, own_client, address))
        for address in (OLD, "/menetelmat/tasapaino", "/api/v1/methods/tasapaino/ratings")
    ]
    published(app, cause=Cause.NEW_STUDY)
    many = [
        len(statements_of(app, own_client, address))
        for address in (OLD, "/menetelmat/tasapaino", "/api/v1/methods/tasapaino/ratings")
    ]
    assert few == many
