"""Importing a spreadsheet in the web: a check, then all or nothing; and what anybody can download."""

import io
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from registry.domain import adoption, dates, ledger
from registry.domain.models import AdoptionEntry
from registry.domain.permissions import system
from registry.domain.statuses import Status
from registry.settings import Settings
from registry.sheets import reading, waiting
from registry.web.i18n import gettext
from tests import page_rules, people
from tests.domain.ledgers import said
from tests.page import Page, PageClient, text
from tests.sheets.sheets import csv_file, opened, xlsx_file

ADDRESS = "/alueet/kainuu/tuonti"
GONE = f"{ADDRESS}?virhe=vanhentunut"
USE = ("kainuu", "tasapaino", "in_use", "8/2024", "40", "", "", "", "Hyvin toimii")
PILOT = ("", "nuotti", "piloting", "2025", "", "", "", "", "")
FAULTY = (("", "uinti", "in_use", "2024"), USE, ("", "nuotti", "kaytosa", "31.11.2025", "140"))


@pytest.fixture
def editor(app: Flask) -> PageClient:
    return people.client(app, "region_editor")


def token(client: PageClient, prefix: str = "") -> str:
    """The token of the browser."""
    page = client.get_page(prefix + ADDRESS)
    return page.all("input", name="csrf_token")[0].get("value", "")


def send(
    client: PageClient, content: bytes, name: str = "merkinnat.csv", prefix: str = "", **more: Any
) -> TestResponse:
    """Choose a file and send it."""
    fields = {"csrf_token": token(client, prefix), "file": (io.BytesIO(content), name)} | more
    response = client.post(prefix + ADDRESS, data=fields, content_type="multipart/form-data")
    response.request.environ["wsgi.input"].close()  # a large one is a file of the test client, which leaves it open
    return response


def checked(client: PageClient, content: bytes, prefix: str = "") -> Page:
    """Send a file without faults; the page that shows what becomes of it."""
    response = send(client, content, prefix=prefix)
    assert response.status_code == 303, Page(response).main
    return client.get_page(response.location)


def agreement(page: Page, ending: str = "tallenna") -> tuple[str, dict[str, str]]:
    """Where the form of a page is sent, and what is in it."""
    form = next(form for form in page.all("form") if form.get("action", "").endswith(ending))
    return form.get("action", ""), {field.get("name", ""): field.get("value", "") for field in form.iter("input")}


def agree(client: PageClient, page: Page) -> TestResponse:
    """Press the button."""
    action, fields = agreement(page)
    return client.post(action, data=fields)


def cells(page: Page, kind: str) -> list[list[str]]:
    """The texts of the rows of a table."""
    return [[text(cell) for cell in row if cell.tag in {"th", "td"}] for row in page.all("tr", class_=kind)]


def kept(settings: Settings) -> list[Path]:
    """The files that wait."""
    folder = settings.data_dir / waiting.FOLDER
    return sorted(folder.iterdir()) if folder.exists() else []


def entries(session: Session) -> Sequence[Any]:
    """What is recorded in Kainuu."""
    session.rollback()
    return session.exec(select(AdoptionEntry.method_id, AdoptionEntry.status).order_by(AdoptionEntry.id)).all()  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [csv_file, xlsx_file])
def test_a_sheet_is_checked_and_then_taken_in(
    editor: PageClient, session: Session, settings: Settings, kind: Any
) -> None:
    page = checked(editor, kind(USE, PILOT))
    assert [row[0].split()[-1] for row in cells(page, "fate-new")] == ["2", "3"]
    assert entries(session) == []
    (file,) = kept(settings)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert file.suffix == {csv_file: ".csv", xlsx_file: ".xlsx"}[kind]
    response = agree(editor, page)
    assert (response.status_code, urlsplit(response.location).query) == (303, "tuotu=2")
    assert entries(session) == [("tasapaino", Status.IN_USE), ("nuotti", Status.PILOTING)]
    assert kept(settings) == []
    done = editor.get_page(response.location)
    assert done.one("p", role="status")
    assert len(done.all("input", type="file")) == 1


@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
def test_two_faulty_rows_are_both_shown(editor: PageClient, session: Session, settings: Settings, prefix: str) -> None:
    response = send(editor, csv_file(*FAULTY), prefix=prefix)
    page = Page(response)
    assert response.status_code == 422
    assert len(page.all("input", type="file")) == 1
    faults = cells(page, "fault")
    assert [(row[0].split()[-1], row[1], row[2].strip("”“\"’‘«»")) for row in faults] == [
        ("2", "B: method", "uinti"), ("4", "C: status", "kaytosa"), ("4", "D: since", "31.11.2025"), ("4", "E: coverage", "140"),
    ]  # fmt: skip
    assert all(row[3] for row in faults)
    assert page.one("div", class_="error-summary").get("role") == "alert"
    assert [len(cells(page, f"fate-{fate}")) for fate in ("new", "error", "unchanged", "waits")] == [1, 2, 0, 0]
    assert (entries(session), kept(settings)) == ([], [])


def test_faulty_pages_are_good_pages(editor: PageClient) -> None:
    """The client judges what it gets; what a form answers is judged here."""
    for content in (csv_file(*FAULTY), csv_file(("x",), header=("y",)), b"", b"\0"):
        page = Page(send(editor, content))
        rules = [
            rule for rule in page_rules.RULES if rule is not page_rules.skips_no_heading_level
        ]  # errors stand above h1
        broken = [problem for rule in rules for problem in rule(page)]
        assert broken == []
        assert len(page.all("div", class_="error-summary")) == 1


@pytest.mark.parametrize(
    ("content", "many"),
    [
        (b"", 1), (b"\0\1", 1), (b"%PDF-1.4", 1), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 1), (b"PK\x03\x04", 1), (b"alue;x\n", 3),
        (csv_file((*USE, "x"), header=("region", "method", "status", "since", "coverage", "a", "b", "c", "note", "example")), 1),
    ],
)  # fmt: skip
def test_files_that_are_no_sheets_are_told_at_the_field(
    editor: PageClient, settings: Settings, content: bytes, many: int
) -> None:
    response = send(editor, content)
    page = Page(response)
    assert response.status_code == 422
    assert page.one("input", type="file").get("aria-invalid") == "true"
    assert len(page.all("p", class_="error-text")) == many
    assert kept(settings) == []


def test_no_file(editor: PageClient) -> None:
    for fields in ({}, {"file": (io.BytesIO(b""), "")}):
        response = editor.post(ADDRESS, data={"csrf_token": token(editor)} | fields, content_type="multipart/form-data")
        assert response.status_code == 422
        assert len(Page(response).all("p", class_="error-text")) == 1


def test_a_file_that_is_too_large(editor: PageClient, settings: Settings) -> None:
    just = csv_file(*[(*USE[:-1], "x" * 1900)] * 1080)
    assert 2_000_000 < len(just) < 2 * 1024 * 1024
    assert send(editor, just).status_code == 303
    response = send(editor, b"x" * (2 * 1024 * 1024 + 1))
    assert response.status_code == 422
    assert Page(response).one("input", type="file").get("aria-invalid") == "true"
    response = send(editor, b"x" * 5 * 1024 * 1024)
    assert (response.status_code, response.location) == (303, f"{ADDRESS}?virhe=liian-suuri")
    assert editor.get_page(response.location).one("input", type="file").get("aria-invalid") == "true"
    assert len(kept(settings)) == 1


def test_without_the_token_nothing_is_looked_at(editor: PageClient, session: Session, settings: Settings) -> None:
    page = checked(editor, csv_file(USE))
    assert send(editor, csv_file(PILOT), csrf_token="x").status_code == 422
    assert len(kept(settings)) == 1
    action, fields = agreement(page)
    response = editor.post(action, data=fields | {"csrf_token": "x"})
    assert response.status_code == 422
    assert entries(session) == []
    again = Page(response)
    assert len(cells(again, "fate-new")) == 1
    assert agree(editor, again).status_code == 303
    assert len(entries(session)) == 1


def test_a_file_is_given_up(editor: PageClient, session: Session, settings: Settings) -> None:
    page = checked(editor, csv_file(USE))
    action, fields = agreement(page, "hylkaa")
    response = editor.post(action, data=fields)
    assert (response.status_code, response.location) == (303, ADDRESS)
    assert (kept(settings), entries(session)) == ([], [])
    assert editor.post(action, data=fields).location == ADDRESS
    gone = agree(editor, page)
    assert (gone.status_code, gone.location) == (303, GONE)
    assert editor.get_page(GONE).one("input", type="file").get("aria-invalid") == "true"


def test_the_ledger_moved_in_between(editor: PageClient, session: Session) -> None:
    page = checked(editor, csv_file(USE, PILOT))
    adoption.record(
        session, system("tests"), "kainuu", "nuotti", said("exploring", "2020-01-01"), version=0, today=dates.today()
    )
    session.commit()
    response = agree(editor, page)
    assert response.status_code == 409
    assert len(entries(session)) == 1
    again = Page(response)
    assert len(again.all("div", class_="error-summary")) == 1
    assert agree(editor, again).status_code == 303
    assert [method for method, _ in entries(session)] == ["nuotti", "tasapaino", "nuotti"]


def test_the_ledger_moved_so_that_a_row_no_longer_fits(editor: PageClient, session: Session) -> None:
    page = checked(editor, csv_file(USE, PILOT))
    adoption.record(
        session, system("tests"), "kainuu", "nuotti", said("exploring", "2026-01-01"), version=0, today=dates.today()
    )
    session.commit()
    response = agree(editor, page)
    assert response.status_code == 409
    again = Page(response)
    assert [(row[0].split()[-1], row[1]) for row in cells(again, "fault")] == [("3", "D: since")]
    assert len(again.all("input", type="file")) == 1
    assert len(entries(session)) == 1


def test_elsewhere_somebody_records_and_nothing_happens(editor: PageClient, session: Session) -> None:
    page = checked(editor, csv_file(USE))
    adoption.record(
        session, system("tests"), "lappi", "tasapaino", said("in_use", "2020-01-01"), version=0, today=dates.today()
    )
    session.commit()
    assert agree(editor, page).status_code == 303
    assert len(entries(session)) == 2


def test_a_file_belongs_to_one_person_and_region(
    app: Flask, editor: PageClient, session: Session, settings: Settings
) -> None:
    page = checked(editor, csv_file(("", *USE[1:])))
    action, fields = agreement(page)
    word = fields["waiting"]
    other = people.client(app, "other_region_editor")
    lappi = "/alueet/lappi/tuonti"
    its_token = other.get_page(lappi).all("input", name="csrf_token")[0].get("value", "")
    theirs = {"csrf_token": its_token, "waiting": word}
    assert other.get(f"{lappi}?tiedosto={word}").location == f"{lappi}?virhe=vanhentunut"
    assert other.post(f"{lappi}/tallenna", data=theirs).location == f"{lappi}?virhe=vanhentunut"
    assert other.post(f"{lappi}/hylkaa", data=theirs).location == lappi
    for ending in ("tallenna", "hylkaa"):
        assert other.post(f"{ADDRESS}/{ending}", data=theirs).status_code == 403
    for forged in (word[:-3] + "abc", "", "x", "../../secret.key"):
        assert editor.post(action, data=fields | {"waiting": forged}).location == GONE
    assert (entries(session), len(kept(settings))) == ([], 1)
    assert agree(editor, page).status_code == 303


def test_what_was_not_shown_is_not_taken(editor: PageClient, session: Session) -> None:
    response = send(editor, csv_file(USE))
    word = parse_qs(urlsplit(response.location).query)["tiedosto"][0]
    action, fields = agreement(editor.get_page(response.location))
    assert editor.post(action, data=fields | {"waiting": word}).status_code == 409
    assert entries(session) == []


def test_files_wait_an_hour(editor: PageClient, settings: Settings) -> None:
    response = send(editor, csv_file(USE))
    (file,) = kept(settings)
    old = time.time() - waiting.HELD - 5
    os.utime(file, (old, old))
    assert editor.get(response.location).location == GONE
    (file.parent / "muu.txt").write_text("x")
    os.utime(file.parent / "muu.txt", (old, old))
    send(editor, csv_file(PILOT))
    left = kept(settings)
    assert file not in left
    assert len(left) == 2


def test_nothing_new_has_no_button(editor: PageClient, session: Session) -> None:
    agree(editor, checked(editor, csv_file(USE)))
    page = checked(editor, csv_file(USE))
    assert len(cells(page, "fate-unchanged")) == 1
    assert [form.get("action") for form in page.one("main").iter("form")] == [f"{ADDRESS}/hylkaa"]


def test_unknown_columns_and_remarks_are_told(editor: PageClient) -> None:
    content = csv_file(
        ("# ohje",), ("tasapaino", "in_use", "2024", "Maija"), header=("method", "status", "since", "Vastuuhenkilö")
    )
    page = checked(editor, content)
    told = [text(note) for note in page.all("p", class_="note")]
    assert len(told) == 2
    assert "D: Vastuuhenkilö" in told[0]
    assert told[1].endswith(": 2.")


def test_what_stands_in_a_cell_is_text(editor: PageClient) -> None:
    nasty = "<script>alert(1)</script>"
    content = csv_file(
        (nasty, nasty, nasty, nasty, nasty, nasty), header=("region", "method", "status", "since", "coverage", nasty)
    )
    page = Page(send(editor, content))
    assert len(cells(page, "fault")) == 5
    assert nasty in page.main
    assert not [script for script in page.all("script") if not script.get("src")]


@pytest.mark.parametrize(("prefix", "header"), [("", "Alue"), ("/sv", "Område"), ("/en", "Region")])
def test_anybody_can_download_the_entries(
    editor: PageClient, client: PageClient, own_client: PageClient, prefix: str, header: str
) -> None:
    agree(editor, checked(editor, csv_file(USE)))
    response = own_client.get(f"{prefix}/alueet/kainuu/merkinnat.csv")
    assert (response.status_code, response.mimetype) == (200, "text/csv")
    assert response.headers["Content-Disposition"] == "attachment; filename=kainuu-merkinnat.csv"
    assert response.data.startswith(b"\xef\xbb\xbf")
    sheet = reading.read(response.data, reading.WEB)
    assert (sheet.header.cells[0], sheet.rows[0].cells[:2]) == (header, ["kainuu", "tasapaino"])
    book = opened(own_client.get(f"{prefix}/alueet/kainuu/merkinnat.xlsx").data)
    assert book.worksheets[0]["A1"].value == header
    assert len(cells(checked(editor, response.data, prefix), "fate-unchanged")) == 1
    assert b"kainuu" not in own_client.get(f"{prefix}/alueet/lappi/merkinnat.csv").data


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_can_be_filled(editor: PageClient, client: PageClient, kind: str) -> None:
    file = client.get(f"/alueet/kainuu/pohja.{kind}").data
    page = checked(editor, file)
    assert page.all("p", class_="note")
    assert [form.get("action") for form in page.one("main").iter("form")] == [f"{ADDRESS}/hylkaa"]


def test_the_page_tells_what_may_be_written(client: PageClient, editor: PageClient) -> None:
    page = editor.get_page(ADDRESS)
    heads = [text(cell) for cell in page.all("th", scope="row")]
    assert [head.split()[0] for head in heads][:3] == ["Alue", "Menetelmän", "Tila"]
    assert {f"/alueet/kainuu/{name}" for name in ("pohja.xlsx", "pohja.csv", "merkinnat.xlsx", "merkinnat.csv")} <= set(
        page.links()
    )
    assert gettext("in use") in page.main


def test_regions_that_are_not_there(client: PageClient) -> None:
    for name in ("merkinnat.csv", "merkinnat.xlsx", "pohja.csv", "pohja.xlsx"):
        client.get_page(f"/alueet/ahvenanmaa/{name}", 404)


def test_ledger_is_not_held_while_a_page_is_shown(editor: PageClient, session: Session) -> None:
    checked(editor, csv_file(USE))
    adoption.record(
        session, system("tests"), "kainuu", "nuotti", said("in_use", "2020-01-01"), version=0, today=dates.today()
    )
    session.commit()
    assert len(ledger.states(session, dates.today())) == 1
