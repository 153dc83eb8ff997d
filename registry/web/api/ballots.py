"""`/rounds/<n>/ballot`: a reviewer's own ballot, read and kept as it is written; what the page's autosave sends to.

It takes the browser's session and, in the header X-CSRF-Token, the token of its forms. The same rules hold as for the form.
"""

from typing import Any, Final

from flask import Blueprint, Response, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from registry.domain import ballots, dates, rounds
from registry.domain.errors import Invalid, NotFound
from registry.domain.models import Ballot
from registry.domain.permissions import Action
from registry.web import auth
from registry.web.api.problems import problem
from registry.web.ballot_problems import with_names
from registry.web.database import db
from registry.web.forms.base import BaseForm
from registry.web.problems import words_of

bp = Blueprint("api_ballots", __name__)

HEADER: Final = "X-CSRF-Token"


class BallotIn(BaseModel):
    """A ballot as it is sent: answers by item, and the version that it was written on."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0)
    phase: int | None = None
    answers: dict[int, dict[str, Any]] = Field(default_factory=dict)
    comment: str = ""
    hand_in: bool = False


class ItemOut(BaseModel):
    """Something to vote on: an outcome or an indicator."""

    id: int
    outcome: str | None
    indicator: str | None
    name: dict[str, str]


class BallotOut(BaseModel):
    """One's own ballot of the open phase."""

    round: int
    phase: int
    version: int
    barred: bool
    saved_at: str | None
    handed_in_at: str | None
    answers: dict[str, dict[str, Any]]
    comment: str | None
    items: list[ItemOut]


@bp.get("/rounds/<int:round_id>/ballot")
def show(round_id: int) -> Response:
    """One's own ballot of the open phase, as far as it is written."""
    auth.demand(Action.REVIEW)
    ballots.seat(db(), auth.actor(), round_id)
    phase = rounds.phase_of(rounds.find(db(), round_id))
    if phase is None:
        raise NotFound("open phase of round", str(round_id))
    return _answer(round_id, ballots.begun(db(), auth.actor(), round_id, phase))


@bp.put("/rounds/<int:round_id>/ballot")
def keep(round_id: int) -> Response:
    """Keep one's ballot as it is written, or hand it in."""
    auth.demand(Action.REVIEW)
    if not BaseForm(sent_here=False).takes(request.headers.get(HEADER, "")):
        return problem(403, f"the header {HEADER} must hold the token of the page")
    ballots.seat(db(), auth.actor(), round_id)
    try:
        given = BallotIn.model_validate_json(request.get_data())
    except ValidationError as error:
        wrong = [{"field": ".".join(map(str, one["loc"])), "code": one["type"]} for one in error.errors()]
        return problem(422, "the ballot cannot be read", errors=wrong)
    try:
        kept = ballots.write(
            db(), auth.actor(), round_id, given.answers, given.comment,
            version=given.version, phase=given.phase, hand_in=given.hand_in, today=dates.today(),
        )  # fmt: skip
    except Invalid as error:
        db().rollback()
        return _refused(round_id, error)
    db().commit()
    return _answer(round_id, kept)


def _refused(round_id: int, error: Invalid) -> Response:
    names = {item.id: item.name for item in rounds.items(db(), round_id)}
    said = zip(error.problems, with_names(error.problems, names), strict=True)
    errors = [{"field": one.field, "code": one.code, "detail": words_of(named)} for one, named in said]
    return problem(422, errors[0]["detail"], errors=errors)


def _answer(round_id: int, kept: Ballot) -> Response:
    body = BallotOut(
        round=round_id,
        phase=kept.phase,
        version=kept.version,
        barred=ballots.seat(db(), auth.actor(), round_id).barred,
        saved_at=kept.saved_at.isoformat() if kept.version else None,
        handed_in_at=kept.submitted_at.isoformat() if kept.submitted_at else None,
        answers=kept.answers,
        comment=kept.comment,
        items=[
            ItemOut(id=item.id or 0, outcome=item.outcome_id, indicator=item.indicator_code, name=item.name)
            for item in rounds.items(db(), round_id)
        ],
    )
    return Response(body.model_dump_json(), mimetype="application/json")
