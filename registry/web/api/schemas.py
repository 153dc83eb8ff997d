"""The shapes of the API's answers. A table row is never returned as it is."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from registry.domain.rating import Rating
from registry.domain.vocabulary import (
    Certainty,
    Direction,
    Effect,
    EvidenceKind,
    Group,
    IndicatorKind,
    Link,
    RatingClass,
    Size,
    Standing,
)


class Out(BaseModel):
    """Base of all answers."""

    model_config = ConfigDict(populate_by_name=True)


class Names(Out):
    """A text in the three languages."""

    fi: str
    sv: str
    en: str


class RatingOut(Out):
    """A rating: the two axes, the class they give by the registry's table, and whose reading it is."""

    letter: RatingClass = Field(alias="class")
    group: Group
    effect: Effect
    size: Size | None
    certainty: Certainty | None
    standing: Standing
    decided_on: date | None = Field(description="When a panel decided it; null while it is preliminary")
    valid_until: date | None

    @classmethod
    def of(cls, rating: Rating) -> "RatingOut":
        """The rating as it is answered."""
        return cls(
            letter=rating.letter,
            group=rating.group,
            effect=rating.effect,
            size=rating.size,
            certainty=rating.certainty,
            standing=rating.standing,
            decided_on=rating.decided_on,
            valid_until=rating.valid_until,
        )


class LinkOut(Out):
    """A method's link to an indicator with the rating of the outcome it goes through."""

    code: str
    link: Link
    through: str
    rating: RatingOut


class MethodItem(Out):
    """A method in a list."""

    id: str
    name: str
    names: Names
    url: str
    lede: str
    themes: list[str]
    target_groups: list[str]
    settings: list[str]
    rating: RatingOut
    indicators: list[LinkOut]


class FacetValue(Out):
    """A value of a facet: how many methods choosing it would give, and its words."""

    value: str
    count: int
    label: str


class MethodList(Out):
    """A page of methods."""

    total: int
    page: int
    pages: int
    per_page: int
    items: list[MethodItem]
    facets: dict[str, list[FacetValue]]
    suggestion: str | None = Field(description="Words that were searched instead, or that may have been meant")
    query: str = Field(description="The words that were searched")
    dropped: list[str] = Field(description="Words that matched nothing")
    weak: bool = Field(description="Whether even the best method fits the words only in part")
    indicators: list[str] = Field(description="Indicators that the words fit, best first")


class OutcomeOut(Out):
    """What a method was studied to change."""

    id: str
    name: Names
    main: bool
    rating: RatingOut
    finding: Names
    reasons: list[dict[str, str]]


class LinkDetail(LinkOut):
    """A link with its written reason, in Finnish."""

    why: str
    delay: str | None


class EvidenceOut(Out):
    """A source with its finding. `checked` says whether its text was read."""

    kind: EvidenceKind
    source: str
    year: int | None
    finding: str
    rating: str | None = Field(description="The source's own rating in its own words and scale")
    citation: str | None
    url: str | None
    doi: str | None
    checked: bool
    figures: list[dict[str, Any]]


class MethodDetail(MethodItem):
    """A whole method."""

    ledes: Names
    summary: dict[str, str]
    keywords: dict[str, list[str]]
    name_translated: list[str]
    age_from: int | None
    age_to: int | None
    outcomes: list[OutcomeOut]
    links: list[LinkDetail]
    evidence: list[EvidenceOut]
    sections: dict[str, str] = Field(description="Markdown by TIDieR item and other sections, in Finnish")
    details: dict[str, Any]
    added: str
    updated: str


class IndicatorOut(Out):
    """An indicator of the HYTE coefficient; `weight` is its share, 0 to 1."""

    code: str
    slug: str
    url: str
    kind: IndicatorKind
    name: str
    names: Names
    short: str
    weight: float
    direction: Direction
    theme: str
    unit: str | None
    age_group: str | None
    methods: dict[str, int] = Field(description="How many methods have each class in this indicator")


class IndicatorList(Out):
    """All indicators."""

    items: list[IndicatorOut]


class RegionOut(Out):
    """A wellbeing services county, or Helsinki."""

    slug: str
    code: str
    url: str
    name: str
    names: Names
    short: str
    type: str
    population: dict[str, int]
    cooperation_area: str
    website: str | None
    tile: tuple[int, int]


class RegionList(Out):
    """All regions."""

    items: list[RegionOut]


class SuggestionOut(Out):
    """A line under the search box."""

    text: str
    kind: str
    url: str | None


class SuggestionList(Out):
    """Lines under the search box."""

    items: list[SuggestionOut]


class Problem(Out):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
