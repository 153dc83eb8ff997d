"""For administrators: what has been taken out of the record, finding what should be, and taking it out."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import attachments, events, redactable, redactable_proposals, redactable_surveys, redaction
from registry.domain.errors import Invalid, NotFound
from registry.domain.permissions import Action
from registry.domain.redactable import RedactionKind
from registry.web import auth
from registry.web.database import commit, db
from registry.web.forms.redaction import FindForm, RedactionForm

bp = Blueprint("redaction", __name__, url_prefix="/yllapito/peittaminen")
PANEL = frozenset(RedactionKind) - {
    RedactionKind.ADOPTION_NOTE,
    RedactionKind.MISMATCH_ANSWER,
    RedactionKind.PERSON,
}
Page = str | Response | tuple[str, int]


@bp.route("", methods=["GET", "POST"])
def index() -> Page:
    """All redactions; and the texts that hold the words that were sent."""
    auth.demand(Action.REDACT)
    session, actor, form = db(), auth.actor(), FindForm()
    searched = form.is_ours()
    done = redaction.everything(session, actor)
    people = {one.by for one in done if one.by} | {int(one.subject) for one in done if one.kind is RedactionKind.PERSON}
    page = render_template(
        "redaction/index.html",
        form=form,
        found=redactable.search(session, actor, form.words.data or "") if searched else None,
        most=redactable.MOST_FOUND,
        redactions=done,
        places={kind: _places(kind, done) for kind in RedactionKind if kind is not RedactionKind.PERSON},
        where=_where,
        names=events.names(session, people),
        done=request.args.get("tehty"),
    )
    return page if searched or request.method == "GET" else (page, 422)


def _places(kind: RedactionKind, done: list[redaction.Redacted]) -> dict[int, Any]:
    return redactable.places(db(), kind, [int(one.subject) for one in done if one.kind is kind])


@bp.route("/merkinta/<int:entry_id>", methods=["GET", "POST"])
def note(entry_id: int) -> Page:
    """Take out the note of an entry."""
    return _text(RedactionKind.ADOPTION_NOTE, entry_id, redaction.redact_note)


@bp.route("/vastaus/<int:answer_id>", methods=["GET", "POST"])
def answer(answer_id: int) -> Page:
    """Take out what a region answered to a mismatch."""
    return _text(RedactionKind.MISMATCH_ANSWER, answer_id, redaction.redact_mismatch_answer)


@bp.route("/teksti/<kind>/<int:row_id>", methods=["GET", "POST"])
def text(kind: str, row_id: int) -> Page:
    """Take out a text of the panel's work."""
    auth.demand(Action.REDACT)
    if kind not in PANEL:
        raise NotFound("text", kind)
    found = RedactionKind(kind)
    is_file = found is RedactionKind.PROPOSAL_FILE and row_id <= redactable.LARGEST_ID
    digest = redactable_proposals.digest_of(db(), row_id) if is_file else None
    page = _text(found, row_id, lambda session, actor, number, reason: _take(session, actor, found, number, reason))
    if digest and isinstance(page, Response):  # it is committed: now nothing needs the bytes
        attachments.drop(db(), current_app.config["SETTINGS"].data_dir, digest)
    return page


def _take(session: Any, actor: Any, kind: RedactionKind, row_id: int, reason: str) -> None:
    redaction.redact_text(session, actor, kind, row_id, reason)


def _where(kind: RedactionKind, row_id: int) -> str:
    """Where a text is taken out."""
    if kind is RedactionKind.ADOPTION_NOTE:
        return url_for("redaction.note", entry_id=row_id)
    if kind is RedactionKind.MISMATCH_ANSWER:
        return url_for("redaction.answer", answer_id=row_id)
    return url_for("redaction.text", kind=kind.value, row_id=row_id)


@bp.route("/henkilo/<int:person_id>", methods=["GET", "POST"])
def person(person_id: int) -> Page:
    """Take out who a person was."""
    auth.demand(Action.REDACT)
    form = RedactionForm()
    if answered := _act(form, person_id, redaction.redact_person):
        return answered
    known = redactable.known(db(), auth.actor(), person_id)
    page = render_template(
        "redaction/person.html", form=form, person=known, is_self=auth.actor().person_id == person_id
    )
    return page if request.method == "GET" else (page, 422)


def _text(kind: RedactionKind, row_id: int, act: Callable[..., None]) -> Page:
    auth.demand(Action.REDACT)
    form = RedactionForm()
    if answered := _act(form, row_id, act):
        return answered
    written = redactable.written(db(), auth.actor(), kind, row_id)
    same = redactable.same_text(db(), auth.actor(), written)
    linked = redactable_surveys.linked(db(), auth.actor(), kind, row_id)
    ways = [(RedactionKind(name), number) for name, number in linked]
    page = render_template("redaction/text.html", form=form, written=written, same=same, linked=ways, where=_where)
    return page if request.method == "GET" else (page, 422)


def _act(form: RedactionForm, row_id: int, act: Callable[..., None]) -> Response | None:
    """Take it out where the form is sent and all is well."""
    if form.is_ours():
        try:
            act(db(), auth.actor(), row_id, form.reason.data or "")
            commit()
            return redirect(url_for("redaction.index", tehty=1), 303)
        except Invalid as error:
            db().rollback()
            form.refuse(error.problems)
    return None
