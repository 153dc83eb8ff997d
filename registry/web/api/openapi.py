"""The API's own description, OpenAPI 3.1, made from the schemas it answers with."""

from typing import Any, Final

from flask import Blueprint, Response, json
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from registry.domain.experience_terms import Again
from registry.domain.proposal_terms import ProposalKind, ProposalStatus
from registry.domain.statuses import Status
from registry.domain.vocabulary import Group, Language, Link, RatingClass, Setting, Sort, TargetGroup
from registry.search.adoption_sets import STATUSES
from registry.web.api import adoptions, experiences, proposals, webinar_schemas
from registry.web.api.adoption_schemas import AdoptionHistory, AdoptionList
from registry.web.api.experiences import ExperienceList
from registry.web.api.found_schemas import PARAMETERS as OF_SEARCH
from registry.web.api.found_schemas import FoundList
from registry.web.api.proposals import ProposalList
from registry.web.api.rating_schemas import MethodRatings, RevisionList
from registry.web.api.schemas import IndicatorList, MethodDetail, MethodList, Problem, RegionList, SuggestionList
from registry.web.api.webinar_schemas import NationalRecommendationList, WebinarList
from registry.web.i18n import path_in
from registry.web.query import LARGEST_PAGE
from registry.web.rendering import absolute

bp = Blueprint("api_openapi", __name__)

MODELS: Final[tuple[type[BaseModel], ...]] = (
    MethodList, MethodDetail, MethodRatings, RevisionList, IndicatorList, RegionList, AdoptionList, AdoptionHistory, ExperienceList,
    ProposalList, WebinarList, NationalRecommendationList, FoundList, SuggestionList, Problem,
)  # fmt: skip
LANG: Final = {
    "name": "lang", "in": "query", "description": "Language of labels", "schema": {"enum": ["fi", "sv", "en"], "default": "fi"}
}  # fmt: skip
FILTERS: Final[dict[str, dict[str, Any]]] = {
    "indicator": {"type": "string", "pattern": "^(P[1-8]|O[1-5])$"},
    "rating": {"enum": [letter.value for letter in RatingClass]},
    "group": {"enum": [group.value for group in Group]},
    "link": {"enum": [link.value for link in Link]},
    "theme": {"type": "string"},
    "target_group": {"enum": [group.value for group in TargetGroup]},
    "setting": {"enum": [setting.value for setting in Setting]},
    "region": {"type": "string"},
    "status": {"enum": list(STATUSES)},
}
OF_ADOPTIONS: Final[dict[str, dict[str, Any]]] = {
    "region": FILTERS["region"],
    "method": {"type": "string"},
    "indicator": FILTERS["indicator"],
    "status": {"enum": [status.value for status in Status]},
}
OF_EXPERIENCES: Final[dict[str, dict[str, Any]]] = {
    "method": {"type": "string"},
    "region": FILTERS["region"],
    "again": {"enum": [again.value for again in Again]},
}
OF_PROPOSALS: Final[dict[str, dict[str, Any]]] = {
    "kind": {"enum": [kind.value for kind in ProposalKind]},
    "status": {"enum": [status.value for status in ProposalStatus]},
    "method": {"type": "string"},
    "indicator": FILTERS["indicator"],
}


@bp.get("/openapi.json")
def document() -> Response:
    """The description of the API."""
    _, schemas = models_json_schema(
        [(model, "serialization") for model in MODELS], ref_template="#/components/schemas/{model}"
    )
    body = {
        "openapi": "3.1.0",
        "info": {
            "title": "HYTE-menetelmät",
            "version": "1",
            "description": "Methods of health promotion by indicator of the HYTE coefficient. Read only; content CC BY 4.0.",
        },
        "servers": [{"url": absolute(path_in(Language.FI, "/api/v1"))}],
        "paths": _paths(),
        "components": {"schemas": schemas["$defs"]},
    }
    return Response(json.dumps(body), mimetype="application/json")


def _paths() -> dict[str, Any]:
    method_id = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    prefix = {"name": "q", "in": "query", "schema": {"type": "string"}}
    return {
        "/methods": _get("Search methods", "MethodList", [*_search_parameters(), LANG]),
        "/methods/{id}": _get("One whole method", "MethodDetail", [method_id, LANG]),
        "/methods/{id}/ratings": _get(
            "Per outcome what panels decided, newest first", "MethodRatings", [method_id, LANG]
        ),
        "/methods/{id}/revisions": _get("The revisions of a method, newest first", "RevisionList", [method_id, LANG]),
        "/indicators": _get("The 13 indicators", "IndicatorList", [LANG]),
        "/regions": _get("The 22 regions", "RegionList", [LANG]),
        "/adoptions": _get("What holds in regions on a day", "AdoptionList", [*_adoption_parameters(), LANG]),
        "/adoptions/history": _get(
            "Entries of the ledger as they were recorded, newest first",
            "AdoptionHistory",
            [
                *_repeated({name: OF_ADOPTIONS[name] for name in ("region", "method")}),
                *_pages(adoptions.LARGEST_PAGE),
                LANG,
            ],
        ),
        "/experiences": _get(
            "Published experience reports of regions on methods, newest first",
            "ExperienceList",
            [*_repeated(OF_EXPERIENCES), *_pages(experiences.LARGEST_PAGE), LANG],
        ),
        "/proposals": _get(
            "Public development proposals with their answers, newest first",
            "ProposalList",
            [*_repeated(OF_PROPOSALS), *_pages(proposals.LARGEST_PAGE), LANG],
        ),
        "/webinars": _get(
            "Webinars and coefficient clinics, those ahead first",
            "WebinarList",
            [*_repeated(webinar_schemas.OF_WEBINARS), *_pages(webinar_schemas.LARGEST_PAGE), LANG],
        ),
        "/recommendations": _get(
            "National recommendations and international guidelines, in their issuers' words",
            "NationalRecommendationList",
            [*_repeated(webinar_schemas.OF_RECOMMENDATIONS), *_pages(webinar_schemas.LARGEST_PAGE), LANG],
        ),
        "/search": _get("Methods and all other public things at once", "FoundList", [*OF_SEARCH, LANG]),
        "/suggest": _get("Lines under a search box", "SuggestionList", [prefix, LANG]),
    }


def _search_parameters() -> list[dict[str, Any]]:
    words = {
        "name": "q",
        "in": "query",
        "description": "Words in Finnish, Swedish or English",
        "schema": {"type": "string"},
    }
    sort = {"name": "sort", "in": "query", "schema": {"enum": [kind.value for kind in Sort], "default": "relevance"}}
    exact = {
        "name": "exact", "in": "query", "description": "Any value: words as typed", "schema": {"type": "string"}
    }  # fmt: skip
    return [words, *_repeated(FILTERS), sort, *_pages(LARGEST_PAGE, 20), exact]


def _adoption_parameters() -> list[dict[str, Any]]:
    day = {
        "name": "date",
        "in": "query",
        "description": "Any day; today in Finland where none is given",
        "schema": {"type": "string", "format": "date"},
    }
    return [*_repeated(OF_ADOPTIONS), day, *_pages(adoptions.LARGEST_PAGE)]


def _repeated(schemas: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "query",
            "description": "Repeat for any of several",
            "explode": True,
            "schema": {"type": "array", "items": schema},
        }
        for name, schema in schemas.items()
    ]


def _pages(largest: int, default: int | None = None) -> list[dict[str, Any]]:
    page = {"type": "integer", "minimum": 1, "default": 1}
    size = {"type": "integer", "minimum": 1, "maximum": largest, "default": default or largest}
    return [{"name": "page", "in": "query", "schema": page}, {"name": "per_page", "in": "query", "schema": size}]


def _get(summary: str, model: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    def content(kind: str, name: str) -> dict[str, Any]:
        return {kind: {"schema": {"$ref": f"#/components/schemas/{name}"}}}

    wrong = {"description": "What is wrong", "content": content("application/problem+json", "Problem")}
    found = {"description": summary, "content": content("application/json", model)}
    return {"get": {"summary": summary, "parameters": parameters, "responses": {"200": found, "default": wrong}}}
