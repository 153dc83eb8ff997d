"""`/api/v1/adoptions` and its history: what holds on a day, all that was recorded, and nobody's name."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import col, select

from registry import db
from registry.domain import adoption, dates, ledger, redaction
from registry.domain.models import AdoptionEntry
from registry.domain.statuses import ExitWhy, Precision, Status
from registry.web.api.adoption_schemas import AdoptionHistory, AdoptionList
from registry.web.api.schemas import Problem
from tests import people, told
from tests.page import PageClient
from tests.web.test_query_count import statements_of

ITEM = {
    "region", "method", "status", "since", "precision", "coverage", "exit", "source", "source_url", "note", "confirmed_on", "recorded_at",
    "until",
}  # fmt: skip
TODAY = {
    ("kainuu", "tasapaino"): "in_use", ("kainuu", "nuotti"): "exploring", ("kainuu", "pelottelu"): "rejected",
    ("kainuu", "alkoholineuvonta"): "in_use", ("lappi", "kotikaynti"): "abandoned", ("lappi", "tasapaino"): "piloting",
    ("helsinki", "alkoholineuvonta"): "sustained", ("helsinki", "terveystarkastus"): "in_use",
    ("helsinki", "kotikaynti"): "phasing_out", ("helsinki", "nuotti"): "preparing",
}  # fmt: skip


@pytest.fixture
def client(app: Flask, own_client: PageClient) -> PageClient:
    """A visitor of a small world of this test, with the ledger of `told.py`."""
    with db.transaction(app.extensions["hyte"].engine) as session:
        if not ledger.count_entries(session):
            told.fill(session)
    return own_client


def get(client: PageClient, query: str = "", address: str = "/api/v1/adoptions") -> dict[str, Any]:
    response = client.get(address + query)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()


def history(client: PageClient, query: str = "") -> dict[str, Any]:
    return get(client, query, "/api/v1/adoptions/history")


def one(client: PageClient, region: str, method: str, query: str = "") -> dict[str, Any]:
    (item,) = get(client, f"?region={region}&method={method}{query}")["items"]
    return item


def statuses(body: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {(item["region"], item["method"]): item["status"] for item in body["items"]}


def test_what_holds_today(client: PageClient) -> None:
    body = get(client)
    assert statuses(body) == TODAY
    assert (body["total"], body["page"], body["pages"], body["per_page"]) == (len(TODAY), 1, 1, 5000)
    assert body["date"] == dates.today().isoformat()
    assert set(body["items"][0]) >= ITEM
    assert AdoptionList.model_validate(body).model_dump(mode="json", by_alias=True) == body


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?region=lappi", {("lappi", "kotikaynti"), ("lappi", "tasapaino")}),
        ("?method=tasapaino", {("kainuu", "tasapaino"), ("lappi", "tasapaino")}),
        ("?status=abandoned&status=rejected", {("kainuu", "pelottelu"), ("lappi", "kotikaynti")}),
        ("?region=kainuu&region=lappi&status=in_use&status=piloting",
         {("kainuu", "tasapaino"), ("kainuu", "alkoholineuvonta"), ("lappi", "tasapaino")}),
        ("?indicator=O3", {("kainuu", "nuotti"), ("helsinki", "nuotti")}),
        ("?indicator=o3&indicator=P8&region=helsinki", {("helsinki", "nuotti"), ("helsinki", "terveystarkastus")}),
        ("?indicator=O2&method=tasapaino&region=kainuu", {("kainuu", "tasapaino")}),
        ("?indicator=O2&method=nuotti", set()),
        ("?indicator=P1", set()),
        ("?region=kymenlaakso", set()),
        ("?region=&status=&indicator=&method=lappi", None),
    ],
)  # fmt: skip
def test_repeated_values_are_any_of_them_and_names_all_of_them(
    client: PageClient, query: str, found: set[tuple[str, str]] | None
) -> None:
    if found is None:
        assert client.get(f"/api/v1/adoptions{query}").status_code == 400
        return
    body = get(client, query)
    assert set(statuses(body)) == found
    assert body["total"] == len(found)


def test_empty_values_narrow_nothing(client: PageClient) -> None:
    assert statuses(get(client, "?region=&status=&indicator=&method=&date=&page=&per_page=")) == TODAY


def test_any_day_can_be_asked_for(client: PageClient) -> None:
    before, on = told.ago(3) - timedelta(days=1), told.ago(3)
    assert one(client, "lappi", "kotikaynti", f"&date={before}")["status"] == "in_use"
    assert one(client, "lappi", "kotikaynti", f"&date={on}")["status"] == "abandoned"
    assert one(client, "helsinki", "terveystarkastus", f"&date={told.ago(-5)}")["status"] == "phasing_out"
    assert get(client, "?date=1995-01-01")["items"] == []


@pytest.mark.parametrize("status", [status.value for status in Status])
def test_every_day_agrees_with_the_ledger(app: Flask, client: PageClient, status: str) -> None:
    for months in (0, 2, 20, 45, 80):
        day = told.ago(months)
        with db.session_for(app.extensions["hyte"].engine) as session:
            held = {(region, method): is_ for region, method, is_ in ledger.in_force(session, day) if is_ == status}
        assert statuses(get(client, f"?date={day}&status={status}")) == held


def test_what_an_entry_says(client: PageClient) -> None:
    abandoned = one(client, "lappi", "kotikaynti")
    assert abandoned["exit"] == {
        "how": "replace", "why": ["not_effective", "better_method"], "replaced_by": "tasapaino", "replacement": "method",
    }  # fmt: skip
    assert abandoned["since"] == told.ago(3).isoformat()
    assert (abandoned["precision"], abandoned["source"], abandoned["until"]) == ("day", "region_editor", None)
    assert abandoned["confirmed_on"] == dates.today().isoformat()
    assert one(client, "kainuu", "pelottelu")["exit"] == {
        "how": None, "why": [ExitWhy.HARMFUL.value], "replaced_by": None, "replacement": None,
    }  # fmt: skip
    assert one(client, "kainuu", "pelottelu")["note"] == told.NOTE
    sustained = one(client, "helsinki", "alkoholineuvonta")
    assert (sustained["coverage"], sustained["exit"], sustained["number"]) == (80, None, 2)
    assert one(client, "helsinki", "terveystarkastus")["until"] == told.ago(-4).isoformat()


def test_what_only_a_public_page_says(client: PageClient) -> None:
    item = one(client, "kainuu", "tasapaino")
    assert (item["since"], item["precision"]) == ("2024-01-01", "year")
    assert (item["source"], item["source_url"]) == ("public_page", "https://example.org/kainuu")
    assert item["confirmed_on"] is None


def test_a_beginning_that_is_not_known_is_null(app: Flask, client: PageClient) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        day = told.ago(1)
        told.say(session, "kymenlaakso", "tasapaino", Status.IN_USE, day, precision=Precision.UNKNOWN)
    item = one(client, "kymenlaakso", "tasapaino")
    assert (item["since"], item["precision"]) == (None, "unknown")


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_lang_changes_labels_only(client: PageClient, lang: str) -> None:
    labels = {"region_name", "method_name", "status_label"}
    first, asked = get(client)["items"], get(client, f"?lang={lang}")["items"]
    bare = [[{name: item[name] for name in set(item) - labels} for item in items] for items in (first, asked)]
    assert bare[0] == bare[1]
    names = {item["method"]: item["method_name"] for item in asked}
    assert names["nuotti"] == {"fi": "Nuotti", "sv": "Nuotti sv", "en": "Nuotti en"}[lang]


def test_paging(client: PageClient) -> None:
    pages = [get(client, f"?per_page=4&page={number}") for number in (1, 2, 3, 4)]
    assert [len(page["items"]) for page in pages] == [4, 4, 2, 0]
    assert {(page["total"], page["pages"], page["per_page"]) for page in pages} == {(10, 3, 4)}
    assert {pair for page in pages for pair in statuses(page)} == set(TODAY)
    first, second = history(client, "?per_page=9"), history(client, "?per_page=9&page=2")
    assert len(first["items"]) == 9
    assert not {item["entry"] for item in first["items"]} & {item["entry"] for item in second["items"]}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("?region=turku", "region"), ("?method=ei-ole", "method"), ("?method=luonnos", "method"), ("?indicator=O9", "indicator"),
        ("?status=known", "status"), ("?status=not_recorded", "status"), ("?date=1.3.2026", "date"), ("?date=2026-02-30", "date"),
        ("?date=20260301", "date"), ("?date=2026-W10-1", "date"), ("?date=2026-3-001", "date"), ("?page=0", "page"),
        ("?per_page=5001", "per_page"), ("?per_page=x", "per_page"), ("?lang=de", "lang"), ("?date=%F0%9F%98%80", "date"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_a_problem(client: PageClient, query: str, parameter: str) -> None:
    told_so = [client.get(f"/api/v1/adoptions{query}")]
    if parameter not in {"indicator", "status", "date"}:
        told_so.append(client.get(f"/api/v1/adoptions/history{query}"))
    for response in told_so:
        assert (response.status_code, response.mimetype) == (400, "application/problem+json")
        body = response.get_json(force=True)
        assert body["parameter"] == parameter
        Problem.model_validate(body)


def test_the_history_has_everything_newest_first(app: Flask, client: PageClient) -> None:
    body = history(client)
    with db.session_for(app.extensions["hyte"].engine) as session:
        numbers = session.exec(select(AdoptionEntry.id).order_by(col(AdoptionEntry.id).desc())).all()
    assert body["total"] == len(numbers)
    assert [item["entry"] for item in body["items"]] == numbers
    assert AdoptionHistory.model_validate(body).model_dump(mode="json", by_alias=True) == body


def test_the_history_of_a_pair_tells_corrections_and_withdrawals(client: PageClient) -> None:
    corrected = history(client, "?region=helsinki&method=nuotti")["items"]
    assert [(item["number"], item["status"], item["corrects"], item["corrected"]) for item in corrected] == [
        (2, "preparing", 1, False),
        (1, "exploring", None, True),
    ]
    withdrawn = history(client, "?region=helsinki&method=arvioimaton")["items"]
    assert [(item["number"], item["withdraws"], item["corrects"], item["corrected"]) for item in withdrawn] == [
        (2, True, 1, False),
        (1, False, None, True),
    ]
    assert withdrawn[0]["url"].startswith("http://localhost/alueet/helsinki/merkinnat")
    assert withdrawn[0]["url"].endswith(f"#m{withdrawn[0]['entry']}")


def test_the_address_of_an_entry_leads_to_it(client: PageClient) -> None:
    for item in history(client)["items"]:
        address, _, anchor = item["url"].removeprefix("http://localhost").partition("#")
        assert [element for element in client.get_page(address).tree.iter() if element.get("id") == anchor]


def test_a_redacted_note_is_gone_and_says_why(app: Flask, client: PageClient) -> None:
    entry = history(client, "?region=lappi&method=tasapaino")["items"][0]
    assert (entry["note"], entry["note_redacted"]) == (told.NOTE, None)
    with db.transaction(app.extensions["hyte"].engine) as session:
        redaction.redact_note(session, told.TESTS, entry["entry"], "Tekstissä oli asiakkaan tietoja.")
    after = history(client, "?region=lappi&method=tasapaino")["items"][0]
    assert after["note"] is None
    assert after["note_redacted"]["reason"] == "Tekstissä oli asiakkaan tietoja."
    assert one(client, "lappi", "tasapaino")["note"] is None


def test_no_person_is_told(app: Flask, client: PageClient) -> None:
    with db.transaction(app.extensions["hyte"].engine) as session:
        editor = people.actor(session, "region_editor")
        given = told.EntryInput(status=Status.IN_USE, since=date(2026, 1, 1))
        adoption.record(session, editor, "kainuu", "kotikaynti", given, version=0, today=dates.today())
    for address in ("/api/v1/adoptions", "/api/v1/adoptions/history"):
        answered = client.get(address).get_data(as_text=True)
        assert "recorded_by" not in answered
        for who in people.GRANTS:
            assert people.name(who) not in answered
            assert people.email(who) not in answered


def test_an_etag_saves_the_second_answer(app: Flask, client: PageClient) -> None:
    for address in ("/api/v1/adoptions", "/api/v1/adoptions/history"):
        etag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
        with db.transaction(app.extensions["hyte"].engine) as session:
            told.say(session, "lappi", "nuotti" if "history" in address else "pelottelu", Status.IN_USE, told.ago(1))
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize(
    "address", ["/api/v1/adoptions", "/api/v1/adoptions/history", "/api/v1/adoptions?indicator=O2"]
)
def test_as_many_queries_for_ten_entries_as_for_fifty(app: Flask, client: PageClient, address: str) -> None:
    few = statements_of(app, client, address)
    with db.transaction(app.extensions["hyte"].engine) as session:
        for region in ("kymenlaakso", "satakunta", "pirkanmaa", "pohjanmaa", "helsinki"):
            for method in ("tasapaino", "ristiriitainen", "pelottelu"):
                told.say(session, region, method, Status.PILOTING, told.ago(3))
                told.say(session, region, method, Status.IN_USE, told.ago(2))
    many = statements_of(app, client, address)
    assert len(few) == len(many) <= 5
