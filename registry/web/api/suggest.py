"""`/suggest`: lines under the search box as one types."""

from flask import Blueprint, Response, request, url_for

from registry.search.documents import INDICATOR_PREFIX
from registry.web.api.answers import answer, use_language
from registry.web.api.problems import problem
from registry.web.api.schemas import SuggestionList, SuggestionOut
from registry.web.database import db, search
from search_index import Suggestion

bp = Blueprint("api_suggest", __name__)
LONGEST_PREFIX = 80


@bp.get("/suggest")
def index() -> Response:
    """Methods, indicators and words that begin as `q` does."""
    language = use_language()
    if language is None:
        return problem(400, "lang must be fi, sv or en", parameter="lang")
    prefix = request.args.get("q", "")[:LONGEST_PREFIX]
    found = search().suggest(db(), prefix, language.value)
    return answer(SuggestionList(items=[_item(suggestion) for suggestion in found]))


def _item(suggestion: Suggestion) -> SuggestionOut:
    url = None
    if suggestion.id and suggestion.id.startswith(INDICATOR_PREFIX):
        url = url_for("indicators.show", key=suggestion.id.removeprefix(INDICATOR_PREFIX))
    elif suggestion.id:
        url = url_for("methods.show", method_id=suggestion.id)
    return SuggestionOut(text=suggestion.text, kind=suggestion.kind, url=url)
