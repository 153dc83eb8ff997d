"""Who asks: the person of the session cookie, read once a request. Without the cookie nothing is looked up.

The cookie is Flask's signed one and holds a random token; the session itself is a row (`SignedIn`), so that it can be ended from anywhere.
"""

from functools import partial
from typing import Any, Final

from flask import Flask, Response, current_app, g, request, session

from registry.domain import accounts, attachments, permissions, sessions
from registry.domain.models import Person
from registry.domain.models.base import utc_now
from registry.domain.permissions import NOBODY, Action, Actor
from registry.sheets import waiting
from registry.web import browsers
from registry.web.database import db
from registry.web.forms.base import BaseForm

TOKEN: Final = "token"  # noqa: S105  # its name in the cookie
COOKIE: Final[dict[str, Any]] = {
    "SESSION_COOKIE_NAME": "hyte",
    "SESSION_COOKIE_SECURE": True,  # browsers take http://127.0.0.1 for safe, too
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
}


def init_app(app: Flask) -> None:
    """Set the cookie up, look up who asks before anything is done, and keep what they see out of every cache."""
    app.config.from_mapping(COOKIE, SECRET_KEY=app.config["SETTINGS"].secret_key())
    app.jinja_env.globals.update(actor=actor, may=may, Action=Action, plain_form=partial(BaseForm, sent_here=False))
    app.before_request(_look_up)
    app.after_request(_keep_private)


def actor() -> Actor:
    """Who asks; NOBODY where nobody has signed in, the session has ended or the person has been taken out of use."""
    if "actor" not in g:
        known = token()
        g.actor = sessions.find(db(), known) if known else NOBODY
        if known:
            db().commit()  # when the session was last seen; nothing else has been changed yet
    found: Actor = g.actor
    return found


def token() -> str:
    """The token of the browser's session, or nothing."""
    found: str = session.get(TOKEN, "")
    return found


def may(action: Action, region: str | None = None) -> bool:
    """Whether who asks may do something."""
    return permissions.may(actor(), action, region)


def demand(action: Action, region: str | None = None) -> None:
    """Raises NotAllowed where who asks may not do something; a visitor is then shown the way to sign in (errors.py)."""
    permissions.demand(actor(), action, region)


def begin(person: Person) -> None:
    """Sign a person in on this browser; the caller commits. What the cookie held before goes: nobody can have planted it."""
    end()
    _forget()
    session[TOKEN] = sessions.begin(db(), person.id or 0, browsers.name_of(request.user_agent.string))
    g.actor = sessions.find(db(), session[TOKEN])


def _forget() -> None:
    """Whoever comes in takes out what is kept no longer, so that the promises of the privacy page need no timer."""
    accounts.forget(db(), utc_now())
    waiting.tidy(current_app.config["SETTINGS"].data_dir)
    attachments.tidy(current_app.config["SETTINGS"].data_dir)


def end() -> None:
    """Sign out on this browser; the caller commits."""
    if known := token():
        sessions.end(db(), known)
    session.clear()
    g.actor = NOBODY


def _look_up() -> None:
    if request.endpoint != "static" and current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        actor()


def _keep_private(response: Response) -> Response:
    if request.endpoint != "static" and len(session):
        response.headers["Cache-Control"] = "no-store"
    return response
