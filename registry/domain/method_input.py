"""What a method is made of when it comes in: from a content file, from a form, from anywhere. Tables do not validate; this does.

The order of the fields is the order in which a content file has them.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, Field, FiniteFloat, field_validator, model_validator

from registry.domain.inputs import (
    Doi,
    DraftLanguages,
    IndicatorCode,
    Input,
    KeywordsInput,
    Line,
    LineOrNothing,
    Month,
    Slug,
    Text,
    Url,
)
from registry.domain.known_use_input import KnownUseInput
from registry.domain.rating import rating_class
from registry.domain.vocabulary import (
    GROUP_OF,
    SECTIONS,
    Certainty,
    CostKind,
    Effect,
    EvidenceKind,
    GradeDomain,
    Group,
    Language,
    Link,
    Measure,
    Setting,
    Size,
    State,
    TargetGroup,
)

LACKS: Final = "lacks what only a draft may lack: "
"""How the complaint about missing languages begins; the paths follow."""


def lacking_in(values: Mapping[str, Any]) -> list[str]:
    """Where the plain values of a method lack a text of another language, as paths like `name-sv`."""
    texts = {key: values.get(key, {}) for key in ("name", "lede", "summary")}
    texts |= {"instead": values["instead"]} if values.get("instead") else {}
    for number, outcome in enumerate(values.get("outcomes", [])):
        texts |= {f"outcomes-{number}-{key}": outcome.get(key, {}) for key in ("name", "finding")}
    return [f"{path}-{language}" for path, one in texts.items() for language in ("sv", "en") if not one.get(language)]


def lacking_places(message: str) -> list[tuple[str | int, ...]]:
    """The places that a complaint about missing languages names; none for any other complaint."""
    paths = message.partition(LACKS)[2]
    parts = [path.split("-") for path in paths.split(", ")] if paths else []
    return [tuple(int(part) if part.isdigit() else part for part in path) for path in parts]


def _without_headings(text: str) -> str:
    if re.search(r"^## ", text, re.MULTILINE):
        raise ValueError("a section cannot hold a heading of its own level")
    return text


SectionText = Annotated[Text, AfterValidator(_without_headings)]


class SummaryInput(Input):
    """The one-paragraph summary of the other languages; Finnish has the one-minute section of the body. A draft may lack it."""

    sv: LineOrNothing = ""
    en: LineOrNothing = ""


class AgeInput(Input):
    """An age band in years; an open end is left out."""

    from_: int | None = Field(default=None, alias="from", ge=0, le=120)
    to: int | None = Field(default=None, ge=0, le=120)

    @model_validator(mode="after")
    def _has_an_end_and_an_order(self) -> Self:
        if self.from_ is None and self.to is None:
            raise ValueError("an age band without ends is left out")
        if self.from_ is not None and self.to is not None and self.from_ > self.to:
            raise ValueError("an age band goes upwards")
        return self


class TrainingInput(Input):
    text: Line
    url: Url | None = None


class CostInput(Input):
    """A cost; one that names a figure must have its year and source."""

    text: Line
    kind: CostKind = CostKind.OTHER
    amount: FiniteFloat | None = None
    currency: Literal["EUR", "USD", "GBP"] | None = None
    unit: Line | None = None
    year: int | None = Field(default=None, ge=1950, le=2100)
    source: Line | None = None
    url: Url | None = None

    @model_validator(mode="after")
    def _figure_has_year_and_source(self) -> Self:
        has_figure = self.amount is not None or re.search(r"\d", self.text)
        if has_figure and not (self.year and (self.source or self.url)):
            raise ValueError("a cost with a figure needs its year and its source")
        return self


class ReasonInput(Input):
    """Why certainty is what it is: one GRADE domain and its reason."""

    domain: GradeDomain
    text: Line


class OutcomeInput(Input):
    """An outcome on the two axes."""

    id: Slug
    name: DraftLanguages
    main: bool = False
    effect: Effect
    size: Size | None = None
    certainty: Certainty | None = None
    plausible: bool = True
    reasons: list[ReasonInput] = Field(min_length=1)
    finding: DraftLanguages
    figure: Line | None = None
    figure_note: Line | None = None

    @model_validator(mode="after")
    def _axes_agree(self) -> Self:
        if (self.effect is Effect.NOT_STUDIED) != (self.certainty is None):
            raise ValueError("certainty belongs to a studied effect, and only to one")
        if self.size is not None and self.effect not in {Effect.BENEFIT, Effect.HARM}:
            raise ValueError("only a benefit or a harm has a size")
        return self

    @property
    def group(self) -> Group:
        """The group of the derived class."""
        return GROUP_OF[rating_class(self.effect, self.certainty, plausible=self.plausible)]


class LinkInput(Input):
    """A link to an indicator through one of the method's outcomes."""

    code: IndicatorCode
    link: Link
    through: Slug
    why: Line
    delay: Line | None = None


class FigureInput(Input):
    """An effect estimate or the counts of a finding; the interval is the source's own, 95 % as a rule."""

    label: Line
    outcome: Slug | None = None
    measure: Measure | None = None
    value: FiniteFloat | None = None
    low: FiniteFloat | None = None
    high: FiniteFloat | None = None
    unit: Line | None = None
    studies: int | None = Field(default=None, ge=1)
    participants: int | None = Field(default=None, ge=1)
    note: Line | None = None

    @model_validator(mode="after")
    def _interval_holds_value(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError("an interval has two ends")
        if self.value is not None and self.measure is None:
            raise ValueError("a value needs its measure")
        inside = (
            self.low is None or self.high is None or (self.value is not None and self.low <= self.value <= self.high)
        )
        if not inside:
            raise ValueError("the value lies outside its interval")
        return self


class EvidenceInput(Input):
    """One source with its finding; a null or negative one is written as carefully as a positive one."""

    kind: EvidenceKind
    source: Line
    year: int | None = Field(default=None, ge=1900, le=2100)
    finding: Line
    rating: Line | None = None
    citation: Line | None = None
    url: Url | None = None
    doi: Doi | None = None
    checked: bool
    figures: list[FigureInput] = []

    @model_validator(mode="after")
    def _has_source(self) -> Self:
        if self.checked and not (self.url or self.doi or self.citation):
            raise ValueError("a checked item needs a URL, a DOI or a full citation")
        if self.figures and not self.checked:
            raise ValueError("figures of an unchecked item are not shown")
        return self


class MethodInput(Input):
    """A whole method."""

    id: Slug
    state: State = State.PUBLISHED
    added: Month
    updated: Month
    name: DraftLanguages
    name_translated: list[Language] = []
    themes: list[Slug] = Field(min_length=1)
    lede: DraftLanguages
    summary: SummaryInput
    keywords: KeywordsInput
    target: Line
    target_groups: list[TargetGroup] = Field(min_length=1)
    age: AgeInput | None = None
    setting: Line
    settings: list[Setting] = Field(min_length=1)
    owner: Line
    training: TrainingInput | None = None
    cost: list[CostInput] = []
    equity: Line | None = None
    materials_languages: list[Language] = []
    check_current: Line | None = None
    counterpart: Line | None = None
    replaced_by: list[Slug] = []
    instead: DraftLanguages | None = None
    phase_out: list[Line] = []
    outcomes: list[OutcomeInput] = Field(min_length=1)
    indicators: list[LinkInput] = []
    evidence: list[EvidenceInput] = []
    known_use: list[KnownUseInput] = []
    sections: dict[str, SectionText] = {}

    @field_validator("sections")
    @classmethod
    def _sections_are_known(cls, sections: dict[str, str]) -> dict[str, str]:
        if unknown := sections.keys() - set(SECTIONS):
            raise ValueError(f"unknown section: {', '.join(sorted(unknown))}")
        return sections

    @model_validator(mode="after")
    def _parts_agree(self) -> Self:
        ids = [outcome.id for outcome in self.outcomes]
        if len(set(ids)) != len(ids):
            raise ValueError("two outcomes have the same id")
        if sum(outcome.main for outcome in self.outcomes) != 1:
            raise ValueError("exactly one outcome is the main one")
        for link in self.indicators:
            if link.through not in ids:
                raise ValueError(f"link {link.code} goes through an unknown outcome: {link.through}")
        self._check_evidence()
        if self.state is not State.DRAFT and (lacking := self.lacking_languages()):
            raise ValueError(f"{LACKS}{', '.join(lacking)}")
        return self

    def _check_evidence(self) -> None:
        least = any(outcome.group is Group.LEAST_BENEFICIAL for outcome in self.outcomes)
        if least and not self.has_checked_evidence:
            raise ValueError("a rating of F or G needs a checked evidence item")

    def lacking_languages(self) -> list[str]:
        """Where a text of another language is missing, as paths like `name-sv`."""
        return lacking_in(self.plain())

    @property
    def has_checked_evidence(self) -> bool:
        """Whether any class other than U may be given."""
        return any(item.checked for item in self.evidence)

    @property
    def main_outcome(self) -> OutcomeInput:
        """The outcome whose class is the method's own."""
        return next(outcome for outcome in self.outcomes if outcome.main)

    def plain(self) -> dict[str, Any]:
        """The fields as plain values, in order, without those that say nothing."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
