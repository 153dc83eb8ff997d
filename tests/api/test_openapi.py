"""The description of the API is true: every address is in it, its shapes are those of the answers."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from registry.web.query import API_NAMES
from tests.page import PageClient
from tests.web.routes import OWN_API

TYPES = {"string", "integer", "number", "boolean", "array", "object", "null"}
EXAMPLES = {
    "/methods": "/api/v1/methods?q=kaatuminen", "/methods/{id}": "/api/v1/methods/tasapaino", "/indicators": "/api/v1/indicators",
    "/methods/{id}/ratings": "/api/v1/methods/tasapaino/ratings", "/methods/{id}/revisions": "/api/v1/methods/tasapaino/revisions",
    "/regions": "/api/v1/regions", "/suggest": "/api/v1/suggest?q=voi", "/search": "/api/v1/search?q=kaatuminen",
    "/adoptions": "/api/v1/adoptions?date=2026-11-22",
    "/adoptions/history": "/api/v1/adoptions/history?region=kainuu", "/experiences": "/api/v1/experiences?region=kainuu",
    "/proposals": "/api/v1/proposals", "/webinars": "/api/v1/webinars?kind=clinic", "/recommendations": "/api/v1/recommendations",
}  # fmt: skip


@pytest.fixture
def document(client: PageClient) -> dict[str, Any]:
    return client.get("/api/v1/openapi.json").get_json()


def walk(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from walk(inner)


def follow(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found: Any = document
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    return schema


def test_structure(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert {"title", "version"} <= set(document["info"])
    assert [server["url"] for server in document["servers"]] == ["http://localhost/api/v1"]
    for path, item in document["paths"].items():
        assert path.startswith("/")
        assert set(item) == {"get"}
        parameters = item["get"]["parameters"]
        assert len({(one["name"], one["in"]) for one in parameters}) == len(parameters)
        for one in parameters:
            assert one["in"] in {"query", "path"}
            assert one["schema"]
            assert one.get("required", False) is (one["in"] == "path") is (f"{{{one['name']}}}" in path)
        for code, response in item["get"]["responses"].items():
            assert code == "default" or 100 <= int(code) < 600
            assert response["description"]


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    references = [node for node in walk(document) if "$ref" in node]
    assert references
    assert all(follow(document, node) for node in references)


def test_every_type_is_one_of_json_schema(document: dict[str, Any]) -> None:
    for schema in walk(document["components"]):
        kind = schema.get("type")
        if isinstance(kind, str):
            assert kind in TYPES
        if isinstance(schema.get("properties"), dict) and isinstance(schema.get("required"), list):
            assert set(schema["required"]) <= set(schema["properties"])


def test_every_address_is_described_and_no_other(app: Flask, document: dict[str, Any]) -> None:
    rules = {rule.rule.removeprefix("/api/v1") for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")}
    own = {route.rule.removeprefix("/api/v1") for route in OWN_API}  # of who has signed in, and no open data
    described = {path.replace("{id}", "<method_id>") for path in document["paths"]}
    assert described == rules - own - {"/openapi.json"}
    assert set(EXAMPLES) == set(document["paths"])


def test_search_parameters_are_those_that_are_read(document: dict[str, Any]) -> None:
    named = {one["name"] for one in document["paths"]["/methods"]["get"]["parameters"]}
    assert named == set(API_NAMES.values()) | {"lang"}


def fits(document: dict[str, Any], value: Any, schema: dict[str, Any], where: str) -> Iterator[str]:
    """What of a value is not as a schema says: as much of JSON Schema as the document uses."""
    schema = follow(document, schema)
    if "anyOf" in schema:
        if all(list(fits(document, value, option, where)) for option in schema["anyOf"]):
            yield f"{where}: fits none"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is none of {schema['enum']}"
    kinds = {
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "array": list,
        "object": dict,
        "null": type(None),
    }
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        yield f"{where}: {value!r} is no {schema['type']}"
        return
    if isinstance(value, list) and "items" in schema:
        for number, one in enumerate(value):
            yield from fits(document, one, schema["items"], f"{where}.{number}")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        yield from (f"{where}: lacks {name}" for name in set(schema.get("required", [])) - set(value))
        for name, one in value.items():
            if name in known:
                yield from fits(document, one, known[name], f"{where}.{name}")
            elif isinstance(schema.get("additionalProperties"), dict):
                yield from fits(document, one, schema["additionalProperties"], f"{where}.{name}")
            elif known:
                yield f"{where}: {name} is not described"


@pytest.mark.parametrize("path", EXAMPLES)
def test_answers_are_as_described(client: PageClient, document: dict[str, Any], path: str) -> None:
    schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert list(fits(document, client.get(EXAMPLES[path]).get_json(), schema, path)) == []


@pytest.mark.parametrize("path", EXAMPLES)
def test_problems_are_as_described(client: PageClient, document: dict[str, Any], path: str) -> None:
    body = client.get(EXAMPLES[path].partition("?")[0] + "?lang=de").get_json(force=True)
    content = document["paths"][path]["get"]["responses"]["default"]["content"]["application/problem+json"]
    problems = [
        line for line in fits(document, body, content["schema"], path) if "is not described" not in line
    ]  # members may be added
    assert problems == []


def test_the_judge_of_answers_judges(document: dict[str, Any]) -> None:
    schema = {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
    }
    assert list(fits(document, {"a": None}, schema, "")) == []
    assert len(list(fits(document, {"a": 1, "b": 2}, schema, ""))) == 2
    assert len(list(fits(document, {}, schema, ""))) == 1
