"""The editors' rounds: opened, invited into, moved on; how far everybody is, and never what anybody voted."""

import pytest
from flask import Flask
from sqlmodel import Session, select

from registry.domain import accounts, rounds, seats
from registry.domain.accounts_input import InviteInput
from registry.domain.models import Mail, ReviewerProfile, ReviewRound, RoundReviewer
from registry.domain.permissions import Grant, Role, system
from registry.domain.review_terms import Background, RoundKind, RoundState
from tests import panels, people
from tests.page import Page, PageClient, text
from tests.web.sending import send, token_of

NEW = "/kierrokset/uusi?menetelma=tasapaino"
LIGHT = f"{NEW}&laji=light"


def given(**more: object) -> dict[str, object]:
    """What an editor types to open a round."""
    base = {
        "question": "Mitä näyttö kertoo?",
        "outcomes": ["kaatumiset"],
        "indicators": ["O2"],
        "proposing_region": "kainuu",
        "round_1_until": typed(10),
        "round_2_until": typed(20),
    }
    return base | more


def typed(days: int) -> str:
    day = panels.days(days)
    return f"{day.day}.{day.month}.{day.year}"


def complaints(page: Page) -> list[str]:
    """Where the summary of what is wrong leads to."""
    return [link.get("href", "") for link in page.one("div", class_="error-summary").iter("a")]


def test_a_round_is_opened(editor: PageClient, work: Session) -> None:
    page = editor.get_page(NEW)
    assert len(page.all("input", name="outcomes", checked="")) == 2
    assert text(page.one("textarea", name="question"))
    response = send(editor, NEW, given())
    made = work.exec(select(ReviewRound)).one()
    assert response.location.startswith(f"/kierrokset/{made.id}?")
    assert (made.question, made.proposing_region, made.statutory) == ("Mitä näyttö kertoo?", "kainuu", False)
    assert (made.kind, made.state, made.round_2_until) == (RoundKind.FULL, RoundState.ROUND_1, panels.days(20))
    assert [item.outcome_id or item.indicator_code for item in rounds.items(work, made.id or 0)] == ["kaatumiset", "O2"]
    assert editor.get_page(f"/kierrokset/{made.id}").all("form", action=f"/kierrokset/{made.id}/tila")
    assert editor.get_page("/kierrokset").all("a", href=f"/kierrokset/{made.id}")


def test_a_draft_can_have_a_round_and_a_retired_method_is_not_offered(editor: PageClient) -> None:
    offered = {option.get("value") for option in editor.get_page("/kierrokset/uusi").all("option")}
    assert {"tasapaino", "luonnos"} <= offered
    assert (
        send(editor, "/kierrokset/uusi?menetelma=luonnos", given(outcomes=["paatulos"], indicators=[])).status_code
        == 303
    )
    assert "luonnos" not in {option.get("value") for option in editor.get_page("/kierrokset/uusi").all("option")}
    assert editor.get("/kierrokset/uusi?menetelma=ei-ole").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"outcomes": []}, "outcomes"),
        ({"outcomes": ["ei-ole"]}, "outcomes"),
        ({"outcomes": ["kaatumiset", "<b> x"]}, "outcomes"),
        ({"indicators": ["P1"]}, "indicators"),
        ({"indicators": ["P11"]}, "indicators"),
        ({"question": "  "}, "question"),
        ({"question": "x" * 4001}, "question"),
        ({"proposing_region": "ruotsi"}, "proposing_region"),
        ({"round_1_until": ""}, "round_1_until"),
        ({"round_1_until": "huomenna"}, "round_1_until"),
        ({"round_1_until": "12/2030"}, "round_1_until"),
        ({"round_1_until": "1.1.2020"}, "round_1_until"),
        ({"round_2_until": typed(10)}, "round_2_until"),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_round_stands_at_its_field(
    editor: PageClient, work: Session, wrong: dict[str, object], field: str
) -> None:
    response = send(editor, NEW, given(**wrong))
    assert response.status_code == 422
    page = Page(response)
    assert complaints(page) == [f"#{field}"]
    assert work.exec(select(ReviewRound)).all() == []
    if "question" not in wrong:
        assert "Mitä näyttö kertoo?" in text(page.one("textarea", name="question"))


def test_all_that_is_wrong_is_told_at_once(editor: PageClient) -> None:
    response = send(editor, NEW, {"round_1_until": "x", "round_2_until": "y"})
    links = set(complaints(Page(response)))
    assert links == {"#outcomes", "#question", "#round_1_until", "#round_2_until"}


def test_a_method_has_one_round_at_a_time(editor: PageClient, work: Session) -> None:
    panels.open_round(work)
    work.commit()
    response = send(editor, NEW, given())
    assert response.status_code == 409
    assert "Mitä näyttö kertoo?" in text(Page(response).one("textarea", name="question"))
    assert len(work.exec(select(ReviewRound)).all()) == 1


def test_a_light_round_asks_what_is_new_and_has_one_phase(editor: PageClient, work: Session) -> None:
    assert not editor.get_page(NEW).all("a", href=LIGHT)
    panels.published(work)
    work.commit()
    assert editor.get_page(NEW).all("a", href=LIGHT)
    page = editor.get_page(LIGHT)
    assert not page.all("input", name="round_1_until")
    assert text(page.one("textarea", name="question")) == ""
    response = send(editor, LIGHT, given(question="Uusi koe 2026.", round_1_until=""))
    made = work.exec(select(ReviewRound).where(ReviewRound.kind == RoundKind.LIGHT)).one()
    assert response.status_code == 303
    assert (made.state, made.question) == (RoundState.ROUND_2, "Uusi koe 2026.")
    assert editor.get_page(f"/kierrokset/{made.id}").main


def test_those_who_make_the_panel_whole_are_ticked(editor: PageClient, work: Session) -> None:
    panels.nine(work)
    round_id = panels.open_round(work, proposing_region="kainuu")
    work.commit()
    page = editor.get_page(f"/kierrokset/{round_id}")
    ticked = {
        int(box.get("value") or 0) for box in page.all("input", name="reviewers") if box.get("checked") is not None
    }
    actor = people.actor(work, "editor")
    assert ticked == set(seats.suggested(seats.candidates(work, actor, round_id)))
    work.commit()
    assert len(ticked) < 10
    response = send(
        editor, f"/kierrokset/{round_id}/kutsu", {"reviewers": sorted(ticked)}, page=f"/kierrokset/{round_id}"
    )
    assert response.status_code == 303
    assert set(work.exec(select(RoundReviewer.person_id)).all()) == ticked
    assert seats.lacking(seats.progress(work, round_id), "kainuu") == []
    mails = work.exec(select(Mail.recipient, Mail.body)).all()
    assert len(mails) == len(ticked)
    assert all(f"/arvioinnit/{round_id}" in body for _recipient, body in mails)


@pytest.mark.parametrize("chosen", [[], ["x"], ["999999"], ["1"]], ids=str)
def test_only_reviewers_can_be_invited(editor: PageClient, work: Session, chosen: list[str]) -> None:
    round_id = panels.open_round(work)
    panels.nine(work)
    work.commit()
    response = send(editor, f"/kierrokset/{round_id}/kutsu", {"reviewers": chosen}, page=f"/kierrokset/{round_id}")
    assert response.status_code == 422
    assert complaints(Page(response)) == ["#reviewers"]
    assert work.exec(select(RoundReviewer.id)).all() == []


def test_who_has_no_profile_is_not_offered_and_gets_one(editor: PageClient, work: Session) -> None:
    round_id, reviewer = panels.open_round(work), people.person_id(work, "reviewer")
    work.commit()
    page = editor.get_page(f"/kierrokset/{round_id}")
    assert not page.all("input", name="reviewers", value=str(reviewer))
    assert page.all("a", href="/kierrokset/arvioijat")
    one = f"/kierrokset/arvioijat/{reviewer}"
    assert editor.get_page("/kierrokset/arvioijat").all("a", href=one)
    assert send(editor, one, {"background": "", "region": ""}).status_code == 422
    assert send(editor, one, {"background": "scientist", "region": "ruotsi"}).status_code == 422
    assert send(editor, one, {"background": "tutkija", "region": ""}).status_code == 422
    assert send(editor, one, {"background": "scientist", "region": "lappi"}).status_code == 303
    kept = work.exec(select(ReviewerProfile)).one()
    assert (kept.person_id, kept.background, kept.region_slug) == (reviewer, Background.SCIENTIST, "lappi")
    assert editor.get_page(f"/kierrokset/{round_id}").all("input", name="reviewers", value=str(reviewer))
    assert editor.get("/kierrokset/arvioijat/1").status_code == 404  # somebody who does not review


def test_progress_is_shown_and_no_vote(editor: PageClient, work: Session) -> None:
    """Staff see who has declared what kinds and who has handed in; no reason, no vote and no text of an interest."""
    round_id = panels.open_round(work)
    first, second, *_rest = panels.sit(work, round_id)
    panels.vote(work, round_id, first, reason="Salainen perustelu", comment="Salainen huomautus")
    panels.vote(work, round_id, second, reason="Salainen luonnos", hand_in=False)
    work.commit()
    page = editor.get_page(f"/kierrokset/{round_id}")
    rows = {text(row.findall("th")[0]): [text(cell) for cell in row.findall("td")] for row in page.tree.iter("tr")}
    rows = {name: cells for name, cells in rows.items() if "Esimerkki" in name}
    assert len(rows) == 9
    done, waits, never = (cells(rows, who) for who in ("Reviewer 1", "Reviewer 2", "Reviewer 9"))
    assert done[0] == waits[0] and done[1] != waits[1]
    assert never[0] != done[0] and never[1] not in {done[1], waits[1]}
    assert "salai" not in page.html.lower()
    assert not page.all("div", class_="spread") and not page.all("a", href=f"/kierrokset/{round_id}/paatos")
    assert editor.get(f"/kierrokset/{round_id}/paatos").status_code == 303


def cells(rows: dict[str, list[str]], name: str) -> list[str]:
    """The cells of somebody's row."""
    return next(row for who, row in rows.items() if who.startswith(name))


@pytest.mark.parametrize("who", [who for who in people.EVERYONE if who != "editor"])
def test_rounds_are_for_editors(app: Flask, work: Session, who: str) -> None:
    round_id = panels.closed(work)
    work.commit()
    client, shown = people.client(app, who), people.client(app, "editor").get_page("/kierrokset/uusi?menetelma=nuotti")
    addresses = [f"/kierrokset/{round_id}{rest}" for rest in ("", "/kutsu", "/aika", "/tila", "/paatos", "/omistaja")]
    for address in ["/kierrokset", NEW, *addresses]:
        assert client.get(address).status_code in {303, 403, 405}, address
        answer = client.post(address, data={"csrf_token": token_of(shown), "to": "cancelled", "kysy": "1"})
        assert answer.status_code in {401, 403, 405}, address
    work.expire_all()
    assert rounds.find(work, round_id).state is RoundState.CLOSED


def test_the_names_of_a_page_are_safe(editor: PageClient, work: Session) -> None:
    """A name is written by whoever was invited: it is text and never markup."""
    invited, _token = accounts.invite(
        work,
        system("tests"),
        InviteInput(email="x@example.fi", name="<b>X</b>", grants=frozenset({Grant(Role.REVIEWER)})),
        people.NOW,
    )
    person = accounts.become(work, invited, None, people.NOW)
    seats.set_profile(work, system("tests"), person.id or 0, Background.SCIENTIST, None)
    round_id = panels.open_round(work, question="<script>alert(1)</script>")
    seats.invite(work, people.actor(work, "editor"), round_id, [person.id or 0])
    work.commit()
    html = editor.get_page(f"/kierrokset/{round_id}").html
    assert "<b>X</b>" not in html and "<script>alert" not in html
