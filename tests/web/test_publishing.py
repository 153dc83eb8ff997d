"""Publishing what a round came to: the class follows from the axes, departing needs a reason, four eyes, the owner's reply before a G."""

import pytest
from flask import Flask
from sqlmodel import Session, select

from registry.domain import dates, decisions, rounds
from registry.domain import people as domain_people
from registry.domain.models import Decision, Outcome, OwnerReply, Recommendation
from registry.domain.permissions import Grant, Role, system
from registry.domain.review_terms import Cause, RoundState
from registry.domain.vocabulary import Certainty, Effect, Size, Standing
from tests import panels, people
from tests.page import Page, PageClient, text
from tests.web.sending import send
from tests.web.test_rounds import complaints

PANEL = {"effect": "benefit", "size": "moderate", "certainty": "high", "departs": ""}
"""What the panel of `panels` comes to."""


def chosen(cause: str = "first", **more: str) -> dict[str, str]:
    """The form as the panel has it; `more` are fields by name."""
    fields = {f"{name}_{key}": value for key in panels.OUTCOMES for name, value in PANEL.items()}
    return fields | {"cause": cause, "valid_until": ""} | more


def in_force(session: Session) -> dict[str, Outcome]:
    session.expire_all()
    return {one.id: one for one in session.exec(select(Outcome).where(Outcome.method_id == panels.METHOD)).all()}


def test_the_panels_axes_are_chosen_already_and_are_published(editor: PageClient, work: Session) -> None:
    round_id = panels.closed(work)
    work.commit()
    address = f"/kierrokset/{round_id}/paatos"
    page = editor.get_page(address)
    for key in panels.OUTCOMES:
        for name in ("effect", "size", "certainty"):
            select_ = page.one("select", name=f"{name}_{key}")
            assert [one.get("value") for one in select_.iter("option") if one.get("selected") is not None] == [
                PANEL[name]
            ]
    assert len(page.all("b", class_="k-a")) == 2 * len(panels.OUTCOMES)  # the panel's, and what is decided
    response = send(editor, address, chosen())
    assert response.status_code == 303
    made = {one.outcome_id: one for one in work.exec(select(Decision)).all()}
    assert set(made) == set(panels.OUTCOMES)
    one = made["lonkkamurtumat"]
    assert (one.effect, one.size, one.certainty) == (Effect.BENEFIT, Size.MODERATE, Certainty.HIGH)
    assert (one.n, one.departs, one.cause, one.round_id) == (7, None, Cause.FIRST, round_id)
    assert one.valid_until == dates.months_later(dates.today(), 36)
    assert {row.standing for row in in_force(work).values()} == {Standing.DECIDED}
    assert len(work.exec(select(Recommendation)).all()) == len(panels.INDICATORS)
    page = editor.get_page(f"/kierrokset/{round_id}?tehty=paatos")
    assert {f"/paatokset/{one.id}" for one in made.values()} <= set(page.links())
    assert editor.get(address).status_code == 303
    assert rounds.find(work, round_id).state is RoundState.DECIDED


def test_departing_needs_a_reason_that_is_kept(editor: PageClient, work: Session) -> None:
    round_id = panels.closed(work)
    work.commit()
    address = f"/kierrokset/{round_id}/paatos"
    low = {"certainty_lonkkamurtumat": "low"}
    response = send(editor, address, chosen(**low))
    assert response.status_code == 422
    page = Page(response)
    assert complaints(page) == ["#departs_lonkkamurtumat"]
    assert page.all("b", class_="k-c")  # what the changed axes give
    assert work.exec(select(Decision)).all() == []
    reason = "Kokeet tehtiin toisenlaisissa palveluissa."
    assert send(editor, address, chosen(**low, departs_lonkkamurtumat=reason)).status_code == 303
    made = {one.outcome_id: one for one in work.exec(select(Decision)).all()}
    assert (made["lonkkamurtumat"].certainty, made["lonkkamurtumat"].departs) == (Certainty.LOW, reason)
    assert made["kaatumiset"].departs is None


def test_the_class_can_be_seen_before_and_nothing_is_published(editor: PageClient, work: Session) -> None:
    round_id = panels.closed(work)
    work.commit()
    address = f"/kierrokset/{round_id}/paatos"
    shown = send(editor, address, chosen(effect_kaatumiset="none", nayta="1", departs_kaatumiset="Siksi"))
    assert shown.status_code == 200
    page = Page(shown)
    assert page.all("b", class_="k-f")
    assert text(page.one("textarea", name="departs_kaatumiset")) == "Siksi"
    assert work.exec(select(Decision)).all() == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"cause": ""}, "cause"),
        ({"cause": "x"}, "cause"),
        ({"effect_kaatumiset": ""}, "effect_kaatumiset"),
        ({"effect_kaatumiset": "A"}, "effect_kaatumiset"),
        ({"size_kaatumiset": ""}, "size_kaatumiset"),
        ({"certainty_kaatumiset": ""}, "certainty_kaatumiset"),
        ({"certainty_kaatumiset": "low", "departs_kaatumiset": "x" * 4001}, "departs_kaatumiset"),
        ({"valid_until": "1.1.2020"}, "valid_until"),
        ({"valid_until": "2028"}, "valid_until"),
        ({"valid_until": "1.1.2090"}, "valid_until"),
        ({"valid_until": "pian"}, "valid_until"),
    ],
    ids=str,
)
def test_what_is_wrong_stands_at_its_field(
    editor: PageClient, work: Session, wrong: dict[str, str], field: str
) -> None:
    round_id = panels.closed(work)
    work.commit()
    response = send(editor, f"/kierrokset/{round_id}/paatos", chosen(**wrong))
    assert response.status_code == 422
    assert complaints(Page(response)) == [f"#{field}"]
    assert work.exec(select(Decision)).all() == []


def test_no_class_is_typed_and_nothing_else_is_taken(editor: PageClient, work: Session) -> None:
    """Fields that the form does not have change nothing: a class, an outcome of another method."""
    round_id = panels.closed(work)
    work.commit()
    more = {"class_kaatumiset": "G", "letter": "G", "effect_ei-ole": "benefit", "n": "99"}
    assert send(editor, f"/kierrokset/{round_id}/paatos", chosen(**more)).status_code == 303
    assert {one.n for one in work.exec(select(Decision)).all()} == {7}


def test_a_panel_that_disagrees_gives_no_class(editor: PageClient, work: Session) -> None:
    round_id = panels.closed(work, torn=True)
    work.commit()
    address = f"/kierrokset/{round_id}/paatos"
    page = editor.get_page(address)
    assert not page.all("select") and page.all("ul", class_="said")
    assert send(editor, address, {**chosen(), "cause": "first"}).status_code == 303
    assert work.exec(select(Decision)).all() == []
    assert {one.standing for one in in_force(work).values()} == {Standing.PRELIMINARY}
    torn = work.exec(select(Recommendation)).all()
    assert [(one.disagreement, one.advice) for one in torn] == [(True, None)] * 2


def test_too_few_votes_give_no_class(editor: PageClient, work: Session) -> None:
    round_id = panels.open_round(work, kind="light", round_1_until=panels.days(0))
    more = {who: next(iter(panels.BARRED.values())) for who in panels.NINE[3:]}
    panels.sit(work, round_id, more)
    panels.vote_all(work, round_id)
    panels.move(work, round_id, RoundState.CLOSED)
    work.commit()
    page = editor.get_page(f"/kierrokset/{round_id}/paatos")
    assert not page.all("select")
    assert send(editor, f"/kierrokset/{round_id}/paatos", {"cause": "first"}).status_code == 303
    assert {one.standing for one in in_force(work).values()} == {Standing.PRELIMINARY}


def test_who_sat_in_the_round_does_not_publish_it(app: Flask, work: Session) -> None:
    """Four eyes: neither by the page nor by sending past it."""
    round_id = panels.closed(work)
    both = frozenset({Grant(Role.REVIEWER), Grant(Role.EDITOR)})
    domain_people.set_grants(work, system("tests"), people.person_id(work, "reviewer_9"), both)
    work.commit()
    client = people.client(app, "reviewer_9")
    address = f"/kierrokset/{round_id}/paatos"
    assert not client.get_page(address).all("select")
    assert send(client, address, chosen()).status_code == 403
    assert work.exec(select(Decision)).all() == []
    assert send(people.client(app, "editor"), address, chosen()).status_code == 303


def test_a_class_of_g_waits_for_the_owner(editor: PageClient, work: Session) -> None:
    round_id = panels.closed(work, votes={"axes": panels.HARM})
    work.commit()
    address, owner = f"/kierrokset/{round_id}/paatos", f"/kierrokset/{round_id}/omistaja"
    harm = {f"{name}_{key}": value for key in panels.OUTCOMES for name, value in panels.HARM.items()} | {
        "cause": "first"
    }
    assert owner in editor.get_page(address).links()
    response = send(editor, address, harm)
    assert response.status_code == 422
    assert complaints(Page(response)) == [f"#effect_{key}" for key in panels.OUTCOMES]
    assert send(editor, owner, {"reply": "Ennen kysymystä"}).status_code == 404
    assert send(editor, owner, {"kysy": "1"}).status_code == 303
    assert send(editor, address, harm).status_code == 422  # the owner has 14 days
    assert send(editor, owner, {"reply": " "}).status_code == 422
    assert send(editor, owner, {"reply": "Emme ole samaa mieltä. <b>x</b>"}).status_code == 303
    assert "<b>x</b>" not in editor.get_page(owner).html
    assert work.exec(select(OwnerReply)).one().reply == "Emme ole samaa mieltä. <b>x</b>"
    assert send(editor, address, harm).status_code == 303
    assert [one.effect for one in work.exec(select(Decision)).all()] == [Effect.HARM] * 2


def test_an_owner_who_lets_the_time_pass_has_had_their_say(editor: PageClient, work: Session) -> None:
    round_id = panels.closed(work, votes={"axes": panels.HARM})
    decisions.ask_owner(work, people.actor(work, "editor"), round_id, panels.days(-15))
    work.commit()
    harm = {f"{name}_{key}": value for key in panels.OUTCOMES for name, value in panels.HARM.items()} | {
        "cause": "first"
    }
    assert send(editor, f"/kierrokset/{round_id}/paatos", harm).status_code == 303


def test_a_later_decision_takes_the_place_with_a_cause(editor: PageClient, work: Session) -> None:
    first = {one.outcome_id: one.id for one in panels.published(work)}
    round_id = panels.light(work)
    panels.sit(work, round_id)
    panels.vote_all(work, round_id)
    panels.move(work, round_id, RoundState.CLOSED)
    work.commit()
    address = f"/kierrokset/{round_id}/paatos"
    page = editor.get_page(address)
    causes = {box.get("value") for box in page.all("input", name="cause")}
    assert causes == {one.value for one in Cause if one is not Cause.FIRST}
    assert page.one("input", name="cause", value="expiry").get("checked") is not None
    assert send(editor, address, chosen(cause="first")).status_code == 422
    until = panels.days(400)
    typed = f"{until.day}.{until.month}.{until.year}"
    assert send(editor, address, chosen(cause="new_study", valid_until=typed)).status_code == 303
    made = work.exec(select(Decision).where(Decision.round_id == round_id)).all()
    assert {one.outcome_id: one.supersedes for one in made} == first
    assert {(one.cause, one.valid_until) for one in made} == {(Cause.NEW_STUDY, until)}
    assert len(work.exec(select(Decision)).all()) == 4


def test_of_two_who_publish_at_once_one_keeps_what_was_written(editor: PageClient, work: Session) -> None:
    round_id = panels.closed(work)
    work.commit()
    address = f"/kierrokset/{round_id}/paatos"
    token = Page(editor.get(address))
    panels.publish(work, round_id)
    work.commit()
    fields = chosen(departs_kaatumiset="Pitkä perustelu") | {
        "csrf_token": token.all("input", name="csrf_token")[0].get("value", "")
    }
    response = editor.post(address, data=fields)
    assert response.status_code == 409
    assert text(Page(response).one("textarea", name="departs_kaatumiset")) == "Pitkä perustelu"
    assert len(work.exec(select(Decision)).all()) == 2


def test_a_round_that_is_open_has_no_decision(editor: PageClient, work: Session) -> None:
    round_id = panels.open_round(work)
    work.commit()
    assert editor.get(f"/kierrokset/{round_id}/paatos").location == f"/kierrokset/{round_id}"
    response = send(editor, f"/kierrokset/{round_id}/paatos", chosen(), page=f"/kierrokset/{round_id}")
    assert response.status_code == 409
    assert work.exec(select(Decision)).all() == []


def test_the_search_knows_the_new_class_at_once(editor: PageClient, work: Session) -> None:
    round_id = panels.closed(work, votes={"axes": {"effect": "none", "certainty": "high"}})
    work.commit()
    address = "/menetelmat?arvio=F&q=kaatuminen"
    assert "/menetelmat/tasapaino" not in editor.get_page(address).links()
    none = {
        f"{name}_{key}": value for key in panels.OUTCOMES for name, value in [("effect", "none"), ("certainty", "high")]
    }
    assert send(editor, f"/kierrokset/{round_id}/paatos", none | {"cause": "first"}).status_code == 303
    assert "/menetelmat/tasapaino" in editor.get_page(address).links()
