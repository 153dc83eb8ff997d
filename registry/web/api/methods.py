"""`/methods`: the search, and one whole method."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, request, url_for

from registry.domain import methods
from registry.domain.models import IndicatorLink, Method
from registry.search import cards
from registry.search.service import Found, Request
from registry.web import query
from registry.web.api.answers import answer, use_language
from registry.web.api.problems import problem
from registry.web.api.schemas import (
    EvidenceOut,
    FacetValue,
    LinkDetail,
    LinkOut,
    MethodDetail,
    MethodItem,
    MethodList,
    Names,
    OutcomeOut,
    RatingOut,
)
from registry.web.database import db, search
from registry.web.rendering import absolute, local
from registry.web.results_page import ResultsPage

bp = Blueprint("api_methods", __name__)


@bp.get("/methods")
def index() -> Response:
    """Methods found by words, narrowed by filters, with facets."""
    language = use_language()
    if language is None:
        return problem(400, "lang must be fi, sv or en", parameter="lang")
    session = db()
    known, reference = search().catalogue(session), search().reference(session)
    asked, unknown = query.read(
        request.args, query.API_NAMES, known, reference.themes, reference.regions, language.value
    )
    if unknown:
        wrong = unknown[0]
        return problem(400, f"{wrong.name} cannot be {wrong.value!r}", parameter=wrong.name)
    return answer(found_list(asked, search().search(session, asked)))


def found_list(asked: Request, found: Found) -> MethodList:
    """The answer to a search."""
    session = db()
    found_cards = cards.of(search().catalogue(session).methods, found.ids, asked.filters)
    reference = search().reference(session)
    page = ResultsPage(asked, (), found, found_cards, reference.indicators, reference.themes, reference.regions)
    words = found.words
    return MethodList(
        total=found.total,
        page=found.page,
        pages=found.pages,
        per_page=asked.per_page,
        items=[_item(card.method) for card in found_cards],
        facets={name: _facet(page, name, counts) for name, counts in found.facets.items()},
        suggestion=(words.shown if words.corrected_from else words.did_you_mean) if words else None,
        query=words.shown if words else "",
        dropped=list(words.dropped) if words else [],
        weak=bool(words and words.weak),
        indicators=list(found.indicators),
    )


def _facet(page: ResultsPage, name: str, counts: Sequence[Any]) -> list[FacetValue]:
    return [FacetValue(value=count.value, count=count.count, label=page.word(name, count.value)) for count in counts]


@bp.get("/methods/<method_id>")
def show(method_id: str) -> Response:
    """A whole method with its evidence."""
    if use_language() is None:
        return problem(400, "lang must be fi, sv or en", parameter="lang")
    return answer(_detail(methods.find(db(), method_id)))


def _item(method: Method) -> MethodItem:
    return MethodItem.model_validate(_common(method))


def _common(method: Method) -> dict[str, Any]:
    main = methods.main_outcome(method)
    return {
        "id": method.id,
        "name": local(method.name),
        "names": Names.model_validate(method.name),
        "url": absolute(url_for("methods.show", method_id=method.id)),
        "lede": local(method.lede),
        "themes": method.themes,
        "target_groups": method.target_groups,
        "settings": method.settings,
        "rating": RatingOut.of(methods.rating_of(method, main)),
        "indicators": [LinkOut.model_validate(_link(method, link)) for link in method.links],
    }


def _link(method: Method, link: IndicatorLink) -> dict[str, Any]:
    outcome = next(outcome for outcome in method.outcomes if outcome.id == link.outcome_id)
    rating = RatingOut.of(methods.rating_of(method, outcome))
    return {"code": link.indicator_code, "link": link.link, "through": link.outcome_id, "rating": rating}


def _detail(method: Method) -> MethodDetail:
    outcomes = [
        OutcomeOut(
            id=outcome.id,
            name=Names.model_validate(outcome.name),
            main=outcome.main,
            rating=RatingOut.of(methods.rating_of(method, outcome)),
            finding=Names.model_validate(outcome.finding),
            reasons=outcome.reasons,
        )
        for outcome in method.outcomes
    ]
    links = [LinkDetail(**_link(method, link), why=link.why, delay=link.delay) for link in method.links]
    evidence = [EvidenceOut.model_validate(item.model_dump()) for item in method.evidence]
    return MethodDetail(
        **_common(method),
        ledes=Names.model_validate(method.lede),
        summary=method.summary | {"fi": method.sections.get("minute", "")},
        keywords=method.keywords,
        name_translated=method.name_translated,
        age_from=method.age_from,
        age_to=method.age_to,
        outcomes=outcomes,
        links=links,
        evidence=evidence,
        sections=method.sections,
        details=method.details,
        added=method.added,
        updated=method.updated,
    )
