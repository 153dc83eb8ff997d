"""XLSX: dates and numbers as they are shown, and files that are packed to do harm."""

import io
import zipfile
from datetime import UTC, date, datetime, time

import pytest
from openpyxl import Workbook

from registry.domain.errors import Invalid
from registry.sheets import reading
from registry.sheets.reading import read
from tests.sheets.sheets import part, repacked, saved, xlsx_file

GOOD = xlsx_file(("kainuu", "hyppely", "in_use", "2024"))
SHEET = "xl/worksheets/sheet1.xml"


def cells(content: bytes, row: int = 0) -> list[str]:
    """The texts of a row under the header."""
    return list(read(content, reading.WEB).rows[row].cells)


def refused(content: bytes) -> str:
    """Why a workbook is not read."""
    with pytest.raises(Invalid) as caught:
        read(content, reading.WEB)
    assert caught.value.field == "file"
    return caught.value.code


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (date(2026, 11, 1), "d.m.yyyy", "1.11.2026"), (datetime(2026, 11, 1), "yyyy-mm-dd hh:mm", "1.11.2026"),
        (date(2026, 11, 1), "mmm-yy", "11/2026"), (date(2026, 11, 1), "m/yyyy", "11/2026"), (date(2026, 11, 2), "m/yyyy", "2.11.2026"),
        (date(2026, 1, 1), "yyyy", "2026"), (date(2026, 5, 1), "yyyy", "1.5.2026"), (date(2026, 11, 1), '[$-40B]"d"mmmm yyyy', "11/2026"),
        (2026, "General", "2026"), (2026.0, "0", "2026"), (40, "General", "40"), (0.4, "0%", "40"), (0.29, "0.00%", "29"),
        (0.4, "General", "0.4"), (40.5, "General", "40.5"), (40, '0"%"', "40"), (True, "General", "TRUE"), (time(8), "h:mm", "08:00:00"),
        ("11/2026", "@", "11/2026"), (" =1", "@", " =1"), ("'=1", "@", "'=1"),
    ],
)  # fmt: skip
def test_cells_are_what_their_reader_sees(value: object, number_format: str, text: str) -> None:
    content = xlsx_file(("x", value), header=("a", "b"), formats={"B2": number_format})
    assert cells(content)[1] == text


def test_the_first_sheet_is_read_and_its_own_word_on_its_size_is_not() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["region", "method"])
    book.active["B9"] = "hyppely"
    book.create_sheet("Muuta").append(["x"])
    wrong = part(saved(book), SHEET).replace(b'<dimension ref="A1:B9"', b'<dimension ref="A1"')
    sheet = read(repacked(saved(book), {SHEET: wrong}), reading.WEB)
    assert [(row.number, list(row.cells)) for row in sheet.rows] == [(9, ["", "hyppely"])]


def test_results_of_formulas_are_read_where_they_are_there() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["region", "coverage"])
    book.active.append(["kainuu", "=20+20"])
    assert refused(saved(book)) == "no_results"
    calculated = (
        part(saved(book), SHEET)
        .replace(b"<v />", b"<v>40</v>")
        .replace(b"<v/>", b"<v>40</v>")
        .replace(b"<v></v>", b"<v>40</v>")
    )
    assert cells(repacked(saved(book), {SHEET: calculated})) == ["kainuu", "40"]


def test_too_much() -> None:
    wide = xlsx_file(("x",) * 41, header=("a",) * 41)
    assert refused(wide) == "too_many_columns"
    assert refused(xlsx_file(*(("x",) for _ in range(5001)), header=("a",))) == "too_many_rows"


def _bomb(size: int) -> bytes:
    """A sheet that unpacks to very much."""
    return b"<worksheet>" + b" " * size + b"</worksheet>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (repacked(GOOD, {SHEET: _bomb(21 * 1024 * 1024)}), "unsafe"),
        (repacked(GOOD, {SHEET: _bomb(2 * 1024 * 1024)}), "unsafe"),
        (repacked(GOOD, added=[(f"xl/media/{n}.xml", b"x") for n in range(200)]), "unsafe"),
        (repacked(GOOD, added=[("xl/embeddings/inner.bin", GOOD)]), "unsafe"),
        (repacked(GOOD, added=[("../outside.xml", b"x")]), "unsafe"),
        (repacked(GOOD, added=[("/etc/outside.xml", b"x")]), "unsafe"),
        (repacked(GOOD, {SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]>' + part(GOOD, SHEET)}), "unsafe"),
        (repacked(GOOD, {SHEET: '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16")}), "unsafe"),
        (repacked(GOOD, added=[("xl/hidden.bin", b'<!ENTITY a SYSTEM "file:///etc/passwd">')]), "unsafe"),
        (repacked(GOOD, {SHEET: b"<worksheet><sheetData><row"}), "broken"),
        (repacked(GOOD, {SHEET: b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'}), "no_header"),
        (GOOD[: len(GOOD) // 2], "broken"),
        (GOOD[:-400] + b"x" * 400, "broken"),
    ],
    ids=[
        "bomb", "swollen", "very many parts", "archive inside", "outside", "absolute", "doctype", "doctype in UTF-16", "entity elsewhere",
        "broken XML", "nothing in it", "cut off", "overwritten",
    ],
)  # fmt: skip
def test_files_that_are_not_read(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_name_that_stands_twice() -> None:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, part(GOOD, SHEET))
    assert refused(out.getvalue()) == "unsafe"


def test_a_locked_one() -> None:
    content = bytearray(GOOD)
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    assert refused(bytes(content)) == "locked"


def test_other_packings() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert refused(out.getvalue()) == "unsafe"


@pytest.mark.parametrize(("name", "code"), [("mimetype", "other_office"), ("word/document.xml", "not_a_workbook")])
def test_other_archives(name: str, code: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "application/vnd.oasis.opendocument.spreadsheet")
    assert refused(out.getvalue()) == code


def test_a_row_that_claims_to_be_far_down_costs_nothing() -> None:
    far = part(GOOD, SHEET).replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')
    begun = datetime.now(UTC)
    assert refused(repacked(GOOD, {SHEET: far})) == "too_many_rows"
    assert (datetime.now(UTC) - begun).total_seconds() < 20


def test_a_row_that_claims_to_be_wide_costs_nothing() -> None:
    rows = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(2, 20_000))
    wide = part(GOOD, SHEET).replace(b"</sheetData>", rows + b"</sheetData>")
    begun = datetime.now(UTC)
    assert len(read(repacked(GOOD, {SHEET: wide}), reading.WEB).rows) == 1
    assert (datetime.now(UTC) - begun).total_seconds() < 20
