"""Search results and the page of one method."""

from datetime import UTC, datetime

from flask import Blueprint, render_template, request

from registry.domain import contacts, ledger, methods, searches
from registry.domain.vocabulary import Tidier
from registry.search import cards
from registry.search.facets import Filters
from registry.web import as_of as days
from registry.web import auth, query, ratings_part
from registry.web.database import db, search
from registry.web.i18n import current_language
from registry.web.method_page import MethodPage
from registry.web.results_page import ResultsPage
from registry.web.use_map import UseMap

bp = Blueprint("methods", __name__)

TIDIER_SECTIONS = tuple(item for item in Tidier if item is not Tidier.NAME)


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
    )
    return render_template("methods/index.html", page=page)


@bp.get("/menetelmat/<method_id>")
def show(method_id: str) -> str:
    """All that is known of one method."""
    session = db()
    method = methods.find(session, method_id)
    known, reference = search().catalogue(session), search().reference(session)
    as_of = days.read()
    said = ledger.states(session, as_of.day, methods=[method.id])
    page = MethodPage(
        method=method,
        card=cards.own(method),
        indicators=reference.indicators,
        themes=reference.themes,
        replacements=cards.of(known.methods, method.details.get("replaced_by", []), Filters()),
        replaces=methods.replaced_with(known.methods.values(), method.id),
        ratings=ratings_part.of(method.id),
        use=UseMap(as_of, list(reference.regions.values()), said, contacts.mailboxes(session)),
    )
    return render_template("methods/show.html", page=page, tidier=TIDIER_SECTIONS)
