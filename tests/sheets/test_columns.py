"""Headers and values in three languages: every word means one thing, however it is spaced."""

from enum import StrEnum

import pytest

from registry.sheets import columns
from registry.sheets.columns import KINDS, Column, Dictionary, column_of, header, letter, same, texts, word
from registry.web.labels import sheet_words

WORDS = sheet_words()


def test_every_column_has_headers_in_all_languages() -> None:
    assert set(texts()["columns"]) == {column.value for column in Column}
    for languages in texts()["columns"].values():
        assert set(languages) == {"fi", "sv", "en"}
        assert all(words for words in languages.values())


def test_no_header_means_two_columns() -> None:
    meant: dict[str, set[str]] = {}
    for column, languages in texts()["columns"].items():
        for text in (column, *(text for words in languages.values() for text in words)):
            meant.setdefault(same(text), set()).add(column)
    assert {text: found for text, found in meant.items() if len(found) > 1} == {}


@pytest.mark.parametrize("column", Column)
@pytest.mark.parametrize("language", ["code", "fi", "sv", "en"])
def test_a_written_header_is_read_in_any_case_and_spacing(column: Column, language: str) -> None:
    written = header(column, language)
    for text in (
        written,
        written.upper(),
        f"  {written.lower()} ",
        written.replace(" ", "_"),
        written.replace(" ", "\u00a0"),
    ):
        assert column_of(text) is column


def test_other_headers_are_none() -> None:
    assert column_of("Muuta") is None
    assert column_of("") is None


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_means_two_values(kind: type[StrEnum]) -> None:
    meant: dict[str, set[str]] = {}
    for value in kind:
        for text in (value.value, *WORDS[kind][value.value].values()):
            meant.setdefault(same(text), set()).add(value.value)
    assert {text: found for text, found in meant.items() if len(found) > 1} == {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["code", "fi", "sv", "en"])
def test_a_written_word_is_read(kind: type[StrEnum], language: str) -> None:
    dictionary = Dictionary(WORDS)
    for value in kind:
        written = word(WORDS, value, language)
        assert dictionary.value(kind, f" {written.upper()} ") == value.value
        assert dictionary.means(value, written)
        assert columns.SEPARATOR not in written
    assert dictionary.value(kind, "jotain muuta") == "jotain muuta"


def test_letters_are_those_of_spreadsheets() -> None:
    assert [letter(at) for at in (0, 25, 26, 27, 51, 52, 701, 702)] == ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]
