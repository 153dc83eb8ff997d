"""What a webinar or coefficient clinic is made of when it comes in, from a file or from a form. What is not known is left out."""

from datetime import date
from typing import Annotated, Any

from pydantic import StringConstraints, field_validator, model_validator

from registry.domain.inputs import DraftLanguages, IndicatorCode, Input, Line, Slug, Text, Url
from registry.domain.vocabulary import Language
from registry.domain.webinar_terms import WebinarKind

LONGEST_ADDRESS = 500
Address = Annotated[Url, StringConstraints(max_length=LONGEST_ADDRESS)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of day in Finland, as 09:30. Text, for YAML would read a bare 10:30 as a number."""


def in_order(texts: dict[Language, str]) -> dict[Language, str]:
    """Texts in the order of the languages, so that equal texts give equal files."""
    return {language: texts[language] for language in Language if language in texts}


class MaterialInput(Input):
    """Something that was shown or handed out."""

    name: Line
    url: Address


class WebinarInput(Input):
    """A webinar or clinic. A time needs a day, an end needs a beginning before it; `organisations` are those of the speakers."""

    id: Slug
    kind: WebinarKind
    title: DraftLanguages
    held_on: date | None = None
    starts_at: Clock | None = None
    ends_at: Clock | None = None
    cancelled: bool = False
    themes: list[Slug] = []
    indicators: list[IndicatorCode] = []
    methods: list[Slug] = []
    organisations: list[Line] = []
    material: list[MaterialInput] = []
    link: Address | None = None
    recording: Address | None = None
    source: Annotated[Line, StringConstraints(max_length=500)] | None = None
    source_url: Address | None = None
    description: dict[Language, Text] = {}

    @field_validator("description")
    @classmethod
    def _by_language(cls, texts: dict[Language, str]) -> dict[Language, str]:
        return in_order(texts)

    @model_validator(mode="after")
    def _times_agree(self) -> "WebinarInput":
        if self.starts_at and not self.held_on:
            raise ValueError("a time needs a day")
        if self.ends_at and not self.starts_at:
            raise ValueError("an end needs a beginning")
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            raise ValueError("the end must be after the beginning")
        return self

    def plain(self) -> dict[str, Any]:
        """The fields as plain values, in order, without those that say nothing."""
        return self.model_dump(mode="json", exclude_defaults=True)
