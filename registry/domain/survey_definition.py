"""What a round of the survey asks: sections with questions, each of a kind, in three languages. Read from plain values and never changed.

Questions of maturity and of methods are asked once for each indicator. A place for one answer is (question, indicator), with "" for none.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Final, Self

from pydantic import ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

from registry.domain.errors import Invalid, InvalidInput
from registry.domain.inputs import Input, Text
from registry.domain.models.base import Texts
from registry.domain.survey_terms import QuestionKind
from registry.domain.vocabulary import Language

PER_INDICATOR: Final = frozenset({QuestionKind.MATURITY, QuestionKind.METHODS})
"""Kinds that are asked once for each indicator."""
WITH_OPTIONS: Final = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
LEVELS: Final = 5
"""Levels of maturity: 0 to 4."""
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Slot = tuple[str, str]
"""A place for one answer: question, indicator code or ""."""


class _Part(Input):
    """Base of all parts: nothing unknown, and nothing changes."""

    model_config = ConfigDict(frozen=True)


def _whole(texts: Texts) -> Texts:
    lacking = [one.value for one in Language if not texts.get(one.value, "").strip()]
    if lacking or len(texts) != len(Language):
        raise ValueError(f"must be in fi, sv and en; lacking or unknown: {', '.join(lacking) or ', '.join(texts)}")
    return texts


class _Texts(_Part):
    """What has a main text in all three languages."""

    text: Texts

    _in_three = field_validator("text")(_whole)


class Option(_Texts):
    """One answer to choose."""

    id: Key


class Level(_Texts):
    """A described level of maturity."""

    level: int = Field(ge=0, lt=LEVELS)
    name: Texts

    _name_in_three = field_validator("name")(_whole)


class Question(_Texts):
    """One question. `options` belong to choices, `levels` to maturity."""

    id: Key
    kind: QuestionKind
    hint: Texts = Field(default_factory=dict)
    options: tuple[Option, ...] = ()
    levels: tuple[Level, ...] = ()
    required: bool = False

    @property
    def by_indicator(self) -> bool:
        """Whether it is asked once for each indicator."""
        return self.kind in PER_INDICATOR

    @field_validator("hint")
    @classmethod
    def _hint_in_three(cls, hint: Texts) -> Texts:
        return _whole(hint) if hint else hint

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if (self.kind in WITH_OPTIONS) != bool(self.options):
            raise ValueError("choices have options, and nothing else has")
        wanted = list(range(LEVELS)) if self.kind is QuestionKind.MATURITY else []
        if [one.level for one in self.levels] != wanted:
            raise ValueError("maturity has the levels 0 to 4 in their order, and nothing else has levels")
        _unique([one.id for one in self.options], "options")
        return self


class Section(_Part):
    """Questions that are answered on one page."""

    id: Key
    title: Texts
    intro: Texts = Field(default_factory=dict)
    questions: tuple[Question, ...] = Field(min_length=1)

    _title_in_three = field_validator("title")(_whole)

    @field_validator("intro")
    @classmethod
    def _intro_in_three(cls, intro: Texts) -> Texts:
        return _whole(intro) if intro else intro


class Definition(_Part):
    """A whole survey. `key` is the year and the name of its file; `source` says where headings and wording come from."""

    key: Key
    title: Texts
    intro: Texts
    source: Text
    sections: tuple[Section, ...] = Field(min_length=1)

    _in_three = field_validator("title", "intro")(_whole)

    @model_validator(mode="after")
    def _has_each_id_once(self) -> Self:
        _unique([one.id for one in self.sections], "sections")
        _unique([one.id for one in self.questions], "questions")
        return self

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in their order."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question | None:
        """The question with an id."""
        return next((one for one in self.questions if one.id == key), None)

    def section(self, key: str) -> Section | None:
        """The section with an id."""
        return next((one for one in self.sections if one.id == key), None)

    def slots(self, codes: Sequence[str], *, required: bool = False) -> tuple[Slot, ...]:
        """Every place for an answer, in order, where `codes` are the indicators; or those of required questions only."""
        return tuple(slot for one in self.questions if one.required or not required for slot in slots_of(one, codes))


def slots_of(question: Question, codes: Sequence[str]) -> Iterator[Slot]:
    """The places for answers to one question."""
    yield from ((question.id, code) for code in (codes if question.by_indicator else ("",)))


def _unique(ids: Sequence[str], what: str) -> None:
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"twice among {what}: {', '.join(twice)}")


def read(values: Mapping[str, Any]) -> Definition:
    """A definition from plain values, as a file or a round has them. Raises InvalidInput with the place of each problem (`sections.0.title`)."""
    try:
        return Definition.model_validate(values)
    except ValidationError as error:
        problems = [
            Invalid(".".join(map(str, one["loc"])) or "document", "not_as_defined", said=one["msg"])
            for one in error.errors()
        ]
        raise InvalidInput(problems) from error


def plain(definition: Definition) -> dict[str, Any]:
    """The exact inverse of `read`: what a file and a round keep."""
    return definition.model_dump(mode="json", exclude_defaults=True)
