"""`/api/v1/indicators`: the 13, with how many methods of each class."""

import pytest

from registry.web.api.schemas import IndicatorList
from tests.page import PageClient


def test_all_thirteen_with_their_fields(client: PageClient) -> None:
    body = client.get("/api/v1/indicators").get_json()
    assert [item["code"] for item in body["items"]] == [
        *(f"P{n}" for n in range(1, 9)),
        *(f"O{n}" for n in range(1, 6)),
    ]
    assert IndicatorList.model_validate(body).model_dump(mode="json", by_alias=True) == body
    assert sum(item["weight"] for item in body["items"]) == pytest.approx(1)


def test_counts_agree_with_the_search(whole_client: PageClient) -> None:
    for item in whole_client.get("/api/v1/indicators").get_json()["items"]:
        for letter, count in item["methods"].items():
            found = whole_client.get(f"/api/v1/methods?indicator={item['code']}&rating={letter}&per_page=1").get_json()
            assert found["total"] == count, (item["code"], letter)


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_names_in_the_asked_language(client: PageClient, lang: str) -> None:
    for item in client.get(f"/api/v1/indicators?lang={lang}").get_json()["items"]:
        assert item["name"] == item["names"][lang]
        assert client.get_page(item["url"].removeprefix("http://localhost")).h1


def test_another_language_is_a_problem(client: PageClient) -> None:
    response = client.get("/api/v1/indicators?lang=de")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
