"""Recommendations for everybody: national ones, and apart from them those of other countries; the page of one."""

from flask import Blueprint, render_template, request

from registry.domain import national_recommendations
from registry.domain.models import NationalRecommendation
from registry.domain.recommendation_terms import RecommendationScope
from registry.web import limits, recommendations_part
from registry.web.database import db, search
from registry.web.i18n import gettext
from registry.web.limits import Limits
from registry.web.recommendations_part import Told
from registry.web.rendering import local

bp = Blueprint("recommendations", __name__)


@bp.get("/suositukset")
def index() -> str:
    """All of them; `?julkaisija=`, `?indikaattori=`, `?menetelma=` and `?vuosi=` narrow them. An indicator's come through its methods, too."""
    known = search().catalogue(db())
    everything = recommendations_part.everything()
    issuers = {one.issuer["fi"]: local(one.issuer) for one in everything}
    years = sorted({str(one.year) for one in everything if one.year}, reverse=True)
    asked = limits.read(
        {"julkaisija": issuers, "indikaattori": known.indicator_codes, "menetelma": known.methods, "vuosi": years}
    )
    found = _narrowed(everything, asked)
    shown = asked.cut(found)
    return render_template(
        "recommendations/index.html",
        asked=asked,
        counts={scope: sum(one.about.scope is scope for one in found) for scope in RecommendationScope},
        groups=[(scope, [one for one in shown if one.about.scope is scope]) for scope in RecommendationScope],
        total=len(found),
        pages=limits.pages(len(found)),
        choices=[
            ("julkaisija", gettext("Issuer"), sorted(issuers.items(), key=lambda one: one[1].lower())),
            ("indikaattori", gettext("Indicator"), limits.indicators()),
            ("menetelma", gettext("Method"), _methods(everything)),
            ("vuosi", gettext("Year"), [(year, year) for year in years]),
        ],
        named=recommendations_part.named,
    )


def _methods(everything: list[NationalRecommendation]) -> list[tuple[str, str]]:
    ids = {method for one in everything for method in one.methods}
    return sorted(
        ((one.id, local(one.name)) for one in recommendations_part.named(ids)), key=lambda one: one[1].lower()
    )


def _narrowed(everything: list[NationalRecommendation], asked: Limits) -> list[Told]:
    issuer, code, method, year = map(asked.get, ("julkaisija", "indikaattori", "menetelma", "vuosi"))
    found = [
        one
        for one in everything
        if (issuer is None or one.issuer["fi"] == issuer)
        and (method is None or method in one.methods)
        and (year is None or str(one.year) == year)
    ]
    return recommendations_part.told(found, code) if code else [Told(one) for one in found]


@bp.get("/suositukset/<recommendation_id>")
def show(recommendation_id: str) -> str:
    """What one recommendation says, in its issuer's words, and what it is about."""
    one = national_recommendations.find(db(), recommendation_id)
    reference = search().reference(db())
    return render_template(
        "recommendations/show.html",
        one=one,
        methods=recommendations_part.named(one.methods),
        indicators=[reference.indicators[code] for code in one.indicators if code in reference.indicators],
        through=[reference.indicators[code] for code in recommendations_part.indicators_through(one)],
        saved="tallennettu" in request.args,
    )
