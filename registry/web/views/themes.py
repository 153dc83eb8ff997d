"""The four themes."""

from flask import Blueprint, render_template

from registry.domain import catalogue, methods
from registry.domain.vocabulary import Group
from registry.search import cards
from registry.web import recommendations_part, webinars_part
from registry.web.database import db, search

bp = Blueprint("themes", __name__)


@bp.get("/teemat/<theme_id>")
def show(theme_id: str) -> str:
    """A theme's indicators and its methods by group, each with its own rating."""
    theme = catalogue.find_theme(db(), theme_id)
    found = sorted(
        map(cards.own, methods.in_theme(search().catalogue(db()).methods.values(), theme_id)),
        key=lambda card: card.rating.order,
    )
    return render_template(
        "themes/show.html",
        theme=theme,
        indicators=[indicator for indicator in catalogue.indicators(db()) if indicator.code in theme.indicators],
        gap=search().catalogue(db()).gap_map(),
        groups={group: [card for card in found if card.rating.group is group] for group in Group},
        total=len(found),
        recommended_by=recommendations_part.of_theme(theme),
        webinars=webinars_part.of_theme(theme_id),
    )
