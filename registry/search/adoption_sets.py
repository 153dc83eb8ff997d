"""What regions do with methods on a day, as bit sets in memory: what the filters `region` and `status` mean, and what counts are made of.

The ledger moves far more often than the catalogue, so this is a copy of its own: it is made of one small query and leaves the catalogue as
it is. The search service makes a new one when the ledger's number or the catalogue has changed, and one for every day that is asked for.

| chosen | the methods |
|---|---|
| region and status | that have any of the statuses in any of the regions today |
| region alone | of which something holds today in any of the regions |
| status alone | that have any of the statuses in any region today |

`not_recorded` is a status like the others where regions are chosen: in at least one of them nothing is recorded. Without a region it means
that no region has recorded anything: nearly every method is unknown in some region.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Final

from registry.domain.statuses import Status

NOT_RECORDED: Final = "not_recorded"
STATUSES: Final = (*(status.value for status in Status), NOT_RECORDED)
"""What a list may be narrowed to: the statuses, and that none holds."""


class AdoptionSets:
    """The sets of methods by region and status on one day, made of their ids.

    `everything` is the set of all methods, `set_of` makes a set of ids.
    """

    def __init__(
        self,
        regions: Sequence[str],
        held: Mapping[tuple[str, Status], Iterable[str]],
        everything: int,
        set_of: Callable[[Iterable[str]], int],
    ) -> None:
        self.regions = tuple(regions)
        self._everything = everything
        self._held = {(region, status.value): set_of(methods) for (region, status), methods in held.items()}
        self._recorded = {
            region: union(bits for (where, _), bits in self._held.items() if where == region) for region in self.regions
        }
        self._anywhere = {
            status: union(bits for (_, what), bits in self._held.items() if what == status) for status in STATUSES
        }
        self._anywhere[NOT_RECORDED] = everything & ~union(self._recorded.values())

    def counts(self) -> dict[str, dict[Status, int]]:
        """For every region of which something holds how many methods have each status."""
        found: dict[str, dict[Status, int]] = defaultdict(dict)
        for (region, status), bits in self._held.items():
            if bits:
                found[region][Status(status)] = bits.bit_count()
        return dict(found)

    def of(self, method: int) -> dict[str, Status]:
        """What each region does that has said so of one method, given as a set."""
        return {region: Status(status) for (region, status), bits in self._held.items() if bits & method}

    def recorded(self) -> int:
        """The methods of which something holds in any region."""
        return union(self._recorded.values())

    def meeting(self, regions: Sequence[str], statuses: Sequence[str]) -> int:
        """The methods that meet the two filters; all of them where neither is chosen."""
        if not regions and not statuses:
            return self._everything
        if not regions:
            return union(self._anywhere[status] for status in statuses)
        if not statuses:
            return union(self._recorded[region] for region in regions)
        return union(self._in(region, status) for region in regions for status in statuses)

    def _in(self, region: str, status: str) -> int:
        if status == NOT_RECORDED:
            return self._everything & ~self._recorded[region]
        return self._held.get((region, status), 0)


def union(sets: Iterable[int]) -> int:
    """The methods that are in any of the sets."""
    return reduce(or_, sets, 0)
