"""`/methods/<id>/ratings`: per outcome what panels decided; and `/methods/<id>/revisions`: how the method was changed."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, url_for

from registry.domain import dates, disagreements, events, methods, revisions, verdicts
from registry.domain.models import Method
from registry.domain.revisions import Revision
from registry.domain.verdicts import Recommended, Seat, Verdict
from registry.domain.vocabulary import GROUP_OF
from registry.web import auth
from registry.web.api.answers import answer, use_language
from registry.web.api.problems import problem
from registry.web.api.rating_schemas import (
    DecisionOut,
    MethodRatings,
    OutcomeRatings,
    PanelMember,
    RecommendationOut,
    RevisionList,
    RevisionOut,
)
from registry.web.api.schemas import Names, RatingOut
from registry.web.database import db
from registry.web.rendering import absolute

bp = Blueprint("api_ratings", __name__)


@bp.get("/methods/<method_id>/ratings")
def show(method_id: str) -> Response:
    """Per outcome the rating of today and all decisions, newest first."""
    if use_language() is None:
        return problem(400, "lang must be fi, sv or en", parameter="lang")
    session, today = db(), dates.today()
    method = methods.find(session, method_id)
    decided = verdicts.of_method(session, method.id)
    torn = {item.outcome for item in disagreements.of_method(session, method.id) if item.outcome}
    return answer(_ratings(method, decided, torn, today))


def _ratings(method: Method, decided: Sequence[Verdict], torn: set[str], today: date) -> MethodRatings:
    outcomes = [
        OutcomeRatings(
            id=outcome.id,
            name=Names.model_validate(outcome.name),
            main=outcome.main,
            rating=RatingOut.of(methods.rating_of(method, outcome, today)),
            panel_disagrees=outcome.id in torn,
            decisions=[_decision(one, today) for one in decided if one.outcome == outcome.id],
        )
        for outcome in method.outcomes
    ]
    url = absolute(url_for("methods.show", method_id=method.id))
    return MethodRatings(method=method.id, url=url, outcomes=outcomes)


def _decision(one: Verdict, today: date) -> DecisionOut:
    return DecisionOut(
        id=one.id,
        url=absolute(url_for("decisions.show", decision_id=one.id)),
        letter=one.letter,
        group=GROUP_OF[one.letter],
        effect=one.effect,
        size=one.size,
        certainty=one.certainty,
        standing=one.stands(today),
        decided_on=one.decided_on,
        valid_until=one.valid_until,
        n=one.n,
        effects=dict(one.effects),
        cause=one.cause,
        departs=one.departs,
        recommendations=[_recommendation(of) for of in sorted(one.recommendations, key=lambda of: of.indicator)],
        supersedes=one.supersedes,
        superseded_by=one.superseded_by,
        panel=[_member(seat) for seat in one.panel],
    )


def _recommendation(one: Recommended) -> RecommendationOut:
    return RecommendationOut(
        indicator=one.indicator,
        n=one.n,
        median=one.median,
        p30=one.p30,
        p70=one.p70,
        ipr=one.ipr,
        ipras=one.ipras,
        disagreement=one.disagreement,
        recommendation=one.advice,
        valid_until=one.valid_until,
    )


def _member(seat: Seat) -> PanelMember:
    return PanelMember(
        name=seat.name or None,
        background=seat.background,
        region=seat.region,
        interests=list(seat.interests),
        barred=seat.barred,
    )


@bp.get("/methods/<method_id>/revisions")
def changes(method_id: str) -> Response:
    """The revisions of a method, newest first; of a draft only for editors."""
    if use_language() is None:
        return problem(400, "lang must be fi, sv or en", parameter="lang")
    kept = revisions.readable(db(), auth.actor(), method_id)
    return answer(RevisionList(method=method_id, items=[_revision(method_id, one) for one in kept.revisions]))


def _revision(method_id: str, one: Revision) -> RevisionOut:
    return RevisionOut(
        number=one.number,
        url=absolute(url_for("revisions.show", method_id=method_id, number=one.number)),
        saved_at=one.saved_at,
        saved_by="system" if events.number_of(one.saved_by) is None else "editor",
        summary=one.summary,
    )
