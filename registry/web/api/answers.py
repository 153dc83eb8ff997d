"""Answering with JSON: the language asked for, an ETag, and 304 where nothing changed."""

from flask import Response, g, request
from pydantic import BaseModel

from registry.domain.vocabulary import Language


def use_language() -> Language | None:
    """Take `lang` for the labels of this answer; None where it is no language of ours."""
    asked = request.args.get("lang") or g.language
    if asked not in set(Language):
        return None
    g.language = Language(asked)
    return Language(asked)


def paged(page: int, per_page: int, total: int) -> dict[str, int]:
    """What every list that has pages says of itself; an empty one has one page."""
    return {"total": total, "page": page, "pages": max(1, -(-total // per_page)), "per_page": per_page}


def answer(body: BaseModel) -> Response:
    """A schema as JSON with an ETag."""
    response = Response(body.model_dump_json(by_alias=True), mimetype="application/json")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    conditional: Response = response.make_conditional(request)  # type: ignore[assignment]
    return conditional
