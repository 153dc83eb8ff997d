"""What a region might take up: most effective methods of which it has recorded nothing, and whose rating is not past its review."""

from collections.abc import Collection, Iterable, Iterator

from registry.domain import methods
from registry.domain.models import IndicatorLink, Method
from registry.domain.rating import Rating
from registry.domain.vocabulary import LINK_ORDER, Group, Standing


def without_entry(published: Iterable[Method], recorded: Collection[str]) -> Iterator[tuple[Method, IndicatorLink]]:
    """Methods of class A or B with a link to an indicator and no entry, best class first, each with its nearest link.

    The class is that of the outcome the link goes through, so that a method is offered for an indicator by what is known there.
    """
    offered = [
        (rating.order, LINK_ORDER.index(link.link), method.name["fi"].lower(), method, link)
        for method in published
        if method.id not in recorded
        for rating, link in _best_link(method)
        if rating.group is Group.MOST_EFFECTIVE and rating.standing is not Standing.EXPIRED
    ]
    for *_, method, link in sorted(offered, key=lambda one: one[:3]):
        yield method, link


def _best_link(method: Method) -> Iterator[tuple[Rating, IndicatorLink]]:
    outcomes = {outcome.id: outcome for outcome in method.outcomes}
    linked = [(methods.rating_of(method, outcomes[link.outcome_id]), link) for link in method.links]
    if linked:
        yield min(linked, key=lambda one: (one[0].order, LINK_ORDER.index(one[1].link)))
