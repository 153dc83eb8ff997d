"""An experience report as it is typed: read into what is kept, with all that is wrong told at once.

Nothing is asked of a draft but that its numbers are numbers and its choices are choices; `lacking` says what a report needs to be published.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import ConfigDict, StringConstraints

from registry.domain.errors import Invalid, InvalidInput
from registry.domain.experience_terms import Again, CoreKept, Eric, Planned, ReAim
from registry.domain.inputs import Input

LONGEST: Final = 4000
LONGEST_SOURCE: Final = 300
LARGEST: Final = 99_999_999
FIRST_YEAR: Final = 2000
TEXTS: Final = (
    *(one.value for one in ReAim), "changed", "helped_note", "cost", "again_why",
)  # fmt: skip
"""The answers in words, in the order of the form; one of them at least makes a report."""
WORDS: Final = (*TEXTS, "cost_source")
"""All that somebody has written in words of their own: what is searched, and what an administrator may take out."""
NUMBERS: Final = ("reach_numerator", "reach_denominator", "hours", "cost_amount", "cost_year")
CHOICES: Final[dict[str, type[StrEnum]]] = {"planned": Planned, "core_kept": CoreKept, "again": Again}

Words = Annotated[str, StringConstraints(max_length=LONGEST)]


class ExperienceInput(Input):
    """What a region tells of a method; all of it may be empty."""

    model_config = ConfigDict(frozen=True)

    reach: Words = ""
    reach_numerator: int | None = None
    reach_denominator: int | None = None
    effectiveness: Words = ""
    adoption: Words = ""
    implementation: Words = ""
    hours: int | None = None
    maintenance: Words = ""
    changed: Words = ""
    planned: Planned | None = None
    core_kept: CoreKept | None = None
    helped: tuple[Eric, ...] = ()
    helped_note: Words = ""
    cost: Words = ""
    cost_amount: int | None = None
    cost_year: int | None = None
    cost_source: Annotated[str, StringConstraints(max_length=LONGEST_SOURCE)] = ""
    again: Again | None = None
    again_why: Words = ""

    def answers(self) -> dict[str, Any]:
        """What is kept: the fields that say something, by name."""
        dumped = self.model_dump(mode="json")
        return {name: value for name, value in dumped.items() if value not in (None, "", [])}


def read(typed: Mapping[str, Any]) -> ExperienceInput:
    """A report from its fields: `helped` is a list, all others text. Raises InvalidInput."""
    problems: list[Invalid] = []
    values: dict[str, Any] = {name: _clean(typed.get(name)) for name in WORDS}
    for name in NUMBERS:
        values[name] = _number(name, _clean(typed.get(name)), problems)
    for name, kind in CHOICES.items():
        values[name] = _choice(name, kind, _clean(typed.get(name)), problems)
    tags = [_clean(one) for one in typed.get("helped") or ()]
    chosen = {_choice("helped", Eric, one, problems) for one in tags}
    values["helped"] = tuple(one for one in Eric if one in chosen)
    problems += [
        Invalid(name, "too_long", most=_longest(name), length=len(values[name]))
        for name in WORDS
        if len(values[name]) > _longest(name)
    ]
    if problems:
        raise InvalidInput(problems)
    return ExperienceInput.model_validate(values)


def lacking(given: ExperienceInput, year: int) -> Sequence[Invalid]:
    """What a report lacks to be published in `year`: the answer to "again", a text, what a figure needs beside it."""
    problems: list[Invalid] = []
    numerator, denominator = given.reach_numerator, given.reach_denominator
    if denominator == 0:
        problems.append(Invalid("reach_denominator", "none_of_none"))
    if numerator is not None and denominator and numerator > denominator:
        problems.append(Invalid("reach_numerator", "more_than_all", all=denominator))
    if given.cost_amount is not None and given.cost_year is None:
        problems.append(Invalid("cost_year", "missing"))
    if given.cost_amount is not None and not given.cost_source:
        problems.append(Invalid("cost_source", "missing"))
    if given.cost_year is not None and not FIRST_YEAR <= given.cost_year <= year:
        problems.append(Invalid("cost_year", "year_out_of_range", first=FIRST_YEAR, last=year, typed=given.cost_year))
    if given.again is None:
        problems.append(Invalid("again", "missing"))
    if not any(getattr(given, name) for name in TEXTS):
        problems.append(Invalid("again_why", "no_text"))
    return problems


def words_in(answers: Mapping[str, Any]) -> str:
    """All that was written in words, as one text."""
    return "\n\n".join(str(answers[name]) for name in WORDS if answers.get(name))


def without_words(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without what was written in words: numbers, choices and tags stay."""
    return {name: value for name, value in answers.items() if name not in WORDS}


def _longest(name: str) -> int:
    return LONGEST_SOURCE if name == "cost_source" else LONGEST


def _clean(typed: object) -> str:
    return str(typed or "").replace("\0", "").replace("\r\n", "\n").strip()


def _number(name: str, typed: str, problems: list[Invalid]) -> int | None:
    """A whole number that is not negative, its thousands parted by spaces or not."""
    digits = "".join(typed.split())
    if not digits:
        return None
    if digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST)):
        return int(digits)
    problems.append(Invalid(name, "not_a_count", most=LARGEST, typed=typed[:40]))
    return None


def _choice(name: str, kind: type[StrEnum], typed: str, problems: list[Invalid]) -> Any:
    if not typed:
        return None
    try:
        return kind(typed)
    except ValueError:
        problems.append(Invalid(name, "not_a_choice", typed=typed[:40]))
        return None
