"""The permanent page of a decision of the panel."""

from flask import Blueprint, render_template, request

from registry.domain import appeals, dates, decisions, disagreements, methods, verdicts
from registry.domain.errors import NotFound
from registry.domain.models import Method
from registry.domain.permissions import Action
from registry.domain.vocabulary import State
from registry.web import auth, notes
from registry.web.database import db, search
from registry.web.decision_page import DecisionPage

bp = Blueprint("decisions", __name__)


@bp.get("/paatokset/<int(max=2147483647):decision_id>")
def show(decision_id: int) -> str:
    """What was decided of an outcome, by whom and why; a superseded decision stays as it was."""
    session = db()
    verdict = verdicts.find(session, decision_id)
    method = _method(verdict.method)
    known = {one.id: one for one in verdicts.of_method(session, verdict.method)}
    reference = search().reference(session)
    page = DecisionPage(
        verdict=verdict,
        decision=decisions.find(session, decision_id),
        method=method,
        before=known.get(verdict.supersedes or 0),
        after=known.get(verdict.superseded_by or 0),
        items=disagreements.of_round(session, verdict.round_id) if verdict.round_id else [],
        reply=decisions.owner_reply(session, verdict.round_id) if verdict.round_id else None,
        appeals=appeals.of_decision(session, decision_id),
        indicators=reference.indicators,
        regions=reference.regions,
        today=dates.today(),
    )
    taken = notes.redacted_of_decision(page.decision, page.reply, page.appeals)
    return render_template("decisions/show.html", page=page, taken=taken, asked="pyydetty" in request.args)


def _method(method_id: str) -> Method:
    """The method in any state: its decisions stay when it is retired. Of a draft only editors see them."""
    (method,) = methods.by_ids(db(), [method_id])
    if method.state is State.DRAFT and not auth.may(Action.EDIT_METHODS):
        raise NotFound("method", method_id)
    return method
