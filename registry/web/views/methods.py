"""Search results and the page of one method."""

from datetime import UTC, datetime

from flask import Blueprint, render_template, request

from registry.domain import methods, searches
from registry.search import cards
from registry.web import auth, method_page, proposals_part, query, recommendations_part, webinars_part
from registry.web.database import db, search
from registry.web.i18n import current_language
from registry.web.results_page import ResultsPage

bp = Blueprint("methods", __name__)


@bp.get("/menetelmat")
def index() -> str:
    """Methods found by words, narrowed by filters."""
    session, language = db(), current_language().value
    known, reference = search().catalogue(session), search().reference(session)
    asked, unknown = query.read(request.args, query.PAGE_NAMES, known, reference.themes, reference.regions, language)
    found = search().search(session, asked)
    if asked.q and not found.unfiltered and asked.page == 1:
        searches.count_empty(session, asked.q, language, datetime.now(UTC).date())
        session.commit()
    page = ResultsPage(
        request=asked,
        unknown=unknown,
        found=found,
        cards=cards.of(known.methods, found.ids, asked.filters),
        indicators=reference.indicators,
        themes=reference.themes,
        regions=reference.regions,
        choosing=query.PAGE_NAMES["choose"] in request.args,
        own_regions=auth.actor().regions,
        elsewhere=search().others(session).search(session, auth.actor(), found.words, language, exact=asked.exact),
    )
    return render_template("methods/index.html", page=page)


@bp.get("/menetelmat/<method_id>")
def show(method_id: str) -> str:
    """All that is known of one method."""
    page = method_page.of(methods.find(db(), method_id))
    return render_template(
        "methods/show.html",
        page=page,
        tidier=method_page.TIDIER_SECTIONS,
        recommended_by=recommendations_part.of_method(method_id),
        proposed=proposals_part.of_method(method_id),
        webinars=webinars_part.of_method(method_id),
    )
