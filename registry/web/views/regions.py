"""The regions: their tile map and table, and what public sources say of each."""

from flask import Blueprint, render_template

from registry.domain import catalogue, methods
from registry.search import cards
from registry.web.database import db, search

bp = Blueprint("regions", __name__)


@bp.get("/alueet")
def index() -> str:
    """All 22 regions."""
    return render_template("regions/index.html", regions=catalogue.regions(db()))


@bp.get("/alueet/<slug>")
def show(slug: str) -> str:
    """One region."""
    region = catalogue.find_region(db(), slug)
    mentions = [
        (cards.own(method), mention)
        for method, mention in methods.mentioned_in(search().catalogue(db()).methods.values(), slug)
    ]
    return render_template("regions/show.html", region=region, mentions=mentions)
