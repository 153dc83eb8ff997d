"""Errors as pages in the reader's language, and as problem+json (RFC 9457) under /api."""

from typing import Final

from flask import Flask, Response, current_app, g, render_template, request
from werkzeug import Response as BaseResponse
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from registry.domain.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from registry.domain.permissions import NOBODY
from registry.web import auth, door, i18n
from registry.web.api.problems import problem
from registry.web.forms.sheets import drain

STATUS: Final[dict[type[DomainError], int]] = {NotFound: 404, NotAllowed: 403, Conflict: 409, Invalid: 422}
TITLES: Final[dict[int, str]] = {
    400: i18n.mark("The request could not be understood"),
    403: i18n.mark("You may not see this page"),
    404: i18n.mark("Page not found"),
    405: i18n.mark("This cannot be done here"),
    409: i18n.mark("Somebody changed this at the same time"),
    413: i18n.mark("What you sent is too large"),
    422: i18n.mark("Something in the form needs mending"),
    500: i18n.mark("Something went wrong on our side"),
}


def init_app(app: Flask) -> None:
    """Answer every error in one way."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _domain_error(error: DomainError) -> BaseResponse:
    if isinstance(error, NotAllowed):
        return _not_allowed(error)
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), 400)
    return _answer(status, str(error))


def _http_error(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:
        found: Response = error.get_response()  # type: ignore[assignment]
        return found
    if isinstance(error, RequestEntityTooLarge):
        drain()
    return _answer(error.code or 500, error.description or "")


def _not_allowed(error: NotAllowed) -> BaseResponse:
    nobody = auth.actor().is_nobody
    if request.path.startswith("/api/"):
        return _answer(401 if nobody else 403, str(error))
    g.setdefault("language", i18n.language_of_request())
    return door.ask_to_sign_in() if nobody else door.not_allowed_page(error.action, error.region)


def _unexpected(error: Exception) -> Response:
    current_app.logger.exception("unexpected error", exc_info=error)
    if current_app.testing:
        raise error
    g.setdefault("actor", NOBODY)  # whatever is wrong may be wrong with looking them up, too
    return _answer(500, InternalServerError.description)


def _answer(status: int, detail: str) -> Response:
    if request.path.startswith("/api/"):
        return problem(status, detail)
    g.setdefault("language", i18n.language_of_request())
    title = i18n.gettext(TITLES.get(status, TITLES[500]))
    return Response(render_template("errors/error.html", title=title, status=status), status)
