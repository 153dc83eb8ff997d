"""The front page: where do I start?"""

from flask import Blueprint, render_template

from registry.domain import catalogue
from registry.domain.vocabulary import CLASS_ORDER
from registry.web.database import db, search

bp = Blueprint("front", __name__)

KEY_COLUMNS = (CLASS_ORDER[:3], CLASS_ORDER[3:6], CLASS_ORDER[6:])


@bp.get("/")
def index() -> str:
    """The county's own question, the search box, the key to the classes and the 13 indicators."""
    known = search().catalogue(db())
    return render_template(
        "front/index.html",
        total=len(known.ids),
        own=known.own_counts(),
        themes=catalogue.themes(db()),
        theme_counts=known.theme_counts(),
        indicators=catalogue.indicators(db()),
        gap=known.gap_map(),
        key_columns=KEY_COLUMNS,
    )
