"""The revisions of a method: the list, each one for good with what changed in it, and bringing one back."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug import Response

from registry.domain import curation, differences, revisions
from registry.domain.errors import Conflict, Invalid
from registry.domain.permissions import Action
from registry.web import auth, editing_page
from registry.web.database import commit, db
from registry.web.forms.editing import RestoreForm

bp = Blueprint("revisions", __name__)
Page = str | Response | tuple[str, int]


@bp.get("/menetelmat/<method_id>/versiot")
def index(method_id: str) -> str:
    """All revisions, newest first."""
    kept = revisions.readable(db(), auth.actor(), method_id)
    return render_template("editing/revisions.html", kept=kept, who=_who(kept), form=None)


@bp.get("/menetelmat/<method_id>/versiot/<int:number>")
def show(method_id: str, number: int) -> str:
    """One revision, with what changed since the one before."""
    kept = revisions.readable(db(), auth.actor(), method_id)
    form = RestoreForm({"version": str(kept.version), "number": str(number)}) if _may_restore(kept, number) else None
    return _one(kept, number, form)


def _may_restore(kept: revisions.Kept, number: int) -> bool:
    return auth.may(Action.EDIT_METHODS) and number != kept.version


def _who(kept: revisions.Kept) -> dict[str, str]:
    return editing_page.who({one.saved_by for one in kept.revisions})


def _one(kept: revisions.Kept, number: int, form: RestoreForm | None) -> str:
    revision, before = kept.of(number)
    return render_template(
        "editing/revision.html",
        kept=kept,
        revision=revision,
        before=before,
        who=_who(kept),
        changes=differences.between(before.document, revision.document) if before else [],
        texts=differences.texts(revision.document),
        place=editing_page.place_words,
        say=editing_page.value_words,
        form=form,
    )


@bp.post("/toimitus/menetelmat/<method_id>/palauta")
def restore(method_id: str) -> Page:
    """Bring a revision back as a new one."""
    auth.demand(Action.EDIT_METHODS)
    session, form, status = db(), RestoreForm(), 422
    if form.is_ours():
        try:
            summary = form.why
            curation.restore(session, auth.actor(), method_id, form.wanted, version=form.seen, summary=summary)
            commit()
            return redirect(url_for("editing.show", method_id=method_id, tehty="palautettu"), 303)
        except Invalid as error:
            form.refuse(error.problems)
        except Conflict:
            form.refuse([Invalid("version", "saved_meanwhile")])
            status = 409
        session.rollback()
    kept = revisions.readable(session, auth.actor(), method_id)
    form.version.data = str(kept.version)
    if any(one.number == form.wanted for one in kept.revisions):
        return _one(kept, form.wanted, form), status
    return render_template("editing/revisions.html", kept=kept, who=_who(kept), form=form), status
