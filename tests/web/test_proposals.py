"""Development proposals as they are read: the list, the board, one of them, its files, the exports and the API."""

import csv
import io
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlmodel import Session

from registry.domain import attachments, proposals
from registry.domain.models import Proposal
from registry.domain.proposal_terms import ProposalKind, ProposalStatus
from tests import people
from tests import proposals as samples
from tests.page import PageClient

LIST = "/en/kehitysehdotukset"
SECRET = "Salainen asia jota vain jäsenet näkevät"
LIMITS: dict[str, set[int]] = {
    "laji=method_change": {1}, "tila=declined": {3}, "menetelma=tasapaino&indikaattori=o2": {1}, "q=UUSI": {3},
    "laji=method_change&laji=new_method": {1, 3}, "tila=done": set(), "laji=kissa": {1, 3},
}  # fmt: skip
SEEN = {
    "nobody": {1, 3},
    "administrator": {1, 3},
    "reviewer": {1, 3},
    "region_editor": {1, 3, 4},
    "observer": {1, 2, 3, 4},
}


@pytest.fixture
def told(app: Flask, work: Session) -> Flask:
    """A world with the proposals of the walk (1 public, 2 not, 3 public) and a secret one of Kainuu, 4, with a file."""
    samples.for_walk(work)
    key = samples.sent(work, title=SECRET, text=f"=1+1 {SECRET}", source_note=SECRET)
    folder = app.config["SETTINGS"].data_dir
    attachments.wait(folder, b"%PDF-1.7 <script>")
    file = attachments.check("Ä <muistio>.pdf", b"%PDF-1.7 <script>")
    attachments.add(work, people.actor(work, "region_editor"), key, [file], folder)
    work.commit()
    return app


def shown(client: PageClient, address: str = LIST) -> set[int]:
    """The numbers of the proposals that a page links to."""
    links = client.get_page(address).links()
    return {
        int(link.rpartition("/")[2]) for link in links if link.rpartition("/")[2].isdigit() and "ehdotukset/" in link
    }


def test_who_sees_what_wherever_it_stands(told: Flask) -> None:
    for who, expected in SEEN.items():
        sees(told, who, expected)


def sees(told: Flask, who: str, expected: set[int]) -> None:
    """Somebody sees these proposals and no other, on pages, in files, in the API."""
    client = people.client(told, who)
    assert shown(client) == shown(client, f"{LIST}?nakyma=taulu") == expected
    said = client.get(f"{LIST}.csv").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(said.removeprefix("\ufeff"))))
    assert {int(row["id"]) for row in rows} == expected
    workbook = load_workbook(io.BytesIO(client.get(f"{LIST}.xlsx").data))
    assert {row[0] for row in workbook.active.iter_rows(min_row=2, values_only=True)} == expected
    everything = [said, *(client.get(page).get_data(as_text=True) for page in (LIST, f"{LIST}/1", f"{LIST}/3"))]
    everything.append(client.get("/api/v1/proposals").get_data(as_text=True))
    assert any(SECRET in one for one in everything) is (4 in expected)
    for number in (1, 2, 3, 4):
        assert client.get(f"{LIST}/{number}").status_code == (200 if number in expected else 404)
    response = client.get(f"{LIST}/4/liitteet/1")
    assert response.status_code == (200 if 4 in expected else 404)


def test_the_public_learns_no_name_and_no_comment(told: Flask) -> None:
    for who, knows in (("nobody", False), ("observer", True)):
        said = people.client(told, who).get(f"{LIST}/1").get_data(as_text=True)
        assert (people.name("reviewer") in said) is knows
        assert ("Sama tarve" in said) is knows
        assert "Lapland" in said
    api = people.client(told, "editor").get("/api/v1/proposals").get_json()
    assert [item["id"] for item in api["items"]] == [3, 1]
    assert (api["items"][1]["supporters"], api["items"][1]["supporting_regions"]) == (2, ["lappi"])
    assert api["items"][0]["duplicate_of"] == 1
    assert "Esimerkki" not in str(api)
    assert "Sama tarve" not in str(api)


def test_a_file_does_nothing_in_the_browser(told: Flask) -> None:
    response = people.client(told, "region_editor").get(f"{LIST}/4/liitteet/1")
    assert response.data == b"%PDF-1.7 <script>"
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-store"
    assert people.client(told, "region_editor").get(f"{LIST}/1/liitteet/1").status_code == 404


def test_no_cell_is_a_formula(told: Flask) -> None:
    client = people.client(told, "editor")
    rows = list(csv.DictReader(io.StringIO(client.get(f"{LIST}.csv").get_data(as_text=True).removeprefix("\ufeff"))))
    assert rows[0]["text"].startswith("'=1+1")
    (cell,) = [
        cell
        for row in load_workbook(io.BytesIO(client.get(f"{LIST}.xlsx").data)).active.iter_rows()
        for cell in row
        if str(cell.value).startswith("=1+1")
    ]
    assert cell.data_type == "s"


def test_limits(told: Flask) -> None:
    client = people.client(told, "nobody")
    for limits, expected in LIMITS.items():
        assert shown(client, f"{LIST}?{limits}") == expected, limits
        assert shown(client, f"{LIST}?nakyma=taulu&{limits}") == expected, limits


def test_the_api_narrows_and_refuses_what_means_nothing(told: Flask) -> None:
    client = people.client(told, "nobody")

    def ids(limits: str) -> Any:
        return [item["id"] for item in client.get(f"/api/v1/proposals?{limits}").get_json()["items"]]

    assert ids("kind=new_method") == ids("status=declined") == [3]
    assert ids("method=tasapaino") == ids("indicator=O2") == [1]
    assert ids("per_page=1&page=2") == [1]
    response = client.get("/api/v1/proposals?status=kissa")
    assert (response.status_code, response.get_json()["parameter"]) == (400, "status")


def test_about_a_method_and_an_indicator(told: Flask) -> None:
    client = people.client(told, "nobody")
    for address in ("/en/menetelmat/tasapaino", "/en/indikaattorit/lonkkamurtumat"):
        links = client.get_page(address).links()
        assert f"{LIST}/1" in links
        assert any(link.startswith(f"{LIST}/uusi?laji=") for link in links)
    assert f"{LIST}/3" not in client.get_page("/en/menetelmat/tasapaino").links()


def test_pages_and_columns_that_are_full(told: Flask, work: Session) -> None:
    for number in range(30):
        samples.sent(work, "editor", title=f"Numero {number}", public=True)
    work.commit()
    client = people.client(told, "nobody")
    assert len(shown(client)) == 25
    assert len(shown(client, f"{LIST}?sivu=2")) == 7
    board = client.get_page(f"{LIST}?nakyma=taulu")
    assert f"{LIST}?tila=received" in board.links()


def test_a_draft_method_is_no_secret_told(told: Flask, work: Session) -> None:
    key = samples.sent(work, "editor", public=True, kind=ProposalKind.METHOD_CHANGE, method_id="luonnos")
    editor = people.actor(work, "editor")
    proposals.take_step(
        work,
        editor,
        key,
        ProposalStatus.ACCEPTED,
        "Kyllä.",
        version=2,
        today=work.get_one(Proposal, key).sent_at.date(),
    )
    work.commit()
    client = people.client(told, "nobody")
    for address in (LIST, f"{LIST}?nakyma=taulu", f"{LIST}/{key}", f"{LIST}.csv", "/api/v1/proposals"):
        said = client.get(address).get_data(as_text=True)
        assert "menetelmat/luonnos" not in said
        assert '"luonnos"' not in said
        assert ",luonnos," not in said
