"""Methods by regions as a table: which rows it has by its filters and day, and what stands in its cells.

The filters are those of the search with its names and meanings (`adoption_sets.py` for region and status), but of the day that is asked for.
Without a filter of the ledger only methods of which some region has an entry on that day are shown; `?kaikki=1` shows all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from flask import request

from registry.domain.models import Indicator, Region, Theme
from registry.domain.statuses import IN_USE, LEAVING, Status
from registry.domain.vocabulary import Group, Sort
from registry.search import cards
from registry.search.adoption_sets import NOT_RECORDED, STATUSES, AdoptionSets
from registry.search.cards import Card
from registry.search.facets import Catalogue, Filters
from registry.search.service import Reference, Request
from registry.web import labels, query
from registry.web.as_of import AsOf
from registry.web.i18n import current_language, gettext, mark
from registry.web.rendering import local, path_of
from registry.web.use_map import by_name, by_tile

PER_PAGE: Final = 30
ALL: Final = "kaikki"
FILTERS: Final[dict[str, str]] = {
    "indicator": mark("Indicator"),
    "theme": mark("Theme"),
    "group": mark("Group"),
    "region": mark("Region"),
    "status": mark("Status"),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for, and what in it means nothing."""

    request: Request
    unknown: Sequence[query.Unknown]
    all: bool

    def arguments(self, as_of: AsOf, **changes: object) -> str:
        """What the address of the same table has, with some things changed; the page is the first where nothing else is said."""
        more = ({ALL: "1"} if self.all else {}) | as_of.arguments
        arguments = query.page_args(self.request, **changes).removeprefix("?")
        whole = "&".join(filter(None, (arguments, urlencode(more))))
        return f"?{whole}" if whole else ""


def read(known: Catalogue, reference: Reference) -> Asked:
    """The filters of the request."""
    language = current_language().value
    asked, unknown = query.read(request.args, query.PAGE_NAMES, known, reference.themes, reference.regions, language)
    filters = Filters(**{name: asked.filters.values(name) for name in FILTERS})
    kept = Request(filters=filters, page=asked.page, language=language)
    return Asked(kept, [one for one in unknown if one.name in _NAMES], bool(request.args.get(ALL)))


_NAMES: Final = {query.PAGE_NAMES[name] for name in (*FILTERS, "page")}


def chosen(asked: Asked, known: Catalogue, held: AdoptionSets) -> list[str]:
    """The ids of the methods that the table has, by name."""
    filters = asked.request.filters
    found = known.narrowed(known.everything, filters, held)
    if not (asked.all or filters.region or filters.status):
        found &= held.recorded()
    return known.ordered(found, None, Sort.NAME, filters, asked.request.language)


@dataclass(frozen=True)
class Row:
    """A method with what each region does that has said so."""

    card: Card
    states: Mapping[str, Status]

    @property
    def in_use(self) -> int:
        """How many regions use or pilot it."""
        return sum(status in IN_USE for status in self.states.values())

    @property
    def left(self) -> int:
        """How many have given it up, or are doing so."""
        return sum(status in LEAVING for status in self.states.values())


@dataclass(frozen=True)
class Choice:
    """A value of a filter as the form has it."""

    value: str
    word: str
    chosen: bool


@dataclass(frozen=True)
class MatrixPage:
    """A page of the table. `using` and `leaving` are how many of all its methods some region uses, or gives up."""

    asked: Asked
    as_of: AsOf
    ids: Sequence[str]
    known: Catalogue
    reference: Reference
    held: AdoptionSets

    @property
    def pages(self) -> int:
        """How many pages there are; one where there is nothing."""
        return max(1, -(-len(self.ids) // PER_PAGE))

    @property
    def regions(self) -> list[Region]:
        """The columns."""
        return by_tile(self.reference.regions.values())

    @property
    def rows(self) -> list[Row]:
        """The rows of this page."""
        first = (self.asked.request.page - 1) * PER_PAGE
        shown = self.ids[first : first + PER_PAGE]
        filters = replace(self.asked.request.filters, region=(), status=())
        return [
            Row(card, self.held.of(self.known.set_of([card.method.id])))
            for card in cards.of(self.known.methods, shown, filters)
        ]

    def _count(self, statuses: Collection[Status]) -> int:
        doing = self.held.meeting((), [status.value for status in statuses])
        return (doing & self.known.set_of(self.ids)).bit_count()

    @property
    def using(self) -> int:
        """How many of the methods some region uses or pilots."""
        return self._count(IN_USE)

    @property
    def leaving(self) -> int:
        """How many of them some region has given up, or is giving up."""
        return self._count(LEAVING)

    def page_link(self, number: int) -> str:
        """The address of a page of the table."""
        return self._address(page=number)

    def _address(self, **changes: object) -> str:
        return path_of("use_map.matrix") + self.asked.arguments(self.as_of, **changes)

    @property
    def table(self) -> str:
        """The address of the same as CSV."""
        return path_of("use_map.table") + self.asked.arguments(self.as_of)

    @property
    def columns(self) -> list[tuple[str, str]]:
        """The regions of the columns: slug and name."""
        return [(region.slug, local(region.short)) for region in self.regions]

    @property
    def words(self) -> dict[Status, str]:
        """The words of the statuses."""
        return {status: labels.label(status) for status in Status}

    def selects(self) -> list[tuple[str, str, list[Choice]]]:
        """The filters as fields: name, title and options."""
        return [(query.PAGE_NAMES[name], gettext(title), self._choices(name)) for name, title in FILTERS.items()]

    def _choices(self, name: str) -> list[Choice]:
        taken = self.asked.request.filters.values(name)[:1]
        words = query.PAGE_WORDS.get(name, {})
        return [Choice(words.get(value, value), self.word(name, value), value in taken) for value in self._values(name)]

    def _values(self, name: str) -> Sequence[str]:
        values: dict[str, Sequence[str]] = {
            "indicator": list(self.reference.indicators),
            "theme": list(self.reference.themes),
            "group": [group.value for group in Group],
            "region": [region.slug for region in by_name(self.reference.regions.values())],
            "status": STATUSES,
        }
        return values[name]

    def word(self, name: str, value: str) -> str:
        """The words for a value of a filter."""
        if name in {"group", "status"}:
            if value == NOT_RECORDED:
                return gettext("Not recorded")
            word = labels.label(Group(value) if name == "group" else Status(value))
            return labels.capital(word)
        row: Indicator | Theme | Region = getattr(self.reference, f"{name}s")[value]
        return local(row.name if isinstance(row, Theme) else row.short)

    def chips(self) -> list[tuple[str, str]]:
        """What is chosen, each with the address that takes it out."""
        asked = self.asked.request
        return [
            (self.word(name, value), self._address(**{name: query.toggled(asked, name, value)}))
            for name in FILTERS
            for value in asked.filters.values(name)
        ]
