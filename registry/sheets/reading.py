"""A file as rows of text: CSV as the programs of an office write it, or the first sheet of an XLSX workbook.

Numbers of rows are those that a spreadsheet shows. Rows that begin with # are for the reader and are left out; which ones is told.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from registry.domain.errors import Invalid
from registry.sheets import archive, workbook
from registry.sheets.archive import FIELD
from registry.sheets.cells import clean, unguarded
from registry.sheets.columns import column_of

MEGABYTE: Final = 1024 * 1024
COMMENT: Final = "#"
BLANKS: Final = 4
"""How many times as many rows as may come are looked at, blank ones among them: a small file can claim a million."""
SEPARATORS: Final = (",", ";", "\t")
_BINARY: Final = re.compile("[\x00-\x08\x0e-\x1f]")
_SAYS_SEPARATOR: Final = re.compile(r"\ufeff?sep=([,;\t|])(\r\n|\r|\n)", re.IGNORECASE)


@dataclass(frozen=True)
class Limits:
    """How large a sheet may be: bytes as it comes and unpacked, rows under the header, columns."""

    size: int = 2 * MEGABYTE
    unpacked: int = 20 * MEGABYTE
    rows: int = 5_000
    columns: int = 40


WEB: Final = Limits()
COMMAND: Final = Limits(size=20 * MEGABYTE, unpacked=200 * MEGABYTE, rows=100_000)


@dataclass(frozen=True)
class Row:
    """A row with its number and the texts of its cells."""

    number: int
    cells: Sequence[str]

    def cell(self, position: int) -> str:
        """The text of a cell; a row may be shorter than its header."""
        return self.cells[position].strip() if position < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in it."""
        return not any(cell.strip() for cell in self.cells)

    @property
    def is_comment(self) -> bool:
        """Whether it is for the reader only."""
        return self.cell(0).startswith(COMMENT)


@dataclass(frozen=True)
class Sheet:
    """A header, the rows under it, and the numbers of those that were left out."""

    header: Row
    rows: list[Row] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)


def read(content: bytes, limits: Limits) -> Sheet:
    """The sheet in a file, whatever its name says of it.

    Raises Invalid(file, …): `empty`, `too_large`, `old_workbook`, `not_text`, `broken_row`, `no_header`, `too_many_rows`,
    `too_many_columns`, or as `archive.check`.
    """
    if not content.strip():
        raise Invalid(FIELD, "empty")
    if len(content) > limits.size:
        raise Invalid(FIELD, "too_large", most=limits.size // MEGABYTE)
    if content.startswith(archive.OLE):
        raise Invalid(FIELD, "old_workbook")
    if content.startswith(archive.ZIP):
        return _sheet(workbook.rows(content, limits.unpacked), limits)
    return _sheet(_text_rows(decoded(content)), limits)


def _sheet(rows: Iterable[tuple[int, Sequence[str]]], limits: Limits) -> Sheet:
    sheet: Sheet | None = None
    left_out: list[int] = []
    for number, cells in rows:
        row = Row(number, cells)
        if number > BLANKS * limits.rows:
            raise Invalid(FIELD, "too_many_rows", most=limits.rows)
        if row.is_blank:
            continue
        if any(cell.strip() for cell in cells[limits.columns :]):
            raise Invalid(FIELD, "too_many_columns", most=limits.columns)
        if row.is_comment:
            left_out.append(number)
        elif sheet is None:
            sheet = Sheet(row, left_out=left_out)
        elif len(sheet.rows) == limits.rows:
            raise Invalid(FIELD, "too_many_rows", most=limits.rows)
        else:
            sheet.rows.append(row)
    if sheet is None:
        raise Invalid(FIELD, "no_header")
    return sheet


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 or Windows-1252. Raises Invalid(file, not_text)."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text) and not text.lstrip("\ufeff \t\r\n").startswith(("<", "%PDF", "{\\rtf")):
            return text.removeprefix("\ufeff")
    raise Invalid(FIELD, "not_text")


def _encodings(content: bytes) -> Sequence[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\0\0" in (content[1:4:2], content[:3:2]):
        return ("utf-16-le",) if content[1:2] == b"\0" else ("utf-16-be",)
    return ("utf-8", "cp1252")


def _text_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    separator = _separator(text)
    if said := _SAYS_SEPARATOR.match(text):
        text = text[said.end() :]
    number = 0
    try:
        for number, cells in enumerate(_csv(text, separator), start=1):
            yield number, [clean(unguarded(cell)) for cell in cells]
    except csv.Error as error:
        raise Invalid(FIELD, "broken_row", row=number + 1) from error


def _csv(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _separator(text: str) -> str:
    """What parts the cells: as the file says, or what finds the most headers of ours in its first row."""
    said = _SAYS_SEPARATOR.match(text)
    return said[1] if said else max(SEPARATORS, key=lambda separator: _score(text, separator))


def _score(text: str, separator: str) -> tuple[int, int]:
    try:
        rows = (Row(0, cells) for cells in _csv(text, separator))
        first = next((row for row in rows if not row.is_blank and not row.is_comment), Row(0, []))
    except csv.Error:
        return 0, 0
    return sum(column_of(unguarded(cell)) is not None for cell in first.cells), len(first.cells)
