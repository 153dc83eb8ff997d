"""Errors of the API as `application/problem+json` (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from flask import Response, json

MIMETYPE = "application/problem+json"


def problem(status: int, detail: str, **more: Any) -> Response:
    """A problem document; `more` are extension members, such as the parameter that is wrong."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail} | more
    return Response(json.dumps(body), status, mimetype=MIMETYPE)
