"""A header and rows as a file, CSV or XLSX, for tables that nobody sends back. No cell of either is a formula.

A Finnish Excel parts a CSV file at semicolons, and a long text at its tabs and line breaks: what begins there may be no formula either.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from registry.sheets.cells import APOSTROPHE, clean, could_be_formula, for_xml, guarded

Cell = str | int | float | None
MARK = "\ufeff"
"""Tells Excel that a CSV file is UTF-8."""
_PARTED = re.compile(r"([;\t\n])")
_QUOTES = re.compile(r'[\s"]*')


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The table as CSV, with an apostrophe before what could be a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in ([*header], *rows):
        writer.writerow([safe(clean(cell)) if isinstance(cell, str) else cell for cell in row])
    return MARK + out.getvalue()


def safe(text: str) -> str:
    """A text with an apostrophe wherever a formula could begin, however the file is parted."""
    first, *rest = _PARTED.split(text)
    return guarded("".join([first, *(_safe_part(part) for part in rest)]))


def _safe_part(part: str) -> str:
    return APOSTROPHE + part if could_be_formula(_QUOTES.sub("", part, count=1)) else part


def workbook(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as a workbook of one sheet, its head bold and fixed."""
    from openpyxl import Workbook  # noqa: PLC0415  # a quarter of a second that most starts need not wait

    book = Workbook(write_only=True)
    sheet = book.create_sheet("1")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, text, bold=True) for text in header])
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Cell, *, bold: bool = False) -> Any:
    """A cell; a text is a text, whatever it looks like."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # as above
    from openpyxl.styles import Font  # noqa: PLC0415

    if not isinstance(value, str) or not value:
        return value if value != "" else None
    cell = WriteOnlyCell(sheet, for_xml(value))
    cell.data_type = "s"
    if could_be_formula(value):
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell
