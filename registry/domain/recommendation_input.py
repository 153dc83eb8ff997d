"""What a recommendation is made of when it comes in, from a file or from a form. What its issuer does not say is left out."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints, field_validator

from registry.domain.inputs import DraftLanguages, IndicatorCode, Input, Line, Slug, Text
from registry.domain.recommendation_terms import RecommendationScope
from registry.domain.vocabulary import Language
from registry.domain.webinar_input import Address, in_order

EARLIEST, LATEST = 1950, 2100
LONGEST_STRENGTH = 300


class RecommendationInput(Input):
    """A recommendation, one an issuer and document. `strength` is in the issuer's words; `checked` says whether its text was read."""

    id: Slug
    scope: RecommendationScope
    issuer: DraftLanguages
    title: DraftLanguages
    year: int | None = Field(default=None, ge=EARLIEST, le=LATEST)
    strength: Annotated[Line, StringConstraints(max_length=LONGEST_STRENGTH)] | None = None
    url: Address | None = None
    checked: bool = False
    methods: list[Slug] = []
    indicators: list[IndicatorCode] = []
    finding: dict[Language, Text]

    @field_validator("finding")
    @classmethod
    def _finnish_first(cls, texts: dict[Language, str]) -> dict[Language, str]:
        if Language.FI not in texts:
            raise ValueError("the finding must be there in Finnish")
        return in_order(texts)

    def plain(self) -> dict[str, Any]:
        """The fields as plain values, in order, without those that say nothing."""
        return self.model_dump(mode="json", exclude_defaults=True)
