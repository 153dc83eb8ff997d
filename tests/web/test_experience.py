"""Experience reports in the browser: drafts, publishing, two at once, who sees what, the method's and the regions' pages, feeds, the API."""

from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, select

from registry import db
from registry.domain import experience, redactable_experience, redaction
from registry.domain.experience_terms import ReportState
from registry.domain.models import ExperienceReport, ExperienceVersion, Method
from registry.domain.permissions import system
from registry.domain.redactable import RedactionKind
from registry.domain.vocabulary import State
from tests import experiences, people, samples, told
from tests.page import Page, PageClient
from tests.web.sending import send, token_of
from tests.web.test_query_count import counted

FORM, DRAFT = "/alueet/kainuu/kokemukset/tasapaino", "/api/v1/regions/kainuu/experiences/tasapaino"
TYPED = {**experiences.TYPED, "reach": "<b>Kaikki</b> & muut\nkutsuttiin."}
SECRET = "Salainen luonnos"


@pytest.fixture
def region_editor(app: Flask) -> PageClient:
    return people.client(app, "region_editor")


def rows(app: Flask, kind: Any) -> list[Any]:
    with db.session_for(app.extensions["hyte"].engine) as session:
        return list(session.exec(select(kind)))


def value(page: Page, name: str) -> str:
    found = page.all("textarea", name=name) or page.all("input", name=name)
    return (found[0].text or "").strip() if found[0].tag == "textarea" else found[0].get("value", "")


def autosaves(page: Page) -> bool:
    return any(form.get("data-autosave") for form in page.all("form"))


def test_a_draft_then_public(app: Flask, region_editor: PageClient, own_client: PageClient) -> None:
    response = send(region_editor, FORM, TYPED | {"draft": "1", "reach": SECRET})
    assert (response.status_code, response.location) == (303, f"{FORM}?tehty=luonnos")
    for address in ("/kokemukset", "/menetelmat/tasapaino", "/alueet/kainuu", "/api/v1/experiences"):
        assert SECRET not in own_client.get(address).get_data(as_text=True)
    assert own_client.get("/kokemukset/1").status_code == 404
    page = region_editor.get_page(response.location)
    assert value(page, "reach") == SECRET
    assert {box.get("value") for box in page.all("input", name="helped") if box.get("checked") is not None} == {
        "train",
        "stakeholders",
    }
    assert page.all("p", role="status")

    response = send(region_editor, FORM, TYPED | {"publish": "1"})
    assert (response.status_code, response.location) == (303, "/kokemukset/1?tehty=julkaistu")
    shown = own_client.get_page("/en/kokemukset/1")
    assert "120 of 1,200 (10%)" in shown.main
    assert "<b>Kaikki</b> & muut" in shown.main
    assert "12,500 €" in shown.main
    assert not shown.all("meta", name="robots")
    assert "/kokemukset/1" in own_client.get_page("/kokemukset").links()
    assert "/kokemukset/1" in own_client.get_page("/menetelmat/tasapaino").links()
    assert "/kokemukset/1" in own_client.get_page("/alueet/kainuu").links()
    assert "/kokemukset/1" in region_editor.get_page("/alueet/kainuu/omat").links()


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"again": ""}, "again"),
        ({"again": "x"}, "again"),
        ({"reach_numerator": "kymmenen"}, "reach_numerator"),
        ({"reach_numerator": "5000"}, "reach_numerator"),
        ({"cost_source": ""}, "cost_source"),
        ({"effectiveness": "x" * 4001}, "effectiveness"),
        (dict.fromkeys(("reach", "effectiveness", "implementation", "changed", "helped_note", "cost", "again_why"), ""), "again_why"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_stands_at_its_field_and_all_is_kept(
    app: Flask, region_editor: PageClient, over: dict[str, str], field: str
) -> None:
    response = send(region_editor, FORM, TYPED | over | {"publish": "1"})
    assert response.status_code == 422
    page = Page(response)
    assert page.all("a", href=f"#{field}")
    assert page.all("input", id=field) or page.all("textarea", id=field)
    assert value(page, "cost_amount") == TYPED["cost_amount"]
    assert rows(app, ExperienceReport) == []


def test_two_editors_at_once_lose_nothing(app: Flask, region_editor: PageClient) -> None:
    send(region_editor, FORM, TYPED | {"draft": "1"})
    old = region_editor.get_page(FORM)
    send(region_editor, FORM, TYPED | {"draft": "1", "reach": "Ensin tallennettu"})
    sent = TYPED | {
        "publish": "1",
        "reach": "Toinen teksti",
        "csrf_token": token_of(old),
        "version": value(old, "version"),
    }
    response = region_editor.post(FORM, data=sent)
    assert response.status_code == 409
    page = Page(response)
    assert "Ensin tallennettu" in page.main
    assert autosaves(old)
    assert not autosaves(page)  # would write over the colleague's
    assert value(page, "reach") == "Toinen teksti"
    assert rows(app, ExperienceVersion) == []
    response = region_editor.post(FORM, data=sent | {"version": value(page, "version")})
    assert response.status_code == 303
    assert rows(app, ExperienceVersion)[0].answers["reach"] == "Toinen teksti"


def test_a_change_is_not_public_before_it_is_published(
    app: Flask, region_editor: PageClient, own_client: PageClient
) -> None:
    send(region_editor, FORM, TYPED | {"publish": "1"})
    send(region_editor, FORM, TYPED | {"draft": "1", "reach": SECRET})
    readers = {"observer", "editor"}
    for who in ("nobody", "reviewer", "other_region_editor", "administrator", *sorted(readers)):
        sees = who in readers
        client = people.client(app, who)
        assert SECRET not in client.get_page("/kokemukset/1").main
        assert bool(client.get_page("/kokemukset/1").all("a", href="?luonnos=1")) is sees
        response = client.get("/kokemukset/1?luonnos=1")
        assert response.status_code == (200 if sees else 404)
        assert (SECRET in response.get_data(as_text=True)) is sees
    send(region_editor, FORM, TYPED | {"publish": "1", "reach": "Uusi julkinen"})
    page = own_client.get_page("/kokemukset/1")
    assert "Uusi julkinen" in page.main
    assert "/kokemukset/1/versiot/1" in page.links()
    assert "muut" in own_client.get_page("/kokemukset/1/versiot/1").main
    for number in (0, 3):
        assert own_client.get(f"/kokemukset/1/versiot/{number}").status_code == 404


def test_taken_back(app: Flask, region_editor: PageClient, own_client: PageClient) -> None:
    send(region_editor, FORM, TYPED | {"publish": "1"})
    assert send(region_editor, f"{FORM}/peru", {"reason": " "}).status_code == 422
    assert send(region_editor, f"{FORM}/peru", {"reason": "Luvut olivat väärin"}).status_code == 303
    assert own_client.get("/kokemukset/1").status_code == 404
    assert own_client.get("/kokemukset/1/versiot/1").status_code == 404
    assert "/kokemukset/1" not in own_client.get_page("/menetelmat/tasapaino").links()
    for who, sees in (("region_editor", True), ("editor", True), ("observer", False), ("other_region_editor", False)):
        response = people.client(app, who).get("/kokemukset/1")
        assert response.status_code == (200 if sees else 404)
        assert ("Luvut olivat" in response.get_data(as_text=True)) is sees
    assert region_editor.get(f"{FORM}/peru").status_code == 404
    send(region_editor, FORM, TYPED | {"publish": "1", "reach": "Oikeat luvut"})
    assert own_client.get_page("/kokemukset/1").main
    for who, sees in (("nobody", False), ("observer", False), ("region_editor", True), ("editor", True)):
        client = people.client(app, who)
        response = client.get("/kokemukset/1/versiot/1")
        assert response.status_code == (200 if sees else 404)
        assert ("Luvut olivat" in response.get_data(as_text=True)) is sees
        assert ("/kokemukset/1/versiot/1" in client.get_page("/kokemukset/1").links()) is sees
    for address in ("/alueet/kainuu/syote.atom", "/menetelmat/tasapaino/syote.atom"):
        feed = own_client.get(address).get_data(as_text=True)
        assert feed.count('term="experience.published"') == 1


@pytest.mark.parametrize("first", ["withdrawn", "changed"])
def test_of_two_who_take_back_the_second_is_told(app: Flask, region_editor: PageClient, first: str) -> None:
    send(region_editor, FORM, TYPED | {"publish": "1"})
    shown = region_editor.get_page(f"{FORM}/peru")
    if first == "withdrawn":
        send(region_editor, f"{FORM}/peru", {"reason": "Ensin sanottu"})
    else:
        send(region_editor, FORM, TYPED | {"draft": "1", "reach": "Muu"})
    typed = {"reason": "Toisen syy", "version": value(shown, "version"), "csrf_token": token_of(shown)}
    response = region_editor.post(f"{FORM}/peru", data=typed)
    assert response.status_code == 409
    page = Page(response)
    assert value(page, "reason") == "Toisen syy"
    assert bool(page.all("h2", id="jo-peruttu")) is ("Ensin sanottu" in page.main) is (first == "withdrawn")
    assert rows(app, ExperienceReport)[0].withdrawn_because == ("Ensin sanottu" if first == "withdrawn" else None)


def test_a_method_that_left_the_registry_takes_no_words_with_it(
    work: Session, app: Flask, region_editor: PageClient
) -> None:
    shown = region_editor.get_page(FORM)
    typed = TYPED | {"draft": "1", "reach": SECRET, "version": "0", "csrf_token": token_of(shown)}
    method = work.get_one(Method, "tasapaino")
    name = method.name["fi"]
    for state, names in ((State.RETIRED, True), (State.DRAFT, False)):
        method.state = state
        work.commit()
        assert region_editor.get(FORM).status_code == 404
        response = region_editor.post(FORM, data=typed)
        assert response.status_code == 404
        page = Page(response)
        assert value(page, "reach") == SECRET
        assert page.all("div", class_="error-summary")
        assert (name in page.main) is names
    method.state = State.PUBLISHED
    work.commit()
    assert region_editor.post(FORM, data=typed).status_code == 303
    method.state = State.RETIRED
    work.commit()
    headers = {"X-CSRF-Token": token_of(region_editor.get_page(FORM))}
    assert region_editor.put(DRAFT, json={"version": 1, "answers": {}}, headers=headers).status_code == 200
    assert region_editor.get(DRAFT).status_code == 200
    assert FORM in region_editor.get_page("/alueet/kainuu/omat").links()
    send(region_editor, FORM, TYPED | {"publish": "1"})
    method.state = State.DRAFT
    work.commit()
    assert name not in region_editor.get_page(f"{FORM}/peru").main
    assert send(region_editor, f"{FORM}/peru", {"reason": "Syy"}).location.endswith("/alueet/kainuu/omat")


def test_autosave_keeps_a_draft_and_publishes_nothing(app: Flask, region_editor: PageClient) -> None:
    headers = {"X-CSRF-Token": token_of(region_editor.get_page(FORM))}

    def put(version: int, **answers: Any) -> Any:
        return region_editor.put(DRAFT, json={"version": version, "answers": answers}, headers=headers)

    assert put(0, reach="Yksi", helped=["train"], again="yes").get_json()["version"] == 1
    assert put(0, reach="Yksi", helped=["train"], again="yes").get_json()["version"] == 1  # its answer got lost
    assert put(0, reach="Kaksi").status_code == 409
    assert put(2**31, reach="Kaksi").status_code == 422
    assert put(1, helped=["train"] * 10).status_code == 422
    assert put(1, helped="train").status_code == 422
    assert put(1, reach=["Kaksi"]).status_code == 422
    response = put(1, reach="x" * 300_000)
    assert (response.status_code, response.mimetype) == (413, "application/problem+json")
    assert put(1, hours="x").get_json()["errors"][0]["field"] == "hours"
    assert put(1, reach={"a": 1}).status_code == 422
    assert put(1, reach="Kolme").get_json()["version"] == 2
    assert region_editor.get(DRAFT).get_json()["answers"] == {"reach": "Kolme"}
    (report,) = rows(app, ExperienceReport)
    assert (report.state, report.answers, report.again) == (ReportState.DRAFT, {"reach": "Kolme"}, None)


def test_the_list_narrowed(work: Session, own_client: PageClient) -> None:
    experiences.publish(work)
    experiences.publish(work, "lappi", again="no")
    experiences.publish(work, "lappi", "alkoholineuvonta", again="yes")
    experiences.draft(work, "helsinki")
    work.commit()
    for query, numbers in (
        ("", [3, 2, 1]), ("?menetelma=tasapaino", [2, 1]), ("?alue=lappi", [3, 2]), ("?uudelleen=ei", [2]), ("?indikaattori=O1", [3, 2, 1]),
        ("?uudelleen=muutoksin&alue=lappi", []), ("?alue=x&uudelleen=kylla", [3]), ("?sivu=2", []),
    ):  # fmt: skip
        page = own_client.get_page(f"/kokemukset{query}")
        found = [int(link.rsplit("/", 1)[1]) for link in page.links() if link.startswith("/kokemukset/")]
        assert set(found) <= {1, 2, 3}
        assert query == "?indikaattori=O1" or found == numbers, query


def test_on_the_page_of_a_method(work: Session, app: Flask, own_client: PageClient) -> None:
    assert not [link for link in own_client.get_page("/menetelmat/tasapaino").links() if "/kokemukset/" in link]
    experiences.publish(work)
    experiences.publish(work, "lappi", again="no", reach_numerator="1", reach_denominator="3", helped=["train"])
    experiences.publish(work, "helsinki", again="no", reach_numerator="7", reach_denominator="")
    work.commit()
    page = own_client.get_page("/en/menetelmat/tasapaino")
    part = next(one for one in page.all("section", aria_labelledby="kokemuksia"))
    said = " ".join("".join(part.itertext()).split())
    assert "no 2 regions" in said
    assert "121 of 1,203" in said
    assert "training and materials (3)" in said
    assert {"/en/kokemukset/1", "/en/kokemukset/2", "/en/kokemukset/3"} <= page.links(part).keys()
    assert not any(link.startswith("/en/alueet/") and "/kokemukset/" in link for link in page.links(part))
    assert FORM in people.client(app, "region_editor").get_page("/menetelmat/tasapaino").links()


def test_on_a_regions_own_page(work: Session, app: Flask) -> None:
    told.fill(work)
    work.commit()
    editor = people.client(app, "other_region_editor")  # of Lappi
    links = editor.get_page("/alueet/lappi/omat").links()
    asked = {link for link in links if link.startswith("/alueet/lappi/kokemukset/")}
    assert asked == {"/alueet/lappi/kokemukset/tasapaino", "/alueet/lappi/kokemukset/kotikaynti"}
    experiences.draft(work, "lappi")
    experiences.publish(work, "lappi", "kotikaynti")
    work.commit()
    links = editor.get_page("/alueet/lappi/omat").links()
    assert "/kokemukset/2" in links
    assert {link for link in links if "/lappi/kokemukset/" in link} == {"/alueet/lappi/kokemukset/tasapaino"}
    staff = people.client(app, "editor").get_page("/alueet/lappi/omat").links()
    assert {"/kokemukset/1", "/kokemukset/2"} <= staff.keys()


def test_in_feeds_and_the_api(work: Session, own_client: PageClient) -> None:
    experiences.publish(work, reach=samples.NASTY, again="no")
    experiences.draft(work, "lappi", reach=SECRET)
    work.commit()
    for address in (
        "/menetelmat/tasapaino/syote.atom",
        "/alueet/kainuu/syote.atom",
        "/indikaattorit/lonkkamurtumat/syote.atom",
    ):
        feed = own_client.get(address).get_data(as_text=True)
        assert "/kokemukset/1" in feed
        assert 'term="experience.published"' in feed
    body = own_client.get("/api/v1/experiences").get_json()
    (item,) = body["items"]
    assert (body["total"], item["id"], item["region"], item["method"], item["again"]) == (
        1,
        1,
        "kainuu",
        "tasapaino",
        "no",
    )
    assert (item["reach"], item["reach_numerator"], item["helped"]) == (samples.NASTY, 120, ["stakeholders", "train"])
    assert item["url"].endswith("/kokemukset/1")
    assert own_client.get("/api/v1/experiences?again=yes").get_json()["items"] == []
    assert own_client.get("/api/v1/experiences?region=x").status_code == 400


def test_what_was_redacted_says_so(work: Session, app: Flask, own_client: PageClient) -> None:
    experiences.publish(work, reach="Maija Meikäläinen teki")
    experiences.publish(work, reach="Toinen")
    experience.withdraw(work, system("tests"), "kainuu", "tasapaino", "Meikäläinen pyysi", version=2)
    experiences.publish(work, reach="Toinen")
    work.commit()
    admin = people.client(app, "administrator")
    found = send(admin, "/yllapito/peittaminen", {"words": "meikäläinen"})
    take = "/yllapito/peittaminen/teksti/experience/1"
    assert Page(found).all("a", href=take)
    assert send(admin, take, {"reason": "Siinä oli nimi."}).status_code == 303
    for address in ("/kokemukset/1", "/kokemukset/1/versiot/1", "/kokemukset"):
        assert "Meikäläinen" not in own_client.get(address).get_data(as_text=True)
    shown = own_client.get_page("/en/kokemukset/1").main
    assert "Siinä oli nimi." in shown
    assert "120 of 1,200" in shown
    assert admin.get_page("/yllapito/peittaminen").main
    with pytest.raises(Exception, match="experience"):
        redaction.redact_text(work, people.actor(work, "administrator"), RedactionKind.EXPERIENCE, 1, "Uudestaan.")


def test_taking_words_out_waits_for_whoever_writes(work: Session, app: Flask) -> None:
    experiences.publish(work)
    work.commit()
    with counted(app) as statements:
        redactable_experience.empty(work, 1)
    work.commit()
    assert statements[0].startswith("UPDATE experience_report")
    (report,) = rows(app, ExperienceReport)
    assert (report.version, report.answers.get("reach")) == (2, None)
