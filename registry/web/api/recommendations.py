"""`/recommendations`: what others recommend of the registry's methods, narrowed by issuer, method, indicator and year."""

from flask import Blueprint, Response, url_for

from registry.domain import national_recommendations
from registry.domain.models import NationalRecommendation
from registry.domain.recommendation_terms import RecommendationScope
from registry.web import recommendations_part
from registry.web.api.adoptions import FURTHEST_PAGE, Asked
from registry.web.api.answers import answer, paged, use_language
from registry.web.api.problems import problem
from registry.web.api.webinar_schemas import (
    LARGEST_PAGE,
    NationalRecommendationList,
    NationalRecommendationOut,
    Texts,
)
from registry.web.database import db, search
from registry.web.labels import label
from registry.web.rendering import absolute

bp = Blueprint("api_recommendations", __name__)


@bp.get("/recommendations")
def index() -> Response:
    """Those that have any of the values asked for, in each parameter; an indicator's come through its methods, too."""
    if use_language() is None:
        return problem(400, "lang must be fi, sv or en", parameter="lang")
    everything, known = recommendations_part.everything(), search().catalogue(db())
    asked = Asked()
    scopes = asked.values("scope", list(RecommendationScope))
    issuers = asked.values("issuer", {one.issuer["fi"] for one in everything})
    years = asked.values("year", {str(one.year) for one in everything if one.year})
    codes, methods = asked.values("indicator", known.indicator_codes), asked.values("method", known.methods)
    page, per_page = asked.number("page", 1, FURTHEST_PAGE), asked.number("per_page", LARGEST_PAGE, LARGEST_PAGE)
    if asked.unknown:
        return asked.problem()
    linked = set(known.linked_to(codes)) if codes else set()
    found = [
        one
        for one in everything
        if (not scopes or one.scope in scopes)
        and (not issuers or one.issuer["fi"] in issuers)
        and (not years or str(one.year) in years)
        and (not methods or set(methods) & set(one.methods))
        and (not codes or set(codes) & set(one.indicators) or linked & set(one.methods))
    ]
    shown = national_recommendations.in_order(found)[(page - 1) * per_page : page * per_page]
    return answer(NationalRecommendationList(**paged(page, per_page, len(found)), items=[_out(one) for one in shown]))


def _out(one: NationalRecommendation) -> NationalRecommendationOut:
    return NationalRecommendationOut(
        id=one.id,
        url=absolute(url_for("recommendations.show", recommendation_id=one.id)),
        scope=one.scope,
        scope_label=label(one.scope),
        issuer=Texts.model_validate(one.issuer),
        title=Texts.model_validate(one.title),
        year=one.year,
        strength=one.strength,
        finding=Texts.model_validate(one.finding),
        source_url=one.url,
        checked=one.checked,
        methods=[method.id for method in recommendations_part.named(one.methods)],
        indicators=one.indicators,
        indicators_through_methods=recommendations_part.indicators_through(one),
        version=one.version,
    )
