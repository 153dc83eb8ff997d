"""For administrators: the people of the service and their roles, invitations, and the mail that waits."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import accounts, catalogue, mail, people, signing_in
from registry.domain.accounts_input import InviteInput, read_grants, read_invitation
from registry.domain.errors import Invalid
from registry.domain.models import Region
from registry.domain.models.base import utc_now
from registry.domain.permissions import Action, Role
from registry.web import auth, letters
from registry.web.database import db
from registry.web.forms.accounts import ActiveForm, InviteForm, NameForm, RolesForm
from registry.web.forms.base import BaseForm
from registry.web.i18n import gettext
from registry.web.labels import label, role_work
from registry.web.rendering import local

bp = Blueprint("people", __name__, url_prefix="/yllapito")
Page = str | Response | tuple[str, int]


def _regions() -> dict[str, Region]:
    return {region.slug: region for region in catalogue.regions(db())}


def _choices(regions: dict[str, Region]) -> dict[str, Any]:
    """What can be chosen of roles and regions, with words."""
    return {
        "regions": regions,
        "role_options": [(role.value, label(role).capitalize(), role_work(role)) for role in Role],
        "region_options": [
            ("", gettext("No region")),
            *((slug, local(region.short)) for slug, region in regions.items()),
        ],
    }


@bp.get("/henkilot")
def index() -> str:
    """Everybody, the invitations that wait, and a form for one more."""
    auth.demand(Action.MANAGE_PEOPLE)
    return _index(InviteForm())


def _index(form: InviteForm, plain: BaseForm | None = None) -> str:
    return render_template(
        "people/index.html",
        form=form,
        plain=plain or BaseForm(sent_here=False),
        people=people.everybody(db(), auth.actor()),
        invitations=accounts.invitations(db(), auth.actor(), utc_now()),
        done=request.args.get("tehty"),
        **_choices(_regions()),
    )


@bp.post("/henkilot")
def invite() -> Page:
    """Invite somebody."""
    auth.demand(Action.MANAGE_PEOPLE)
    form = InviteForm()
    if not form.is_ours():
        return _index(form), 422
    try:
        given = read_invitation(form.email.data or "", form.name.data or "", form.roles.data or (), form.region.data)
        return _invite(given)
    except Invalid as error:
        form.refuse(error.problems)
        return _index(form), 422


def _invite(given: InviteInput) -> Response:
    """Invite, and on to where the link can be seen: without SMTP an administrator hands it over."""
    invited, token = accounts.invite(db(), auth.actor(), given, utc_now())
    letters.queue_invitation(invited, token, _regions())
    db().commit()
    return _to_link("kutsuttu")


def _to_link(done: str) -> Response:
    has_mail = current_app.config["SETTINGS"].smtp_url
    return redirect(url_for("people.index" if has_mail else "people.outbox", tehty=done), 303)


@bp.post("/kutsut/<int:invitation_id>/uudelleen")
def invite_again(invitation_id: int) -> Page:
    """A new link for an invitation that waits; the old one no longer works."""
    auth.demand(Action.MANAGE_PEOPLE)
    form = BaseForm()
    if not form.is_ours():
        return _index(InviteForm(sent_here=False), form), 422
    one = accounts.find_waiting(db(), auth.actor(), invitation_id, utc_now())
    return _invite(InviteInput(email=one.email, name=one.name, grants=one.grants))


@bp.post("/kutsut/<int:invitation_id>/peru")
def withdraw(invitation_id: int) -> Page:
    """Take an invitation back."""
    auth.demand(Action.MANAGE_PEOPLE)
    form = BaseForm()
    if not form.is_ours():
        return _index(InviteForm(sent_here=False), form), 422
    accounts.withdraw(db(), auth.actor(), invitation_id)
    db().commit()
    return redirect(url_for("people.index", tehty="peruttu"), 303)


@bp.get("/henkilot/<int:person_id>")
def show(person_id: int) -> str:
    """One person."""
    auth.demand(Action.MANAGE_PEOPLE)
    return _show(person_id)


def _show(person_id: int, **forms: Any) -> str:
    """A person's page with its forms; those that were not sent say how things are."""
    person = people.find(db(), auth.actor(), person_id)
    region = next((grant.region for grant in person.grants if grant.region), "")
    made = {
        "name_form": NameForm({"name": person.name}, sent_here=False),
        "roles_form": RolesForm(
            {"roles": [grant.role.value for grant in person.grants], "region": region}, sent_here=False
        ),
        "active_form": ActiveForm(sent_here=False),
        "plain": BaseForm(sent_here=False),
    }
    done = request.args.get("tehty")
    return render_template("people/show.html", person=person, done=done, **_choices(_regions()), **made | forms)


@bp.post("/henkilot/<int:person_id>/nimi")
def rename(person_id: int) -> Page:
    """Call somebody something else."""
    auth.demand(Action.MANAGE_PEOPLE)
    form = NameForm()
    if not form.is_ours():
        return _show(person_id, name_form=form), 422
    try:
        people.rename(db(), auth.actor(), person_id, form.name.data or "")
    except Invalid as error:
        form.refuse(error.problems)
        return _show(person_id, name_form=form), 422
    return _done(person_id, "nimi")


@bp.post("/henkilot/<int:person_id>/roolit")
def set_roles(person_id: int) -> Page:
    """Give somebody these roles and no others."""
    auth.demand(Action.MANAGE_PEOPLE)
    form = RolesForm()
    if not form.is_ours():
        return _show(person_id, roles_form=form), 422
    try:
        people.set_grants(db(), auth.actor(), person_id, read_grants(form.roles.data or (), form.region.data))
    except Invalid as error:
        form.refuse(error.problems)
        return _show(person_id, roles_form=form), 422
    return _done(person_id, "roolit")


@bp.post("/henkilot/<int:person_id>/kaytto")
def set_active(person_id: int) -> Page:
    """Take somebody out of use, or back."""
    auth.demand(Action.MANAGE_PEOPLE)
    form = ActiveForm()
    if not form.is_ours():
        return _show(person_id, active_form=form), 422
    try:
        people.set_active(db(), auth.actor(), person_id, form.active.data == "1")
    except Invalid as error:
        form.refuse(error.problems)
        return _show(person_id, active_form=form), 422
    return _done(person_id, "kaytto")


@bp.post("/henkilot/<int:person_id>/salasana")
def make_reset(person_id: int) -> Page:
    """A link for somebody to choose a new password with."""
    auth.demand(Action.MANAGE_PEOPLE)
    form = BaseForm()
    if not form.is_ours():
        return _show(person_id, plain=form), 422
    person = people.find(db(), auth.actor(), person_id)
    token = signing_in.make_reset(db(), auth.actor(), person_id, utc_now())
    letters.queue_reset(person.email, person.name, token)
    db().commit()
    return _to_link("salasana")


def _done(person_id: int, what: str) -> Response:
    db().commit()
    return redirect(url_for("people.show", person_id=person_id, tehty=what), 303)


@bp.get("/viestit")
def outbox() -> str:
    """The mail that waits and that was sent; without SMTP with its links."""
    auth.demand(Action.READ_OUTBOX)
    return _outbox(BaseForm())


def _outbox(form: BaseForm) -> str:
    letters_there = mail.outbox(db(), auth.actor())
    return render_template("people/outbox.html", form=form, letters=letters_there, done=request.args.get("tehty"))


@bp.post("/viestit/<int:mail_id>/annettu")
def hand_over(mail_id: int) -> Page:
    """The link has been passed on by other means."""
    auth.demand(Action.READ_OUTBOX)
    form = BaseForm()
    if not form.is_ours():
        return _outbox(form), 422
    mail.hand_over(db(), auth.actor(), mail_id, utc_now())
    db().commit()
    return redirect(url_for("people.outbox", tehty="annettu"), 303)
