"""Methods edited in the browser: the form of a whole method with preview, conflicts and further rows; its state."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import curation, dates, method_typed, methods, preview
from registry.domain.errors import Conflict, Invalid
from registry.domain.method_input import MethodInput
from registry.domain.models import Method
from registry.domain.permissions import Action
from registry.domain.vocabulary import State
from registry.web import auth, editing_page, method_page, proposals_part
from registry.web.database import commit, db
from registry.web.forms.editing import MethodForm, StateForm

bp = Blueprint("editing", __name__, url_prefix="/toimitus/menetelmat")
Page = str | Response | tuple[str, int]


@bp.route("/uusi", methods=["GET", "POST"])
def new() -> Page:
    """A method that is not there yet; it begins as a draft."""
    auth.demand(Action.EDIT_METHODS)
    form = MethodForm(is_new=True)
    if request.method == "GET":
        form.typed["added"] = _month()
        return _page(form, None)
    return _answer(form, None)


@bp.get("/<method_id>")
def show(method_id: str) -> Page:
    """The form of a method, whatever its state."""
    auth.demand(Action.EDIT_METHODS)
    method = curation.find(db(), auth.actor(), method_id)
    return _page(MethodForm(methods.as_input(method), method.version), method)


@bp.post("/<method_id>")
def save(method_id: str) -> Page:
    """Save what was typed, show it as a page, or draw the form again with one more row."""
    auth.demand(Action.EDIT_METHODS)
    return _answer(MethodForm(), curation.find(db(), auth.actor(), method_id))


def _answer(form: MethodForm, method: Method | None) -> Page:
    if not form.is_ours():
        return _page(form, method), 422
    if form.add_row() or form.BACK in request.form:
        return _page(form, method)
    try:
        given = _given(form, method)
        if form.PREVIEW in request.form:
            return _preview(form, given, method)
        saved = curation.save(db(), auth.actor(), given, version=form.seen, summary=form.why)
        key = saved.id
        commit()
        return redirect(url_for("editing.show", method_id=key, tehty="tallennettu"), 303)
    except Invalid as error:
        db().rollback()
        form.refuse(error.problems)
        return _page(form, _again(method)), 422
    except Conflict:
        db().rollback()
        return _conflict(form, given, method)


def _given(form: MethodForm, method: Method | None) -> MethodInput:
    """What was typed as a whole method. Raises InvalidInput."""
    own = {"updated": _month(), "state": method.state if method else State.DRAFT}
    own |= {"id": method.id} if method else {}
    before = methods.as_input(method) if method else None
    given = method_typed.read(form.values(before) | own)
    method_typed.check(db(), given, before)
    return given


def _month() -> str:
    return dates.today().strftime("%Y-%m")


def _again(method: Method | None) -> Method | None:
    """The method read again: what was rolled back knows nothing any more."""
    return curation.find(db(), auth.actor(), method.id) if method else None


def _conflict(form: MethodForm, given: MethodInput, method: Method | None) -> Page:
    if method is None:
        form.refuse([Invalid("id", "method_there_already", typed=given.id)])
        return _page(form, None), 409
    now = curation.find(db(), auth.actor(), method.id)
    clash = editing_page.clash(now, form, given)
    form.take(clash.both)
    form.version.data = str(now.version)
    return _page(form, now, clash=clash), 409


def _page(
    form: MethodForm, method: Method | None, *, clash: editing_page.Clash | None = None, state: StateForm | None = None
) -> str:
    version = str(method.version) if method else "0"
    return render_template(
        "editing/form.html",
        form=form,
        method=method,
        chapters=form.chapters(editing_page.choices(form)),
        outcomes=form.outcome_ids(),
        clash=clash,
        place=editing_page.place_words,
        say=editing_page.value_words,
        state=state or StateForm({"version": version}, sent_here=False),
        decided=[outcome for outcome in (method.outcomes if method else ()) if outcome.decision_id is not None],
        steps=editing_page.steps(),
        proposal=proposals_part.proposed_in(method.id) if method else None,
    )


def _preview(form: MethodForm, given: MethodInput, method: Method | None) -> str:
    page = method_page.of(preview.unsaved(given, method))
    return render_template(
        "editing/preview.html", page=page, form=form, saved=method, tidier=method_page.TIDIER_SECTIONS
    )


@bp.post("/<method_id>/tila")
def set_state(method_id: str) -> Page:
    """Publish a method, retire it or take it back to a draft."""
    auth.demand(Action.EDIT_METHODS)
    method, form = curation.find(db(), auth.actor(), method_id), StateForm()
    status = 422
    if form.is_ours():
        try:
            wanted = editing_page.STATES.get(form.state.data or "")
            if wanted is None:
                raise Invalid("state", "not_a_choice", typed=form.state.data or "")
            session, summary = db(), form.why
            curation.set_state(session, auth.actor(), method_id, wanted, version=form.seen, summary=summary)
            commit()
            return redirect(url_for("editing.show", method_id=method_id, tehty=form.state.data), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except Conflict:
            form.refuse([Invalid("version", "saved_meanwhile")])
            status = 409
        db().rollback()
        method = curation.find(db(), auth.actor(), method_id)
    form.version.data = str(method.version)
    blank = MethodForm(methods.as_input(method), method.version, sent_here=False)
    return _page(blank, method, state=form), status
