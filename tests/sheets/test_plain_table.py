"""A table of any words comes back as it was, with no formula in it."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from registry.sheets import plain_table
from registry.sheets.cells import clean, could_be_formula, from_xml, unguarded

TEXTS = st.one_of(
    st.text(max_size=20), st.sampled_from(["=1+1", "+x", "-3", "@a", "'=x", "\t=1", "_x000A_", "a\nb", ""])
)
ROWS = st.lists(st.lists(TEXTS, min_size=3, max_size=3), max_size=5)


@given(ROWS)
def test_csv(rows: list[list[str]]) -> None:
    text = plain_table.csv_text(["a", "b", "c"], [[*row, 4] for row in rows])
    assert text.startswith("\ufeff")
    back = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert back[0] == ["a", "b", "c"]
    assert back[1:] == [[*(plain_table.safe(clean(cell)) for cell in row), "4"] for row in rows]


@given(TEXTS)
def test_a_text_without_parts_is_guarded_as_any(text: str) -> None:
    for part in re.split(r"[;\t\n]", clean(text)):
        assert unguarded(plain_table.safe(part)) == part


@pytest.mark.parametrize(
    "text", ["a;=1+1", "a\t+1", "a\n-1", "a\r\n@x", 'a;"=1+1"', "a; =1", "a;;=1", "a;\uff1d1", "=1;=2", "\n=1"]
)
def test_no_formula_wherever_a_finnish_excel_parts_a_text(text: str) -> None:
    said = plain_table.csv_text(["a"], [["x, y", text]]).split("\r\n", 1)[1]
    parts = [part.lstrip(' "') for part in re.split(r"[;\t\n,]", said)]
    assert not [part for part in parts if could_be_formula(part) and not part.startswith("'")]


@given(ROWS)
def test_xlsx(rows: list[list[str]]) -> None:
    book = plain_table.workbook(["a", "b", "c", "d"], [[*row, 4] for row in rows])
    sheet = load_workbook(io.BytesIO(book)).active
    assert sheet is not None
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    back = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]
    assert [[*(from_xml(str(value or "")) for value in row[:3]), row[3]] for row in back] == [
        [*map(clean, row), 4] for row in rows
    ]
