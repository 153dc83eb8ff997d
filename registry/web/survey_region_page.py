"""A region's answers to a round of the HYTE status survey beside those of the country; the methods that were named; what was said in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from registry.domain import survey_results
from registry.domain.models import Indicator, Method, Region
from registry.domain.survey_definition import Definition, Question
from registry.domain.survey_results import Answer, Change, Country, Place
from registry.domain.survey_submitted import Asked
from registry.domain.survey_terms import QuestionKind
from registry.search import cards
from registry.search.cards import Card
from registry.search.facets import Catalogue, Filters
from registry.search.service import Reference
from registry.web.rendering import local
from registry.web.survey_results_page import WITH_WORDS, of_kind
from registry.web.use_map import by_name

PER_PAGE: Final = 20


@dataclass(frozen=True)
class Compared:
    """An indicator: the region's level (None where it told none), the country, and the change since the earlier round."""

    indicator: Indicator
    level: int | None
    country: Country | None
    change: Change | None
    words: str
    methods: Sequence[Card]
    unlisted: int

    @property
    def place(self) -> Place | None:
        """Where the region lies in the country."""
        return None if self.level is None or self.country is None else self.country.place(self.level)

    def at(self, level: float) -> float:
        """Where a level stands on a line of 100."""
        return 6 + 22 * level


@dataclass(frozen=True)
class RegionPage:
    """One region. `own` are its answers, `own_before` those to the earlier round, `country` what all said of maturity."""

    asked: Asked
    earlier: Asked | None
    region: Region
    has_answered: bool
    question: Question | None
    own: Sequence[Answer]
    own_before: Sequence[Answer]
    country: Sequence[Answer]
    reference: Reference
    known: Catalogue

    @cached_property
    def rows(self) -> list[Compared]:
        """The indicators in their order."""
        asked = self.question.id if self.question else ""
        now, before = (survey_results.levels(said, asked) for said in (self.own, self.own_before))
        levels, changed = survey_results.of_region(now, self.region.slug), survey_results.changes(now, before)
        summed = survey_results.by_indicator(survey_results.levels(self.country, asked))
        words = {one.indicator: survey_results.text_of(one.value) for one in self.own if one.question == asked}
        named = survey_results.named(self.own, [one.id for one in of_kind(self.asked.definition, QuestionKind.METHODS)])
        return [
            Compared(
                indicator,
                levels.get(code),
                summed.get(code),
                changed.get((self.region.slug, code)),
                words.get(code, ""),
                cards_of(self.known, named.get(code, {}), code),
                len(unlisted(self.known.methods, named.get(code, {}))),
            )
            for code, indicator in self.reference.indicators.items()
        ]

    def count(self, place: Place) -> int:
        """On how many indicators the region lies there."""
        return sum(row.place is place for row in self.rows)

    def said(self, question: Question, code: str = "") -> Answer | None:
        """What the region answered to a question."""
        return next((one for one in self.own if (one.question, one.indicator) == (question.id, code)), None)

    def chosen(self, question: Question) -> list[str]:
        """The words of the options that it chose."""
        said = self.said(question)
        taken = survey_results.chosen_of(said.value) if said else []
        return [local(option.text) for option in question.options if option.id in taken]

    def words(self, question: Question, code: str = "") -> str:
        """What it wrote."""
        said = self.said(question, code)
        return survey_results.text_of(said.value) if said else ""

    def others(self, question: Question) -> list[tuple[Indicator, str]]:
        """What it wrote to a question of methods, by indicator."""
        said = [(indicator, self.words(question, code)) for code, indicator in self.reference.indicators.items()]
        return [(indicator, words) for indicator, words in said if words]


def cards_of(known: Catalogue, named: Mapping[str, object], code: str) -> list[Card]:
    """Published methods with the rating that they have for an indicator."""
    return cards.of(known.methods, list(named), Filters(indicator=(code,) if code else ()))


def unlisted(published: Mapping[str, Method], named: Mapping[str, object]) -> list[str]:
    """The ids of methods that are in the catalogue no longer: their names are not told."""
    return [method for method in named if method not in published]


@dataclass(frozen=True)
class Named:
    """The methods named for an indicator (None: for none), each with its regions by name."""

    indicator: Indicator | None
    methods: Sequence[tuple[Card, Sequence[Region]]]
    unlisted: int


def named(asked: Asked, answers: Sequence[Answer], reference: Reference, known: Catalogue) -> list[Named]:
    """What all regions named, in the order of the indicators; those of which none was named too."""
    found = survey_results.named(answers, [one.id for one in of_kind(asked.definition, QuestionKind.METHODS)])
    made = []
    for code, indicator in reference.indicators.items():
        by_method = found.get(code, {})
        rows = [(card, _regions(reference, by_method[card.method.id])) for card in cards_of(known, by_method, code)]
        made.append(Named(indicator, rows, len(unlisted(known.methods, by_method))))
    return made


def _regions(reference: Reference, slugs: Sequence[str]) -> list[Region]:
    return by_name(reference.regions[slug] for slug in slugs if slug in reference.regions)


@dataclass(frozen=True)
class Said:
    """What a region wrote to a question; `level` where it is one of maturity."""

    region: Region
    indicator: Indicator | None
    level: int | None
    text: str


def questions_with_words(definition: Definition) -> list[Question]:
    """The questions whose answers can be read as texts."""
    return of_kind(definition, *WITH_WORDS)


def texts(answers: Sequence[Answer], question: Question, reference: Reference) -> list[Said]:
    """What was written to a question, by name of region and in the order of the indicators."""
    regions = {region.slug: place for place, region in enumerate(by_name(reference.regions.values()))}
    codes = {code: place for place, code in enumerate(reference.indicators, start=1)}
    written = [
        one
        for one in answers
        if one.question == question.id and one.region in regions and survey_results.text_of(one.value)
    ]
    written.sort(key=lambda one: (regions[one.region], codes.get(one.indicator, 0)))
    levels = survey_results.levels(written, question.id)
    return [
        Said(
            reference.regions[one.region],
            reference.indicators.get(one.indicator),
            levels.get((one.region, one.indicator)),
            survey_results.text_of(one.value),
        )
        for one in written
    ]
