"""Files as people and programs make them, and how the tests take them in."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from sqlmodel import Session

from registry.domain.permissions import Actor
from registry.sheets import exporting, ledger_sheet, writing
from registry.sheets.ledger_sheet import Ask
from registry.sheets.plan import Plan
from registry.web.labels import sheet_words
from tests.domain.ledgers import TODAY

WORDS: Final = sheet_words()
HEADER: Final = ("region", "method", "status", "since", "coverage", "exit_how", "exit_why", "replaced_by", "note")
LANGUAGES: Final = ("code", "fi", "sv", "en")


def csv_file(
    *rows: Sequence[object], header: Sequence[str] = HEADER, separator: str = ",", encoding: str = "utf-8"
) -> bytes:
    """A CSV file with a header."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([header, *rows])
    return out.getvalue().encode(encoding)


def xlsx_file(*rows: Sequence[Any], header: Sequence[str] = HEADER, formats: dict[str, str] | None = None) -> bytes:
    """A workbook with a header; `formats` are number formats of cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (header, *rows):
        sheet.append(list(row))
    for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
        cell.data_type = "s"  # also what looks like a formula
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(
    content: bytes, changed: dict[str, bytes] | None = None, *, added: Iterable[tuple[str, bytes]] = ()
) -> bytes:
    """A workbook with parts changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, (changed or {}).get(name, old.read(name)))
        for name, part in added:
            new.writestr(name, part)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    """A part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def opened(content: bytes) -> Workbook:
    """A workbook as another program would open it."""
    return load_workbook(io.BytesIO(content))


def ask(**more: Any) -> Ask:
    """How the tests take a sheet."""
    return Ask(WORDS, TODAY, **more)


def check(session: Session, actor: Actor, content: bytes, **more: Any) -> Plan:
    """A dry run, ended."""
    plan = ledger_sheet.check(session, actor, content, ask(**more))
    session.rollback()
    return plan


def take(session: Session, actor: Actor, content: bytes, **more: Any) -> Plan:
    """Take a sheet that must be clean."""
    plan, taken = ledger_sheet.take(session, actor, content, ask(**more))
    assert taken, told(plan)
    session.commit()
    return plan


def fates(plan: Plan) -> list[str]:
    """The fates of the rows."""
    return [row.fate.value for row in plan.rows]


def told(plan: Plan) -> list[tuple[int, str, str, str]]:
    """Row, letter, what stands there and what is wrong."""
    return [(one.row, one.place.letter if one.place else "", one.text, one.problem.code) for one in plan.wrong]


def exported(session: Session, kind: str = "csv", language: str = "code", regions: Sequence[str] = ()) -> bytes:
    """An export."""
    table = exporting.entries(session, WORDS, language, regions)
    if kind == "xlsx":
        return writing.workbook(table, WORDS)
    return "".join(writing.csv_lines(table)).encode()


def taken_columns(content: bytes) -> list[list[str]]:
    """What an import would take of an export in the code's language."""
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    return [[row[name] for name in HEADER] for row in rows]
