"""What indicators, themes, regions, words and pages are made of when they come in from a file. See method_input.py for methods."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from registry.domain.inputs import IndicatorCode, Input, KeywordsInput, Line, Slug, Text, ThreeLanguages, Url
from registry.domain.vocabulary import Direction, IndicatorKind, Language


class SourceInput(Input):
    """Where a fact about an indicator was read."""

    title: Line
    url: Url | None = None
    accessed: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None


class IndicatorInput(Input):
    """One of the 13 indicators; `weight` is a share of the coefficient, 0 to 1."""

    code: IndicatorCode
    slug: Slug
    kind: IndicatorKind
    order: int = Field(ge=1, le=13)
    weight: float = Field(gt=0, le=1)
    direction: Direction
    theme: Slug
    name: ThreeLanguages
    short: ThreeLanguages
    name_translated: list[Language] = []
    measures: ThreeLanguages
    lede: ThreeLanguages
    unit: Line | None = None
    age_group: Line | None = None
    sources: list[SourceInput] = Field(min_length=1)
    keywords: KeywordsInput
    body: dict[Language, Text] = {}

    def plain(self) -> dict[str, Any]:
        """The fields as plain values, in order, without those that say nothing."""
        return self.model_dump(mode="json", exclude_defaults=True)


class ThemeInput(Input):
    """One of the four themes."""

    id: Slug
    order: int
    name: ThreeLanguages
    lede: ThreeLanguages
    indicators: list[IndicatorCode]


class RegionInput(Input):
    """A county or Helsinki; `tile` is column and row on the tile map."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{2}$")]
    slug: Slug
    name: ThreeLanguages
    short: ThreeLanguages
    abbreviation: Annotated[str, StringConstraints(min_length=3, max_length=4)]
    type: Line
    population: dict[int, int]
    cooperation_area: Slug
    website: Url | None = None
    tile: tuple[int, int]


class DefinitionInput(Input):
    """What a word means, where a reader of the registry meets it."""

    fi: Line
    sv: Line
    en: Line


class TermInput(Input):
    """A word of the field with its synonyms; `narrower_*` find this word but are not found by it, `search_only` is never shown."""

    id: Slug
    group: Line
    fi: Line | None = None
    sv: Line | None = None
    en: Line | None = None
    abbr: list[Line] = []
    definition: DefinitionInput | None = None
    synonyms_fi: list[Line] = []
    synonyms_sv: list[Line] = []
    synonyms_en: list[Line] = []
    narrower_fi: list[Line] = []
    narrower_sv: list[Line] = []
    narrower_en: list[Line] = []
    search_variants: list[Line] = []
    search_only: list[Line] = []
    stems_fi: list[Line] = []


class PageInput(Input):
    """A page in one language."""

    slug: Slug
    language: Language
    title: Line
    lede: Line
    description: Annotated[str, StringConstraints(max_length=170)]
    body: Text
