"""The page of a method that has not been saved, as it would be."""

from typing import Final

from registry.domain import contacts, ledger, methods
from registry.domain.models import Method
from registry.domain.vocabulary import Tidier
from registry.search import cards
from registry.search.facets import Filters
from registry.web import as_of as days
from registry.web import ratings_part
from registry.web.database import db, search
from registry.web.method_page import MethodPage
from registry.web.use_map import UseMap

TIDIER_SECTIONS: Final = tuple(item for item in Tidier if item is not Tidier.NAME)


def of(method: Method) -> MethodPage:
    """What its page shows."""
    session, as_of = db(), days.read()
    known, reference = search().catalogue(session), search().reference(session)
    said = ledger.states(session, as_of.day, methods=[method.id])
    return MethodPage(
        method=method,
        card=cards.own(method),
        indicators=reference.indicators,
        themes=reference.themes,
        replacements=cards.of(known.methods, method.details.get("replaced_by", []), Filters()),
        replaces=methods.replaced_with(known.methods.values(), method.id),
        ratings=ratings_part.of(method.id),
        use=UseMap(as_of, list(reference.regions.values()), said, contacts.mailboxes(session)),
    )
