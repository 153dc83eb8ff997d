"""The columns of a sheet and the words in it: headers in three languages (headers.yaml), and values by the words that the caller brings.

The names of the columns in the code are those of the entry's fields, so that what is wrong with a field is known by its column.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from registry.domain.statuses import ExitHow, ExitWhy, Precision, Replacement, Source, Status

Texts = Mapping[str, str]
Words = Mapping[type[StrEnum], Mapping[str, Texts]]
"""The words of the values of each kind by language: `{Status: {"in_use": {"fi": …, "sv": …, "en": …}}}`."""

CODE: Final = "code"
"""The language of machines: names of columns and values as the code has them."""
HEADERS: Final = Path(__file__).with_name("headers.yaml")
_NOT_COMPARED: Final = re.compile(r"[\s_\-\u00ad\u200b\ufeff]+")


class Column(StrEnum):
    """A column of the sheet, in the order in which it is written."""

    REGION = "region"
    METHOD = "method"
    METHOD_NAME = "method_name"
    STATUS = "status"
    SINCE = "since"
    COVERAGE = "coverage"
    EXIT_HOW = "exit_how"
    EXIT_WHY = "exit_why"
    REPLACED_BY = "replaced_by"
    NOTE = "note"
    SOURCE = "source"
    SOURCE_URL = "source_url"
    RECORDED_AT = "recorded_at"
    CONFIRMED_ON = "confirmed_on"
    EXAMPLE = "example"


TAKEN: Final = (
    Column.REGION, Column.METHOD, Column.STATUS, Column.SINCE, Column.COVERAGE, Column.EXIT_HOW, Column.EXIT_WHY, Column.REPLACED_BY,
    Column.NOTE,
)  # fmt: skip
"""What an import takes; the other columns are for the reader."""
NEEDED: Final = (Column.REGION, Column.METHOD, Column.STATUS, Column.SINCE)
KIND_OF: Final[dict[Column, type[StrEnum]]] = {
    Column.STATUS: Status,
    Column.EXIT_HOW: ExitHow,
    Column.EXIT_WHY: ExitWhy,
    Column.REPLACED_BY: Replacement,
}
"""Columns whose values are words of ours."""
KINDS: Final[tuple[type[StrEnum], ...]] = (Status, ExitHow, ExitWhy, Replacement, Source, Precision)
SEPARATOR: Final = ";"


def same(text: str) -> str:
    """A text as it is compared: without case, spaces, hyphens and underscores."""
    return _NOT_COMPARED.sub("", unicodedata.normalize("NFKC", text)).casefold()


@cache
def texts() -> dict[str, Any]:
    """What headers.yaml holds."""
    found: dict[str, Any] = yaml.safe_load(HEADERS.read_text(encoding="utf-8"))
    return found


@cache
def _known_headers() -> dict[str, Column]:
    known: dict[str, Column] = {}
    for column in Column:
        words = [column.value, *(word for language in texts()["columns"][column].values() for word in language)]
        known |= {same(word): column for word in words}
    return known


def column_of(header: str) -> Column | None:
    """The column that a header means, in whatever language; None for one that is not ours."""
    return _known_headers().get(same(header))


def header(column: Column, language: str) -> str:
    """The header that is written."""
    return column.value if language == CODE else headers(column)[language]


def headers(column: Column) -> dict[str, str]:
    """The header that is written, in every language."""
    return {language: words[0] for language, words in texts()["columns"][column].items()}


def word(words: Words, value: StrEnum, language: str) -> str:
    """The word that is written for a value."""
    return value.value if language == CODE else words[type(value)][value.value][language]


class Dictionary:
    """The values by every word that means them."""

    def __init__(self, words: Words) -> None:
        self._known = {kind: self._of_kind(kind, words.get(kind, {})) for kind in KINDS}

    @staticmethod
    def _of_kind(kind: type[StrEnum], words: Mapping[str, Texts]) -> dict[str, str]:
        pairs = [(text, value.value) for value in kind for text in words.get(value.value, {}).values()]
        return {same(text): value for text, value in pairs} | {same(value.value): value.value for value in kind}

    def value(self, kind: type[StrEnum], typed: str) -> str:
        """The value that a word means; what means none comes back as it was typed, for the domain to refuse."""
        return self._known[kind].get(same(typed), typed)

    def means(self, value: StrEnum, typed: str) -> bool:
        """Whether a word means a value."""
        return self._known[type(value)].get(same(typed)) == value.value


def letter(position: int) -> str:
    """The letter of a column as spreadsheets show it; positions count from 0."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def split(text: str) -> Sequence[str]:
    """The parts of a cell that holds several."""
    return [part.strip() for part in text.split(SEPARATOR) if part.strip()]
