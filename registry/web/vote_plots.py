"""The small plots of a panel's votes: bars for the options of an axis, columns for 1-9. Counts in, lengths out; nobody's name comes near them.

A plot is decoration: the numbers stand beside it in words (templates/components/spread.html).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from registry.domain.panel import HIGHEST, LOWEST
from registry.domain.vocabulary import Certainty, Effect, Size

FULL: Final = 100.0
"""How long the bar of all votes is; bars are shares of all votes, so that two plots can be compared."""
STEP: Final = 20
"""How wide the place of a column is."""
TALL: Final = 40.0


@dataclass(frozen=True)
class Bar:
    """How many chose an option; `length` is 0 to 100."""

    option: StrEnum
    count: int
    length: float


@dataclass(frozen=True)
class Column:
    """How many gave a score: a column from `y` down `height` units, at `x`."""

    score: int
    count: int
    x: int
    y: float
    height: float


def bars(counts: Mapping[str, int], kind: type[StrEnum]) -> list[Bar]:
    """A bar for every option of an axis, in the order of the axis; keys of `counts` may be the options or their values."""
    total = sum(counts.values())
    return [
        Bar(option, counts.get(option, 0), round(FULL * counts.get(option, 0) / total, 1) if total else 0)
        for option in kind
    ]


def effects(counts: Mapping[str, int]) -> list[Bar]:
    """The bars of votes on the effect."""
    return bars(counts, Effect)


def sizes(counts: Mapping[str, int]) -> list[Bar]:
    """The bars of votes on the size of a benefit."""
    return bars(counts, Size)


def certainties(counts: Mapping[str, int]) -> list[Bar]:
    """The bars of votes on the certainty."""
    return bars(counts, Certainty)


def columns(counts: Mapping[int, int]) -> list[Column]:
    """A column for every score from 1 to 9; the tallest fills the plot."""
    most = max(counts.values(), default=0)
    heights = {
        score: round(TALL * counts.get(score, 0) / most, 1) if most else 0 for score in range(LOWEST, HIGHEST + 1)
    }
    return [
        Column(score, counts.get(score, 0), (score - LOWEST) * STEP, TALL - height, height)
        for score, height in heights.items()
    ]


def place(score: float) -> float:
    """Where a median or percentile lies under the columns."""
    return (score - LOWEST) * STEP + STEP / 2
