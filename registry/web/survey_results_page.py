"""The results of a round of the HYTE status survey as pages show them: the heat map with its comparison, and how choices divide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from registry.domain import survey_results
from registry.domain.models import Indicator, Region, Theme
from registry.domain.survey_definition import Definition, Question
from registry.domain.survey_results import Answer, Change, Country, Moves, Share
from registry.domain.survey_submitted import Asked
from registry.domain.survey_terms import QuestionKind
from registry.search.service import Reference
from registry.web.rendering import local
from registry.web.use_map import by_name

WITH_OPTIONS: Final = (QuestionKind.CHOICE, QuestionKind.CHOICES)
WITH_WORDS: Final = (QuestionKind.TEXT, QuestionKind.MATURITY, QuestionKind.METHODS)
"""Kinds whose answers have words to read."""


def of_kind(definition: Definition, *kinds: QuestionKind) -> list[Question]:
    """The questions of some kinds, in their order."""
    return [question for question in definition.questions if question.kind in kinds]


def maturity(definition: Definition, typed: str = "") -> Question | None:
    """The question of maturity that was asked for, or the first; None where a round has none."""
    found = of_kind(definition, QuestionKind.MATURITY)
    return next((one for one in found if one.id == typed), found[0] if found else None)


@dataclass(frozen=True)
class Reading:
    """What was handed in to a round: by which regions, and what they said."""

    asked: Asked
    regions: frozenset[str]
    answers: Sequence[Answer]


@dataclass(frozen=True)
class HeatMap:
    """Regions by indicators. `earlier` is the round that it is compared with; `theme` narrows the columns."""

    reading: Reading
    reference: Reference
    rounds: Sequence[Asked]
    question: Question | None
    theme: Theme | None = None
    earlier: Reading | None = None
    unknown: Sequence[tuple[str, str]] = ()

    @property
    def asked(self) -> Asked:
        """The round."""
        return self.reading.asked

    @property
    def questions(self) -> list[Question]:
        """The questions of maturity, of which one is shown."""
        return of_kind(self.asked.definition, QuestionKind.MATURITY)

    @cached_property
    def indicators(self) -> list[Indicator]:
        """The columns."""
        chosen = self.theme.indicators if self.theme else self.reference.indicators
        return [one for one in self.reference.indicators.values() if one.code in chosen]

    @cached_property
    def regions(self) -> list[Region]:
        """All regions, by name, whether they have answered or not."""
        return by_name(self.reference.regions.values())

    @cached_property
    def levels(self) -> dict[tuple[str, str], int]:
        """What the regions that answered said."""
        return self._levels(self.reading)

    def _levels(self, reading: Reading | None) -> dict[tuple[str, str], int]:
        if self.question is None or reading is None:
            return {}
        shown = {one.code for one in self.indicators}
        found = survey_results.levels(reading.answers, self.question.id)
        return {pair: level for pair, level in found.items() if pair[1] in shown}

    @cached_property
    def before(self) -> dict[tuple[str, str], int]:
        """What they said in the other round, where it asked the same."""
        return self._levels(self.earlier)

    @cached_property
    def changes(self) -> dict[tuple[str, str], Change]:
        """The changes, where both rounds have a level."""
        return survey_results.changes(self.levels, self.before)

    @property
    def kinds_of_change(self) -> dict[int, Change]:
        """One change of each size that is on the page, so that its sign is made once and not for every cell."""
        return {one.by: one for one in self.changes.values()}

    @cached_property
    def moves(self) -> dict[str, Moves]:
        """How many regions went which way, by indicator."""
        return survey_results.moves(self.changes)

    @cached_property
    def total(self) -> Moves:
        """The same over all that is shown."""
        return Moves(*(sum(getattr(one, way) for one in self.moves.values()) for way in ("up", "same", "down")))

    @cached_property
    def country(self) -> dict[str, Country]:
        """The country, by indicator."""
        return survey_results.by_indicator(self.levels)

    @cached_property
    def country_before(self) -> dict[str, Country]:
        """The country in the other round."""
        return survey_results.by_indicator(self.before)

    @property
    def answered(self) -> int:
        """How many regions have handed in."""
        return len(self.reading.regions & set(self.reference.regions))

    def ends(self) -> tuple[list[str], list[str]]:
        """The names of the indicators with the highest and the lowest median."""
        highest, lowest = survey_results.ends(self.country)
        return self._names(highest), self._names(lowest)

    def _names(self, codes: Iterable[str]) -> list[str]:
        chosen = set(codes)
        return [local(one.short) for one in self.indicators if one.code in chosen]

    @property
    def others(self) -> list[Asked]:
        """The rounds that it may be compared with."""
        return [one for one in self.rounds if one.key != self.asked.key]


@dataclass(frozen=True)
class Division:
    """How the answers to a question with options divide."""

    question: Question
    shares: Sequence[Share]
    words: Mapping[str, str]

    @property
    def n(self) -> int:
        """How many regions answered it."""
        return self.shares[0].of if self.shares else 0


def divisions(definition: Definition, answers: Sequence[Answer]) -> list[Division]:
    """How the answers divide, question by question."""
    return [
        Division(
            question,
            survey_results.distribution(answers, question.id, [option.id for option in question.options]),
            {option.id: local(option.text) for option in question.options},
        )
        for question in of_kind(definition, *WITH_OPTIONS)
    ]


def asked_for_heat(definition: Definition, question: Question | None) -> list[str]:
    """The ids of the questions whose answers the heat map and its divisions need."""
    return [*([question.id] if question else []), *(one.id for one in of_kind(definition, *WITH_OPTIONS))]
