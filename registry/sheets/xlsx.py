"""A table as an XLSX workbook, with lists to choose from. No cell is a formula.

The library is large; `writing.workbook` reads this file when somebody wants a workbook.
"""

import io
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from registry.domain.statuses import Replacement
from registry.sheets import columns
from registry.sheets.cells import could_be_formula, for_xml
from registry.sheets.columns import CODE, KIND_OF, Column, Words, texts, word
from registry.sheets.exporting import Cell, Table

WIDTHS: Final[dict[Column, int]] = {
    Column.REGION: 18, Column.METHOD: 28, Column.METHOD_NAME: 36, Column.STATUS: 20, Column.SINCE: 14, Column.COVERAGE: 13,
    Column.EXIT_HOW: 26, Column.EXIT_WHY: 36, Column.REPLACED_BY: 28, Column.NOTE: 60, Column.SOURCE: 26, Column.SOURCE_URL: 36,
    Column.RECORDED_AT: 14, Column.CONFIRMED_ON: 14, Column.EXAMPLE: 18,
}  # fmt: skip
WORD_WIDTHS: Final = (24, 44, 44)
TO_CHOOSE: Final = (Column.STATUS, Column.EXIT_HOW)
"""Columns of one word each, which can be chosen from a list; where several or a method's id may stand, a list would be in the way."""
LAST_ROW: Final = 5_001
TEXT: Final = "@"


def workbook(table: Table, words: Words) -> bytes:
    """The table as an XLSX workbook, with a second sheet that tells which words may stand where."""
    book = Workbook(write_only=True)
    sheet, allowed = (book.create_sheet(_title(name, table.language)) for name in ("entries", "words"))
    lists = _write_words(allowed, table, words)
    sheet.freeze_panes = "A2"
    for position, column in enumerate(table.columns, start=1):
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = WIDTHS[column]
        if column is Column.SINCE:  # or a spreadsheet would make a day of 8/2024
            sheet.column_dimensions[letter].number_format = TEXT
        if column in TO_CHOOSE:
            chosen = DataValidation(
                type="list", formula1=lists[column], allow_blank=True, showErrorMessage=True, errorStyle="warning"
            )
            chosen.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.data_validations.append(chosen)
    sheet.append([_cell(sheet, text, bold=True) for text in table.header])
    for row in table.rows:
        sheet.append([_cell(sheet, cell, as_text=table.columns[at] is Column.SINCE) for at, cell in enumerate(row)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _title(name: str, language: str) -> str:
    titles: dict[str, str] = texts()["sheets"][name]
    return titles["en" if language == CODE else language]


def _write_words(sheet: Any, table: Table, words: Words) -> dict[Column, str]:
    """The sheet of words; returns where the words of each column stand, as a formula names it."""
    language = "en" if table.language == CODE else table.language
    for position, width in enumerate(WORD_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.freeze_panes = "A2"
    heads = [texts()["words"][name][language] for name in ("column", "word", "meaning")]
    sheet.append([_cell(sheet, head, bold=True) for head in heads])
    places: dict[Column, str] = {}
    row = 2
    for column, kind in KIND_OF.items():
        values = [value for value in kind if value is not Replacement.METHOD]
        places[column] = f"'{sheet.title}'!$B${row}:$B${row + len(values) - 1}"
        for value in values:
            cells = (columns.header(column, table.language), word(words, value, table.language), value.value)
            sheet.append([_cell(sheet, cell) for cell in cells])
        row += len(values)
    for method, name in table.methods.items():
        sheet.append([_cell(sheet, cell) for cell in (columns.header(Column.METHOD, table.language), method, name)])
    return places


def _cell(sheet: Any, value: Cell, *, bold: bool = False, as_text: bool = False) -> Any:
    """A cell; a text is a text, whatever it looks like."""
    if not isinstance(value, str) or not value:
        return value if value != "" else None
    cell = WriteOnlyCell(sheet, for_xml(value))
    cell.data_type = "s"
    if could_be_formula(value):
        cell.quotePrefix = True
    if as_text:
        cell.number_format = TEXT
    if bold:
        cell.font = Font(bold=True)
    if "\n" in value:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
