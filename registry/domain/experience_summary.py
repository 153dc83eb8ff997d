"""What regions have told of a method, put together: without a database, from the answers of the published reports.

Nothing is averaged. How many were reached is summed only over the reports that give both numbers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from registry.domain.experience_terms import Again, Eric


@dataclass(frozen=True, slots=True)
class Reached:
    """How many were reached of how many, in so many reports."""

    numerator: int
    denominator: int
    reports: int

    @property
    def share(self) -> float:
        """The share reached, 0 to 1."""
        return self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class Summary:
    """So many reports; how many would do it again, with changes or not; what helped, the most often named first; how many were reached."""

    reports: int
    again: Mapping[Again, int]
    helped: tuple[tuple[Eric, int], ...]
    reached: Reached | None


def summarised(answers: Iterable[Mapping[str, Any]]) -> Summary:
    """The summary of published reports."""
    told = list(answers)
    again = Counter(one.get("again") for one in told)
    helped = Counter(tag for one in told for tag in one.get("helped", ()))
    order = list(Eric)
    named = sorted(
        ((Eric(tag), number) for tag, number in helped.items()), key=lambda pair: (-pair[1], order.index(pair[0]))
    )
    return Summary(len(told), {one: again[one.value] for one in Again}, tuple(named), _reached(told))


def _reached(told: Iterable[Mapping[str, Any]]) -> Reached | None:
    pairs = [
        (one["reach_numerator"], one["reach_denominator"])
        for one in told
        if one.get("reach_numerator") is not None and one.get("reach_denominator")
    ]
    if not pairs:
        return None
    return Reached(sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs), len(pairs))
