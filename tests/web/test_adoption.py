"""What a region's own people do: an entry with its errors and conflicts, confirmations, answers, the mailbox; nothing typed is lost."""

import pytest
from flask import Flask
from sqlmodel import select

from registry import db
from registry.domain import adoption, adoption_input, dates, ledger
from registry.domain.ledger import Pair
from registry.domain.models import AdoptionConfirmation
from registry.domain.permissions import system
from tests import people
from tests.page import Page, PageClient

FORM = "/alueet/kainuu/menetelmat/kotikaynti"
OWN = "/alueet/kainuu/omat"
EXIT = {
    "status": "abandoned",
    "since": "1.10.2026",
    "exit_how": "replace",
    "exit_why": ["not_effective"],
    "replaced_by": "tasapaino",
}


@pytest.fixture
def editor(app: Flask) -> PageClient:
    """The editor of Kainuu, signed in."""
    return people.client(app, "region_editor")


def record(app: Flask, version: int = 0, method: str = "kotikaynti", region: str = "kainuu", **typed: str) -> None:
    """An entry that somebody else makes."""
    given = adoption_input.read({name: [value] for name, value in typed.items()})
    with db.transaction(app.extensions["hyte"].engine) as session:
        adoption.record(session, system("tests"), region, method, given, version=version, today=dates.today())


def pair(app: Flask, method: str = "kotikaynti", region: str = "kainuu") -> Pair:
    with db.session_for(app.extensions["hyte"].engine) as session:
        return ledger.pair(session, region, method, dates.today())


def hidden(page: Page, name: str) -> str:
    """A hidden field of the page's own forms."""
    return next(field.get("value", "") for field in page.all("input", name=name, type="hidden"))


def send(client: PageClient, address: str, expected: int, to: str | None = None, **typed: object) -> Page:
    """Send the form of the page at `address`, to `to` where its form leads elsewhere; the page that comes back."""
    page = client.get_page(address)
    own = {"csrf_token": hidden(page, "csrf_token")}
    if page.all("input", name="version"):
        own["version"] = hidden(page, "version")
    response = client.post(to or address.partition("?")[0], data=own | typed)
    assert response.status_code == expected, response.get_data(as_text=True)[:2000]
    return Page(response)


def field(page: Page, name: str) -> str | None:
    return page.one("input", name=name).get("value")


def test_an_entry_is_recorded_and_told(app: Flask, editor: PageClient) -> None:
    sent = send(editor, FORM, 303, status="in_use", since="3/2024", coverage="40 %", note="Kaikki yksiköt.")
    assert sent.response.headers["Location"] == f"{OWN}?tallennettu=kotikaynti"
    entry = pair(app).current
    assert entry is not None
    assert (entry.status, entry.coverage, entry.note, entry.confirmed_on) == (
        "in_use",
        40,
        "Kaikki yksiköt.",
        dates.today(),
    )
    assert "Kotikaynti" in editor.get_page(f"{OWN}?tallennettu=kotikaynti").main


def test_a_least_beneficial_method_is_given_up_with_reason_and_replacement(app: Flask, editor: PageClient) -> None:
    record(app, status="in_use", since="2022")
    page = editor.get_page(FORM)
    chosen = [
        option.get("value")
        for option in page.one("select", name="replaced_by").iter("option")
        if "selected" in option.attrib
    ]
    assert chosen == ["tasapaino"]
    send(editor, FORM, 303, **EXIT)
    entry = pair(app).current
    assert entry is not None
    assert (entry.status, entry.exit_how, entry.exit_why, entry.replaced_by) == (
        "abandoned",
        "replace",
        ["not_effective"],
        "tasapaino",
    )


def test_everything_that_is_wrong_is_told_at_once_and_what_was_typed_stays(app: Flask, editor: PageClient) -> None:
    record(app, status="in_use", since="2022")
    typed = {
        "status": "abandoned",
        "since": "31.11.2026",
        "coverage": "140",
        "exit_how": "remove",
        "note": "Pitkä teksti <b>",
    }
    page = send(editor, FORM, 422, **typed)
    targets = [link.get("href") for link in page.one("div", class_="error-summary").iter("a")]
    assert targets == ["#since", "#coverage", "#exit_why"]
    assert {element.get("id") for element in page.tree.iter()} >= {target[1:] for target in targets if target}
    assert (field(page, "since"), field(page, "coverage")) == ("31.11.2026", "140")
    assert (page.one("textarea", name="note").text or "").strip() == "Pitkä teksti <b>"
    assert [one.get("value") for one in page.all("input", name="status") if "checked" in one.attrib] == ["abandoned"]
    assert page.title.startswith(("Virhe", "Error"))
    assert "30" in page.main
    assert pair(app).version == 1


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"status": "", "since": "2024"}, "status"),
        ({"status": "valmis", "since": "2024"}, "status"),
        ({"status": "sustained", "since": "2024"}, "status"),
        ({"status": "in_use", "since": ""}, "since"),
        ({"status": "in_use", "since": "1.1.2099"}, "since"),
        ({"status": "in_use", "since": "2024", "coverage": "puolet"}, "coverage"),
        ({"status": "in_use", "since": "2024", "note": "x" * 2001}, "note"),
    ],
)
def test_each_fault_stands_at_its_field(app: Flask, editor: PageClient, typed: dict[str, str], wrong: str) -> None:
    page = send(editor, FORM, 422, **typed)
    assert [link.get("href") for link in page.one("div", class_="error-summary").iter("a")] == [f"#{wrong}"]
    assert pair(app).version == 0


def test_two_at_once_lose_nothing(app: Flask, editor: PageClient) -> None:
    page = editor.get_page(FORM)
    record(app, status="exploring", since="2025", note="Toisen kirjaama.")
    typed = {"status": "in_use", "since": "2026", "note": "Oma teksti."}
    response = editor.post(
        FORM, data=typed | {"csrf_token": hidden(page, "csrf_token"), "version": hidden(page, "version")}
    )
    assert response.status_code == 409
    both = Page(response)
    assert "Toisen kirjaama." in both.main
    assert (both.one("textarea", name="note").text or "").strip() == "Oma teksti."
    again = typed | {"csrf_token": hidden(both, "csrf_token"), "version": hidden(both, "version")}
    assert editor.post(FORM, data=again).status_code == 303
    assert [entry.note for entry in pair(app).entries] == ["Oma teksti.", "Toisen kirjaama."]


@pytest.mark.parametrize("version", ["", "-1", "x", "99", "9" * 40])
def test_a_version_that_was_never_seen_overwrites_nothing(app: Flask, editor: PageClient, version: str) -> None:
    send(editor, FORM, 409, status="in_use", since="2024", version=version)
    assert pair(app).version == 0


def test_without_the_token_nothing_is_saved_and_nothing_is_lost(app: Flask, editor: PageClient) -> None:
    editor.get_page(FORM)
    for token in ({}, {"csrf_token": "x"}):
        response = editor.post(
            FORM, data={"status": "in_use", "since": "2024", "note": "Säilyy.", "version": "0"} | token
        )
        assert response.status_code == 422
        assert (Page(response).one("textarea", name="note").text or "").strip() == "Säilyy."
    assert pair(app).version == 0


def test_a_mistake_is_corrected_by_a_new_entry(app: Flask, editor: PageClient) -> None:
    record(app, status="in_use", since="1.3.2024", coverage="10")
    page = editor.get_page(f"{FORM}?korjaa=1")
    assert (field(page, "since"), field(page, "coverage"), hidden(page, "corrects")) == ("1.3.2024", "10", "1")
    send(editor, f"{FORM}?korjaa=1", 303, status="piloting", since="1.4.2024", corrects="1")
    found = pair(app)
    assert [(one.number, one.status, one.corrected) for one in found.entries] == [
        (2, "piloting", False),
        (1, "in_use", True),
    ]
    editor.get_page(f"{FORM}?korjaa=1", 404)


def test_an_entry_that_should_not_be_there_is_taken_out(app: Flask, editor: PageClient) -> None:
    record(app, status="in_use", since="2024")
    send(editor, f"{FORM}?korjaa=1", 303, corrects="1", withdraw="1", note="Väärä menetelmä.")
    found = pair(app)
    assert found.current is None
    assert [(one.number, one.withdraws, one.note) for one in found.entries] == [
        (2, True, "Väärä menetelmä."),
        (1, False, None),
    ]
    page = editor.get_page(FORM)
    assert "Väärä menetelmä." in page.main


def test_many_are_confirmed_at_once(app: Flask, editor: PageClient) -> None:
    for method in ("kotikaynti", "pelottelu"):
        record(app, method=method, status="in_use", since="2024")
    with db.transaction(app.extensions["hyte"].engine) as session:
        for row in session.exec(select(AdoptionConfirmation)).all():
            row.confirmed_on = dates.months_later(dates.today(), -13)
    page = editor.get_page(f"{OWN}?valitse=vanhat")
    ticked = [box.get("value") for box in page.all("input", name="entry") if "checked" in box.attrib]
    assert len(ticked) >= 2
    send(editor, OWN, 303, to="/alueet/kainuu/vahvista", entry=[*ticked, "x", "999999"])
    for method in ("kotikaynti", "pelottelu"):
        entry = pair(app, method).current
        assert entry is not None
        assert entry.confirmed_on == dates.today()
    assert not [
        box for box in editor.get_page(f"{OWN}?valitse=vanhat").all("input", name="entry") if "checked" in box.attrib
    ]


def test_another_regions_entries_are_not_confirmed(app: Flask, editor: PageClient) -> None:
    record(app, method="pelottelu", region="satakunta", status="in_use", since="2024")
    entry = pair(app, "pelottelu", "satakunta").current
    assert entry is not None
    sent = send(editor, OWN, 303, to="/alueet/kainuu/vahvista", entry=[str(entry.entry_id)])
    assert sent.response.headers["Location"].endswith("vahvistettu=0")


def test_the_own_page_points_out_and_takes_an_answer(app: Flask, editor: PageClient) -> None:
    record(app, status="in_use", since="2024")
    address = "/alueet/kainuu/havainnot/kotikaynti/least_beneficial_in_use"
    assert address in editor.get_page(OWN).links()
    page = send(editor, address, 422, because="", silent_until="eilen")
    assert field(page, "silent_until") == "eilen"
    send(editor, address, 303, because="Tutkimus on kesken.", silent_until=f"1.1.{dates.today().year + 1}")
    assert "Tutkimus on kesken." in editor.get_page(OWN).main
    assert "Tutkimus on kesken." in people.client(app, "editor").get_page("/havainnot").main
    assert "Tutkimus on kesken." not in people.client(app, "nobody").get_page("/alueet/kainuu").html
    editor.get_page("/alueet/kainuu/havainnot/kotikaynti/good_method_lost", 404)
    editor.get_page("/alueet/kainuu/havainnot/ei-ole/least_beneficial_in_use", 404)


def test_the_mailbox(app: Flask, editor: PageClient) -> None:
    page = send(editor, OWN, 422, to="/alueet/kainuu/postilaatikko", mailbox=people.email("region_editor"))
    assert field(page, "mailbox") == people.email("region_editor")
    send(editor, OWN, 303, to="/alueet/kainuu/postilaatikko", mailbox="hyte@kainuu.example")
    assert "hyte@kainuu.example" in people.client(app, "nobody").get_page("/alueet/kainuu").main
    assert field(editor.get_page(OWN), "mailbox") == "hyte@kainuu.example"


@pytest.mark.parametrize("address", ["/alueet/kainuu/menetelmat/luonnos", "/alueet/kainuu/menetelmat/ei-ole"])
def test_only_published_methods(editor: PageClient, address: str) -> None:
    editor.get_page(address, 404)


def test_staff_see_the_own_page_and_change_nothing(app: Flask) -> None:
    record(app, status="in_use", since="2024")
    staff = people.client(app, "editor")
    main = staff.get_page(OWN).one("main")
    assert not list(main.iter("form"))
    assert not list(main.iter("input"))
    assert staff.post("/alueet/kainuu/vahvista", data={}).status_code == 403
