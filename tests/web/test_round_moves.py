"""Moving a round on: its phases, its last day, its end, and what is to be read when it has closed."""

import pytest
from flask import Flask
from sqlmodel import Session

from registry.domain import ballots, dates, rounds
from registry.domain.review_terms import RoundState
from tests import panels
from tests.page import Page, PageClient
from tests.web.sending import send
from tests.web.test_query_count import MOST, statements_of
from tests.web.test_rounds import NEW, given, typed


def test_a_phase_ends_when_all_have_handed_in(editor: PageClient, work: Session) -> None:
    round_id = panels.open_round(work)
    panels.sit(work, round_id)
    work.commit()
    address = f"/kierrokset/{round_id}"
    moves = [box.get("value") for box in editor.get_page(address).all("input", name="to")]
    assert moves == ["cancelled"]
    early = send(editor, f"{address}/tila", {"to": "round_2"}, page=address)
    assert early.status_code == 422
    assert Page(early).one("div", class_="error-summary")
    for expected, to in [("round_2", RoundState.ROUND_2), ("closed", RoundState.CLOSED)]:
        panels.vote_all(work, round_id)
        work.commit()
        moves = [box.get("value") for box in editor.get_page(address).all("input", name="to")]
        assert moves == [expected, "cancelled"]
        assert send(editor, f"{address}/tila", {"to": expected}, page=address).status_code == 303
        work.expire_all()
        assert rounds.find(work, round_id).state is to
    page = editor.get_page(address)
    assert page.all("a", href=f"{address}/paatos") and page.all("div", class_="spread")
    assert editor.get_page("/kierrokset").all("a", href=address)


@pytest.mark.parametrize("to", ["", "x", "closed", "decided", "round_1"])
def test_a_round_goes_only_onward(editor: PageClient, work: Session, to: str) -> None:
    round_id = panels.open_round(work)
    work.commit()
    response = send(editor, f"/kierrokset/{round_id}/tila", {"to": to}, page=f"/kierrokset/{round_id}")
    assert response.status_code == 422
    work.expire_all()
    assert rounds.find(work, round_id).state is RoundState.ROUND_1


def test_a_round_is_cancelled_for_good(editor: PageClient, work: Session) -> None:
    round_id = panels.open_round(work)
    work.commit()
    address = f"/kierrokset/{round_id}"
    assert send(editor, f"{address}/tila", {"to": "cancelled"}, page=address).status_code == 303
    page = editor.get_page(address)
    assert not page.all("input", name="to") and not page.all("input", name="reviewers")
    assert editor.get(f"{address}/paatos").status_code == 303
    assert send(editor, NEW, given()).status_code == 303  # another can be opened


def test_the_last_day_is_moved(editor: PageClient, work: Session) -> None:
    round_id = panels.open_round(work)
    work.commit()
    address = f"/kierrokset/{round_id}"
    for wrong in ("", "1.1.2020", "x", "1/2030"):
        response = send(editor, f"{address}/aika", {"until": wrong}, page=address)
        assert response.status_code == 422
        assert Page(response).one("input", name="until").get("value") == wrong
    assert send(editor, f"{address}/aika", {"until": typed(60)}, page=address).status_code == 303
    work.expire_all()
    found = rounds.find(work, round_id)
    assert (found.round_1_until, found.round_2_until) == (panels.days(60), panels.days(74))


def test_comments_of_the_barred_are_read_when_the_round_has_closed(editor: PageClient, work: Session) -> None:
    round_id = panels.light(work)
    *_voters, barred = panels.sit(work, round_id)
    ballots.write(work, barred, round_id, {}, "Huomautus ilman ääntä", version=0, hand_in=False, today=dates.today())
    panels.vote_all(work, round_id)
    work.commit()
    address = f"/kierrokset/{round_id}"
    assert "Huomautus" not in editor.get_page(address).main
    panels.move(work, round_id, RoundState.CLOSED)
    work.commit()
    assert "Huomautus ilman ääntä" in editor.get_page(address).main


def test_the_pages_ask_the_database_as_often_for_nine_as_for_none(
    app: Flask, editor: PageClient, work: Session
) -> None:
    panels.nine(work)
    round_id = panels.open_round(work)
    work.commit()
    pages = ("/kierrokset", f"/kierrokset/{round_id}")
    empty = [len(statements_of(app, editor, page)) for page in pages]
    panels.sit(work, round_id)
    panels.open_round(work, "nuotti", outcomes=["tyo"])
    work.commit()
    assert [len(statements_of(app, editor, page)) for page in pages] == empty
    assert max(empty) <= MOST


def test_a_rating_that_ends_soon_leads_to_a_light_round(editor: PageClient, work: Session) -> None:
    panels.publish(work, panels.closed(work), valid_until=panels.days(20))
    work.commit()
    links = editor.get_page("/toimitus").links()
    assert f"{NEW}&laji=light" in links
    assert editor.get_page(f"{NEW}&laji=light").all("textarea", name="question")
