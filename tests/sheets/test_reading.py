"""CSV as the programs of an office write it, and what is no sheet at all."""

import pytest

from registry.domain.errors import Invalid
from registry.sheets import reading
from registry.sheets.reading import Limits, read
from tests.sheets.sheets import csv_file, xlsx_file

ROW = ("kainuu", "hyppely", "in_use", "8/2024", "40", "", "", "", 'Hyvä; "oikein", hyvä\nÅbo')
SMALL = Limits(size=1024, rows=3, columns=4)


def refused(content: bytes, limits: Limits = reading.WEB) -> str:
    """Why a file is no sheet."""
    with pytest.raises(Invalid) as caught:
        read(content, limits)
    assert caught.value.field == "file"
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(encoding: str, separator: str) -> None:
    sheet = read(csv_file(ROW, encoding=encoding, separator=separator), reading.WEB)
    assert sheet.header.cells[0] == "region"
    assert [tuple(row.cells) for row in sheet.rows] == [ROW]
    assert sheet.rows[0].number == 2


def test_separator_is_found_by_the_headers_and_not_by_counting() -> None:
    content = "Alue;Menetelmän tunnus;Tila;a,b,c,d,e,f,g\nkainuu;hyppely;käytössä;x"
    assert list(read(content.encode(), reading.WEB).rows[0].cells) == ["kainuu", "hyppely", "käytössä", "x"]
    assert len(read(b"sep=;\r\nregion;method\r\na;b", reading.WEB).header.cells) == 2


def test_rows_have_the_numbers_that_a_spreadsheet_shows() -> None:
    content = 'region,note\n\nkainuu,"kaksi\nriviä"\n,\n# ohje,\nlappi,x\n   \n'
    sheet = read(content.encode(), reading.WEB)
    assert [row.number for row in sheet.rows] == [3, 6]
    assert sheet.left_out == [5]


def test_remarks_may_stand_before_the_header() -> None:
    sheet = read(b"# ohje\n\nregion,method\na,b\n", reading.WEB)
    assert (sheet.header.number, sheet.rows[0].number, sheet.left_out) == (3, 4, [1])


def test_guards_are_taken_off() -> None:
    sheet = read(csv_file(("'=1+1", "'Nimi'", "''=2")), reading.WEB)
    assert list(sheet.rows[0].cells) == ["=1+1", "'Nimi'", "'=2"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"), (b" \r\n ", "empty"), (b"x" * 2000, "too_large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old_workbook"),
        (b"region,method\na,\0b", "not_text"), (b"%PDF-1.7 x", "not_text"), (b"\x89PNG\r\n\x1a\n\0\0", "not_text"),
        (b"<html><table>", "not_text"), (b"\xff\xfea", "not_text"), (b"\x81\x8d\xff", "not_text"), (b"{\\rtf1", "not_text"),
        (b"PK\x03\x04 broken", "broken"),
        (b'region,method\na,"b', "broken_row"), (b'region,method\na,"b"c\n', "broken_row"),
        (b"# ohje\n", "no_header"), (b"\n\n#,x", "no_header"),
        (b"region\n1\n2\n3\n4\n", "too_many_rows"),
        (b"region\n1\n" + b"\n" * 11, "too_many_rows"), (b"a,b,c,d,e\n", "too_many_columns"), (b"a,b\n1,2,3,4,5", "too_many_columns"),
    ],
)  # fmt: skip
def test_what_is_no_sheet(content: bytes, code: str) -> None:
    assert refused(content, SMALL) == code


def test_just_as_much_as_may_be() -> None:
    assert len(read(b"a,b,c,d,,\n1\n2\n3\n\n", SMALL).rows) == 3


def test_a_row_that_is_broken_is_named() -> None:
    with pytest.raises(Invalid) as caught:
        read(b'region,method\na,b\nc,"d', reading.WEB)
    assert caught.value.values == {"row": 3}
    with pytest.raises(Invalid) as caught:
        read(b"region,method\na," + b"x" * 200_000, reading.WEB)
    assert (caught.value.code, caught.value.values) == ("broken_row", {"row": 2})


def test_the_name_of_a_file_says_nothing() -> None:
    assert read(xlsx_file(ROW), reading.WEB).rows[0].cells[1] == "hyppely"
