"""A person's own account: name, password, and where they have signed in."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import catalogue, people, sessions, signing_in
from registry.domain.accounts import sorted_grants
from registry.domain.errors import Invalid
from registry.domain.models.base import utc_now
from registry.domain.permissions import Action
from registry.web import auth
from registry.web.database import db
from registry.web.forms.accounts import ChangePasswordForm, NameForm, SessionsForm

bp = Blueprint("own_account", __name__)
Page = str | Response | tuple[str, int]


@bp.get("/oma-tili")
def show() -> str:
    """Everything about one's own account."""
    auth.demand(Action.USE_OWN_ACCOUNT)
    return _page()


def _page(**forms: Any) -> str:
    """The page with its forms; those that were not sent are as new."""
    actor = auth.actor()
    regions = {region.slug: region for region in catalogue.regions(db())}
    made = {
        "name_form": NameForm({"name": actor.name}, sent_here=False),
        "password_form": ChangePasswordForm(sent_here=False),
        "sessions_form": SessionsForm(sent_here=False),
    }
    return render_template(
        "accounts/own.html",
        grants=[(grant.role, regions.get(grant.region or "")) for grant in sorted_grants(actor.grants)],
        sessions=sessions.own(db(), actor, auth.token()),
        done=request.args.get("tehty"),
        **made | forms,
    )


@bp.post("/oma-tili/nimi")
def rename() -> Page:
    """Be called something else."""
    auth.demand(Action.USE_OWN_ACCOUNT)
    form = NameForm()
    if not form.is_ours():
        return _page(name_form=form), 422
    try:
        people.rename(db(), auth.actor(), auth.actor().person_id or 0, form.name.data or "")
    except Invalid as error:
        form.refuse(error.problems)
        return _page(name_form=form), 422
    db().commit()
    return redirect(url_for("own_account.show", tehty="nimi"), 303)


@bp.post("/oma-tili/salasana")
def change_password() -> Page:
    """Change the password; other sessions end."""
    auth.demand(Action.USE_OWN_ACCOUNT)
    form = ChangePasswordForm()
    if not form.is_ours():
        return _page(password_form=form), 422
    old, new = form.old_password.data or "", form.new_password.data or ""
    try:
        signing_in.change_password(db(), auth.actor(), old, new, utc_now(), auth.token())
    except Invalid as error:
        db().commit()  # the attempt counts
        form.refuse(error.problems)
        return _page(password_form=form), 422
    db().commit()
    return redirect(url_for("own_account.show", tehty="salasana"), 303)


@bp.post("/oma-tili/istunnot")
def end_sessions() -> Page:
    """End one session, all others, or all."""
    auth.demand(Action.USE_OWN_ACCOUNT)
    form = SessionsForm()
    if not form.is_ours():
        return _page(sessions_form=form), 422
    which, actor = form.which.data or "", auth.actor()
    if which == "all":
        sessions.end_all(db(), actor.person_id or 0)
        auth.end()
    elif which == "others":
        sessions.end_all(db(), actor.person_id or 0, auth.token())
    else:
        sessions.end_one(db(), actor, int(which) if which.isdecimal() else 0)
    db().commit()
    return redirect(url_for("front.index") if which == "all" else url_for("own_account.show", tehty="istunnot"), 303)
