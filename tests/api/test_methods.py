"""`/api/v1/methods`: the interface that others build on. What is here may grow and may not change."""

from typing import Any

import pytest

from registry import db
from registry.domain import methods
from registry.search.facets import FACETS
from registry.web.api.schemas import MethodDetail, MethodList, Problem
from tests import samples
from tests.page import PageClient

LIST = {"total", "page", "pages", "per_page", "items", "facets", "suggestion", "query", "dropped", "indicators"}
ITEM = {"id", "name", "names", "url", "lede", "themes", "target_groups", "settings", "rating", "indicators"}
DETAIL = ITEM | {
    "ledes", "summary", "keywords", "name_translated", "age_from", "age_to", "outcomes", "links", "evidence", "sections",
    "details", "added", "updated",
}  # fmt: skip
RATING = {"class", "group", "effect", "size", "certainty", "standing"}


def get(client: PageClient, query: str = "", status: int = 200) -> dict[str, Any]:
    response = client.get(f"/api/v1/methods{query}")
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json(force=True)


def ids(client: PageClient, query: str) -> set[str]:
    return {item["id"] for item in get(client, query)["items"]}


def test_fields_of_a_list(client: PageClient) -> None:
    body = get(client, "?q=kaatuminen")
    assert set(body) >= LIST
    assert set(body["items"][0]) >= ITEM
    assert set(body["items"][0]["rating"]) >= RATING
    assert tuple(body["facets"]) == FACETS
    assert set(body["facets"]["rating"][0]) == {"value", "count", "label"}
    assert MethodList.model_validate(body).model_dump(mode="json", by_alias=True) == body


def test_fields_of_a_method(client: PageClient) -> None:
    body = get(client, "/tasapaino")
    assert set(body) >= DETAIL
    assert set(body["outcomes"][0]) >= {"id", "name", "main", "rating", "finding", "reasons"}
    assert set(body["links"][0]) >= {"code", "link", "through", "rating", "why", "delay"}
    assert set(body["evidence"][0]) >= {
        "kind", "source", "year", "finding", "rating", "citation", "url", "doi", "checked", "figures"
    }  # fmt: skip
    assert MethodDetail.model_validate(body).model_dump(mode="json", by_alias=True) == body


@pytest.mark.parametrize("method", samples.PUBLIC, ids=lambda method: method.id)
def test_a_whole_method(client: PageClient, method: samples.MethodInput) -> None:
    body, plain = get(client, f"/{method.id}"), method.plain()
    assert body["names"] == plain["name"]
    assert body["rating"]["class"] == samples.CLASSES[method.id]
    assert body["url"] == f"http://localhost/menetelmat/{method.id}"
    assert [item["finding"] for item in body["evidence"]] == [item["finding"] for item in plain["evidence"]]
    assert [(link["code"], link["link"], link["through"]) for link in body["links"]] == [
        (link.code, link.link, link.through) for link in method.indicators
    ]
    assert body["sections"] == plain.get("sections", {})
    assert {outcome["id"]: outcome["main"] for outcome in body["outcomes"]} == {
        outcome.id: outcome.main for outcome in method.outcomes
    }


def test_each_link_has_the_class_of_its_outcome(client: PageClient) -> None:
    links = [(link["code"], link["link"], link["rating"]["class"]) for link in get(client, "/tasapaino")["links"]]
    assert links == [("O2", "direct", "C"), ("O2", "indirect", "A"), ("O1", "direct", "A")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?indicator=O2", {"tasapaino", "kotikaynti"}),
        ("?indicator=O2&indicator=P8", {"tasapaino", "kotikaynti", "terveystarkastus"}),
        ("?rating=A&rating=G", {"tasapaino", "pelottelu"}),
        ("?indicator=O2&rating=A&link=direct", set()),
        ("?group=most_effective&group=promising", {"tasapaino", "terveystarkastus", "alkoholineuvonta"}),
        ("?link=counted", {"terveystarkastus", "alkoholineuvonta"}),
        ("?theme=lapset-ja-perheet", {"ristiriitainen"}),
        ("?target_group=older_people&setting=home", {"tasapaino", "kotikaynti"}),
        ("?region=kainuu", set()),
        ("?status=in_use&status=abandoned", set()),
        ("?indicator=", {method.id for method in samples.PUBLIC}),
    ],
)
def test_repeated_values_are_any_of_them_and_names_all_of_them(client: PageClient, query: str, found: set[str]) -> None:
    assert ids(client, query) == found
    assert get(client, query)["total"] == len(found)


def test_paging(client: PageClient) -> None:
    first, second = get(client, "?per_page=5"), get(client, "?per_page=5&page=2")
    assert [len(page["items"]) for page in (first, second)] == [5, 3]
    assert {(page["total"], page["pages"], page["per_page"]) for page in (first, second)} == {(8, 2, 5)}
    assert not {item["id"] for item in first["items"]} & {item["id"] for item in second["items"]}
    assert get(client, "?page=9")["items"] == []


@pytest.mark.parametrize("sort", ["relevance", "rating", "name", "newest"])
def test_orders(client: PageClient, sort: str) -> None:
    items = get(client, f"?sort={sort}")["items"]
    expected = {"name": "alkoholineuvonta", "newest": "nuotti"}.get(sort, "tasapaino")
    assert items[0]["id"] == expected


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("?rating=X", "rating"), ("?indicator=O9", "indicator"), ("?group=best", "group"), ("?link=maybe", "link"),
        ("?theme=none", "theme"), ("?target_group=cats", "target_group"), ("?setting=moon", "setting"), ("?region=turku", "region"),
        ("?status=known", "status"), ("?sort=random", "sort"), ("?page=0", "page"), ("?page=x", "page"), ("?per_page=101", "per_page"),
        ("?per_page=0", "per_page"), ("?per_page=000000000100", "per_page"), ("?lang=de", "lang"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_a_problem(client: PageClient, query: str, parameter: str) -> None:
    response = client.get(f"/api/v1/methods{query}")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    body = response.get_json(force=True)
    assert body["parameter"] == parameter
    assert (body["status"], body["type"]) == (400, "about:blank")
    Problem.model_validate(body)


@pytest.mark.parametrize(
    "address", ["/api/v1/methods/ei-ole", "/api/v1/methods/luonnos", "/api/v1/ei-ole", "/sv/api/v1/ei-ole"]
)
def test_what_is_not_there_is_a_problem(client: PageClient, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    Problem.model_validate(response.get_json(force=True))


def test_drafts_are_nowhere(client: PageClient) -> None:
    assert "luonnos" not in ids(client, "?per_page=100") | ids(client, "?q=salainen+luonnos")


def test_an_etag_saves_the_second_answer(client: PageClient) -> None:
    for address in ("/api/v1/methods?q=kaatuminen", "/api/v1/methods/tasapaino", "/api/v1/indicators"):
        etag = client.get(address).headers["ETag"]
        again = client.get(address, headers={"If-None-Match": etag})
        assert (again.status_code, again.get_data()) == (304, b"")
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_change_changes_the_etag(app: Any, own_client: PageClient) -> None:
    before = own_client.get("/api/v1/methods/tasapaino").headers["ETag"]
    with db.transaction(app.extensions["hyte"].engine) as session:
        methods.save(session, "tester", samples.BALANCE.model_copy(update={"owner": "Uusi"}))
    after = own_client.get("/api/v1/methods/tasapaino", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert after.get_json()["details"]["owner"] == "Uusi"


def unlabelled(body: Any) -> Any:
    """An answer without what is in the asked language."""
    if isinstance(body, dict):
        return {
            name: unlabelled(value)
            for name, value in body.items()
            if name not in {"label", "lede", "name"} or isinstance(value, dict)
        }
    return [unlabelled(one) for one in body] if isinstance(body, list) else body


@pytest.mark.parametrize("address", ["/api/v1/methods", "/api/v1/methods?indicator=O2", "/api/v1/methods/tasapaino"])
def test_lang_changes_labels_only(client: PageClient, address: str) -> None:
    mark = "&" if "?" in address else "?"
    answers = [client.get(f"{address}{mark}lang={lang}").get_json() for lang in ("fi", "sv", "en")]
    assert answers[0] != answers[1] != answers[2]
    assert unlabelled(answers[0]) == unlabelled(answers[1]) == unlabelled(answers[2])


def test_a_mended_word_is_told(client: PageClient) -> None:
    body = get(client, "?q=alkoholineuvnta")
    assert (body["suggestion"], body["query"]) == ("alkoholineuvonta", "alkoholineuvonta")
    exact = get(client, "?q=alkoholineuvnta&exact=1")
    assert exact["query"] == "alkoholineuvnta"


def test_anybody_may_read_it_from_a_page_of_their_own(client: PageClient) -> None:
    assert client.get("/api/v1/methods").headers["Access-Control-Allow-Origin"] == "*"


def test_the_page_and_the_api_find_the_same(whole_client: PageClient) -> None:
    for words in ("kaatuminen", "alkoholi", "nuorten masennus", "höftfraktur", "falls in older people"):
        body = whole_client.get("/api/v1/methods", query_string={"q": words}).get_json()
        page = whole_client.get_page(f"/menetelmat?q={words}")
        listed = [next(item.iter("a")).get("href", "").split("/")[-1] for item in page.all("li", class_="hit")]
        assert listed == [item["id"] for item in body["items"]]
