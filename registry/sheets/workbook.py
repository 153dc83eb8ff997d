"""The cells of an XLSX file as text: what stands in them as its reader sees it, dates as exactly as they are shown."""

import io
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from typing import Any, Final

from registry.domain import dates
from registry.domain.errors import Invalid
from registry.domain.statuses import Precision
from registry.sheets import archive
from registry.sheets.cells import from_xml

WIDEST: Final = 100
"""Columns that are looked at: enough to see that there are too many, and not all that a row can claim to have."""
_LITERALS: Final = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.")


def rows(content: bytes, most_unpacked: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet, each with its number and texts. Raises Invalid(file, …) as `archive.check`, and `broken`."""
    from openpyxl import load_workbook  # noqa: PLC0415  # a quarter of a second that most starts need not wait

    archive.check(content, most_unpacked)
    try:
        with closing(load_workbook(io.BytesIO(content), read_only=True, data_only=True)) as book:
            sheet: Any = book.worksheets[0]
            sheet.reset_dimensions()  # some programs say them wrong
            for number, row in enumerate(sheet.iter_rows(max_col=WIDEST), start=1):
                yield number, _trimmed([text_of(cell.value, getattr(cell, "number_format", "")) for cell in row])
    except Exception as error:  # the library raises whatever it stumbles on
        raise Invalid(archive.FIELD, "broken") from error


def _trimmed(texts: list[str]) -> list[str]:
    """A row without the nothing at its end."""
    while texts and not texts[-1]:
        texts.pop()
    return texts


def text_of(value: object, number_format: str) -> str:
    """What stands in a cell, as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return dates.written(day, _shown_as(day, number_format))
    if isinstance(value, int | float):
        return _number(value * 100 if "%" in _LITERALS.sub("", number_format) else value)
    return from_xml(str(value))


def _number(value: float) -> str:
    rounded = round(value, 6)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def _shown_as(day: date, number_format: str) -> Precision:
    """A day that is shown as a month was typed as one: spreadsheets make the first of the month of 8/2024."""
    shown = _LITERALS.sub("", number_format).lower()
    if "y" not in shown or "d" in shown or day.day != 1:
        return Precision.DAY
    if "m" in shown:
        return Precision.MONTH
    return Precision.YEAR if day.month == 1 else Precision.DAY
