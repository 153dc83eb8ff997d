"""Headers on every kind of answer, and no way for what was typed to become code."""

from dataclasses import replace

import pytest
from flask import Flask

from registry.web import create_app
from registry.web.security import CONTENT_SECURITY_POLICY, HEADERS, MOST_SENT
from tests import people, samples
from tests.page import Page, PageClient

ANSWERS = (
    "/", "/ei-ole", "/indikaattorit/O2", "/static/css/base.css", "/static/ei-ole", "/api/v1/methods", "/api/v1/methods?rating=X",
    "/api/v1/ei-ole", "/healthz", "/robots.txt", "/nayttokartta.csv",
)  # fmt: skip


@pytest.mark.parametrize("address", ANSWERS)
def test_every_answer_has_the_headers(client: PageClient, address: str) -> None:
    response = client.get(address)
    for name, value in HEADERS.items():
        assert response.headers.getlist(name) == [value]
    assert "Set-Cookie" not in response.headers
    response.close()


def test_errors_of_ours_have_them_too(app: Flask, own_client: PageClient) -> None:
    app.testing = False
    with app.extensions["hyte"].engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE indicator_link")
    response = own_client.get("/")
    assert response.status_code == 500
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_what_is_too_large_is_refused_in_the_readers_language(app: Flask) -> None:
    large, client = "x" * (MOST_SENT + 1), people.client(app, "editor")
    for language in ("sv", "en"):
        response = client.post(f"/{language}/kehitysehdotukset/1/kommentti", data={"comment": large})
        assert response.status_code == 413
        assert f'<html lang="{language}"' in Page(response).html
    response = client.put("/api/v1/rounds/1/ballot", data=large, content_type="application/json")
    assert response.status_code in {403, 413}
    response = people.client(app, "region_editor").put("/api/v1/ei-ole", data=large)
    assert response.mimetype == "application/problem+json"


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    parts = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))
    assert parts["default-src"] == "'none'"
    assert parts["frame-ancestors"] == "'none'"
    assert set(" ".join(parts.values()).split()) <= {"'none'", "'self'", "data:"}
    assert parts["script-src"] == parts["style-src"] == "'self'"


@pytest.mark.parametrize(
    "typed", [samples.NASTY, '"><svg onload=alert(1)>', "javascript:alert(1)", "</title><script>x</script>", "{{7*7}}"]
)
@pytest.mark.parametrize("name", ["q", "indikaattori", "teema", "sivu", "jarjestys", "tasmalleen", "muu"])
def test_what_is_typed_stays_text(client: PageClient, name: str, typed: str) -> None:
    response = client.get("/menetelmat", query_string={name: typed})
    assert "<script>alert" not in response.get_data(as_text=True)
    if "{{" not in typed:  # the rule against traces of templates would find it, rightly escaped as it is
        page = client.get_page("/menetelmat", query_string={name: typed})
        assert page.all("b") == [] or all("tagi" not in (bold.text or "") for bold in page.all("b"))
    else:
        assert "49" not in response.get_data(as_text=True).split("<main", 1)[1].split("</h1>")[0]


def test_names_of_methods_stay_text_everywhere(client: PageClient) -> None:
    for address in (
        "/menetelmat",
        "/menetelmat?q=pelottelu",
        "/menetelmat/pelottelu",
        "/indikaattorit/vammat-ja-myrkytykset",
        "/teemat/paihteet-ja-vammat",
    ):
        page = client.get_page(address)
        assert "<b>tagi</b>" in page.main, address
        assert "<script>alert" not in page.html


def test_addresses_in_markdown_are_only_addresses(client: PageClient) -> None:
    page = client.get_page("/menetelmat/pelottelu")
    assert "linkki" in page.main
    assert "javascript:" not in page.html


def test_static_files_do_not_lead_out(client: PageClient) -> None:
    for address in ("/static/../__init__.py", "/static/%2e%2e/__init__.py", "/static/..%2f..%2fcli.py", "/static/css/"):
        assert client.get(address).status_code == 404


def test_host_headers_do_not_decide_addresses_where_the_service_knows_its_own(settings) -> None:
    app = create_app(replace(settings, base_url="https://menetelmat.example.fi"))
    client = app.test_client()
    for address in (
        "/",
        "/sitemap.xml",
        "/robots.txt",
        "/menetelmat/tasapaino",
        "/api/v1/methods",
        "/api/v1/openapi.json",
    ):
        assert "evil.example" not in client.get(address, headers={"Host": "evil.example"}).get_data(as_text=True), (
            address
        )
    app.extensions["hyte"].engine.dispose()
