"""What a survey may ask: the starter definition is whole, and what is wrong in another is told with its place."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from registry import survey_files
from registry.content import documents
from registry.domain import survey_definition
from registry.domain.errors import Invalid
from registry.domain.survey_terms import QuestionKind
from registry.paths import CONTENT
from tests import surveys as samples

CODES = [*(f"P{n}" for n in range(1, 9)), *(f"O{n}" for n in range(1, 6))]


@pytest.fixture
def values() -> dict[str, Any]:
    """The starter definition as plain values."""
    return copy.deepcopy(survey_definition.plain(samples.definition()))


def test_the_starter_has_the_headings_of_2025() -> None:
    found = samples.definition()
    assert [one.id for one in found.sections] == [
        "rakenteet", "rahoitus", "tietojohtaminen", "menetelmat", "ehdotukset",
    ]  # fmt: skip
    assert {one.kind for one in found.questions} == set(QuestionKind)
    assert len(found.slots(CODES)) == 2 * 13 + 8
    assert len(found.slots(CODES, required=True)) == 13 + 2


def test_read_and_plain_are_inverses(values: dict[str, Any]) -> None:
    assert survey_definition.plain(survey_definition.read(values)) == values


def _other(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda values: values.__setitem__(key, value)


def _in_question(number: int, key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda values: values["sections"][2]["questions"][number].__setitem__(key, value)


WRONG: list[tuple[Callable[[dict[str, Any]], None], str]] = [
    (_other("key", "Vuosi 2025"), "key"),
    (_other("title", {"fi": "Vain suomeksi"}), "title"),
    (_other("sections", []), "sections"),
    (_other("unknown", 1), "unknown"),
    (_in_question(0, "levels", []), "sections.2.questions.0"),
    (_in_question(0, "kind", "choice"), "sections.2.questions.0"),
    (_in_question(0, "kind", "poem"), "sections.2.questions.0.kind"),
    (_in_question(1, "text", {"fi": "a", "sv": " ", "en": "c"}), "sections.2.questions.1.text"),
    (_in_question(1, "id", "kypsyys"), "document"),
]


@pytest.mark.parametrize(
    ("change", "place"), WRONG, ids=[f"{number}-{place}" for number, (_, place) in enumerate(WRONG)]
)
def test_what_is_wrong_is_told_with_its_place(
    values: dict[str, Any], change: Callable[[dict[str, Any]], None], place: str
) -> None:
    change(values)
    with pytest.raises(Invalid) as caught:
        survey_definition.read(values)
    assert place in {one.field for one in caught.value.problems}


def test_files_are_checked_with_the_content() -> None:
    path = "surveys/2025.yaml"
    text = (CONTENT / path).read_text(encoding="utf-8")
    assert documents.kind_of(path) == documents.SURVEYS
    assert documents.write(documents.read(path, text)) == text
    with pytest.raises(documents.Unreadable) as caught:
        documents.read(path, text.replace("level: 4", "level: 7"))
    assert next((one.path, one.line > 50) for one in caught.value.problems) == (path, True)
    assert [one.key for one in survey_files.available()] == ["2025"]
