"""`/api/v1/regions`: the 21 counties and Helsinki."""

from registry.web.api.schemas import RegionList
from tests.page import PageClient


def test_all_with_their_fields(client: PageClient) -> None:
    body = client.get("/api/v1/regions").get_json()
    assert len(body["items"]) == 22
    assert RegionList.model_validate(body).model_dump(mode="json") == body
    assert [item["code"] for item in body["items"]] == sorted(item["code"] for item in body["items"])
    assert sum(item["type"] == "hyvinvointialue" for item in body["items"]) == 21


def test_names_and_addresses(client: PageClient) -> None:
    for lang in ("fi", "sv", "en"):
        for item in client.get(f"/api/v1/regions?lang={lang}").get_json()["items"]:
            assert item["name"] == item["names"][lang]
            assert item["url"] == f"http://localhost/alueet/{item['slug']}"


def test_another_language_is_a_problem(client: PageClient) -> None:
    assert client.get("/api/v1/regions?lang=de").mimetype == "application/problem+json"
