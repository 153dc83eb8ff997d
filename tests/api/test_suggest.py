"""`/api/v1/suggest`: lines as one types, each leading somewhere or being words to search."""

import pytest

from registry.web.api.schemas import SuggestionList
from tests import samples
from tests.page import PageClient


def lines(client: PageClient, q: str, prefix: str = "") -> list[dict[str, str]]:
    body = client.get(f"{prefix}/api/v1/suggest", query_string={"q": q}).get_json()
    assert SuggestionList.model_validate(body).model_dump(mode="json") == body
    return body["items"]


@pytest.mark.parametrize(("prefix", "typed"), [("", "voima- ja"), ("/sv", "styrke"), ("/en", "strength")])
def test_methods_in_the_language_of_the_page(client: PageClient, prefix: str, typed: str) -> None:
    found = {line["url"]: line for line in lines(client, typed, prefix)}
    line = found[f"{prefix}/menetelmat/tasapaino"]
    assert line["kind"] == "method"
    assert line["text"].lower().startswith(typed[:5])


def test_indicators_too(client: PageClient) -> None:
    (line,) = [line for line in lines(client, "lonkkamurt") if line["kind"] == "indicator"][:1]
    assert client.get(line["url"], follow_redirects=True).status_code == 200


@pytest.mark.parametrize("q", ["", " ", "*", "xqzw", "(", '"', "\x00", "a" * 5000, samples.NASTY])
def test_nothing_typed_is_an_error(client: PageClient, q: str) -> None:
    assert len(lines(client, q)) <= 8


def test_drafts_are_not_suggested(client: PageClient) -> None:
    assert not any("luonnos" in (line["url"] or "") for line in lines(client, "salainen"))


def test_another_language_is_a_problem(client: PageClient) -> None:
    assert client.get("/api/v1/suggest?q=a&lang=de").status_code == 400
