"""Filters and counts as anybody would write them: slow, and plainly what the facets mean."""

from collections.abc import Mapping, Sequence

from registry.domain import methods
from registry.domain.models import Method
from registry.domain.statuses import Status
from registry.domain.vocabulary import CLASS_ORDER, GROUP_OF, Group, Link, Setting, TargetGroup
from registry.search.facets import FACETS, Filters

Ledger = Mapping[str, Mapping[str, str]]
"""Every region with the status of each method of which it has recorded something."""


def meets(method: Method, filters: Filters, ledger: Ledger) -> bool:
    """Whether a method meets all the filters."""
    return (
        _any(method.themes, filters.theme)
        and _any(method.target_groups, filters.target_group)
        and _any(method.settings, filters.setting)
        and _rated(method, filters)
        and _recorded(method, filters, ledger)
    )


def _any(there: Sequence[str], wanted: Sequence[str]) -> bool:
    return not wanted or bool(set(there) & set(wanted))


def _rated(method: Method, filters: Filters) -> bool:
    letters = {outcome.id: methods.rating_of(method, outcome).letter for outcome in method.outcomes}
    if filters.indicator:  # rating, group and link speak of one and the same link
        return any(
            link.indicator_code in filters.indicator
            and _any([letters[link.outcome_id]], filters.rating)
            and _any([GROUP_OF[letters[link.outcome_id]]], filters.group)
            and _any([link.link], filters.link)
            for link in method.links
        )
    own = letters[methods.main_outcome(method).id]
    links = [link.link for link in method.links]
    return _any([own], filters.rating) and _any([GROUP_OF[own]], filters.group) and _any(links, filters.link)


def _recorded(method: Method, filters: Filters, ledger: Ledger) -> bool:
    said = {region: statuses.get(method.id, "not_recorded") for region, statuses in ledger.items()}
    if filters.region:  # one and the same region has one of the statuses
        there = [said[region] for region in filters.region]
        return _any(there, filters.status) if filters.status else set(there) != {"not_recorded"}
    nowhere = set(said.values()) == {"not_recorded"}
    somewhere = set(said.values()) - {"not_recorded"}
    return _any([*somewhere, *(["not_recorded"] if nowhere else [])], filters.status)


def chosen(published: Sequence[Method], filters: Filters, ledger: Ledger) -> set[str]:
    """The ids that meet the filters."""
    return {method.id for method in published if meets(method, filters, ledger)}


def values(published: Sequence[Method], codes: Sequence[str], ledger: Ledger) -> dict[str, list[str]]:
    """What may be chosen, by facet."""
    return {
        "indicator": list(codes),
        "rating": list(CLASS_ORDER),
        "group": list(Group),
        "link": list(Link),
        "theme": sorted({theme for method in published for theme in method.themes}),
        "target_group": list(TargetGroup),
        "setting": list(Setting),
        "region": list(ledger),
        "status": [*Status, "not_recorded"],
    }


def facets(
    published: Sequence[Method], filters: Filters, codes: Sequence[str], ledger: Ledger
) -> dict[str, dict[str, int]]:
    """For every facet and value how many methods there are when it alone is chosen in that facet."""
    known = values(published, codes, ledger)
    return {
        name: {value: len(chosen(published, _with(filters, name, value), ledger)) for value in known[name]}
        for name in FACETS
    }


def _with(filters: Filters, name: str, value: str) -> Filters:
    return Filters(**{other: (value,) if other == name else filters.values(other) for other in FACETS})
