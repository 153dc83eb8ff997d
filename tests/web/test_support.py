"""Support in pages: asked on a method's page, taken up, ticked, noted and ended; what is typed is kept; nobody else sees a thing."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, select

from registry import db
from registry.domain import checklists, dates, redaction, support
from registry.domain.models import Mail, Method, SupportNote, SupportRequest
from registry.domain.redactable import RedactionKind
from registry.domain.support_input import StepInput
from registry.domain.support_terms import PHASES, Direction, Phase, SupportState
from registry.domain.vocabulary import State
from registry.web import support_steps
from tests import people, supports
from tests.page import Page, PageClient
from tests.web.sending import send, token_of
from tests.web.test_query_count import counted

ASK, CASE, STEPS = "/en/alueet/kainuu/tuki/tasapaino", "/en/tuki/1", "/en/tuki/1/askeleet"
LIST = "/en/toimitus/tuki/tasapaino/kayttoonotto"
EMPTY = {f"steps_{phase}": "" for phase in PHASES[Direction.ADOPT]}


@pytest.fixture
def region(app: Flask) -> PageClient:
    """A client that the editor of Kainuu has signed in on."""
    return people.client(app, "region_editor")


@pytest.fixture
def taken(work: Session) -> int:
    """A request under way."""
    number = supports.taken(work).id or 0
    work.commit()
    return number


def rows(app: Flask, kind: Any) -> list[Any]:
    with db.session_for(app.extensions["hyte"].engine) as session:
        return list(session.exec(select(kind)))


def chosen(page: Page, name: str) -> list[str | None]:
    return [box.get("value") for box in page.all("input", name=name) if box.get("checked") is not None]


@pytest.mark.parametrize(("method", "direction"), [("tasapaino", "adopt"), ("pelottelu", "give_up")])
def test_from_the_page_of_the_method(region: PageClient, method: str, direction: str) -> None:
    ask = f"/en/alueet/kainuu/tuki/{method}"
    assert ask in region.get_page(f"/en/menetelmat/{method}").links()
    assert chosen(region.get_page(ask), "direction") == [direction]
    assert chosen(region.get_page(f"{ask}?suunta=luopuminen"), "direction") == ["give_up"]


def test_a_visitor_reads_what_support_is_and_nothing_else(own_client: PageClient, taken: int) -> None:
    assert taken
    page = own_client.get_page("/en/menetelmat/tasapaino")
    assert "/en/tuki" in page.links()
    assert not [link for link in page.links() if "/alueet/kainuu/tuki" in link]
    page = own_client.get_page("/en/tuki")
    assert not [link for link in page.links() if link.startswith("/en/tuki/")]
    assert not page.all("meta", name="robots")
    assert {source.url for source in support_steps.SOURCES} <= set(page.links())


def test_from_the_wish_to_the_experience_report(app: Flask, region: PageClient, editor: PageClient) -> None:
    answer = send(region, ASK, {"direction": "adopt", "wish": supports.WISH})
    assert (answer.status_code, answer.location) == (303, f"{CASE}?tehty=pyydetty")
    assert supports.WISH in region.get_page(answer.location).main
    assert CASE in editor.get_page("/en/tuki").links()
    assert editor.get_page("/en/toimitus").all("h2", id="tuki")
    assert send(editor, f"{CASE}/ota", {}, CASE).status_code == 303
    boxes = region.get_page(CASE).all("input", name="ticked")
    assert [box.get("value") for box in boxes] == [str(number) for number in range(1, 15)]
    send(editor, f"{CASE}/tehdyt", {"ticked": ["1", "3"]}, CASE)
    send(region, f"{CASE}/tehdyt", {"shown": ["1", "3"], "ticked": ["3", "4"]}, CASE)
    assert chosen(editor.get_page(CASE), "ticked") == ["3", "4"]
    yesterday = dates.today() - timedelta(days=1)
    typed = {"held_on": f"{yesterday.day}.{yesterday.month}.{yesterday.year}", "note": supports.NOTED}
    answer = send(region, f"{CASE}/merkinta", typed, CASE)
    assert answer.location.endswith("#merkinta-1")
    assert [(note.held_on, note.by_staff) for note in rows(app, SupportNote)] == [(yesterday, False)]
    assert not [link for link in region.get_page(CASE).links() if "kokemukset/" in link]
    assert send(editor, f"{CASE}/paata", {"outcome": "done", "ended_because": ""}, CASE).status_code == 303
    page = region.get_page(CASE)
    assert "/en/alueet/kainuu/kokemukset/tasapaino" in page.links()
    assert not page.all("input", name="ticked") + page.all("textarea")
    staff, asker = rows(app, Mail)
    assert (staff.recipient, asker.recipient) == (people.email("editor"), people.email("region_editor"))
    assert all(mail.body.count("/tuki/1") == 3 and supports.WISH not in mail.body for mail in (staff, asker))


def test_what_is_wrong_keeps_what_was_typed(region: PageClient, taken: int) -> None:
    answer = send(region, ASK, {"direction": "adopt", "wish": supports.WISH})
    assert answer.status_code == 422
    page = Page(answer)
    assert supports.WISH in page.main
    assert CASE in page.links()
    answer = send(region, f"{CASE}/merkinta", {"held_on": "31.11.2026", "note": supports.NOTED}, CASE)
    assert answer.status_code == 422
    page = Page(answer)
    assert "Seuraava tapaaminen" in page.all("textarea", name="note")[0].text
    assert page.all("a", href="#held_on")
    answer = send(region, f"{CASE}/paata", {"outcome": "cancelled", "ended_because": " "}, CASE)
    assert answer.status_code == 422
    assert Page(answer).all("a", href="#ended_because")
    assert taken


def test_of_two_editors_at_once_the_second_sees_both(app: Flask, editor: PageClient, taken: int, work: Session) -> None:
    seen = editor.get_page(STEPS).all("input", name="version")[0].get("value")
    other = people.actor(work, "editor")
    now = (StepInput(phase=Phase.EXPLORATION, text="Toisen askel."),)
    checklists.rewrite(work, other, taken, now, rows(app, SupportRequest)[0].version, supports.NOW)
    work.commit()
    mine = {"steps_exploration": "Minun askeleni."}
    answer = send(editor, STEPS, mine | {"version": seen})
    assert answer.status_code == 409
    page = Page(answer)
    assert "Toisen askel." in page.main
    assert "Minun askeleni." in page.all("textarea", id="steps_exploration")[0].text
    version = page.all("input", name="version")[0].get("value")
    assert send(editor, STEPS, mine | {"version": version}).status_code == 303
    answer = send(editor, f"{CASE}/paata", {"outcome": "cancelled", "ended_because": "Syy.", "version": "1"}, CASE)
    assert answer.status_code == 409
    assert "Syy." in Page(answer).all("textarea", name="ended_because")[0].text
    assert rows(app, SupportRequest)[0].state is SupportState.TAKEN


@pytest.mark.parametrize("why", ["moved", "stale"])
def test_ticks_that_could_not_be_kept_stay_in_the_boxes(
    editor: PageClient, region: PageClient, taken: int, work: Session, why: str
) -> None:
    shown = region.get_page(CASE)
    first, second, third, fourth = (box.get("value") for box in shown.all("input", name="ticked"))
    token = token_of(shown)
    if why == "moved":
        version = work.get_one(SupportRequest, taken).version
        new = (StepInput(phase=Phase.PREPARATION, text="Aivan muu."), supports.STEPS[0], *supports.STEPS[2:])
        checklists.rewrite(work, people.actor(work, "editor"), taken, new, version, supports.NOW)
        work.commit()
        send(editor, f"{CASE}/tehdyt", {"ticked": [str(first), str(fourth)]}, CASE)
    typed = {"shown": [first], "ticked": [second, third], "csrf_token": token if why == "moved" else "vanha"}
    answer = region.post(f"{CASE}/tehdyt", data=typed)
    assert answer.status_code == (409 if why == "moved" else 422)
    page = Page(answer)
    assert set(chosen(page, "ticked")) == ({third, fourth} if why == "moved" else {second, third})
    assert page.all("div", class_="error-summary")


@pytest.mark.parametrize("state", [State.RETIRED, State.DRAFT])
def test_a_method_that_left_the_registry_takes_no_words_with_it(
    region: PageClient, editor: PageClient, work: Session, state: State
) -> None:
    sent = []
    for client, address, typed in (
        (region, ASK, {"direction": "adopt", "wish": supports.WISH}),
        (editor, LIST, EMPTY | {"steps_exploration": supports.WISH, "version": "0"}),
    ):
        sent.append((client, address, typed | {"csrf_token": token_of(client.get_page(address))}))
    method = work.get_one(Method, "tasapaino")
    method.state = state
    work.commit()
    for client, address, typed in sent:
        assert client.get(address).status_code == 404
        answer = client.post(address, data=typed)
        assert answer.status_code == 404
        page = Page(answer)
        assert "järjestämiseen" in "".join(str(box.text) for box in page.all("textarea"))
        assert page.all("div", class_="error-summary")
        assert (method.name["en"] in page.main) is (state is State.RETIRED)


def test_the_name_of_a_method_that_is_a_draft_again_is_nowhere(
    app: Flask, region: PageClient, editor: PageClient, work: Session
) -> None:
    send(region, ASK, {"direction": "adopt", "wish": supports.WISH})
    method = work.get_one(Method, "tasapaino")
    method.state = State.DRAFT
    work.commit()
    for address in ("/en/tuki", CASE, "/en/haku?q=aikatauluun", "/api/v1/search?q=aikatauluun"):
        said = region.get(address).get_data(as_text=True)
        assert not [name for name in method.name.values() if name in said]
        assert address == "/api/v1/search?q=aikatauluun" or CASE in said
    assert send(editor, f"{CASE}/ota", {}, CASE).status_code == 303
    (told,) = [mail for mail in rows(app, Mail) if mail.recipient == people.email("region_editor")]
    assert not [name for name in method.name.values() if name in told.body]


def test_steps_adapted_to_a_method(app: Flask, editor: PageClient, work: Session) -> None:
    first = editor.get_page(LIST).all("textarea", id="steps_exploration")[0].text
    assert len(first.strip().splitlines()) == 4
    assert send(editor, LIST, EMPTY).status_code == 422
    assert send(editor, LIST, EMPTY | {"steps_exploration": "Yksi.\nToinen."}).status_code == 303
    answer = send(editor, LIST, {"steps_exploration": "Kolmas.", "version": "0"})
    assert answer.status_code == 409
    assert "Toinen." in Page(answer).main
    supports.asked(work)
    work.commit()
    send(editor, f"{CASE}/ota", {}, CASE)
    assert len(editor.get_page(CASE).all("input", name="ticked")) == 2
    assert editor.get("/toimitus/tuki/tasapaino/sivuun").status_code == 404


@pytest.mark.parametrize("who", ["other_region_editor", "reviewer", "observer", "administrator"])
def test_there_or_not_the_answer_is_the_same(app: Flask, taken: int, who: str) -> None:
    client = people.client(app, who)
    for path in ("", "/merkinta", "/tehdyt", "/paata"):
        answers = [
            client.open(f"/en/tuki/{number}{path}", method="POST" if path else "GET") for number in (taken, 4711)
        ]
        assert [answer.status_code for answer in answers] == [403, 403]
        there, gone = (answer.get_data(as_text=True).replace("4711", str(taken)) for answer in answers)
        assert there == gone
    assert not [link for link in client.get_page("/en/tuki").links() if link.startswith("/en/tuki/")]


def test_what_was_taken_out_has_a_marker(region: PageClient, taken: int, work: Session) -> None:
    administrator = people.actor(work, "administrator")
    for kind in (RedactionKind.SUPPORT_WISH, RedactionKind.SUPPORT_NOTE, RedactionKind.SUPPORT_STEP):
        redaction.redact_text(work, administrator, kind, taken, "Siinä oli henkilön nimi.")
    work.commit()
    main = region.get_page(CASE).main
    assert main.count("Siinä oli henkilön nimi.") == 3
    assert supports.STEPS[0].text not in main
    assert supports.WISH not in main


def test_however_many_there_are_the_queries_are_as_many(app: Flask, editor: PageClient, work: Session) -> None:
    counts = []
    for methods in (("tasapaino",), ("nuotti", "kotikaynti", "alkoholineuvonta", "terveystarkastus")):
        for method in methods:
            supports.taken(work, method)
            ended = supports.asked(work, method, Direction.GIVE_UP)
            cancelled = supports.CANCELLED
            support.end(work, people.actor(work, "editor"), ended.id or 0, cancelled, ended.version, supports.NOW)
        work.commit()
        editor.get("/en/tuki")
        with counted(app) as statements:
            editor.get_page("/en/tuki")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 10
