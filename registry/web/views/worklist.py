"""The editors' desk: the list of what waits, and all methods in every state."""

from flask import Blueprint, render_template, request

from registry.domain import dates, worklist
from registry.domain.permissions import Action
from registry.web import auth, editing_page
from registry.web.database import db
from registry.web.forms.editing_tree import clean
from registry.web.rendering import local

bp = Blueprint("worklist", __name__, url_prefix="/toimitus")


@bp.get("")
def index() -> str:
    """What waits for the editors."""
    auth.demand(Action.EDIT_METHODS)
    work = worklist.read(db(), auth.actor(), dates.today())
    return render_template("editing/desk.html", work=work, few=worklist.FEW_ITEMS, near=worklist.NEAR_DAYS)


@bp.get("/menetelmat")
def all_methods() -> str:
    """All methods; `?tila=` narrows by state, `?q=` by words of the name."""
    auth.demand(Action.EDIT_METHODS)
    words, state = clean(request.args.get("q", "")).strip()[:120], request.args.get("tila", "")
    everything = worklist.listed(db(), auth.actor())
    wanted = editing_page.STATES.get(state)
    found = [
        one
        for one in everything
        if (wanted is None or one.state is wanted)
        and all(word in f"{local(one.method.name)} {one.method.id}".lower() for word in words.lower().split())
    ]
    return render_template(
        "editing/methods.html", found=found, all=len(everything), words=words, asked=state, states=editing_page.STATES
    )
