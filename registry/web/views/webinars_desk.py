"""For editors: a webinar or clinic is added, changed, cancelled."""

from typing import Any

from flask import Blueprint, url_for

from registry.domain import webinar_typed, webinars
from registry.domain.permissions import Action
from registry.web import auth, saved_desk
from registry.web.forms.webinars import WebinarForm, webinar_values
from registry.web.saved_desk import Answer, Desk

bp = Blueprint("webinars_desk", __name__, url_prefix="/toimitus/webinaarit")


def _desk() -> Desk[Any, Any]:
    auth.demand(Action.EDIT_WEBINARS)
    return Desk(
        kind=webinars.KIND,
        form=WebinarForm,
        values=webinar_values,
        read=webinar_typed.read_webinar,
        find=webinars.find,
        everything=webinars.everything,
        as_input=webinars.as_input,
        save=webinars.save,
        template="webinars/form.html",
        page=lambda key: url_for("webinars.show", webinar_id=key, tallennettu=1),
    )


@bp.route("/uusi", methods=["GET", "POST"])
def new() -> Answer:
    """A webinar that is not there yet."""
    return saved_desk.new(_desk(), {"kind": "webinar"})


@bp.route("/<webinar_id>", methods=["GET", "POST"])
def edit(webinar_id: str) -> Answer:
    """A webinar as it is, to be changed."""
    return saved_desk.edit(_desk(), webinar_id)
