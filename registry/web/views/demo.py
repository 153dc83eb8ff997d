"""In a demo only: a page of all roles, and links that let a newcomer in as each of the made-up people."""

from typing import Final

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from werkzeug import Response

from registry.demo import links, people
from registry.domain import catalogue
from registry.domain.permissions import Role
from registry.web import auth, ways
from registry.web.database import db, stores
from registry.web.labels import role_work

bp = Blueprint("demo", __name__)

BEGINS_AT: Final = {Role.EDITOR: "adoption.all_mismatches", Role.ADMINISTRATOR: "people.index"}
"""Where a role has its work, where that is not where anybody begins."""


@bp.before_request
def only_here() -> None:
    """There is nothing of this in a real installation."""
    if not stores().is_demo():
        abort(404)


@bp.get("/esimerkki")
def index() -> str:
    """Whom a newcomer can be."""
    settings, regions = current_app.config["SETTINGS"], {region.slug: region for region in catalogue.regions(db())}
    parts = [
        (part, regions.get(part.region or ""), links.token_of(settings, part.person_id)) for part in people.parts(db())
    ]
    return render_template("demo/index.html", parts=parts, role_work=role_work)


@bp.get(links.PATH + "<token>")
def come_in(token: str) -> Response:
    """Sign in as a made-up person, and on to where their role begins."""
    person_id = links.person_of(current_app.config["SETTINGS"], token)
    person = people.person(db(), person_id) if person_id is not None else None
    if person is None:
        abort(404)
    auth.begin(person)
    db().commit()
    actor = auth.actor()
    endpoint = next((BEGINS_AT[role] for role in Role if role in actor.roles and role in BEGINS_AT), None)
    return redirect(url_for(endpoint) if endpoint else ways.home(actor), 303)
