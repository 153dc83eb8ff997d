"""Who uses what on the map: the country with how many methods each region uses, and one method with what each region does with it.

A region of which nothing is recorded is not known, and never shown as one that does not use a method.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from registry.domain.ledger import Entry
from registry.domain.models import Region
from registry.domain.statuses import BEFORE_USE, IN_USE, LEAVING, Status
from registry.search.facets import in_alphabet
from registry.web.as_of import AsOf
from registry.web.rendering import local

SHOWN: Final = (
    Status.SUSTAINED, Status.IN_USE, Status.PILOTING, Status.PREPARING, Status.EXPLORING, Status.PHASING_OUT, Status.ABANDONED,
    Status.REJECTED,
)  # fmt: skip
"""Statuses in the order in which a key or a list has them: what is most in use first, then what is before use, then the ways out."""


def by_name(regions: Iterable[Region]) -> list[Region]:
    """Regions in the order of their names."""
    return sorted(regions, key=lambda region: in_alphabet(local(region.short)))


def by_tile(regions: Iterable[Region]) -> list[Region]:
    """Regions from north to south and west to east, as the map has them."""
    return sorted(regions, key=lambda region: (region.tile_row, region.tile_column))


@dataclass(frozen=True)
class Tally:
    """How many methods a region uses or pilots, prepares or explores, gives up or gave up, and decided not to adopt."""

    in_use: int
    before: int
    left: int
    rejected: int

    @classmethod
    def of(cls, counts: Mapping[Status, int]) -> "Tally":
        """The tally of how many methods have each status."""
        use, before, left = (sum(counts.get(status, 0) for status in group) for group in (IN_USE, BEFORE_USE, LEAVING))
        return cls(use, before, left, counts.get(Status.REJECTED, 0))


@dataclass(frozen=True)
class CountryPage:
    """All regions on a day. `counts` has only regions of which something is recorded, `newest` when each recorded something last."""

    as_of: AsOf
    regions: Sequence[Region]
    counts: Mapping[str, Mapping[Status, int]]
    newest: Mapping[str, datetime]

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        """The tally of every region of which something is recorded."""
        return {region: Tally.of(counts) for region, counts in self.counts.items()}

    @cached_property
    def rows(self) -> list[tuple[Region, Tally | None, datetime | None]]:
        """The regions by name, each with its tally and when it last recorded something, where either is known."""
        return [(one, self.tallies.get(one.slug), self.newest.get(one.slug)) for one in by_name(self.regions)]

    @property
    def using(self) -> int:
        """How many regions use or pilot something."""
        return sum(tally.in_use > 0 for tally in self.tallies.values())

    @property
    def leaving(self) -> int:
        """How many regions have given something up, or are doing so."""
        return sum(tally.left > 0 for tally in self.tallies.values())


@dataclass(frozen=True)
class UseMap:
    """One method in all regions on a day."""

    as_of: AsOf
    regions: Sequence[Region]
    entries: Sequence[Entry]
    mailboxes: Mapping[str, str]

    @cached_property
    def states(self) -> dict[str, Status]:
        """What each region does that has said so."""
        return {entry.region: entry.status for entry in self.entries}

    @cached_property
    def groups(self) -> list[tuple[Status, list[Region]]]:
        """The statuses that there are, each with its regions by name."""
        found = [
            (status, by_name(one for one in self.regions if self.states.get(one.slug) is status)) for status in SHOWN
        ]
        return [(status, regions) for status, regions in found if regions]

    @property
    def unknown(self) -> int:
        """Of how many regions nothing is known."""
        return len(self.regions) - len(self.states)

    @property
    def in_use(self) -> int:
        """How many regions use it, pilots not counted."""
        return sum(status in IN_USE and status is not Status.PILOTING for status in self.states.values())

    @property
    def piloting(self) -> int:
        """How many regions pilot it."""
        return sum(status is Status.PILOTING for status in self.states.values())

    @property
    def left(self) -> int:
        """How many regions have given it up, or are doing so."""
        return sum(status in LEAVING for status in self.states.values())

    @property
    def whom_to_ask(self) -> list[tuple[Region, str]]:
        """The regions that use or pilot it and have given a mailbox, by name."""
        return [
            (region, self.mailboxes[region.slug])
            for region in by_name(self.regions)
            if self.states.get(region.slug) in IN_USE and region.slug in self.mailboxes
        ]
