"""Answering the survey on its pages and through autosave: what is typed is never lost, two at once see both, and what is handed in is closed."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from registry.domain import dates, survey_answers, surveys
from registry.domain.models import Mail, Proposal
from registry.domain.survey_terms import SurveyState
from tests import people
from tests import surveys as samples
from tests.page import Page, PageClient
from tests.web.sending import send, token_of
from tests.web.test_query_count import counted

HOME = "/en/hyte-status/2025/kainuu"
SECTION = f"{HOME}/rakenteet"
DESK = "/en/toimitus/hyte-status"
TEXT = ("rakenteet-sanoin", "")
API = "/api/v1/surveys/2025/kainuu"


@pytest.fixture
def open_round(work: Session) -> Session:
    """An open round, after one of last year that Kainuu answered."""
    samples.open_round(work, "2024", began=-400, days=500)
    samples.answer_all(work, "kainuu", key="2024", level=1)
    samples.close(work, "2024")
    samples.open_round(work)
    work.commit()
    return work


@pytest.fixture
def kainuu(app: Flask, open_round: Session) -> PageClient:
    return people.client(app, "region_editor")


def form_of(page: Page) -> dict[str, Any]:
    """All that the form of a section would send."""
    (form,) = [one for one in page.all("form") if "survey" in (one.get("class") or "").split()]
    found: dict[str, Any] = {}
    for field in (*form.iter("input"), *form.iter("textarea")):
        is_box = field.get("type") in {"radio", "checkbox"}
        if not is_box or field.get("checked") is not None:
            value = (field.text or "").removeprefix("\n") if field.tag == "textarea" else field.get("value") or ""
            found.setdefault(field.get("name", ""), []).append(value)
    return found


def saved(session: Session, slot: tuple[str, str]) -> dict[str, Any]:
    session.expire_all()
    about = surveys.find(session, "2025")
    return survey_answers.of_region(session, about, "kainuu")[slot].value


def forms_of(session: Session, slot: tuple[str, str]) -> Any:
    """Every form of an answer, newest first."""
    row = survey_answers.of_region(session, surveys.find(session, "2025"), "kainuu")[slot]
    return survey_answers.versions(session, samples.WRITER, row.id or 0)


def put(client: FlaskClient, place: str, body: object, token: str | None = None) -> Any:
    if token is None:
        token = token_of(Page(client.get(SECTION)))
    return client.put(f"{API}/{place}", data=json.dumps(body), headers={"X-CSRF-Token": token})


def test_a_section_is_saved_and_leads_on(kainuu: PageClient, open_round: Session) -> None:
    page = kainuu.get_page(SECTION)
    assert "A steering group for the work, or the like" in page.main  # last round's answers beside
    assert samples.WORDS in page.main
    typed = form_of(page) | {"rakenteet-sanoin.text": "Toimii", "rakenteet-kaytossa.choices": ["kunnat"], "next": "1"}
    answer = kainuu.post(SECTION, data=typed)
    assert (answer.status_code, answer.location) == (303, f"{HOME}/rahoitus?tehty=tallennettu")
    assert saved(open_round, TEXT) == {"text": "Toimii"}
    assert people.name("region_editor") in kainuu.get_page(SECTION).main
    assert "2 / 3" in kainuu.get_page(HOME).main


def test_what_cannot_be_saved_is_shown_again_and_the_rest_is_kept(kainuu: PageClient, open_round: Session) -> None:
    typed = form_of(kainuu.get_page(SECTION)) | {
        "rakenteet-sanoin.text": "x" * 4001,
        "rakenteet-kunnat.choice": "vuosittain",
    }
    page = Page(kainuu.post(SECTION, data=typed))
    assert page.response.status_code == 422
    assert page.title.startswith("Error:")
    assert "#rakenteet-sanoin" in page.links()
    assert form_of(page)["rakenteet-sanoin.text"] == ["x" * 4001]
    assert saved(open_round, ("rakenteet-kunnat", "")) == {"choice": "vuosittain"}


def test_two_at_once_see_both_and_lose_nothing(kainuu: PageClient, open_round: Session) -> None:
    typed = form_of(kainuu.get_page(SECTION)) | {"rakenteet-sanoin.text": "Minun", "rakenteet-kunnat.choice": "ei"}
    samples.answer(open_round, "kainuu", TEXT, {"text": "Toisen"})
    samples.answer(open_round, "kainuu", ("rakenteet-kaytossa", ""), {"choices": ["kunnat"]})
    open_round.commit()
    page = Page(kainuu.post(SECTION, data=typed))
    assert page.response.status_code == 409
    assert "Toisen" in page.main
    assert form_of(page)["rakenteet-sanoin.text"] == ["Minun"]
    assert saved(open_round, ("rakenteet-kunnat", "")) == {"choice": "ei"}
    assert saved(open_round, ("rakenteet-kaytossa", "")) == {"choices": ["kunnat"]}  # untouched here: theirs stays
    assert saved(open_round, TEXT) == {"text": "Toisen"}
    assert kainuu.post(SECTION, data=form_of(page)).status_code == 303
    assert saved(open_round, TEXT) == {"text": "Minun"}
    assert [one.value for one in forms_of(open_round, TEXT)] == [{"text": "Minun"}, {"text": "Toisen"}]


def test_a_method_is_added_by_its_name(kainuu: PageClient, open_round: Session) -> None:
    address, place = f"{HOME}/menetelmat", "menetelmat-kaytossa_P4"
    page = kainuu.get_page(address)
    names = {option.get("data-id"): option.get("value") for option in page.all("option") if option.get("data-id")}
    assert "luonnos" not in names
    assert kainuu.post(address, data=form_of(page) | {f"{place}.add": names["kotikaynti"]}).status_code == 303
    assert saved(open_round, ("menetelmat-kaytossa", "P4")) == {"methods": ["kotikaynti"]}
    again = Page(kainuu.post(address, data=form_of(kainuu.get_page(address)) | {f"{place}.add": "Ei ole"}))
    assert again.response.status_code == 422
    assert form_of(again)[f"{place}.methods"] == ["kotikaynti"]


def test_handed_in_is_closed_until_it_is_given_back(app: Flask, kainuu: PageClient, open_round: Session) -> None:
    assert Page(send(kainuu, f"{HOME}/anna", {})).response.status_code == 422
    samples.answer_all(open_round, "kainuu")
    open_round.commit()
    typed = form_of(kainuu.get_page(SECTION)) | {"rakenteet-sanoin.text": "Liian myöhään"}
    assert send(kainuu, f"{HOME}/anna", {}).location == f"{HOME}?tehty=annettu"
    late = Page(kainuu.post(SECTION, data=typed))
    assert late.response.status_code == 422
    assert "Liian myöhään" in late.main
    assert not kainuu.get_page(SECTION).all("textarea")
    editor = people.client(app, "editor")
    address = f"{DESK}/2025/palauta/kainuu"
    assert Page(send(editor, address, {"why": " "})).response.status_code == 422
    assert send(editor, address, {"why": "Tarkistakaa tasot."}).status_code == 303
    assert "Tarkistakaa tasot." in kainuu.get_page(HOME).main
    assert kainuu.get_page(SECTION).all("textarea")


def test_autosave_keeps_one_answer(app: Flask, kainuu: PageClient, open_round: Session) -> None:
    kept = put(kainuu, "kypsyys/P1", {"version": 0, "value": {"level": 2}})
    assert (kept.status_code, kept.json["version"], kept.json["lines"]) == (200, 1, ["2 Sovittu"])
    assert kept.json["saved_by"] == people.name("region_editor")
    samples.answer(open_round, "kainuu", ("kypsyys", "P1"), {"level": 3})
    open_round.commit()
    clash = put(kainuu, "kypsyys/P1", {"version": 1, "value": {"level": 4}})
    assert (clash.status_code, clash.json["version"], clash.json["value"]) == (409, 2, {"level": 3})
    assert put(kainuu, "kypsyys/P1", {"version": 2, "value": {"level": 4}}).status_code == 200
    assert kainuu.get(f"{API}/kypsyys/P1").json["value"] == {"level": 4}
    assert put(kainuu, "kypsyys/P1", {"version": 3, "value": {"level": 7}}).status_code == 422
    assert put(kainuu, "kypsyys/-", {"version": 0, "value": {}}).status_code == 404
    assert put(kainuu, "kypsyys/P1", {"version": 3, "value": {"level": 1}}, token="x").status_code == 403
    assert put(kainuu, "kypsyys/P1", [1]).status_code == 422
    assert put(kainuu, "kypsyys/P1", {"version": 2**31, "value": {"level": 1}}).status_code == 422
    large = put(kainuu, "rakenteet-sanoin/-", {"version": 0, "value": {"text": "x" * 256 * 1024}})
    assert (large.status_code, large.mimetype) == (413, "application/problem+json")
    other = people.client(app, "other_region_editor")
    assert other.get(f"{API}/kypsyys/P1").status_code == 403
    assert people.client(app, "nobody").get(f"{API}/kypsyys/P1").status_code == 401


def test_staff_open_extend_remind_and_close(app: Flask, work: Session) -> None:
    editor = people.client(app, "editor")
    today = dates.today()
    given = {"definition": "2025", "opens_on": f"{today:%d.%m.%Y}", "closes_on": "31.12.2099"}
    wrong = Page(send(editor, DESK, given | {"definition": "", "closes_on": "31.11.2099"}))
    assert wrong.response.status_code == 422
    assert {"#definition", "#closes_on"} <= set(wrong.links())
    assert send(editor, DESK, given).location == f"{DESK}/2025?tehty=avattu"
    again = Page(send(editor, DESK, given))
    assert (again.response.status_code, "#definition" in again.links()) == (409, True)
    assert [field.get("value") for field in again.all("input", name="closes_on")] == ["31.12.2099"]
    assert send(editor, f"{DESK}/2025/muistuta", {}, page=f"{DESK}/2025").status_code == 303
    mails = {one.recipient: one.body for one in work.exec(select(Mail))}
    assert {people.email("region_editor"), people.email("other_region_editor")} <= set(mails)
    assert "/en/hyte-status/2025/kainuu" in mails[people.email("region_editor")]
    assert Page(send(editor, f"{DESK}/2025/muistuta", {}, page=f"{DESK}/2025")).response.status_code == 422
    assert (
        Page(send(editor, f"{DESK}/2025/aika", {"until": "1.1.2020"}, page=f"{DESK}/2025")).response.status_code == 422
    )
    stale = {"until": "1.1.2100", "version": "9"}
    late = Page(send(editor, f"{DESK}/2025/aika", stale, page=f"{DESK}/2025"))
    assert (late.response.status_code, late.title.startswith("Error:")) == (409, True)
    assert [field.get("value") for field in late.all("input", name="until")] == ["1.1.2100"]
    late = Page(send(editor, f"{DESK}/2025/sulje", stale, page=f"{DESK}/2025"))
    assert (late.response.status_code, late.title.startswith("Error:")) == (409, True)
    assert send(editor, f"{DESK}/2025/aika", {"until": "1.1.2100"}, page=f"{DESK}/2025").status_code == 303
    assert send(editor, f"{DESK}/2025/sulje", {}, page=f"{DESK}/2025").status_code == 303
    work.expire_all()
    assert surveys.state_on(surveys.find(work, "2025"), today) is SurveyState.CLOSED


def test_a_redaction_points_to_the_other_place_of_the_words(app: Flask, open_round: Session) -> None:
    samples.answer_all(open_round, "kainuu")
    samples.hand_in(open_round, "kainuu", actor=people.actor(open_round, "region_editor"))
    open_round.commit()
    statement = select(Proposal).where(Proposal.region_slug == "kainuu").order_by(col(Proposal.id).desc())
    proposal = open_round.exec(statement).first()
    assert proposal
    answer = f"/en/yllapito/peittaminen/teksti/survey_answer/{proposal.survey_answer_id}"
    title = f"/en/yllapito/peittaminen/teksti/proposal_title/{proposal.id}"
    administrator = people.client(app, "administrator")
    assert answer in administrator.get_page(title).links()
    assert title in administrator.get_page(answer).links()


def test_what_is_not_there(kainuu: PageClient) -> None:
    for address in ("/hyte-status/1999/kainuu", f"{HOME}/runot", "/hyte-status/2025/kainuu/rakenteet/x"):
        assert kainuu.get(address).status_code == 404


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("editor", "/toimitus/hyte-status/2025"),
        ("region_editor", "/hyte-status"),
        ("region_editor", "/hyte-status/2025/kainuu"),
        ("region_editor", "/hyte-status/2025/kainuu/menetelmat"),
        ("region_editor", "/hyte-status/2025/kainuu/anna"),
    ],
)
def test_queries_do_not_grow_with_the_answers(app: Flask, open_round: Session, who: str, address: str) -> None:
    client = people.client(app, who)
    client.get_page(address)  # the first visit notes when the session was seen
    with counted(app) as few:
        client.get_page(address)
    for region in ("kainuu", "lappi", "satakunta"):
        samples.answer_all(open_round, region)
    open_round.commit()
    with counted(app) as many:
        client.get_page(address)
    assert len(few) == len(many)
    assert len(many) <= 25
