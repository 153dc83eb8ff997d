"""Methods as a list shows them: with the rating, the outcome and the link that the list is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from registry.domain import methods
from registry.domain.models import IndicatorLink, Method, Outcome
from registry.domain.rating import Rating
from registry.domain.vocabulary import LINK_ORDER, Group, Standing
from registry.search.facets import Filters


@dataclass(frozen=True)
class Card:
    """A method in a list. `link` is the link that its rating here goes through; None where the list is about no indicator."""

    method: Method
    outcome: Outcome
    rating: Rating
    link: IndicatorLink | None = None


def of(found: Mapping[str, Method], ids: Sequence[str], filters: Filters) -> list[Card]:
    """Cards of those methods of `ids` that were `found`, in that order.

    With indicators chosen, each shows its best link to one of them that meets the filters.
    """
    return [_card(found[method_id], filters) for method_id in ids if method_id in found]


def for_page(session: Session, ids: Sequence[str], filters: Filters) -> list[Card]:
    """Cards of the methods in `ids`, read from the database. Three queries."""
    return of(methods.for_list(session, ids), ids, filters)


def for_indicator(session: Session, code: str) -> dict[Group, list[Card]]:
    """All methods linked to an indicator, by group; inside a group by class, then counted and direct before indirect, then name."""
    filters = Filters(indicator=(code,))
    cards = [_card(method, filters) for method in methods.linked_to(session, code)]
    cards.sort(key=lambda card: (*_place(card), card.method.name["fi"].lower()))
    return {group: [card for card in cards if card.rating.group is group] for group in Group}


def own(method: Method) -> Card:
    """A method with its own rating."""
    outcome = methods.main_outcome(method)
    return Card(method, outcome, methods.rating_of(method, outcome))


def _card(method: Method, filters: Filters) -> Card:
    outcomes = {outcome.id: outcome for outcome in method.outcomes}
    linked = [
        Card(method, outcomes[link.outcome_id], methods.rating_of(method, outcomes[link.outcome_id]), link)
        for link in method.links
        if link.indicator_code in filters.indicator
    ]
    fitting = [card for card in linked if _fits(card, filters)]
    return min(fitting, key=_place) if fitting else own(method)


def _fits(card: Card, filters: Filters) -> bool:
    if (filters.rating or filters.group) and card.rating.standing is Standing.EXPIRED:
        return False
    return (
        (not filters.rating or card.rating.letter in filters.rating)
        and (not filters.group or card.rating.group in filters.group)
        and (not filters.link or (card.link is not None and card.link.link in filters.link))
    )


def _place(card: Card) -> tuple[int, int]:
    return card.rating.order, LINK_ORDER.index(card.link.link) if card.link else 0
