"""The page for signing in, as it is shown by itself and where somebody must sign in first; and the page that comes after."""

from flask import Response, current_app, redirect, render_template, request
from werkzeug import Response as BaseResponse

from registry.domain.permissions import TABLE, Action, Role
from registry.web import auth, carried, ways
from registry.web.forms.accounts import CarriedForm, SignInForm


def sign_in_page(form: SignInForm, status: int = 200, *, interrupted: bool = False) -> Response:
    """The form for address and password, and the ways through providers; `interrupted` where a form was sent by nobody."""
    providers = current_app.config["SETTINGS"].providers
    kept = carried.unpack(form.carried.data or "")
    page = render_template(
        "accounts/sign_in.html",
        form=form,
        providers=providers,
        carried=kept,
        interrupted=interrupted,
        had_files=carried.has_files(),
    )
    return Response(page, status)


def ask_to_sign_in() -> BaseResponse:
    """The answer to a visitor who wants what only people in some role may: what they sent is kept (carried.py)."""
    if request.method in {"GET", "HEAD"}:
        return redirect(ways.sign_in(ways.here()), 303)
    form = SignInForm({"carried": carried.pack(), "next": ""}, sent_here=False)
    response = sign_in_page(form, 401, interrupted=True)
    response.headers["WWW-Authenticate"] = "Session"
    return response


def not_allowed_page(action: str | None, region: str | None) -> Response:
    """The answer to somebody whose roles do not suffice: which would."""
    roles = [role for role in Role if action and role in TABLE[Action(action)]]
    return Response(render_template("errors/not_allowed.html", roles=roles, of_region=region is not None), 403)


def go_on(form: SignInForm) -> BaseResponse:
    """After signing in: what was carried is shown to be saved, or on to where the person wanted."""
    kept = carried.unpack(form.carried.data or "")
    return carried_page(kept) if kept else redirect(ways.onward(form.next.data, auth.actor()), 303)


def carried_page(kept: carried.Carried, status: int = 200) -> Response:
    """What was sent by nobody, with a button that sends it again."""
    form = CarriedForm(sent_here=False)
    return Response(render_template("accounts/carried.html", form=form, carried=kept), status)
