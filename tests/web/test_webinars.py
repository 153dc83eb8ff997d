"""Pages, calendars and forms of webinars: what is not known is said, nothing typed is lost, and two editors lose nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from icalendar import Calendar
from sqlmodel import Session

from registry.domain import dates, webinars
from registry.web.labels import label
from tests import people, webinar_samples
from tests.page import PageClient
from tests.web.editors import fields, post

NEW = "/en/toimitus/webinaarit/uusi"
OWN = f"/en/toimitus/webinaarit/{webinar_samples.SEEN}"


@pytest.fixture
def told(work: Session) -> Session:
    """With a webinar of each state beside the starter content."""
    webinar_samples.webinar(work)
    webinar_samples.webinar(work, "peruttu", cancelled=True)
    webinar_samples.webinar(work, "vailla-aikaa", starts_at=None, ends_at=None, methods=["luonnos"], indicators=[])
    webinar_samples.webinar(work, "talvella", date(2024, 1, 15), recording="https://example.fi/tallenne")
    work.commit()
    return work


def test_the_list_by_when_they_are(told: Session, own_client: PageClient) -> None:
    page = own_client.get_page("/en/webinaarit")
    heads = [heading.get("id") for heading in page.all("h2")]
    assert heads == ["tulevat", "paiva-ei-tiedossa", "menneet"]
    addresses = [address for address in page.links() if address.startswith("/en/webinaarit/")]
    assert addresses[:3] == ["/en/webinaarit/vailla-aikaa", "/en/webinaarit/peruttu", "/en/webinaarit/tulossa"]
    assert addresses[-2:] == ["/en/webinaarit/hyte-kerroinklinikka-x-osa-3", "/en/webinaarit/talvella"]
    assert "cancelled" in page.main


@pytest.mark.parametrize(
    ("limits", "seen", "not_seen"),
    [
        ("indikaattori=O2", {"tulossa", "aikuisten-arjen-terveys"}, {"vailla-aikaa", "lapset-ja-perheet"}),
        ("teema=lapset-ja-perheet", {"lapset-ja-perheet"}, {"tulossa"}),
        ("laji=klinikka", {"hyte-kerroinklinikka-x-osa-3"}, {"tulossa"}),
        ("menetelma=tasapaino", {"tulossa"}, {"vailla-aikaa", "lapset-ja-perheet"}),
    ],
)
def test_the_list_narrowed(
    told: Session, own_client: PageClient, limits: str, seen: set[str], not_seen: set[str]
) -> None:
    page = own_client.get_page(f"/en/webinaarit?{limits}")
    shown = {address.rpartition("/")[2] for address in page.links() if address.startswith("/en/webinaarit/")}
    assert seen <= shown
    assert not not_seen & shown


def test_what_is_not_known_is_said(client: PageClient) -> None:
    page = client.get_page("/en/webinaarit/lapset-ja-perheet")
    assert page.main.count("Not known") == 6  # when, indicators, methods, organisations, material, recording
    assert "/en/teemat/lapset-ja-perheet" in page.links()
    assert client.get("/webinaarit/lapset-ja-perheet.ics").status_code == 404
    assert client.get("/webinaarit/ei-ole.ics").status_code == client.get("/webinaarit/ei-ole").status_code == 404


def test_finnish_where_another_language_is_missing(told: Session, own_client: PageClient) -> None:
    page = own_client.get_page("/sv/webinaarit/tulossa")
    assert [part.get("lang") for part in page.one("h1").iter("span")] == ["fi"]
    assert not list(own_client.get_page("/webinaarit/tulossa").one("h1").iter("span"))


def test_a_draft_is_not_named(told: Session, own_client: PageClient) -> None:
    for address in ("/webinaarit/vailla-aikaa", "/api/v1/webinars", "/webinaarit?menetelma=luonnos"):
        assert "Salainen" not in own_client.get(address).get_data(as_text=True)
    assert "luonnos" not in own_client.get("/api/v1/webinars").get_data(as_text=True)


def test_it_is_shown_where_it_belongs(told: Session, own_client: PageClient) -> None:
    for address in ("/en/indikaattorit/lonkkamurtumat", "/en/menetelmat/tasapaino"):
        assert "/en/webinaarit/tulossa" in own_client.get_page(address).links()
    page = own_client.get_page("/en/teemat/lapset-ja-perheet")
    assert "/en/webinaarit/lapset-ja-perheet" in page.links()
    assert "/en/webinaarit/tulossa" not in page.links()
    assert "through the theme" in own_client.get_page("/en/indikaattorit/lonkkamurtumat").main


def test_the_calendar(told: Session, own_client: PageClient) -> None:
    response = own_client.get("/webinaarit.ics")
    raw = response.get_data()
    assert response.content_type == "text/calendar; charset=utf-8"
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    events = {str(one["summary"]): one for one in Calendar.from_ical(raw).walk("VEVENT")}
    assert len(events) == 3  # three have one title, `peruttu` says that it is, and the clinic
    clinic = next(one for title, one in events.items() if "klinikka" in title)
    assert clinic["dtstart"].dt == datetime(2024, 4, 29, 7, tzinfo=UTC)  # summer time
    assert clinic["dtend"].dt == datetime(2024, 4, 29, 8, tzinfo=UTC)


def test_a_calendar_without_events_has_a_component_still(told: Session, own_client: PageClient) -> None:
    raw = own_client.get("/webinaarit.ics?menetelma=terveystarkastus").get_data()
    (only,) = Calendar.from_ical(raw).subcomponents
    assert (only.name, [one.name for one in only.subcomponents], only.errors) == ("VTIMEZONE", ["STANDARD"], [])
    assert all(
        one.name == "VEVENT" for one in Calendar.from_ical(own_client.get("/webinaarit.ics").get_data()).subcomponents
    )


def test_the_calendar_of_each(told: Session, own_client: PageClient) -> None:
    def event(key: str, language: str = "") -> dict[str, object]:
        (found,) = Calendar.from_ical(own_client.get(f"{language}/webinaarit/{key}.ics").get_data()).walk("VEVENT")
        return found  # type: ignore[no-any-return]

    assert event("talvella")["dtstart"].dt == datetime(2024, 1, 15, 7, 30, tzinfo=UTC)  # type: ignore[attr-defined]
    assert event("vailla-aikaa")["dtstart"].dt == dates.today() + timedelta(days=30)  # type: ignore[attr-defined]
    assert (event("peruttu")["status"], event("talvella")["status"]) == ("CANCELLED", "CONFIRMED")
    assert event("peruttu", "/sv")["uid"] == event("peruttu")["uid"] != event("talvella")["uid"]
    webinar_samples.webinar(told)
    told.commit()
    assert event("tulossa")["sequence"] == 1


def test_two_runs_of_signs_are_escaped(work: Session, own_client: PageClient) -> None:
    title = "Pilkku, puolipiste; kenoviiva \\ ja ääkköset " + "ö" * 60
    webinar_samples.webinar(work, title={"fi": title}, description={"fi": "Rivi\n\n*toinen*; rivi"})
    work.commit()
    (event,) = Calendar.from_ical(own_client.get("/webinaarit/tulossa.ics").get_data()).walk("VEVENT")
    assert event["summary"] == title
    assert str(event["description"]).startswith("Rivi\n\ntoinen; rivi\n\nhttp://")


def test_a_webinar_is_added_after_its_errors(editor: PageClient, app: Flask) -> None:
    sent = fields(editor.get_page(NEW), NEW)
    typed = {"title_fi": "Uusi webinaari", "held_on": "31.11.2026", "starts_at": "klo 9", "organisations": "THL\nUKK"}
    page = post(editor, NEW, sent, 422, **typed, indicators="P7")
    targets = [link.get("href") for link in page.one("div", role="alert").iter("a")]
    assert targets == ["#held_on", "#starts_at"]
    assert {name: value for name, value in fields(page, NEW).items() if name in typed} == typed
    assert page.one("input", type="checkbox", value="P7").get("checked") is not None
    again = post(editor, NEW, fields(page, NEW), 303, held_on="30.11.2026", starts_at="9")
    assert again.response.location == "/en/webinaarit/uusi-webinaari?tallennettu=1"
    shown = editor.get_page(again.response.location)
    assert "30 November 2026" in shown.main
    assert shown.one("p", role="status").text
    assert "/en/webinaarit/uusi-webinaari" in editor.get_page("/en/webinaarit").links()


def test_two_editors_lose_nothing(told: Session, editor: PageClient) -> None:
    sent = fields(editor.get_page(OWN), OWN)
    given = webinars.as_input(webinars.find(told, webinar_samples.SEEN))
    webinars.save(told, people.actor(told, "editor"), given.model_copy(update={"source": "Heidän lähteensä"}))
    told.commit()
    page = post(editor, OWN, sent, 409, title_en="Our title")
    assert "Heidän lähteensä" in page.main
    both = fields(page, OWN)
    assert (both["title_en"], both["source"], both["version"]) == ("Our title", "Heidän lähteensä", "2")
    assert post(editor, OWN, both, 303).response.location
    shown = editor.get_page(OWN)
    assert [heading.get("id") for heading in shown.all("h2")] == ["versiot"]
    assert len(shown.all("h3")) == 3


def test_it_is_cancelled_in_the_form(told: Session, editor: PageClient) -> None:
    assert post(editor, OWN, fields(editor.get_page(OWN), OWN), 303, cancelled="1").response.location
    page = editor.get_page("/en/webinaarit/tulossa")
    assert "Cancelled" in page.one("b").text  # type: ignore[operator]


def test_the_api(told: Session, own_client: PageClient) -> None:
    def ids(query: str = "") -> list[str]:
        return [one["id"] for one in own_client.get(f"/api/v1/webinars?{query}").get_json()["items"]]

    assert len(ids()) == 9
    assert ids("kind=clinic") == ["hyte-kerroinklinikka-x-osa-3"]
    assert ids("indicator=O2&year=2024") == ["talvella"]
    assert ids("theme=lapset-ja-perheet&theme=paihteet-ja-vammat") == ["lapset-ja-perheet", "paihteet-ja-vammat"]
    assert ids("method=tasapaino&per_page=1&page=2") == ["tulossa"]
    (one,) = own_client.get("/api/v1/webinars?kind=clinic").get_json()["items"]
    assert one["starts_at"] == "2024-04-29T10:00:00+03:00"
    for wrong in ("kind=x", "year=1", "theme=x", "indicator=X1", "method=luonnos", "page=0", "lang=de"):
        assert own_client.get(f"/api/v1/webinars?{wrong}").status_code == 400


def test_the_kinds_have_words(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert len({label(kind) for kind in webinars.WebinarKind}) == 2
