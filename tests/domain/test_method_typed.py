"""A method as it was typed: every rule of the inputs has a code, and codes have words."""

import re
from pathlib import Path

import pytest
from sqlmodel import Session

from registry.domain import known_use_input, method_input, method_typed
from registry.domain.errors import Invalid, InvalidInput
from registry.domain.method_input import MethodInput
from registry.web.problems import WORDS
from tests import samples


def messages() -> set[str]:
    """How the rules of the inputs begin to say what is wrong."""
    source = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (method_input, known_use_input))
    return set(re.findall(r'ValueError\(f?"([^"{]+)', source))


def test_every_rule_of_the_inputs_has_its_code() -> None:
    others = {"an age band without ends is left out", "unknown section: ", "link "}
    """An empty part of the form is left out, sections are named by the form, and a link's outcome is found by looking."""
    without = {
        text for text in messages() - others if not any(text.startswith(start) for start in method_typed.OF_RULE)
    }
    assert without == set()


def test_no_rule_is_forgotten_that_is_gone() -> None:
    said = messages()
    assert [start for start in method_typed.OF_RULE if not any(text.startswith(start) for text in said)] == []


def test_codes_have_words() -> None:
    tables = (method_typed.OF_RULE, method_typed.OF_TYPE, method_typed.OF_FIELD)
    assert {code for table in tables for code in table.values()} - WORDS.keys() == set()


def problems(session: Session, given: MethodInput, before: MethodInput | None = None) -> list[tuple[str, str]]:
    try:
        method_typed.check(session, given, before)
    except InvalidInput as error:
        return [(one.field, one.code) for one in error.problems]
    return []


@pytest.mark.parametrize("given", samples.ALL, ids=lambda given: given.id)
def test_what_is_there_is_well(session: Session, given: MethodInput) -> None:
    assert problems(session, given, given) == []


def test_what_is_not_there_is_told(session: Session) -> None:
    given = samples.BALANCE.model_copy(
        update={
            "themes": ["ei-ole"],
            "replaced_by": ["tasapaino", "kotikaynti", "ei-ole"],
            "indicators": [link.model_copy(update={"code": "P9"}) for link in samples.BALANCE.indicators[:1]],
        }
    )
    assert problems(session, given) == [
        ("themes", "not_a_choice"),
        ("indicators-0-code", "not_a_choice"),
        ("replaced_by", "unknown_method"),
        ("replaced_by", "unknown_method"),
    ]


@pytest.mark.parametrize(("second", "refused"), [("10.1000/A", True), ("10.1000/b", False), (None, False)])
def test_a_doi_stands_once(session: Session, second: str | None, refused: bool) -> None:
    first, other = samples.BALANCE.evidence
    items = [first.model_copy(update={"doi": "10.1000/a"}), other.model_copy(update={"doi": second})]
    given = samples.BALANCE.model_copy(update={"evidence": items})
    assert problems(session, given) == [("evidence-1-doi", "source_twice")] * refused
    assert problems(session, given, given) == []
    assert problems(session, given, samples.BALANCE) == [("evidence-1-doi", "source_twice")] * refused


@pytest.mark.parametrize("second", ["https://example.org/lahde", "https://example.org/LAHDE/"])
def test_an_address_stands_once_unless_a_doi_tells_the_sources_apart(session: Session, second: str) -> None:
    first, other = samples.BALANCE.evidence
    items = [first.model_copy(update={"doi": None}), other.model_copy(update={"url": second})]
    given = samples.BALANCE.model_copy(update={"evidence": items})
    assert problems(session, given) == [("evidence-1-url", "source_twice")]
    items[0] = first
    assert problems(session, samples.BALANCE.model_copy(update={"evidence": items})) == []


def test_all_that_is_wrong_is_told_once_each() -> None:
    plain = samples.BALANCE.plain()
    with pytest.raises(InvalidInput) as caught:
        method_typed.read(
            plain | {"name": {"fi": "x"}, "themes": [], "owner": " ", "added": "2026-13", "settings": ["x"]}
        )
    found = [(one.field, one.code) for one in caught.value.problems]
    assert found == [
        ("added", "not_a_month"),
        ("themes", "missing"),
        ("settings-0", "not_a_choice"),
        ("owner", "missing"),
        ("name-sv", "missing"),
        ("name-en", "missing"),
    ]
    assert isinstance(caught.value, Invalid)
