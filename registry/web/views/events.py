"""For administrators: the log of events."""

from flask import Blueprint, render_template, request

from registry.domain import events
from registry.domain.permissions import Action
from registry.web import auth, event_words
from registry.web.database import db

bp = Blueprint("events", __name__, url_prefix="/yllapito")


@bp.get("/tapahtumat")
def index() -> str:
    """Events, newest first; `?laji=` narrows by kind, `?tekija=` by who acted, `?ennen=` shows those before one."""
    auth.demand(Action.READ_EVENTS)
    session, actor, args = db(), auth.actor(), request.args
    kind, who, before = args.get("laji", ""), args.get("tekija", ""), args.get("ennen", type=int)
    kind, who = kind.replace("\0", ""), who.replace("\0", "")
    log = events.read(session, actor, kind=kind, who=who, before=before)
    choices = events.choices(session, actor)
    asked = {"kind": kind, "who": who, "before": before}
    return render_template("events/index.html", log=log, choices=choices, say=event_words, **asked)
