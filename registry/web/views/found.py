"""Searching everything at once: methods, and all that is kept beside them, as far as who asks may see it."""

from flask import Blueprint, render_template, request

from registry.web import found_page

bp = Blueprint("found", __name__)


@bp.get("/haku")
def index() -> str:
    """What was found of every kind, or all of one kind."""
    return render_template("found/index.html", page=found_page.of(found_page.Asked.read(request.args)))
