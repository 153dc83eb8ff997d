"""What a panel's votes come to. Pure: votes in, statistics out, by the rules that are told to the panel beforehand.

The class of an outcome: the effect with over half of the votes, the median size of those for benefit, the median certainty. The
recommendation for an indicator: RAND/UCLA appropriateness on a scale of 1 to 9, with disagreement by the interpercentile range
adjusted for symmetry.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from registry.domain.rating import rating_class
from registry.domain.vocabulary import Certainty, Effect, RatingClass, Size

Kind = TypeVar("Kind")
LOWEST, HIGHEST, MIDDLE = 1, 9, 5.0
ADOPT_FROM, LOCAL_FROM = 6.5, 3.5
IPRAS_BASE, IPRAS_SLOPE = 2.35, 1.5
"""2.35 as in the RAND/UCLA manual; a published example prints 2.5, but its own result comes out only with 2.35."""
QUORUM: Final = 7
QUORUM_D: Final = 3
CERTAINTIES: Final = (Certainty.VERY_LOW, Certainty.LOW, Certainty.MODERATE, Certainty.HIGH)
SIZES: Final = (Size.SMALL, Size.MODERATE, Size.LARGE)


class Advice(StrEnum):
    """What a panel recommends to regions of a method and an indicator; it may differ by region in between."""

    ADOPT = "adopt"
    JUDGE_LOCALLY = "judge_locally"
    ABANDON = "abandon"


@dataclass(frozen=True)
class OutcomeVote:
    """One reviewer's reading of an outcome; `size` belongs to a benefit, `certainty` to a studied effect."""

    effect: Effect
    size: Size | None = None
    certainty: Certainty | None = None


@dataclass(frozen=True)
class OutcomeResult:
    """What the votes on an outcome come to. Without an effect that over half voted for, no class is decided."""

    n: int
    effects: dict[Effect, int]
    effect: Effect | None
    size: Size | None
    certainty: Certainty | None
    letter: RatingClass | None
    has_quorum: bool

    @property
    def is_decided(self) -> bool:
        """Whether the panel has given a class."""
        return self.letter is not None and self.has_quorum


@dataclass(frozen=True)
class ScoreResult:
    """Statistics of 1-9 votes. `advice` is None with disagreement or without votes."""

    n: int
    median: float
    p30: float
    p70: float
    ipr: float
    ipras: float
    disagreement: bool
    advice: Advice | None


def percentile(ordered: Sequence[float], share: float) -> float:
    """The percentile of ordered values, linear between ranks (type 7 of Hyndman & Fan 1996); `share` is 0 to 1."""
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def score(votes: Collection[int]) -> ScoreResult:
    """What 1-9 votes come to. Raises ValueError without votes or with one outside the scale."""
    ordered = sorted(votes)
    if not ordered or ordered[0] < LOWEST or ordered[-1] > HIGHEST:
        raise ValueError("votes are whole numbers from 1 to 9, and at least one")
    median, p30, p70 = (round(percentile(ordered, share), 6) for share in (0.5, 0.3, 0.7))
    ipr = round(p70 - p30, 6)
    ipras = round(IPRAS_BASE + IPRAS_SLOPE * abs(MIDDLE - (p30 + p70) / 2), 6)
    disagreement = ipr > ipras
    return ScoreResult(
        len(ordered), median, p30, p70, ipr, ipras, disagreement, None if disagreement else advice(median)
    )


def advice(median: float) -> Advice:
    """The recommendation that a median without disagreement gives."""
    if median >= ADOPT_FROM:
        return Advice.ADOPT
    return Advice.JUDGE_LOCALLY if median >= LOCAL_FROM else Advice.ABANDON


def outcome(votes: Sequence[OutcomeVote], *, plausible: bool = True) -> OutcomeResult:
    """What votes on an outcome come to; `plausible` says whether a rationale is written, for an effect that nobody studied."""
    effects = Counter(vote.effect for vote in votes)
    effect = next((one for one, count in effects.items() if 2 * count > len(votes)), None)
    if effect is None:
        return OutcomeResult(len(votes), dict(effects), None, None, None, None, has_quorum=False)
    agreeing = [vote for vote in votes if vote.effect is effect]
    size = _lower_median([vote.size for vote in agreeing if vote.size], SIZES) if effect is Effect.BENEFIT else None
    rated = [vote.certainty for vote in votes if vote.certainty]
    certainty = None if effect is Effect.NOT_STUDIED else _lower_median(rated, CERTAINTIES)
    letter = rating_class(effect, certainty, plausible=plausible) if certainty or effect is Effect.NOT_STUDIED else None
    has_quorum = len(votes) >= quorum(letter)
    return OutcomeResult(len(votes), dict(effects), effect, size, certainty, letter, has_quorum)


def quorum(letter: RatingClass | None) -> int:
    """How many votes a class needs."""
    return QUORUM_D if letter is RatingClass.D else QUORUM


def _lower_median(values: Sequence[Kind], order: Sequence[Kind]) -> Kind | None:
    """The middle value; of two middle ones the lower."""
    ranked = sorted(values, key=order.index)
    return ranked[(len(ranked) - 1) // 2] if ranked else None
