"""Development proposals as they are worked on: sending with similar ones and files, support, comments, steps, duplicates, drafts."""

import io
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from registry import db
from registry.domain import proposals
from registry.domain.models import Proposal, ProposalAttachment, ProposalComment, ProposalStep, ProposalSupporter
from registry.domain.proposal_terms import MOVES, ProposalKind, ProposalSource, ProposalStatus
from registry.web.security import MOST_SENT
from tests import people
from tests import proposals as samples
from tests.page import Page, PageClient
from tests.web.sending import send, token_of

LIST = "/en/kehitysehdotukset"
NEW = f"{LIST}/uusi"
TYPED = {"kind": "need", "title": "Iltaryhmiä työikäisille", "text": "Moni on töissä <b>päivisin</b>."}
PDF = b"%PDF-1.7\n"
WRONG = (
    ({"kind": ""}, "kind"), ({"kind": "kissa"}, "kind"), ({"title": " "}, "title"), ({"text": ""}, "text"),
    ({"kind": "stop_method"}, "method_id"), ({"kind": "indicator_change"}, "indicator_code"), ({"method_id": "ei-ole"}, "method_id"),
    ({"method_id": "luonnos"}, "method_id"), ({"region_slug": "lappi"}, "region_slug"), ({"source_note": "x" * 301}, "source_note"),
)  # fmt: skip


def rows(app: Flask, kind: Any) -> list[Any]:
    with db.session_for(app.extensions["hyte"].engine) as session:
        return list(session.exec(select(kind)))


def file(name: str = "muistio.pdf", content: bytes = PDF) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


@pytest.fixture
def kainuu(app: Flask) -> PageClient:
    return people.client(app, "region_editor")


def test_sent_and_there(app: Flask, kainuu: PageClient) -> None:
    client = kainuu
    response = send(client, NEW, TYPED | {"files": file(), "indicator_code": "O2"})
    assert response.status_code == 303
    page = client.get_page(response.location)
    assert page.all("p", role="status")
    assert page.h1 == TYPED["title"]
    (row,) = rows(app, Proposal)
    assert (row.is_public, row.status, row.indicator_code) == (False, ProposalStatus.RECEIVED, "O2")
    (one,) = rows(app, ProposalAttachment)
    assert client.get(f"{LIST}/{row.id}/liitteet/{one.id}").data == PDF


def test_what_is_wrong_is_told_and_nothing_is_lost(app: Flask, kainuu: PageClient) -> None:
    for changed, field in WRONG:
        response = send(kainuu, NEW, TYPED | changed | {"files": file()})
        assert response.status_code == 422, changed
        page = Page(response)
        (summary,) = page.all("div", role="alert")
        assert field == "region_slug" or f"#{field}" in page.links(summary), changed
        if field != "title":
            assert page.one("input", name="title").get("value") == TYPED["title"]
        if field != "text":
            assert (page.one("textarea", name="text").text or "").strip() == TYPED["text"]
        digest = page.one("input", name="keep").get("value", "")
    assert rows(app, Proposal) == []
    again = TYPED | {"keep": digest, "kept": page.one("input", name="kept").get("value", "")}
    assert send(kainuu, NEW, again).status_code == 303
    assert [one.name for one in rows(app, ProposalAttachment)] == ["muistio.pdf"]


def test_a_file_that_is_not_taken_keeps_the_others(app: Flask, kainuu: PageClient) -> None:
    data = TYPED | {"files": [file(), file("ohjelma.exe"), file("kuva.png")]}
    page = Page(send(kainuu, NEW, data))
    assert len(page.all("input", name="keep")) == 1
    assert len([link for link in page.links(page.one("div", role="alert")) if link == "#files"]) == 1
    assert len(page.all("p", class_="error-text")) == 2
    assert rows(app, Proposal) == []


def test_another_persons_file_is_not_taken(app: Flask, kainuu: PageClient) -> None:
    page = Page(send(kainuu, NEW, TYPED | {"title": "", "files": file()}))
    stolen = {name: page.one("input", name=name).get("value", "") for name in ("keep", "kept")}
    assert send(people.client(app, "reviewer"), NEW, TYPED | stolen).status_code == 303
    assert rows(app, ProposalAttachment) == []


def test_similar_ones_first(app: Flask, work: Session, kainuu: PageClient) -> None:
    known = samples.sent(work, "reviewer", title="Iltaryhmä työikäisille", public=True)
    hidden = samples.sent(work, "reviewer", title="Iltaryhmät työikäisille")
    work.commit()
    response = send(kainuu, NEW, TYPED | {"files": file(), "seuraava": "1"})
    assert response.status_code == 200
    page = Page(response)
    section = page.one("section", class_="similar")
    assert f"{LIST}/{known}" in page.links(section)
    assert f"{LIST}/{hidden}" not in page.html
    assert len(rows(app, Proposal)) == 2
    own = page.one("form", action=NEW).iter("input")
    sent = {
        field.get("name", ""): field.get("value", "") for field in own if field.get("name") in {"keep", "kept", "shown"}
    }
    response = send(kainuu, NEW, TYPED | sent | {"seuraava": "1"})
    assert response.status_code == 303
    assert "laji=need" in response.location
    assert [one.name for one in rows(app, ProposalAttachment)] == ["muistio.pdf"]


def test_supporting_a_similar_one_instead_keeps_what_was_written(app: Flask, work: Session, kainuu: PageClient) -> None:
    known = samples.sent(work, "reviewer", title="Iltaryhmä työikäisille", public=True)
    work.commit()
    page = Page(send(kainuu, NEW, TYPED))
    fields = {
        field.get("name", ""): field.get("value", "")
        for field in page.one("form", action=f"{LIST}/{known}/tuki").iter("input")
    }
    assert kainuu.post(f"{LIST}/{known}/tuki", data=fields).status_code == 303
    assert len(rows(app, ProposalSupporter)) == 1
    (said,) = rows(app, ProposalComment)
    assert TYPED["text"] in said.text
    assert len(rows(app, Proposal)) == 1


def chosen(client: PageClient, known: int) -> dict[str, str]:
    """The fields of the form that supports a similar one instead."""
    page = Page(send(client, NEW, TYPED | {"indicator_code": "O2", "files": file()}))
    form = page.one("form", action=f"{LIST}/{known}/tuki")
    return {field.get("name", ""): field.get("value", "") for field in form.iter("input")}


def test_supporting_another_that_is_refused_loses_nothing(app: Flask, work: Session, kainuu: PageClient) -> None:
    known = samples.sent(work, "reviewer", title="Iltaryhmä työikäisille", public=True)
    work.commit()
    fields, address = chosen(kainuu, known), f"{LIST}/{known}/tuki"
    response = kainuu.post(address, data=fields | {"csrf_token": "old"})
    assert response.status_code == 422
    page = Page(response)
    assert TYPED["text"] in page.one("textarea", name="comment").text
    assert TYPED["text"] in page.one("input", name="comment").get("value", "")
    proposals.set_public(work, people.actor(work, "editor"), known, False, version=2)
    work.commit()
    for token in (fields["csrf_token"], "old"):
        response = kainuu.post(address, data=fields | {"csrf_token": token})
        assert response.status_code == 404
        page = Page(response)
        assert page.one("input", name="title").get("value") == TYPED["title"]
        assert page.one("textarea", name="text").text.strip() == TYPED["text"]
        assert "O2" in {option.get("value") for option in page.all("option") if option.get("selected") is not None}
        assert len(page.all("input", name="keep")) == 1
    assert rows(app, ProposalSupporter) == []
    assert kainuu.post(address, data={"csrf_token": fields["csrf_token"], "wanted": "1"}).status_code == 404


def test_save_and_next_keeps_kind_region_and_source(app: Flask) -> None:
    editor = people.client(app, "editor")
    data = TYPED | {"source_note": "Kokous & kahvit", "region_slug": "lappi", "seuraava": "1"}
    response = send(editor, NEW, data)
    page = editor.get_page(response.location)
    assert page.one("input", name="source_note").get("value") == "Kokous & kahvit"
    chosen = {option.get("value") for option in page.all("option") if option.get("selected") is not None}
    assert {"need", "lappi"} <= chosen
    assert page.one("input", name="title").get("autofocus") is not None
    assert page.one("input", name="title").get("value") == ""


def test_too_large_a_request_is_told(kainuu: PageClient) -> None:
    large = {"CONTENT_LENGTH": str(80 * 1024 * 1024)}
    response = kainuu.post(NEW, data=b"", content_type="multipart/form-data; boundary=x", environ_overrides=large)
    assert response.status_code == 303
    assert Page(kainuu.get(response.location)).all("div", role="alert")


def test_files_may_be_larger_than_any_other_request(app: Flask, kainuu: PageClient) -> None:
    token, first = token_of(kainuu.get_page(NEW)), PDF + b"x" * (MOST_SENT + 1)
    for address, name, content in ((NEW, "a.pdf", first), (f"{LIST}/1/liite", "b.pdf", first + b"y")):
        data = TYPED | {"csrf_token": token, "files": FileStorage(io.BytesIO(content), name)}
        boundary, body = encode_multipart(data)  # in memory: the client leaves its own file of a large body open
        said = kainuu.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")
        assert said.status_code == 303
    assert [one.size for one in rows(app, ProposalAttachment)] == [len(first), len(first) + 1]


def test_support_comment_and_files_of_ones_own(app: Flask, work: Session, kainuu: PageClient) -> None:
    one = f"{LIST}/{samples.sent(work)}"
    work.commit()
    assert send(kainuu, f"{one}/tuki", {}, one).status_code == 303
    assert len(rows(app, ProposalSupporter)) == 1
    assert send(kainuu, f"{one}/tuki", {}, one).status_code == 303
    assert rows(app, ProposalSupporter) == []
    assert send(kainuu, f"{one}/kommentti", {"comment": " "}, one).status_code == 422
    assert send(kainuu, f"{one}/kommentti", {"comment": "<i>Hei</i>\0"}, one).status_code == 303
    assert "&lt;i&gt;Hei&lt;/i&gt;" in kainuu.get_page(one).html
    assert send(kainuu, f"{one}/liite", {}, one).status_code == 422
    assert send(kainuu, f"{one}/liite", {"files": file("a.html")}, one).status_code == 422
    assert send(kainuu, f"{one}/liite", {"files": file()}, one).status_code == 303
    assert f"{one}/liitteet/1" in kainuu.get_page(one).links()
    observer = people.client(app, "observer").get_page(one)
    assert not observer.all("textarea")


def test_steps_by_the_staff_and_two_at_once(app: Flask, work: Session) -> None:
    one = f"{LIST}/{samples.sent(work)}"
    work.commit()
    editor = people.client(app, "editor")
    assert send(editor, f"{one}/vaihe", {"to": "accepted", "answer": ""}, one).status_code == 422
    assert send(editor, f"{one}/vaihe", {"to": "done", "answer": "Valmis."}, one).status_code == 422
    assert send(editor, f"{one}/vaihe", {"to": "under_review", "answer": "Katsomme tätä."}, one).status_code == 303
    response = send(editor, f"{one}/vaihe", {"to": "accepted", "answer": "Omani.", "version": "1"}, one)
    assert response.status_code == 409
    page = Page(response)
    assert page.one("textarea", name="answer").text.strip() == "Omani."
    assert "Katsomme tätä." in page.main
    fresh = page.one("form", action=f"{one}/vaihe").findall(".//input[@name='version']")[0].get("value")
    assert (
        send(editor, f"{one}/vaihe", {"to": "accepted", "answer": "Omani.", "version": fresh}, one).status_code == 303
    )
    assert [row.answer for row in rows(app, ProposalStep)] == [None, "Katsomme tätä.", "Omani."]
    assert send(editor, f"{one}/julkisuus", {}, one).status_code == 303
    assert "Omani." in people.client(app, "nobody").get_page(one).main
    assert send(editor, f"{one}/julkisuus", {}, one).status_code == 303
    assert people.client(app, "nobody").get(one).status_code == 404


def test_an_answer_stays_where_no_step_is_left(app: Flask, work: Session) -> None:
    key = samples.sent(work)
    samples.step(work, key, ProposalStatus.ACCEPTED)
    work.commit()
    one, editor = f"{LIST}/{key}", people.client(app, "editor")
    fields = {
        "to": "in_progress",
        "answer": "Tämä ei saa kadota.",
        "version": "2",
        "csrf_token": token_of(editor.get_page(one)),
    }
    samples.step(work, key, ProposalStatus.DONE)
    assert not MOVES[ProposalStatus.DONE]
    work.commit()
    response = editor.post(f"{one}/vaihe", data=fields)
    assert response.status_code == 409
    assert Page(response).one("textarea", name="answer").text.strip() == fields["answer"]


def test_a_file_is_not_taken_in_from_who_may_not_add_one(app: Flask, work: Session, kainuu: PageClient) -> None:
    public, hidden = samples.sent(work, public=True), samples.sent(work, "reviewer")
    work.commit()
    for key, status in ((public, 403), (hidden, 404), (999, 404)):
        data = {"csrf_token": token_of(kainuu.get_page(NEW)), "files": file()}
        assert kainuu.post(f"{LIST}/{key}/liite", data=data).status_code == status
    waits = app.config["SETTINGS"].data_dir / "uploads"
    assert not waits.exists() or not list(waits.iterdir())


def test_a_file_that_was_taken_out_answers_nothing(app: Flask, kainuu: PageClient) -> None:
    address = send(kainuu, NEW, TYPED | {"files": file("Pekka.pdf")}).location
    admin, place = people.client(app, "administrator"), "/en/yllapito/peittaminen/teksti/proposal_file/1"
    (one,) = rows(app, ProposalAttachment)
    data = {"csrf_token": token_of(admin.get_page(place)), "reason": "Nimi oli liikaa."}
    assert admin.post(place, data=data).status_code == 303
    link = f"{LIST}/1/liitteet/{one.id}"
    assert kainuu.get(link).status_code == 404
    page = kainuu.get_page(address)
    assert link not in page.links()
    assert "Nimi oli liikaa." in page.main
    assert "Pekka.pdf" not in page.html
    assert not (app.config["SETTINGS"].data_dir / "attachments" / one.digest).exists()


def test_a_proposal_out_of_the_survey_says_who_else_sees_it(app: Flask, work: Session, kainuu: PageClient) -> None:
    keys = [samples.sent(work), samples.sent(work)]
    work.get_one(Proposal, keys[0]).source = ProposalSource.SURVEY
    work.commit()
    assert [len(kainuu.get_page(f"{LIST}/{key}").all("p", id="kyselysta")) for key in keys] == [1, 0]


def test_duplicates(app: Flask, work: Session) -> None:
    first, second = samples.sent(work), samples.sent(work)
    work.commit()
    editor, one = people.client(app, "editor"), f"{LIST}/{second}"
    for typed in ("kissa", "99", str(second)):
        assert send(editor, f"{one}/kaksoiskappale", {"duplicate_of": typed}, one).status_code == 422
    assert send(editor, f"{one}/kaksoiskappale", {"duplicate_of": f"#{first}"}, one).status_code == 303
    assert f"{LIST}/{second}" in editor.get_page(f"{LIST}/{first}").links()
    assert send(editor, f"{one}/kaksoiskappale", {"duplicate_of": ""}, one).status_code == 303
    assert rows(app, Proposal)[1].duplicate_of is None


def test_an_accepted_new_method_becomes_a_draft_that_knows_where_it_came_from(app: Flask, work: Session) -> None:
    key = samples.sent(work, kind=ProposalKind.NEW_METHOD, title="Iltaryhmä")
    samples.step(work, key, ProposalStatus.ACCEPTED)
    work.commit()
    editor, one = people.client(app, "editor"), f"{LIST}/{key}"
    response = send(editor, f"{one}/menetelma", {}, one)
    assert response.location == f"/en/toimitus/menetelmat/ehdotus-{key}"
    assert one in editor.get_page(response.location).links()
    page = editor.get_page(one)
    assert response.location in page.links()
    assert not page.all("form", action=f"{one}/menetelma")
    assert people.client(app, "region_editor").get(f"/en/menetelmat/ehdotus-{key}").status_code == 404


def test_a_published_method_tells_of_the_public_proposal_it_came_from(app: Flask, work: Session) -> None:
    key = samples.sent(work, kind=ProposalKind.NEW_METHOD, title="Iltaryhmä")
    found = work.get_one(Proposal, key)
    found.draft_method_id = "tasapaino"
    work.commit()
    nobody, method = people.client(app, "nobody"), "/en/menetelmat/tasapaino"
    assert f"{LIST}/{key}" not in nobody.get_page(method).links()
    found.is_public = True
    work.commit()
    page = nobody.get_page(method)
    assert f"{LIST}/{key}" in page.links()
    assert "No public proposal is about this." in page.main  # it came from one, which is another thing
