"""For editors: the rounds of the HYTE status survey. Opening one, how far the regions are, reminding, more time, the end, giving back."""

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from registry import survey_files as files
from registry.domain import (
    catalogue,
    dates,
    round_input,
    survey_progress,
    survey_reminders,
    survey_submissions,
    surveys,
)
from registry.domain.errors import Conflict, Invalid, InvalidInput
from registry.domain.models import SurveyRound
from registry.domain.permissions import Action
from registry.domain.survey_definition import Definition
from registry.domain.survey_terms import SurveyState
from registry.web import auth, survey_letters
from registry.web.database import commit, db
from registry.web.forms import surveys as forms
from registry.web.forms.base import BaseForm

bp = Blueprint("surveys_desk", __name__, url_prefix="/toimitus/hyte-status")
Page = str | Response | tuple[str, int]


@bp.get("")
def index() -> str:
    """All rounds, and the form of a new one."""
    auth.demand(Action.RUN_SURVEYS)
    return _index(forms.RoundForm())


def _index(form: forms.RoundForm) -> str:
    today = dates.today()
    every = [(about, surveys.state_on(about, today)) for about in surveys.all_rounds(db())]
    return render_template("surveys/desk.html", rounds=every, form=form, definitions=_not_opened())


def _not_opened() -> list[Definition]:
    """The definitions that no round has been made of."""
    opened = {about.key for about in surveys.all_rounds(db())}
    return [one for one in files.available() if one.key not in opened]


@bp.post("")
def create() -> Page:
    """Open a round by a definition."""
    auth.demand(Action.RUN_SURVEYS)
    form, status = forms.RoundForm(), 422
    if form.is_ours():
        try:
            made = _open(form)
            return redirect(url_for("surveys_desk.show", key=made.key, tehty="avattu"), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except Conflict:
            form.refuse([Invalid("definition", "opened_meanwhile")])
            status = 409
        db().rollback()
    return _index(form), status


def _open(form: forms.RoundForm) -> SurveyRound:
    problems: list[Invalid] = []
    chosen = next((one for one in files.available() if one.key == form.definition.data), None)
    if chosen is None:
        problems.append(Invalid("definition", "missing"))
    first, last = _day(form.opens_on.data, "opens_on", problems), _day(form.closes_on.data, "closes_on", problems)
    if problems or chosen is None:
        raise InvalidInput(problems)
    made = surveys.open_round(db(), auth.actor(), chosen, first, last)
    db().commit()
    return made


def _day(typed: str | None, name: str, problems: list[Invalid]) -> date:
    """A day as it was typed; where it is none the problem is kept."""
    try:
        if not (typed or "").strip():
            raise Invalid(name, "missing")
        return round_input.read_day((typed or "").strip(), name)
    except Invalid as error:
        problems += error.problems
        return date.min


@bp.get("/<key>")
def show(key: str) -> str:
    """How far every region is, and what can be done."""
    auth.demand(Action.RUN_SURVEYS)
    return _show(key)


def _show(key: str, *, until: forms.UntilForm | None = None, plain: BaseForm | None = None) -> str:
    about, today = surveys.find(db(), key), dates.today()
    until = until or forms.UntilForm(sent_here=False)
    until.version.data = str(about.version)
    return render_template(
        "surveys/round.html",
        about=about,
        state=surveys.state_on(about, today),
        progress=survey_progress.of_all(db(), auth.actor(), about),
        reminded=survey_reminders.last_day(db(), about),
        today=today,
        until=until,
        plain=plain or BaseForm(sent_here=False),
        done=request.args.get("tehty"),
        SurveyState=SurveyState,
    )


@bp.post("/<key>/muistuta")
def remind(key: str) -> Page:
    """Remind the regions that have not handed in."""
    auth.demand(Action.RUN_SURVEYS)
    form = BaseForm()
    if form.is_ours():
        try:
            for one in survey_reminders.remind(db(), auth.actor(), key, dates.today()):
                survey_letters.queue(one)
            db().commit()
            return redirect(url_for("surveys_desk.show", key=key, tehty="muistutettu"), 303)
        except Invalid as error:
            db().rollback()
            form.refuse(error.problems)
    return _show(key, plain=form), 422


@bp.post("/<key>/aika")
def extend(key: str) -> Page:
    """Give a round a later last day."""
    auth.demand(Action.RUN_SURVEYS)
    form, status = forms.UntilForm(), 422
    if form.is_ours():
        try:
            problems: list[Invalid] = []
            day = _day(form.until.data, "until", problems)
            if problems:
                raise InvalidInput(problems)
            surveys.extend(db(), auth.actor(), key, day, dates.today(), version=form.seen)
            db().commit()
            return redirect(url_for("surveys_desk.show", key=key, tehty="aika"), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except Conflict:
            form.refuse([Invalid("round", "round_changed")])
            status = 409
        db().rollback()
    return _show(key, until=form), status


@bp.post("/<key>/sulje")
def close(key: str) -> Page:
    """Close a round at once."""
    auth.demand(Action.RUN_SURVEYS)
    form, status = forms.UntilForm(), 422
    if form.is_ours():
        try:
            surveys.close(db(), auth.actor(), key, dates.today(), version=form.seen)
            db().commit()
            return redirect(url_for("surveys_desk.show", key=key, tehty="suljettu"), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except Conflict:
            form.refuse([Invalid("round", "round_changed")])
            status = 409
        db().rollback()
    return _show(key, until=form), status


@bp.route("/<key>/palauta/<slug>", methods=["GET", "POST"])
def give_back(key: str, slug: str) -> Page:
    """Give a region's answers back with a word on what to mend."""
    auth.demand(Action.RUN_SURVEYS)
    form = forms.BackForm()
    if form.is_ours():
        try:
            survey_submissions.give_back(db(), auth.actor(), key, slug, form.why.data or "")
            commit()
            return redirect(url_for("surveys_desk.show", key=key, tehty="palautettu"), 303)
        except Invalid as error:
            db().rollback()
            form.refuse(error.problems)
    about, region = surveys.find(db(), key), catalogue.find_region(db(), slug)
    shown = render_template("surveys/give_back.html", about=about, region=region, form=form)
    return shown if request.method == "GET" else (shown, 422)
