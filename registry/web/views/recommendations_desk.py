"""For editors: a recommendation is added or changed."""

from typing import Any

from flask import Blueprint, url_for

from registry.domain import national_recommendations, webinar_typed
from registry.domain.permissions import Action
from registry.web import auth, saved_desk
from registry.web.forms.webinars import RecommendationForm, recommendation_values
from registry.web.saved_desk import Answer, Desk

bp = Blueprint("recommendations_desk", __name__, url_prefix="/toimitus/suositukset")


def _desk() -> Desk[Any, Any]:
    auth.demand(Action.EDIT_RECOMMENDATIONS)
    return Desk(
        kind=national_recommendations.KIND,
        form=RecommendationForm,
        values=recommendation_values,
        read=webinar_typed.read_recommendation,
        find=national_recommendations.find,
        everything=national_recommendations.everything,
        as_input=national_recommendations.as_input,
        save=national_recommendations.save,
        template="recommendations/form.html",
        page=lambda key: url_for("recommendations.show", recommendation_id=key, tallennettu=1),
    )


@bp.route("/uusi", methods=["GET", "POST"])
def new() -> Answer:
    """A recommendation that is not there yet."""
    return saved_desk.new(_desk(), {"scope": "national"})


@bp.route("/<recommendation_id>", methods=["GET", "POST"])
def edit(recommendation_id: str) -> Answer:
    """A recommendation as it is, to be changed."""
    return saved_desk.edit(_desk(), recommendation_id)
