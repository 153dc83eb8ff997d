"""What a reviewer does: their desk, a round as they see it, the declaration of interests, the ballot of each phase."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from registry.domain import ballots, catalogue, dates, seats
from registry.domain.errors import Conflict, Invalid, NotAllowed
from registry.domain.models import Ballot
from registry.domain.permissions import Action
from registry.domain.review_terms import OPEN, Background, Interest
from registry.domain.vocabulary import Certainty, Effect, Size
from registry.web import auth, review_page
from registry.web.ballot_problems import with_names
from registry.web.database import db
from registry.web.forms import ballots as forms
from registry.web.labels import label
from registry.web.rendering import local
from registry.web.review_page import BallotPage

bp = Blueprint("reviewing", __name__)
Page = str | Response | tuple[str, int]


@bp.get("/arvioinnit")
def desk() -> str:
    """The reviewer's desk: what waits, until when, and what they bring."""
    auth.demand(Action.REVIEW)
    known = seats.profile(db(), auth.actor().person_id or 0)
    brought = {"background": known.background.value, "region": known.region_slug or ""} if known else {}
    return _desk(forms.ProfileForm(brought))


def _desk(form: forms.ProfileForm) -> str:
    actor, today = auth.actor(), dates.today()
    return render_template(
        "reviewing/desk.html",
        form=form,
        open=review_page.places(actor, today, OPEN),
        past=review_page.places(actor, today, review_page.PAST),
        profile=seats.profile(db(), actor.person_id or 0),
        regions=[(one.slug, local(one.short)) for one in catalogue.regions(db())],
        Background=Background,
        done=request.args.get("tehty"),
    )


@bp.post("/arvioinnit/profiili")
def describe() -> Page:
    """Say what one brings to a panel."""
    auth.demand(Action.REVIEW)
    form = forms.ProfileForm()
    if form.is_ours():
        try:
            background, region = form.brought(one.slug for one in catalogue.regions(db()))
            seats.set_profile(db(), auth.actor(), auth.actor().person_id or 0, background, region)
            db().commit()
            return redirect(url_for("reviewing.desk", tehty="profiili"), 303)
        except Invalid as error:
            form.refuse(error.problems)
    return _desk(form), 422


@bp.get("/arvioinnit/<int:round_id>")
def show(round_id: int) -> str:
    """A round as a reviewer sees it: the method, what is asked, and what to do next."""
    auth.demand(Action.REVIEW)
    page = review_page.round_page(auth.actor(), round_id, dates.today())
    interests = [label(Interest(one)) for one in page.place.seat.interests]
    return render_template("reviewing/round.html", page=page, interests=interests, done=request.args.get("tehty"))


@bp.route("/arvioinnit/<int:round_id>/sidonnaisuudet", methods=["GET", "POST"])
def declare(round_id: int) -> Page:
    """Declare one's interests in a round, or that there are none."""
    auth.demand(Action.REVIEW)
    place = review_page.place(auth.actor(), round_id, dates.today())
    form = forms.DeclarationForm(forms.of_seat(place.seat))
    if form.is_ours():
        try:
            ballots.declare(db(), auth.actor(), round_id, form.kinds(), form.note.data or "", dates.today())
            db().commit()
            return redirect(url_for("reviewing.show", round_id=round_id, tehty="ilmoitettu"), 303)
        except Invalid as error:
            db().rollback()
            form.refuse(error.problems)
    page = render_template("reviewing/declaration.html", place=place, form=form, Interest=Interest)
    return page if request.method == "GET" else (page, 422)


@bp.get("/arvioinnit/<int:round_id>/lippu")
def ballot(round_id: int) -> Page:
    """The ballot of the open phase, as far as it is written."""
    auth.demand(Action.REVIEW)
    page = review_page.ballot_page(auth.actor(), round_id, dates.today())
    if page.place.step in {"declare", "result"}:
        where = "reviewing.declare" if page.place.step == "declare" else "reviewing.show"
        return redirect(url_for(where, round_id=round_id), 303)
    begun = forms.of_draft(page.draft, page.place.phase or 0)
    return _ballot(page, forms.ballot_form(page.items)(begun))


@bp.post("/arvioinnit/<int:round_id>/lippu")
def vote(round_id: int) -> Page:
    """Keep the ballot as it is written, or hand it in; whatever is wrong with it, what was typed is shown again."""
    auth.demand(Action.REVIEW)
    page = review_page.ballot_page(auth.actor(), round_id, dates.today())
    form, status, conflict = forms.ballot_form(page.items)(), 422, False
    if form.is_ours():
        try:
            kept = _write(round_id, form)
            db().commit()
            where = "reviewing.show" if kept.submitted_at else "reviewing.ballot"
            return redirect(url_for(where, round_id=round_id, tehty="annettu" if kept.submitted_at else "luonnos"), 303)
        except Invalid as error:
            db().rollback()
            form.refuse(with_names(error.problems, {item.id: item.name for item in page.items}))
        except NotAllowed:
            db().rollback()
            form.refuse([Invalid("ballot", "barred")])
            status = 403
        except Conflict:
            db().rollback()
            status, conflict = 409, True
            page = review_page.ballot_page(auth.actor(), round_id, dates.today())
            form.version.data, form.phase.data = str(page.draft.version), str(page.place.phase or 0)
    return _ballot(page, form, conflict=conflict), status


def _write(round_id: int, form: forms.BallotForm) -> Ballot:
    return ballots.write(
        db(),
        auth.actor(),
        round_id,
        form.answers(),
        form.comment.data or "",
        version=form.seen,
        phase=form.seen_phase,
        hand_in="hand_in" in request.form,
        today=dates.today(),
    )


def _ballot(page: BallotPage, form: forms.BallotForm, *, conflict: bool = False) -> str:
    return render_template(
        "reviewing/ballot.html",
        page=page,
        form=form,
        conflict=conflict,
        Effect=Effect,
        Size=Size,
        Certainty=Certainty,
        done=request.args.get("tehty"),
    )
