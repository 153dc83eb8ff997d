"""Ways in and out: signing in and out, an invitation, a forgotten password."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import accounts, catalogue, signing_in
from registry.domain.accounts import Invited, sorted_grants
from registry.domain.errors import Invalid, NotFound
from registry.domain.models.base import utc_now
from registry.web import auth, carried, door, letters, ways
from registry.web.database import db
from registry.web.forms.accounts import CarriedForm, ForgottenForm, NewPasswordForm, SignInForm
from registry.web.forms.base import BaseForm

bp = Blueprint("accounts", __name__)
Page = str | Response | tuple[str, int]


@bp.get("/kirjaudu")
def sign_in() -> Response:
    """The form; who has signed in is led on."""
    wanted = request.args.get("next", "")
    if not auth.actor().is_nobody:
        return redirect(ways.onward(wanted, auth.actor()), 303)
    return door.sign_in_page(SignInForm({"next": wanted}))


@bp.post("/kirjaudu")
def try_to_sign_in() -> Response:
    """Sign in with address and password."""
    form = SignInForm()
    if not form.is_ours():
        return door.sign_in_page(form, 422)
    email, password = form.email.data or "", form.password.data or ""
    try:
        person = signing_in.sign_in(db(), email, password, request.remote_addr or "", utc_now())
    except Invalid as error:
        db().commit()  # the attempt counts
        form.refuse(error.problems)
        return door.sign_in_page(form, 429 if error.code == "too_many" else 422)
    auth.begin(person)
    db().commit()
    return door.go_on(form)


@bp.post("/kirjaudu/jatka")
def go_on() -> Response:
    """Signed in meanwhile (in another window, or through a provider): what was carried is shown to be saved."""
    form = CarriedForm()
    kept = carried.unpack(form.carried.data or "")
    if kept is None:
        return (
            redirect(ways.onward(None, auth.actor()), 303) if form.is_ours() else door.sign_in_page(SignInForm(), 422)
        )
    if auth.actor().is_nobody:
        return door.sign_in_page(SignInForm(), 401, interrupted=True)
    return door.carried_page(kept, 200 if form.is_ours() else 422)


@bp.post("/ulos")
def sign_out() -> Page:
    """End the session of this browser."""
    form = BaseForm()
    if not form.is_ours():
        return render_template("accounts/sign_out.html", form=form), 422
    auth.end()
    db().commit()
    return redirect(url_for("front.index"), 303)


@bp.get("/kutsu/<token>")
def invitation(token: str) -> Page:
    """Who is invited, as what, and what of that becomes public. Looking uses nothing up."""
    try:
        invited = accounts.find_invitation(db(), token, utc_now())
    except NotFound:
        return render_template("accounts/gone.html", what="invitation"), 410
    return _invitation(NewPasswordForm(), invited)


@bp.post("/kutsu/<token>")
def accept(token: str) -> Page:
    """Become the person, sign in, and on to their work."""
    try:
        invited = accounts.find_invitation(db(), token, utc_now())
        form = NewPasswordForm()
        if not form.is_ours():
            return _invitation(form, invited), 422
        person = accounts.accept(db(), token, form.password.data or "", utc_now())
    except NotFound:
        return render_template("accounts/gone.html", what="invitation"), 410
    except Invalid as error:
        form.refuse(error.problems)
        return _invitation(form, invited), 422
    auth.begin(person)
    db().commit()
    return redirect(ways.home(auth.actor()), 303)


def _invitation(form: NewPasswordForm, invited: Invited) -> str:
    regions = {region.slug: region for region in catalogue.regions(db())}
    grants = [(grant.role, regions.get(grant.region or "")) for grant in sorted_grants(invited.grants)]
    return render_template("accounts/invitation.html", form=form, invited=invited, grants=grants)


@bp.get("/unohtunut-salasana")
def forgotten() -> str:
    """Ask for a link to choose a new password."""
    return render_template("accounts/forgotten.html", form=ForgottenForm(), asked="lahetetty" in request.args)


@bp.post("/unohtunut-salasana")
def send_reset() -> Page:
    """Send the link, if somebody has the address; the answer is the same."""
    form = ForgottenForm()
    if not form.is_ours():
        return render_template("accounts/forgotten.html", form=form, asked=False), 422
    email = form.email.data or ""
    if token := signing_in.request_reset(db(), email, utc_now()):
        person = signing_in.find_reset(db(), token, utc_now())
        letters.queue_reset(person.email, person.name, token)
    db().commit()
    return redirect(url_for("accounts.forgotten", lahetetty=1), 303)


@bp.get("/salasana/<token>")
def new_password(token: str) -> Page:
    """Choose a new password by a link."""
    try:
        person = signing_in.find_reset(db(), token, utc_now())
    except NotFound:
        return render_template("accounts/gone.html", what="reset"), 410
    return render_template("accounts/reset.html", form=NewPasswordForm(), email=person.email)


@bp.post("/salasana/<token>")
def set_password(token: str) -> Page:
    """Take the new password; all other sessions end and one begins here."""
    try:
        person = signing_in.find_reset(db(), token, utc_now())
        form = NewPasswordForm()
        if not form.is_ours():
            return render_template("accounts/reset.html", form=form, email=person.email), 422
        signing_in.reset_password(db(), token, form.password.data or "", utc_now())
    except NotFound:
        return render_template("accounts/gone.html", what="reset"), 410
    except Invalid as error:
        form.refuse(error.problems)
        return render_template("accounts/reset.html", form=form, email=person.email), 422
    auth.begin(person)
    db().commit()
    return redirect(ways.home(auth.actor()), 303)
