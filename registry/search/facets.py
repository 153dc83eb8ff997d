"""Filters and facet counts over the published catalogue, as bit sets in memory.

A set of methods is one integer, bit n for the nth method, so that a facet over ten thousand hits is a few dozen `&`. The copy is
made from the database and is true to one catalogue number on one day or more: to the last day before a decision in it expires
(`holds_on`). The search service makes a new one when the number has moved or that day has passed.

An expired rating is no class to narrow by and is counted under none; its method is still found by all else, and shown greyed.

With an indicator chosen, rating, group and link speak of the same link to that indicator; without one, rating and group speak of
the method's own rating (that of its main outcome) and link of any of its links. Region and status speak of the same entry of the ledger,
as it holds today; what they mean, and their sets, are in `adoption_sets.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from registry.domain import dates, methods
from registry.domain.models import Method
from registry.domain.rating import Rating
from registry.domain.vocabulary import (
    CLASS_ORDER,
    GROUP_OF,
    LINK_ORDER,
    Group,
    Link,
    Setting,
    Sort,
    Standing,
    TargetGroup,
)
from registry.search.adoption_sets import STATUSES, AdoptionSets, union

FACETS: Final = ("indicator", "rating", "group", "link", "theme", "target_group", "setting", "region", "status")
PLAIN: Final = ("theme", "target_group", "setting")
OF_THE_LEDGER: Final = ("region", "status")
LANGUAGES: Final = ("fi", "sv", "en")
EXPIRED: Final = Standing.EXPIRED.value
"""What stands in the place of a class that has expired."""
_FINNISH_ORDER = str.maketrans("åäö", "{|}")  # after z, in the order of the Finnish alphabet


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed by; several values of one name mean any of them. Values were validated by the caller."""

    indicator: tuple[str, ...] = ()
    rating: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    target_group: tuple[str, ...] = ()
    setting: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    status: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in FACETS)

    def values(self, name: str) -> tuple[str, ...]:
        """The chosen values of one filter."""
        chosen: tuple[str, ...] = getattr(self, name)
        return chosen

    def without(self, name: str) -> "Filters":
        """The same filters but one."""
        return replace(self, **{name: ()})


@dataclass(frozen=True)
class Count:
    """A value of a facet with how many methods choosing it would give."""

    value: str
    count: int


@dataclass
class _Sets:
    own: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    links: dict[str, dict[tuple[str, str], int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    any_link: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    plain: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))


class Catalogue:
    """The published methods of one catalogue number as they are rated on a day, ready to be filtered, counted and sorted."""

    def __init__(
        self, number: int, published: Sequence[Method], indicator_codes: Sequence[str], day: date | None = None
    ) -> None:
        self.number, self.day = number, day or dates.today()
        self.indicator_codes = tuple(indicator_codes)
        self.methods = {method.id: method for method in published}
        self.ids = list(self.methods)
        self.everything = (1 << len(self.ids)) - 1
        self._place = {method_id: place for place, method_id in enumerate(self.ids)}
        self._sets = _Sets()
        self._order: dict[str, int] = {}
        self._link_order: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        self._newest: dict[str, str] = {}
        names: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
        for place, method in enumerate(published):
            self._add(method, 1 << place, self.day)
            for language in LANGUAGES:
                names[language][method.id] = in_alphabet(method.name[language])
        self._by_name = {language: sorted(self.ids, key=names[language].__getitem__) for language in LANGUAGES}
        self._themes = sorted(self._sets.plain["theme"])
        ends = (outcome.valid_until for method in published for outcome in method.outcomes)
        self._last_day = min((end for end in ends if end and end >= self.day), default=date.max)

    def holds_on(self, day: date) -> bool:
        """Whether all is rated on a day as it is here: nothing has expired since it was made."""
        return self.day <= day <= self._last_day

    def _add(self, method: Method, bit: int, day: date) -> None:
        ratings = {outcome.id: methods.rating_of(method, outcome, day) for outcome in method.outcomes}
        own = ratings[methods.main_outcome(method).id]
        self._sets.own[_counted_as(own)] |= bit
        self._order[method.id] = own.order
        self._newest[method.id] = method.added
        for link in method.links:
            rating = ratings[link.outcome_id]
            self._sets.links[link.indicator_code][(_counted_as(rating), link.link.value)] |= bit
            self._sets.any_link[link.link.value] |= bit
            place = (rating.order, LINK_ORDER.index(link.link))
            known = self._link_order[link.indicator_code]
            known[method.id] = min(place, known.get(method.id, place))
        for name, values in (
            ("theme", method.themes),
            ("target_group", method.target_groups),
            ("setting", method.settings),
        ):
            for value in values:
                self._sets.plain[name][value] |= bit

    def set_of(self, ids: Iterable[str]) -> int:
        """The set of those ids that are published."""
        bits = bytearray(len(self.ids) // 8 + 1)
        for method_id in ids:
            place = self._place.get(method_id)
            if place is not None:
                bits[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(bits, "little")

    def narrowed(self, found: int, filters: Filters, adoption: AdoptionSets) -> int:
        """Those of `found` that meet the filters."""
        found &= adoption.meeting(filters.region, filters.status)
        return self._narrowed_plainly(found, filters) & self._rated(filters)

    def _narrowed_plainly(self, found: int, filters: Filters) -> int:
        for name in PLAIN:
            if chosen := filters.values(name):
                found &= union(self._sets.plain[name].get(value, 0) for value in chosen)
        return found

    def _rated(self, filters: Filters) -> int:
        letters = {
            letter.value
            for letter in CLASS_ORDER
            if (not filters.rating or letter in filters.rating)
            and (not filters.group or GROUP_OF[letter] in filters.group)
        }
        if filters.indicator:
            every = letters if filters.rating or filters.group else {*letters, EXPIRED}
            return self._linked(filters.indicator, every, filters.link)
        found = self.everything
        if filters.rating or filters.group:
            found &= union(self._sets.own.get(letter, 0) for letter in letters)
        if filters.link:
            found &= union(self._sets.any_link.get(link, 0) for link in filters.link)
        return found

    def _linked(self, indicators: Sequence[str], letters: set[str], links: Sequence[str]) -> int:
        return union(
            bits
            for code in indicators
            for (letter, link), bits in self._sets.links.get(code, {}).items()
            if letter in letters and (not links or link in links)
        )

    def facets(self, found: int, filters: Filters, adoption: AdoptionSets) -> dict[str, list[Count]]:
        """For every facet its values with counts. A facet's own choice is left out, so that it does not hide its other values."""
        held = found & adoption.meeting(filters.region, filters.status)
        counted = {name: self._facet(name, held, filters.without(name)) for name in FACETS if name not in OF_THE_LEDGER}
        rest = self._narrowed_plainly(found, filters) & self._rated(filters)
        return counted | {
            "region": [
                _count(region, rest & adoption.meeting((region,), filters.status)) for region in adoption.regions
            ],
            "status": [_count(status, rest & adoption.meeting(filters.region, (status,))) for status in STATUSES],
        }

    def _facet(self, name: str, found: int, rest: Filters) -> list[Count]:
        base = self._narrowed_plainly(found, rest)
        if name in PLAIN:
            base &= self._rated(rest)
            sets = self._sets.plain[name]
            return [_count(value, base & sets.get(value, 0)) for value in self._values(name)]
        return [_count(value, base & self._rated(replace(rest, **{name: (value,)}))) for value in self._values(name)]

    def _values(self, name: str) -> Sequence[str]:
        values: dict[str, Sequence[str]] = {
            "indicator": self.indicator_codes,
            "rating": [letter.value for letter in CLASS_ORDER],
            "group": [group.value for group in Group],
            "link": [link.value for link in Link],
            "theme": self._themes,
            "target_group": [group.value for group in TargetGroup],
            "setting": [setting.value for setting in Setting],
        }
        return values[name]

    def ordered(
        self, found: int, ranked: Sequence[str] | None, sort: Sort, filters: Filters, language: str
    ) -> list[str]:
        """The ids of a set in the wanted order; `ranked` is the order of relevance, None where nothing was searched for."""
        inside = found.to_bytes(len(self.ids) // 8 + 1, "little")
        if sort is Sort.RELEVANCE and ranked is not None:
            return [method_id for method_id in ranked if self._is_in(inside, method_id)]
        by_name = [method_id for method_id in self._by_name[language] if self._is_in(inside, method_id)]
        if sort is Sort.NAME:
            return by_name
        if sort is Sort.NEWEST:
            return sorted(by_name, key=self._newest.__getitem__, reverse=True)
        return sorted(by_name, key=lambda method_id: self._rank(method_id, filters.indicator))

    def by_name(self, language: str = "fi") -> Sequence[str]:
        """All ids in the order of their names."""
        return self._by_name[language]

    def _is_in(self, inside: bytes, method_id: str) -> bool:
        place = self._place.get(method_id)
        return place is not None and bool(inside[place >> 3] >> (place & 7) & 1)

    def _rank(self, method_id: str, indicators: Sequence[str]) -> tuple[int, int]:
        places = [self._link_order[code][method_id] for code in indicators if method_id in self._link_order[code]]
        return min(places, default=(self._order[method_id], 0))

    def linked_to(self, indicators: Iterable[str]) -> list[str]:
        """The ids of the methods with a link to any of the indicators, in the order of ids."""
        return sorted({method_id for code in indicators for method_id in self._link_order.get(code, ())})

    def own_counts(self) -> dict[str, int]:
        """How many methods have each class as their own."""
        return {letter.value: self._sets.own.get(letter.value, 0).bit_count() for letter in CLASS_ORDER}

    def theme_counts(self) -> dict[str, int]:
        """How many methods each theme has."""
        return {theme: bits.bit_count() for theme, bits in self._sets.plain["theme"].items()}

    def gap_map(self) -> dict[str, dict[str, int]]:
        """For every indicator how many methods have each class in it."""
        return {
            code: {letter.value: self._linked([code], {letter.value}, ()).bit_count() for letter in CLASS_ORDER}
            for code in self.indicator_codes
        }


def _counted_as(rating: Rating) -> str:
    return EXPIRED if rating.standing is Standing.EXPIRED else rating.letter.value


def in_alphabet(name: str) -> str:
    """What a name is sorted by: the order of the Finnish alphabet."""
    return name.lower().translate(_FINNISH_ORDER)


def _count(value: str, methods: int) -> Count:
    return Count(value, methods.bit_count())
