"""What the answers of a round of the HYTE status survey come to. Pure: answers in, figures out; nothing here asks who may see them.

A region that has not handed in its answers is in no figure at all: it is never a 0. Medians and quartiles are linear between ranks
(type 7), as the panel's are.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from registry.domain.panel import percentile

LOWEST, HIGHEST = 0, 4
"""The levels of maturity."""
Levels = Mapping[tuple[str, str], int]
"""The level of each region (slug) on each indicator (code); who has not answered is not there."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that a region has handed in; `indicator` is "" where the question is not asked by indicator."""

    region: str
    question: str
    indicator: str
    value: Mapping[str, Any]


class Trend(StrEnum):
    """How a level has changed from one round to another."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


class Place(StrEnum):
    """Where a region's level lies among those of the country: outside of the middle half of the regions, or in it."""

    ABOVE = "above"
    WITHIN = "within"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Change:
    """A level now and in the other round."""

    now: int
    before: int

    @property
    def by(self) -> int:
        """How many levels; below zero where it went down."""
        return self.now - self.before

    @property
    def trend(self) -> Trend:
        """Up, down or the same."""
        if self.by == 0:
            return Trend.SAME
        return Trend.UP if self.by > 0 else Trend.DOWN


@dataclass(frozen=True, slots=True)
class Country:
    """The levels of all regions that answered on an indicator: their number, median and quartiles. There is none for nobody."""

    n: int
    median: float
    low: float
    high: float

    def place(self, level: int) -> Place:
        """Where a level lies; on a quartile it is within."""
        if level > self.high:
            return Place.ABOVE
        return Place.BELOW if level < self.low else Place.WITHIN


@dataclass(frozen=True, slots=True)
class Moves:
    """How many regions went up, stayed and went down on an indicator, of those that answered in both rounds."""

    up: int
    same: int
    down: int

    @property
    def n(self) -> int:
        """How many answered in both rounds."""
        return self.up + self.same + self.down


@dataclass(frozen=True, slots=True)
class Share:
    """How many regions chose an option, of `of` that answered the question."""

    option: str
    count: int
    of: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where nobody answered."""
        return self.count / self.of if self.of else 0.0


def levels(answers: Iterable[Answer], question: str) -> dict[tuple[str, str], int]:
    """The levels given to a question of maturity. What is no level from 0 to 4 is left out."""
    return {
        (one.region, one.indicator): one.value["level"]
        for one in answers
        if one.question == question and _is_level(one.value.get("level"))
    }


def _is_level(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and LOWEST <= value <= HIGHEST


def country(values: Iterable[int]) -> Country | None:
    """Number, median and quartiles of levels; None for no levels."""
    ordered = sorted(values)
    if not ordered:
        return None
    low, median, high = (percentile(ordered, share) for share in (0.25, 0.5, 0.75))
    return Country(len(ordered), median, low, high)


def by_indicator(found: Levels) -> dict[str, Country]:
    """What the country comes to on each indicator of which some region told a level."""
    values: dict[str, list[int]] = defaultdict(list)
    for (_region, indicator), level in found.items():
        values[indicator].append(level)
    return {indicator: summed for indicator, given in values.items() if (summed := country(given))}


def changes(now: Levels, before: Levels) -> dict[tuple[str, str], Change]:
    """How each level has changed; only of regions and indicators that have one in both rounds."""
    return {pair: Change(level, before[pair]) for pair, level in now.items() if pair in before}


def moves(changed: Mapping[tuple[str, str], Change]) -> dict[str, Moves]:
    """How many regions went which way on each indicator."""
    counts: dict[str, Counter[Trend]] = defaultdict(Counter)
    for (_region, indicator), change in changed.items():
        counts[indicator][change.trend] += 1
    return {code: Moves(n[Trend.UP], n[Trend.SAME], n[Trend.DOWN]) for code, n in counts.items()}


def of_region(found: Levels, region: str) -> dict[str, int]:
    """The levels of one region by indicator."""
    return {indicator: level for (slug, indicator), level in found.items() if slug == region}


def ends(summed: Mapping[str, Country]) -> tuple[list[str], list[str]]:
    """The indicators with the highest and with the lowest median; the same ones in both where all medians are alike."""
    if not summed:
        return [], []
    medians = {code: one.median for code, one in summed.items()}
    most, least = max(medians.values()), min(medians.values())
    return [code for code, one in medians.items() if one == most], [
        code for code, one in medians.items() if one == least
    ]


def distribution(answers: Iterable[Answer], question: str, options: Sequence[str]) -> list[Share]:
    """How the answers to a question with options divide, in the order of the options. Of several choices each counts once a region."""
    chosen: dict[str, set[str]] = defaultdict(set)
    for one in answers:
        if one.question == question and (taken := chosen_of(one.value)):
            chosen[one.region].update(taken)
    told = {region: taken & set(options) for region, taken in chosen.items() if taken & set(options)}
    counts = Counter(option for taken in told.values() for option in taken)
    return [Share(option, counts[option], len(told)) for option in options]


def chosen_of(value: Mapping[str, Any]) -> list[str]:
    """The options that an answer chose: one or several."""
    if isinstance(one := value.get("choice"), str) and one:
        return [one]
    return [option for option in _list(value.get("choices")) if isinstance(option, str)]


def methods_of(value: Mapping[str, Any]) -> list[str]:
    """The ids of the methods that an answer names."""
    return [method for method in _list(value.get("methods")) if isinstance(method, str)]


def text_of(value: Mapping[str, Any]) -> str:
    """What an answer says in words, without blanks around; nothing where it says nothing."""
    words = value.get("text")
    return words.strip() if isinstance(words, str) else ""


def named(answers: Iterable[Answer], questions: Collection[str]) -> dict[str, dict[str, list[str]]]:
    """The methods named at some questions: by indicator the methods, by method the regions in order; most regions first, then by id."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in answers:
        if one.question in questions:
            for method in methods_of(one.value):
                found[one.indicator][method].add(one.region)
    return {
        indicator: {
            method: sorted(regions)
            for method, regions in sorted(by_method.items(), key=lambda it: (-len(it[1]), it[0]))
        }
        for indicator, by_method in sorted(found.items())
    }


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
