"""For editors: what the network's reviewers bring, so that a panel can be put together."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug import Response

from registry.domain import catalogue, round_input, seats
from registry.domain.errors import Invalid, NotFound
from registry.domain.permissions import Action
from registry.domain.seats import Candidate
from registry.web import auth, round_options
from registry.web.database import db
from registry.web.forms.rounds import ProfileForm

bp = Blueprint("panelists", __name__, url_prefix="/kierrokset/arvioijat")
Page = str | Response | tuple[str, int]


@bp.get("")
def index() -> str:
    """All reviewers with what they bring."""
    auth.demand(Action.RUN_ROUNDS)
    found, regions = seats.reviewers(db(), auth.actor()), catalogue.regions(db())
    return render_template(
        "rounds/reviewers.html", reviewers=found, regions={region.slug: region for region in regions}
    )


@bp.get("/<int(max=2147483647):person_id>")
def form(person_id: int) -> str:
    """What one reviewer brings."""
    auth.demand(Action.RUN_ROUNDS)
    one = _find(person_id)
    return _form(one, ProfileForm({"background": (one.background or ""), "region": one.region or ""}))


def _find(person_id: int) -> Candidate:
    found = next((one for one in seats.reviewers(db(), auth.actor()) if one.person_id == person_id), None)
    if found is None:
        raise NotFound("reviewer", str(person_id))
    return found


def _form(one: Candidate, profile: ProfileForm) -> str:
    return render_template("rounds/reviewer.html", one=one, form=profile, options=round_options)


@bp.post("/<int(max=2147483647):person_id>")
def save(person_id: int) -> Page:
    """Keep what the reviewer brings."""
    auth.demand(Action.RUN_ROUNDS)
    one, profile = _find(person_id), ProfileForm()
    if profile.is_ours():
        try:
            _save(person_id, profile)
            return redirect(url_for("panelists.index", tehty=person_id), 303)
        except Invalid as error:
            db().rollback()
            profile.refuse(error.problems)
    return _form(one, profile), 422


def _save(person_id: int, profile: ProfileForm) -> None:
    region = profile.region.data or None
    if region is not None and region not in {row.slug for row in catalogue.regions(db())}:
        raise Invalid("region", "unknown")
    background = round_input.read_background(profile.background.data or "")
    seats.set_profile(db(), auth.actor(), person_id, background, region)
    db().commit()
