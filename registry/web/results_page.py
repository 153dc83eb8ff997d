"""What a page of search results shows: the facets as links, the chips of what is chosen, the hits with their words marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from registry.domain.models import Indicator, Region, Theme
from registry.domain.statuses import Status
from registry.domain.vocabulary import Group, Link, RatingClass, Setting, Sort, TargetGroup
from registry.search.adoption_sets import NOT_RECORDED
from registry.search.cards import Card
from registry.search.facets import in_alphabet
from registry.search.others import Elsewhere
from registry.search.service import Found, Request
from registry.web import found_page, labels, query
from registry.web.database import db, search
from registry.web.i18n import current_language, gettext, mark
from registry.web.rendering import local
from search_index import Segment

TITLES = {
    "indicator": mark("Indicator"),
    "rating": mark("Class"),
    "group": mark("Group"),
    "link": mark("Link to the indicator"),
    "theme": mark("Theme"),
    "target_group": mark("Target group"),
    "setting": mark("Setting"),
    "region": mark("Region"),
    "status": mark("Status in regions"),
}
ENUMS = {
    "rating": RatingClass, "group": Group, "link": Link, "target_group": TargetGroup, "setting": Setting, "status": Status,
}  # fmt: skip
QUICK = (
    (mark("In use in %(region)s"), (Status.IN_USE.value, Status.SUSTAINED.value)),
    (mark("Not recorded in %(region)s"), (NOT_RECORDED,)),
)


@dataclass(frozen=True)
class Option:
    """A value of a facet as it is shown."""

    name: str
    value: str
    word: str
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True)
class ResultsPage:
    """The answer to a search with what its page needs beside it."""

    request: Request
    unknown: Sequence[query.Unknown]
    found: Found
    cards: Sequence[Card]
    indicators: Mapping[str, Indicator]
    themes: Mapping[str, Theme]
    regions: Mapping[str, Region]
    choosing: bool = False
    own_regions: Sequence[str] = ()
    elsewhere: Elsewhere | None = None

    @property
    def title(self) -> str:
        """What was searched for, for the title and the first heading."""
        return gettext("Search: %(words)s", words=self.request.q) if self.request.q else gettext("Methods")

    def facets(self) -> list[tuple[str, str, list[Option]]]:
        """Facets with name, title and options; empty values are left out unless they are chosen. A page shows them twice."""
        return self._facets

    @cached_property
    def _facets(self) -> list[tuple[str, str, list[Option]]]:
        shown = []
        for name, counts in self.found.facets.items():
            options = [self._option(name, count.value, count.count) for count in counts]
            options = [option for option in options if option.count or option.chosen]
            if name in {"target_group", "setting"}:
                options.sort(key=lambda option: (-option.count, option.word))
            elif name == "region":
                options.sort(key=lambda option: in_alphabet(option.word))
            if options:
                shown.append((name, self._facet_title(name), options))
        return shown

    def _facet_title(self, name: str) -> str:
        if name == "rating" and self.request.filters.indicator:
            return gettext("Class in this indicator")
        if name == "status" and self.request.filters.region:
            return gettext("Status in the chosen regions")
        return gettext(TITLES[name])

    def _option(self, name: str, value: str, count: int) -> Option:
        return Option(
            name=query.PAGE_NAMES[name],
            value=query.PAGE_WORDS.get(name, {}).get(value, value),
            word=self.word(name, value),
            count=count,
            chosen=value in self.request.filters.values(name),
            href=self._addresses.with_choice(name, query.toggled(self.request, name, value)),
        )

    @cached_property
    def _addresses(self) -> query.Addresses:
        return query.Addresses(self.request)

    def word(self, name: str, value: str) -> str:
        """The words for a filter value."""
        if name == "indicator":
            return local(self.indicators[value].short)
        if name == "theme":
            return local(self.themes[value].name)
        if name == "region":
            return local(self.regions[value].short)
        if value == NOT_RECORDED:
            return gettext("Not recorded")
        if name == "rating":
            return labels.class_short(RatingClass(value))
        word = labels.label(ENUMS[name](value)) if name in ENUMS else value
        return labels.capital(word)

    def chosen(self) -> list[Option]:
        """What is chosen, so that new words keep it."""
        return [self._option(name, value, 0) for name in query.FILTERS for value in self.request.filters.values(name)]

    def chips(self) -> list[tuple[str, str]]:
        """What is chosen, each with the address that takes it out."""
        return [
            (
                self.word(name, value),
                query.page_args(self.request, **{name: query.toggled(self.request, name, value)}) or "?",
            )
            for name in query.FILTERS
            for value in self.request.filters.values(name)
        ]

    def other_kinds(self) -> list[found_page.KindLink]:
        """What the same words find that is no method; nothing without words. A page shows it twice."""
        return self._other_kinds

    @cached_property
    def _other_kinds(self) -> list[found_page.KindLink]:
        return found_page.links(self.request.q, self.elsewhere, exact=self.request.exact)

    def quick_links(self) -> list[tuple[str, str]]:
        """The same list by what is and is not recorded of a region, for its editors."""
        return [
            (
                gettext(words, region=local(self.regions[slug].short)),
                query.page_args(self.request, region=(slug,), status=statuses),
            )
            for slug in self.own_regions
            if slug in self.regions
            for words, statuses in QUICK
        ]

    def sorts(self) -> list[tuple[str, str | None]]:
        """The orders, each with its address; the present one has none."""
        return [
            (
                labels.label(sort),
                None if sort is self.request.sort else query.page_args(self.request, sort=sort.value) or "?",
            )
            for sort in Sort
        ]

    def choose(self) -> str:
        """The same page with its facets as a form, to choose several at once."""
        return query.page_args(self.request, choose="1")

    def page_link(self, number: int) -> str:
        """The address of a page of the results."""
        return query.page_args(self.request, page=number) or "?"

    def without_filters(self) -> str:
        """The same words without filters."""
        bare = Request(q=self.request.q, sort=self.request.sort, language=self.request.language)
        return query.page_args(bare) or "?"

    def exactly(self) -> str:
        """What was typed, searched as it was typed."""
        return query.page_args(self.request, exact="1")

    def instead(self, words: str) -> str:
        """A search for other words."""
        return query.page_args(Request(q=words))

    def marked(self, text: str, language: str | None = None) -> Sequence[Segment]:
        """A text with the searched words marked."""
        return search().highlight(db(), self.found, text, language or current_language().value)
