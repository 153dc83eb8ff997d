"""What an editor sees while deciding: for which outcomes the panel gives a class, and what class the chosen axes give."""

from collections.abc import Mapping

from registry.domain import round_input
from registry.domain.errors import Invalid
from registry.domain.rating import rating_class
from registry.domain.vocabulary import RatingClass
from registry.web.round_page import RoundPage


def decidable(page: RoundPage) -> list[str]:
    """The outcomes for which the panel gives a class, in the order of the round."""
    return [
        one.item.outcome_id
        for one in page.results
        if one.item.outcome_id and one.outcome is not None and one.outcome.is_decided
    ]


def derived(page: RoundPage, typed: Mapping[str, str]) -> dict[str, RatingClass]:
    """The class that the typed axes of each outcome give; none where they are not whole."""
    plausible = {one.item.outcome_id: one.item.plausible for one in page.results}
    found = {}
    for key in decidable(page):
        try:
            choice = round_input.read_choice(key, typed)
        except Invalid:
            continue
        found[key] = rating_class(choice.effect, choice.certainty, plausible=plausible[key])
    return found
