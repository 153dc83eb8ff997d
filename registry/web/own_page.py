"""What a region's own page shows, worked out of its entries: by indicator, what waits for a confirmation, what nothing is recorded of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from registry.domain import opportunities
from registry.domain.ledger import Entry
from registry.domain.mismatches import Mismatch
from registry.domain.models import Indicator, Method, Region
from registry.search import cards
from registry.search.cards import Card


@dataclass(frozen=True)
class Row:
    """A method of the region: what holds today, as a card and an entry; `others` are its further indicators."""

    card: Card
    entry: Entry
    stale: bool
    others: Sequence[Indicator]


@dataclass(frozen=True)
class OwnPage:
    """A region with what its own people need."""

    region: Region
    today: date
    entries: Sequence[Entry]
    published: Mapping[str, Method]
    indicators: Mapping[str, Indicator]
    mismatches: Sequence[Mismatch]
    mailbox: str | None
    saved: Entry | None

    @cached_property
    def rows(self) -> list[Row]:
        """The methods with an entry in force, by name."""
        return sorted(map(self._row, self.entries), key=lambda row: row.card.method.name["fi"].lower())

    def _row(self, entry: Entry) -> Row:
        method = self.published[entry.method]
        codes = list(dict.fromkeys(link.indicator_code for link in method.links))
        others = [self.indicators[code] for code in codes[1:]]
        return Row(cards.own(method), entry, entry.is_stale(self.today), others)

    @property
    def by_indicator(self) -> list[tuple[Indicator | None, list[Row]]]:
        """Rows under the first indicator of their method; those without one last."""
        groups: dict[str | None, list[Row]] = {code: [] for code in self.indicators}
        groups[None] = []
        for row in self.rows:
            links = row.card.method.links
            groups[links[0].indicator_code if links else None].append(row)
        return [(self.indicators[code] if code else None, rows) for code, rows in groups.items() if rows]

    @property
    def stale(self) -> int:
        """How many entries nobody has confirmed for a year."""
        return sum(row.stale for row in self.rows)

    @property
    def open_mismatches(self) -> list[Mismatch]:
        """What is pointed out and not yet answered, or answered for a time that has passed."""
        return [one for one in self.mismatches if not one.silent]

    @property
    def silent_mismatches(self) -> list[Mismatch]:
        """What is answered for now."""
        return [one for one in self.mismatches if one.silent]

    @property
    def missing(self) -> list[tuple[Indicator, int]]:
        """How many most effective methods of each indicator nothing is recorded of."""
        recorded = {entry.method for entry in self.entries}
        counts = dict.fromkeys(self.indicators, 0)
        for _method, link in opportunities.without_entry(self.published.values(), recorded):
            counts[link.indicator_code] += 1
        return [(self.indicators[code], count) for code, count in counts.items() if count]
