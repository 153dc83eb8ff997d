"""Quoted words must stand in a document side by side, in any inflection."""

from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]


@pytest.mark.parametrize("text", ['"KiVa koulu"', '"kiva koulussa"', "”KiVa Koulu”", '"koulun tiimi"'])
def test_a_phrase_is_found_in_any_inflection(found: Found, text: str) -> None:
    assert found(text) == ["kiva"]


@pytest.mark.parametrize("text", ['"koulu kiva"', '"kiva tiimi"', '"koulu vankila"'])
def test_words_apart_are_no_phrase(found: Found, text: str) -> None:
    assert found(text) == []


def test_a_phrase_does_not_reach_over_two_texts(found: Found) -> None:
    assert found('"koulu kiusaaminen"') == []


def test_a_phrase_and_words_together(found: Found) -> None:
    assert found('"perheterapia vähentää" rikokset') == ["perheterapia"]


def test_a_phrase_brings_no_neighbours(engine: object, found: Found) -> None:
    assert found('"sleep school"') == ["uni"]


def test_a_lone_quote_is_nothing(found: Found) -> None:
    assert found('"kiusaaminen') == ["kiva"]
