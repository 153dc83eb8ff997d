"""A table as a file: CSV, or an XLSX workbook (xlsx.py). No cell of either is a formula."""

import csv
import io
from collections.abc import Iterator
from itertools import chain

from registry.sheets.cells import clean, guarded
from registry.sheets.columns import Words
from registry.sheets.exporting import Cell, Table


def csv_lines(table: Table) -> Iterator[str]:
    """The table as lines of CSV: commas, quotes where they are needed, and an apostrophe before what could be a formula."""
    header: list[Cell] = [*table.header]
    for row in chain([header], table.rows):
        out = io.StringIO(newline="")
        csv.writer(out).writerow([_plain(cell) for cell in row])
        yield out.getvalue()


def _plain(cell: Cell) -> Cell:
    return guarded(clean(cell)) if isinstance(cell, str) else cell


def workbook(table: Table, words: Words) -> bytes:
    """The table as an XLSX workbook, with a second sheet that tells which words may stand where."""
    from registry.sheets import xlsx  # noqa: PLC0415  # a quarter of a second that most starts need not wait

    return xlsx.workbook(table, words)
