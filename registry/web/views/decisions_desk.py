"""For editors: publishing what a closed round came to, and the reply of the method's owner. The class is derived, never typed."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import dates, decided_outcomes, decisions, round_input
from registry.domain.errors import Conflict, Invalid
from registry.domain.permissions import Action
from registry.domain.review_terms import Cause, RoundKind, RoundState
from registry.web import auth, database, deciding, reminder_letters, round_options, round_page
from registry.web.database import db
from registry.web.forms import rounds as forms
from registry.web.round_page import RoundPage

bp = Blueprint("decisions_desk", __name__, url_prefix="/kierrokset/<int(max=2147483647):round_id>")
Page = str | Response | tuple[str, int]


@bp.get("/paatos")
def form(round_id: int) -> Page:
    """What the panel came to, ready to be published."""
    auth.demand(Action.PUBLISH_DECISIONS)
    page = round_page.of(round_id)
    if page.about.state is not RoundState.CLOSED:
        return redirect(url_for("rounds.show", round_id=round_id), 303)
    return _form(page, forms.decision_form(deciding.decidable(page), forms.as_the_panel(page.results, _cause(page))))


def _cause(page: RoundPage) -> str:
    if not decided_outcomes.in_force(db(), page.about.method_id):
        return Cause.FIRST.value
    return Cause.EXPIRY.value if page.about.kind is RoundKind.LIGHT else ""


def _form(page: RoundPage, form: forms.DecisionForm, *, conflict: bool = False) -> str:
    return render_template(
        "rounds/decide.html",
        page=page,
        options=round_options,
        form=form,
        derived=deciding.derived(page, form.typed()),
        decidable=deciding.decidable(page),
        before=decided_outcomes.in_force(db(), page.about.method_id),
        conflict=conflict,
    )


@bp.post("/paatos")
def publish(round_id: int) -> Page:
    """Publish the decision, or show what class the chosen axes give."""
    auth.demand(Action.PUBLISH_DECISIONS)
    page, status = round_page.of(round_id), 422
    form = forms.decision_form(deciding.decidable(page), {})
    if form.is_ours():
        if "nayta" in request.form:
            return _form(page, form)
        try:
            _publish(page, form)
            return redirect(url_for("rounds.show", round_id=round_id, tehty="paatos"), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except Conflict:
            status = 409
        db().rollback()
    return _form(round_page.of(round_id), form, conflict=status == 409), status


def _publish(page: RoundPage, form: forms.DecisionForm) -> None:
    given = round_input.read_decision(deciding.decidable(page), form.typed())
    decisions.publish(db(), auth.actor(), page.about.id or 0, given, dates.today())
    reminder_letters.queue_due(dates.today())
    database.commit()


@bp.get("/omistaja")
def owner(round_id: int) -> str:
    """Whether the owner of the method was asked for a reply, and what they said."""
    auth.demand(Action.PUBLISH_DECISIONS)
    return render_template("rounds/owner.html", page=round_page.of(round_id), form=forms.ReplyForm())


@bp.post("/omistaja")
def ask_or_record(round_id: int) -> Page:
    """Note that the owner was asked, or what they replied."""
    auth.demand(Action.PUBLISH_DECISIONS)
    form = forms.ReplyForm()
    if form.is_ours():
        try:
            if "kysy" in request.form:
                decisions.ask_owner(db(), auth.actor(), round_id, dates.today())
            else:
                decisions.record_reply(db(), auth.actor(), round_id, form.reply.data or "", dates.today())
            db().commit()
            return redirect(url_for("decisions_desk.owner", round_id=round_id), 303)
        except Invalid as error:
            db().rollback()
            form.refuse(error.problems)
    return render_template("rounds/owner.html", page=round_page.of(round_id), form=form), 422
