"""Signing in through the provider of one's organisation: there, and back."""

from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug import Response

from registry.domain import signing_in
from registry.domain.errors import NotFound
from registry.domain.models.base import utc_now
from registry.settings import Provider
from registry.web import auth, oidc, ways
from registry.web.database import db
from registry.web.forms.accounts import SignInForm
from registry.web.oidc import ProviderRefused
from registry.web.rendering import absolute

bp = Blueprint("oidc", __name__)
WANTED: Final = "oidc_next"
ROOT: Final = "oidc_root"
STATUS: Final = {"no_answer": 502, "cancelled": 400, "another_session": 400}
"""Of the page that tells why; others are 403."""
Page = Response | tuple[str, int]


@bp.get("/kirjaudu/oidc/<name>")
def start(name: str) -> Page:
    """On to the provider. It knows one address to come back to, so the reader's language is remembered here."""
    provider = oidc.provider(name) or abort(404)
    session[WANTED], session[ROOT] = request.args.get("next", ""), request.script_root
    back = url_for("oidc.back", name=name).removeprefix(request.script_root)
    try:
        found: Response = oidc.authorization(provider, absolute(request.environ["hyte.root"] + back))
    except ProviderRefused as refused:
        return _problem(provider, refused)
    return found


@bp.get("/kirjaudu/oidc/<name>/paluu")
def back(name: str) -> Page:
    """Back from the provider: who is known, or invited, is signed in."""
    provider = oidc.provider(name) or abort(404)
    root = session.get(ROOT, request.script_root)
    if root != request.script_root:
        session.pop(ROOT)
        return redirect(f"{root}{request.full_path}", 303)
    wanted = session.get(WANTED)
    try:
        person = signing_in.sign_in_by_email(db(), email := oidc.verified_email(provider), utc_now())
    except ProviderRefused as refused:
        return _problem(provider, refused)
    except NotFound:
        return _problem(provider, ProviderRefused("not_invited", email))
    auth.begin(person)
    db().commit()
    return redirect(ways.onward(wanted, auth.actor()), 303)


def _problem(provider: Provider, refused: ProviderRefused) -> Page:
    form = SignInForm({"next": session.get(WANTED, "")})
    page = render_template(
        "accounts/provider_problem.html", form=form, provider=provider, why=refused.why, email=refused.email
    )
    return page, STATUS.get(refused.why, 403)
