"""For editors: the rounds of the panel. Opening one, inviting into it, how far it is without votes, moving it on, and what it came to."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import catalogue, curation, dates, decisions, round_input, round_list, rounds, seats
from registry.domain.errors import Conflict, Invalid
from registry.domain.models import Method, ReviewRound
from registry.domain.permissions import Action
from registry.domain.review_terms import RoundKind, RoundState
from registry.web import auth, reminder_letters, round_options, round_page
from registry.web.database import db
from registry.web.forms import rounds as forms
from registry.web.forms.base import BaseForm
from registry.web.i18n import gettext
from registry.web.i18n import mark as _

bp = Blueprint("rounds", __name__, url_prefix="/kierrokset")
Page = str | Response | tuple[str, int]
QUESTION = _(
    "How does the method act on each outcome, and how certain is that? How appropriate is it that a region uses it to strengthen each indicator?"
)


@bp.get("")
def index() -> str:
    """All rounds: those that wait for an editor, those under way, those that are over."""
    auth.demand(Action.RUN_ROUNDS)
    found, today = round_list.listed(db(), auth.actor()), dates.today()
    over = {RoundState.DECIDED, RoundState.CANCELLED}
    ready = [one for one in found if one.is_ready(today)]
    going = [one for one in found if one not in ready and one.state not in over]
    done = [one for one in found if one.state in over]
    return render_template("rounds/index.html", ready=ready, going=going, done=done)


@bp.get("/uusi")
def new() -> str:
    """The form of a new round about the method `menetelma`; without one, the methods to choose from."""
    auth.demand(Action.RUN_ROUNDS)
    if not request.args.get("menetelma"):
        return render_template("rounds/choose.html", methods=round_list.askable(db(), auth.actor()))
    method, question = _asked(), "" if _kind() is RoundKind.LIGHT else gettext(QUESTION)
    return _new(method, forms.RoundForm(forms.blank(method, question, dates.today())))


def _asked() -> Method:
    return curation.find(db(), auth.actor(), request.args.get("menetelma", ""))


def _kind() -> RoundKind:
    return RoundKind.LIGHT if request.args.get("laji") == RoundKind.LIGHT else RoundKind.FULL


def _new(method: Method, form: forms.RoundForm, *, going: bool = False) -> str:
    return render_template(
        "rounds/new.html",
        method=method,
        kind=_kind(),
        form=form,
        going=going,
        decided=decisions.of_method(db(), method.id),
        options=round_options,
    )


@bp.post("/uusi")
def create() -> Page:
    """Open the round, and on to whom to invite."""
    auth.demand(Action.RUN_ROUNDS)
    method, form, status = _asked(), forms.RoundForm(), 422
    if form.is_ours():
        try:
            return redirect(url_for("rounds.show", round_id=_open(method, form).id, tehty="avattu"), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except Conflict:
            status = 409
        db().rollback()
    return _new(_asked(), form, going=status == 409), status


def _open(method: Method, form: forms.RoundForm) -> ReviewRound:
    known = [region.slug for region in catalogue.regions(db())]
    given = round_input.read_round(method, _kind(), form.typed(), known, dates.today())
    made = rounds.open_round(db(), auth.actor(), given, dates.today())
    db().commit()
    return made


@bp.get("/<int(max=2147483647):round_id>")
def show(round_id: int) -> str:
    """A round: what it asks, who sits in it and how far they are; its result once it is closed."""
    auth.demand(Action.RUN_ROUNDS)
    return _show(round_id)


def _show(
    round_id: int,
    *,
    invitation: forms.InvitationForm | None = None,
    extension: forms.ExtensionForm | None = None,
    move: forms.MoveForm | None = None,
) -> str:
    page = round_page.of(round_id)
    suggested = {"reviewers": [str(key) for key in page.suggested]}
    return render_template(
        "rounds/show.html",
        page=page,
        options=round_options,
        invitation=invitation or forms.InvitationForm(suggested, sent_here=False),
        extension=extension or forms.ExtensionForm(sent_here=False),
        move=move or forms.MoveForm(sent_here=False),
        plain=BaseForm(sent_here=False),
        done=request.args.get("tehty"),
    )


@bp.post("/<int(max=2147483647):round_id>/kutsu")
def invite(round_id: int) -> Page:
    """Invite the chosen reviewers."""
    auth.demand(Action.RUN_ROUNDS)
    form = forms.InvitationForm()
    if form.is_ours():
        try:
            _invite(round_id, form)
            return redirect(url_for("rounds.show", round_id=round_id, tehty="kutsuttu", _anchor="arvioijat"), 303)
        except Invalid as error:
            db().rollback()
            form.refuse(error.problems)
    return _show(round_id, invitation=form), 422


def _invite(round_id: int, form: forms.InvitationForm) -> None:
    if not (chosen := form.person_ids()):
        raise Invalid("reviewers", "missing")
    seats.invite(db(), auth.actor(), round_id, chosen)
    reminder_letters.queue_due(dates.today())
    db().commit()


@bp.post("/<int(max=2147483647):round_id>/aika")
def extend(round_id: int) -> Page:
    """Give the open phase more time."""
    auth.demand(Action.RUN_ROUNDS)
    form = forms.ExtensionForm()
    if form.is_ours():
        try:
            until = round_input.read_day(form.until.data or "", "until")
            rounds.extend(db(), auth.actor(), round_id, until, dates.today())
            db().commit()
            return redirect(url_for("rounds.show", round_id=round_id, tehty="aika"), 303)
        except Invalid as error:
            db().rollback()
            form.refuse(error.problems)
    return _show(round_id, extension=form), 422


@bp.post("/<int(max=2147483647):round_id>/tila")
def move(round_id: int) -> Page:
    """Begin the second phase, close the round, or cancel it."""
    auth.demand(Action.RUN_ROUNDS)
    form = forms.MoveForm()
    if form.is_ours():
        try:
            rounds.move(db(), auth.actor(), round_id, _state(form), dates.today())
            reminder_letters.queue_due(dates.today())
            db().commit()
            return redirect(url_for("rounds.show", round_id=round_id, tehty="tila"), 303)
        except Invalid as error:
            db().rollback()
            form.refuse(error.problems)
    return _show(round_id, move=form), 422


def _state(form: forms.MoveForm) -> RoundState:
    try:
        return RoundState(form.to.data or "")
    except ValueError:
        raise Invalid("state", "not_possible") from None
