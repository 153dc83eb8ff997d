"""What the page of a region shows, worked out of its rows: what is in use and being prepared, what was given up and why, what to consider."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from registry.domain import methods, opportunities
from registry.domain.ledger import Entry
from registry.domain.models import Indicator, IndicatorLink, Method, Region
from registry.domain.redaction import Redacted
from registry.domain.statuses import ABOUT_EFFECT, BEFORE_USE, IN_USE, LEAVING, ExitWhy, Status
from registry.domain.vocabulary import Group, Standing
from registry.search import cards
from registry.search.cards import Card
from registry.search.facets import Filters, in_alphabet
from registry.web.as_of import AsOf
from registry.web.rendering import local
from registry.web.timeline import Timeline
from registry.web.use_map import SHOWN

MOST_TRACKS = 40
MOST_OFFERED = 5


@dataclass(frozen=True)
class Line:
    """A method of the region: its card, the entry that holds, its indicators, and what is planned after it."""

    card: Card
    entry: Entry
    indicators: Sequence[Indicator]
    planned: Entry | None


@dataclass(frozen=True)
class Offer:
    """A method to consider: its card, and the indicator that its nearest link goes to."""

    card: Card
    link: IndicatorLink
    indicator: Indicator


def most_recent(changed: Mapping[str, date]) -> list[str]:
    """The methods that the timeline has: those whose newest entry begins last, newest first."""
    return sorted(changed, key=lambda method: (-changed[method].toordinal(), method))[:MOST_TRACKS]


@dataclass(frozen=True)
class RegionPage:
    """A region on a day. `changed` has every method of which something stands there; `redacted` the markers of notes that were taken out."""

    region: Region
    as_of: AsOf
    published: Mapping[str, Method]
    indicators: Mapping[str, Indicator]
    entries: Sequence[Entry]
    planned: Sequence[Entry]
    changed: Mapping[str, date]
    timeline: Timeline
    mailbox: str | None
    redacted: Mapping[int, Redacted]

    @cached_property
    def lines(self) -> list[Line]:
        """What holds on the day, by status and name."""
        ahead = {entry.method: entry for entry in reversed(self.planned)} if self.as_of.is_today else {}
        found = [self._line(entry, ahead.get(entry.method)) for entry in self.entries if entry.method in self.published]
        return sorted(found, key=lambda line: (SHOWN.index(line.entry.status), _name(line)))

    def _line(self, entry: Entry, planned: Entry | None) -> Line:
        method = self.published[entry.method]
        codes = dict.fromkeys(link.indicator_code for link in method.links)
        return Line(cards.own(method), entry, [self.indicators[code] for code in codes], planned)

    def _with(self, statuses: Collection[Status]) -> list[Line]:
        return [line for line in self.lines if line.entry.status in statuses]

    @property
    def in_use(self) -> list[Line]:
        """What is in use or piloted."""
        return self._with(IN_USE)

    @property
    def before(self) -> list[Line]:
        """What is prepared or explored."""
        return self._with(BEFORE_USE)

    @property
    def left(self) -> list[Line]:
        """What was given up or is being so, newest first."""
        return sorted(self._with(LEAVING), key=lambda line: line.entry.since, reverse=True)

    @property
    def rejected(self) -> list[Line]:
        """What it was decided not to adopt."""
        return self._with({Status.REJECTED})

    @property
    def left_for_effect(self) -> int:
        """How many methods were given up because of what is known of their effect."""
        return sum(bool(ABOUT_EFFECT.intersection(map(ExitWhy, line.entry.exit_why))) for line in self.left)

    @property
    def only_planned(self) -> list[Line]:
        """What is to begin of which nothing holds yet, by day. Of a past day nothing is told that was to come."""
        held = {entry.method for entry in self.entries}
        first = {entry.method: entry for entry in reversed(self.planned) if entry.method not in held}
        found = [self._line(entry, None) for entry in first.values() if entry.method in self.published]
        return sorted(found, key=lambda line: (line.entry.since, _name(line))) if self.as_of.is_today else []

    @cached_property
    def offers(self) -> list[Offer]:
        """Most effective methods of which the region has recorded nothing, a few."""
        chosen = [method for method in self.published.values() if _is_most_effective(method)]
        found = opportunities.without_entry(chosen, self.changed)
        return [
            Offer(
                cards.of({method.id: method}, [method.id], _through(link))[0],
                link,
                self.indicators[link.indicator_code],
            )
            for method, link in islice(found, MOST_OFFERED)
        ]


def _name(line: Line) -> str:
    return in_alphabet(local(line.card.method.name))


def _through(link: IndicatorLink) -> Filters:
    return Filters(indicator=(link.indicator_code,))


def _is_most_effective(method: Method) -> bool:
    rating = methods.rating_of(method, methods.main_outcome(method))
    return rating.group is Group.MOST_EFFECTIVE and rating.standing is not Standing.EXPIRED
