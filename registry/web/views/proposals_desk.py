"""Development proposals as members work on them: sending one in, supporting, commenting, adding files; and the steps that the staff take."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug import Response
from werkzeug.exceptions import RequestEntityTooLarge

from registry.domain import attachments, dates, proposal_drafts, proposal_input, proposals
from registry.domain.errors import Conflict, Invalid, NotFound
from registry.domain.permissions import Action
from registry.domain.proposal_list import Listed
from registry.search import similar
from registry.web import auth, new_proposal_page, proposal_page
from registry.web.database import commit, db
from registry.web.forms import proposals as forms
from registry.web.forms.base import BaseForm

bp = Blueprint("proposals_desk", __name__, url_prefix="/kehitysehdotukset")
Page = str | Response | tuple[str, int]


def _data() -> Path:
    folder: Path = current_app.config["SETTINGS"].data_dir
    return folder


@bp.get("/uusi")
def new() -> str:
    """The form of a new proposal; the address may say its kind, where it comes from and what it is about."""
    auth.demand(Action.SEND_PROPOSALS)
    form = forms.ProposalForm(new_proposal_page.suggested())
    if request.args.get("virhe") == "liian-suuri":
        form.refuse([forms.TOO_LARGE])
    return _new(form)


@bp.post("/uusi")
def create() -> Page:
    """Send it, unless there are similar ones that the writer has not seen: those are shown first, and nothing is lost."""
    auth.demand(Action.SEND_PROPOSALS)
    try:
        forms.limit()
        form = forms.ProposalForm()
    except RequestEntityTooLarge:
        return redirect(url_for("proposals_desk.new", virhe="liian-suuri"), 303)
    if not form.is_ours():
        return _new(form), 422
    problems: list[Invalid] = []
    try:
        form.take(_data(), auth.actor().person_id)
    except Invalid as error:
        problems += error.problems
    try:
        given = proposal_input.read(form.typed())
        if not problems:
            return _send(form, given)
    except Invalid as error:
        db().rollback()
        problems += error.problems
    form.refuse(problems)
    return _new(form), 422


def _send(form: forms.ProposalForm, given: proposal_input.ProposalInput) -> Page:
    session, actor, today = db(), auth.actor(), dates.today()
    alike = similar.proposals(session, actor, given.title, given.text)
    if {one.id for one in alike} - form.seen:
        form.shown.data = ",".join(str(one.id) for one in alike)
        return _new(form, alike)
    key = proposals.send(session, actor, given, today).id or 0
    attachments.add(session, actor, key, form.sent, _data())
    commit()
    if form.NEXT in request.form:
        kind, note, region = given.kind.value, given.source_note, given.region_slug
        return redirect(url_for("proposals_desk.new", tallennettu=key, laji=kind, lahde=note, alue=region), 303)
    return redirect(url_for("proposals.show", proposal_id=key, tehty="lahetetty"), 303)


def _new(form: forms.ProposalForm, alike: list[Listed] | None = None) -> str:
    return render_template(
        "proposals/new.html",
        form=form,
        alike=alike or [],
        page=new_proposal_page,
        support=forms.SupportForm(sent_here=False),
    )


def _act(proposal_id: int, name: str, form: BaseForm, act: Callable[[], str]) -> Page:
    """Do what a form of the proposal's page asks for, and tell that it is done; or show the page again with what was typed."""
    status = 422
    if form.is_ours():
        try:
            done = act()
            commit()
            return redirect(url_for("proposals.show", proposal_id=proposal_id, tehty=done), 303)
        except Invalid as error:
            db().rollback()
            form.refuse(error.problems)
        except Conflict:
            db().rollback()
            form.refuse([Invalid("whole", "proposal_changed")])
            status = 409
    return proposal_page.render(proposal_id, **{name: form}), status


@bp.post("/<int(max=2147483647):proposal_id>/vaihe")
def step(proposal_id: int) -> Page:
    """Move it on with an answer."""
    auth.demand(Action.HANDLE_PROPOSALS)
    form = forms.StepForm()

    def act() -> str:
        to, answer, today = form.to.data or "", form.answer.data or "", dates.today()
        proposals.take_step(db(), auth.actor(), proposal_id, to, answer, version=form.seen, today=today)
        return "vaihe"

    return _act(proposal_id, "step", form, act)


@bp.post("/<int(max=2147483647):proposal_id>/julkisuus")
def publish(proposal_id: int) -> Page:
    """Show it to everybody, or no longer."""
    auth.demand(Action.HANDLE_PROPOSALS)
    form = forms.PublicForm()

    def act() -> str:
        public = form.public.data == "1"
        proposals.set_public(db(), auth.actor(), proposal_id, public, version=form.seen)
        return "julkinen" if public else "piilotettu"

    return _act(proposal_id, "public", form, act)


@bp.post("/<int(max=2147483647):proposal_id>/kaksoiskappale")
def duplicate(proposal_id: int) -> Page:
    """Say that it is the same as another, or that it is not."""
    auth.demand(Action.HANDLE_PROPOSALS)
    form = forms.DuplicateForm()

    def act() -> str:
        proposals.set_duplicate(db(), auth.actor(), proposal_id, form.number(), version=form.seen)
        return "kaksoiskappale"

    return _act(proposal_id, "duplicate", form, act)


@bp.post("/<int(max=2147483647):proposal_id>/tuki")
def support(proposal_id: int) -> Page:
    """Support it, or no longer; what somebody had begun to write as a proposal of their own becomes a comment."""
    auth.demand(Action.SEND_PROPOSALS)
    form = forms.SupportForm()

    def act() -> str:
        wanted = form.wanted.data != "0"
        proposals.support(db(), auth.actor(), proposal_id, wanted)
        if wanted and proposal_input.clean(form.comment.data):
            proposals.comment(db(), auth.actor(), proposal_id, form.comment.data or "")
        return "tuettu" if wanted else "tuki-pois"

    try:
        return _act(proposal_id, "support", form, act)
    except NotFound:
        if not proposal_input.clean(form.comment.data):
            raise
        db().rollback()
        return _own_again(), 404


def _own_again() -> str:
    """The form of a new proposal as it was before somebody chose to support another one instead, which is gone by now."""
    form = forms.ProposalForm()
    with suppress(Invalid):
        form.take(_data(), auth.actor().person_id)
    form.refuse([Invalid("whole", "proposal_gone")])
    return _new(form)


@bp.post("/<int(max=2147483647):proposal_id>/kommentti")
def comment(proposal_id: int) -> Page:
    """Say something of it to other members."""
    auth.demand(Action.SEND_PROPOSALS)
    form = forms.CommentForm()

    def act() -> str:
        proposals.comment(db(), auth.actor(), proposal_id, form.comment.data or "")
        return "kommentti"

    return _act(proposal_id, "comment", form, act)


@bp.post("/<int(max=2147483647):proposal_id>/liite")
def attach(proposal_id: int) -> Page:
    """Add files to it. Nothing is taken in from who may not."""
    auth.demand(Action.SEND_PROPOSALS)
    attachments.demand_add(db(), auth.actor(), proposal_id)
    db().rollback()  # what is asked when the bytes are here is asked anew
    try:
        forms.limit()
        form = forms.FilesForm()
    except RequestEntityTooLarge:
        return redirect(
            url_for("proposals.show", proposal_id=proposal_id, tehty="liian-suuri", _anchor="liitteet"), 303
        )

    def act() -> str:
        sent = form.take(_data(), auth.actor().person_id)
        if not sent:
            raise Invalid("files", "missing")
        attachments.add(db(), auth.actor(), proposal_id, sent, _data())
        return "liite"

    return _act(proposal_id, "files", form, act)


@bp.post("/<int(max=2147483647):proposal_id>/menetelma")
def draft(proposal_id: int) -> Page:
    """Make a draft method of it, and on to the draft."""
    auth.demand(Action.EDIT_METHODS)
    form = forms.VersionedForm()
    made: list[str] = []

    def act() -> str:
        made.append(proposal_drafts.make(db(), auth.actor(), proposal_id, version=form.seen, today=dates.today()).id)
        return "luonnos"

    answer = _act(proposal_id, "draft", form, act)
    return (
        redirect(url_for("editing.show", method_id=made[0]), 303) if made and isinstance(answer, Response) else answer
    )
