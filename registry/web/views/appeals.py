"""Asking for a new look at a decision, which anybody affected may do; and what the staff do with it."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import appeals, attempts, dates, decisions, methods, verdicts
from registry.domain.errors import Invalid, NotFound
from registry.domain.models import Appeal
from registry.domain.models.base import utc_now
from registry.domain.permissions import Action
from registry.domain.vocabulary import State
from registry.web import auth, letters
from registry.web.database import db
from registry.web.forms.appeals import AnswerForm, AppealForm
from registry.web.forms.base import BaseForm

bp = Blueprint("appeals", __name__)
Page = str | Response | tuple[str, int]


@bp.route("/paatokset/<int(max=2147483647):decision_id>/uudelleenarviointi", methods=["GET", "POST"])
def ask(decision_id: int) -> Page:
    """The form of an appeal."""
    session, today = db(), dates.today()
    decision = decisions.find(session, decision_id)
    (method,) = methods.by_ids(session, [decision.method_id])
    if method.state is State.DRAFT:
        raise NotFound("decision", str(decision_id))
    form = AppealForm()
    if form.is_ours():
        try:
            _ask(decision_id, form)
            return redirect(url_for("decisions.show", decision_id=decision_id, pyydetty=1, _anchor="pyynnot"), 303)
        except Invalid as error:
            session.rollback()
            form.refuse(error.problems)
    last_day = appeals.last_day(decision)
    page = render_template(
        "decisions/appeal.html",
        form=form,
        decision=decision,
        method=method,
        last_day=last_day,
        is_late=today > last_day,
    )
    return page if request.method == "GET" else (page, 422)


def _ask(decision_id: int, form: AppealForm) -> None:
    """Make the appeal, where not too many have come from the same place of late."""
    session, now = db(), utc_now()
    counted, address = f"appeal:{decision_id}", request.remote_addr or ""
    try:
        attempts.demand_few(session, counted, address, now)
    except Invalid as error:
        raise Invalid("grounds", error.code, **error.values) from error
    typed = {name: _typed(form, name) for name in ("who", "contact", "grounds")}
    appeals.make(session, decision_id, **typed, today=dates.today())
    attempts.failed(session, counted, address, now)
    session.commit()


def _typed(form: BaseForm, name: str) -> str:
    """What was typed, without the one character that PostgreSQL takes in no text."""
    return (form.data[name] or "").replace("\0", "")


@bp.get("/toimitus/pyynnot")
def index() -> str:
    """For editors: all appeals, those that wait first."""
    auth.demand(Action.ANSWER_APPEALS)
    session = db()
    found = appeals.everything(session, auth.actor())
    about = verdicts.named(session, {one.decision_id for one in found})
    return render_template("decisions/appeals.html", found=found, about=about, today=dates.today())


@bp.route("/toimitus/pyynnot/<int(max=2147483647):appeal_id>", methods=["GET", "POST"])
def answer(appeal_id: int) -> Page:
    """One appeal and its answer, given by an editor who had no part in the decision."""
    auth.demand(Action.ANSWER_APPEALS)
    session = db()
    found = appeals.find(session, appeal_id)
    form = AnswerForm()
    if form.is_ours():
        try:
            answered = appeals.answer(session, auth.actor(), appeal_id, _typed(form, "answer"), dates.today())
            method, _outcome = verdicts.named(session, {answered.decision_id})[answered.decision_id]
            letters.queue_answer(answered, method)
            session.commit()
            return redirect(url_for("appeals.index", _anchor=f"pyynto-{appeal_id}"), 303)
        except Invalid as error:
            session.rollback()
            form.refuse(error.problems)
    page = _answer_page(found, form)
    return page if request.method == "GET" else (page, 422)


def _answer_page(found: Appeal, form: AnswerForm) -> str:
    session = db()
    verdict = verdicts.find(session, found.decision_id)
    (method,) = methods.by_ids(session, [verdict.method])
    had_part = appeals.had_part(session, auth.actor(), decisions.find(session, found.decision_id))
    values = {"appeal": found, "verdict": verdict, "method": method, "had_part": had_part, "today": dates.today()}
    return render_template("decisions/answer.html", form=form, **values)
