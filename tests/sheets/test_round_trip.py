"""Out and in again: an export taken into an empty ledger gives the same export, and into its own ledger changes nothing."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete
from sqlmodel import Session, select

from registry import db
from registry.domain import adoption, installation
from registry.domain.adoption_input import LONGEST_NOTE, EntryInput
from registry.domain.adoption_input import note as read_note
from registry.domain.errors import Invalid
from registry.domain.models import AdoptionConfirmation, AdoptionEntry, AdoptionSpan
from registry.domain.permissions import system
from registry.domain.statuses import LEAVING, MOVES, ExitHow, ExitWhy, Precision, Replacement, Source, Status
from registry.sheets import exporting, reading, writing
from registry.sheets.cells import could_be_formula
from registry.sheets.columns import Column
from tests.domain.ledgers import METHODS, TODAY, Desk, said
from tests.sheets.sheets import LANGUAGES, WORDS, ask, check, csv_file, exported, fates, opened, take, taken_columns

ME = system("tests")
TRAPS = (
    "=1+1", "'=1+1", "''", "'", "-viiva", "@x", "a;b,c\td\"e\"", "rivi\nrivi", "# risu", "\u3000＝x", "_x000D_", "x005F_", "TRUE", "#N/A",
    "1.5.2026", "8/2024", "012", "1e3", "–", "ääkköset å", "a\u2028b", "x" * LONGEST_NOTE, "sep=;", "\\", "😀",
)  # fmt: skip
notes = st.one_of(
    st.none(), st.sampled_from(TRAPS), st.text(max_size=40), st.text("'=+-@\t\r\n ;,\"_x0#", max_size=12)
).map(read_note)


@st.composite
def entries(draw: st.DrawFn) -> list[EntryInput]:
    """Entries of one region and method that may follow each other, as anybody may record them."""
    found: list[EntryInput] = []
    before: Status | None = None
    day = date(2015, 1, 1)
    for _ in range(draw(st.integers(0, 5))):
        before = draw(st.sampled_from(MOVES[before]))
        day += timedelta(days=draw(st.sampled_from([0, 1, 40, 700])))
        found.append(draw(entry(before, day)))
        day = found[-1].since
    return found


@st.composite
def entry(draw: st.DrawFn, status: Status, day: date) -> EntryInput:
    """An entry of a status that holds from a day, or from the month or year after it."""
    precision = draw(st.sampled_from(Precision))
    if precision is Precision.MONTH:
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    if precision is Precision.YEAR:
        day = date(day.year + 1, 1, 1)
    more: dict[str, Any] = {}
    if status in (*LEAVING, Status.REJECTED):
        least = int(status in LEAVING)
        more["exit_why"] = draw(st.lists(st.sampled_from(ExitWhy), min_size=least, max_size=3, unique=True))
    if status in LEAVING:
        more["exit_how"] = draw(st.sampled_from(ExitHow))
        given_up = [Replacement.METHOD, Replacement.OTHER, Replacement.NOTHING]
        more["replacement"] = draw(st.sampled_from(given_up[: 2 if more["exit_how"] is ExitHow.REPLACE else 3]))
        more["replaced_by"] = "juoksu" if more["replacement"] is Replacement.METHOD else None
    source = draw(st.sampled_from([{}, {"source": Source.PUBLIC_PAGE, "source_url": "https://example.org/=1"}]))
    coverage = draw(st.one_of(st.none(), st.integers(0, 100)))
    return EntryInput(
        status=status, since=day, precision=precision, coverage=coverage, note=draw(notes), **more, **source
    )


ledgers = st.dictionaries(
    st.tuples(st.sampled_from(["kainuu", "lappi"]), st.sampled_from([one for one in METHODS if one != "juoksu"])), entries(), max_size=4
)  # fmt: skip


def fill(session: Session, ledger: dict[tuple[str, str], list[EntryInput]]) -> None:
    """Record all of a ledger."""
    for (region, method), row in ledger.items():
        for version, one in enumerate(row):
            adoption.record(session, ME, region, method, one, version=version, today=TODAY)
    session.commit()


def empty(session: Session) -> None:
    """Take everything out of the ledger."""
    for table in (AdoptionSpan, AdoptionConfirmation, AdoptionEntry):
        session.connection().execute(delete(table))
    session.commit()


@pytest.fixture(scope="module")
def lent(empty_ledger: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """One database for all examples."""
    path = tmp_path_factory.mktemp("round") / "ledger.sqlite"
    path.write_bytes(empty_ledger)
    engine = db.make_engine(f"sqlite:///{path}")
    with db.session_for(engine) as session:
        yield session
    engine.dispose()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@given(ledgers, st.sampled_from(LANGUAGES))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_out_and_in_again(
    lent: Session, kind: str, ledger: dict[tuple[str, str], list[EntryInput]], language: str
) -> None:
    empty(lent)
    fill(lent, ledger)
    before, file = taken_columns(exported(lent)), exported(lent, kind, language)
    same = check(lent, ME, file)
    assert set(fates(same)) <= {"unchanged"}
    assert len(same.rows) == len(before)
    empty(lent)
    assert set(fates(take(lent, ME, file))) <= {"new"}
    assert taken_columns(exported(lent)) == before
    assert set(fates(check(lent, ME, file))) <= {"unchanged"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@given(texts=st.lists(st.text(max_size=30).map(read_note), min_size=1, max_size=5))
def test_every_text_comes_back_from_a_file(kind: str, texts: Sequence[str | None]) -> None:
    table = exporting.Table([Column.REGION, Column.NOTE], iter([["x", text] for text in texts]), {}, "fi")
    file = writing.workbook(table, WORDS) if kind == "xlsx" else "".join(writing.csv_lines(table)).encode()
    sheet = reading.read(file, reading.WEB)
    assert [row.cell(1) or None for row in sheet.rows] == list(texts)


def test_what_says_the_same_as_the_one_before_is_written_once(session: Session, editor: Any) -> None:
    desk = Desk(session, actor=editor)
    for _ in range(3):
        desk.record(said("in_use", "2024-01-01"))
    session.commit()
    assert len(taken_columns(exported(session))) == 1
    assert fates(check(session, editor, exported(session))) == ["unchanged"]


def test_no_cell_is_a_formula(session: Session, editor: Any) -> None:
    desk = Desk(session, actor=editor)
    for note in TRAPS:
        desk.record(said("in_use", "2024-01-01", note=note))
    session.commit()
    for row in reading.decoded(exported(session)).splitlines():
        assert not any(could_be_formula(cell) and not cell.startswith("'") for cell in row.split(","))
    sheet = opened(exported(session, "xlsx", "fi")).worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == "Huomautus")
    cells = [row[column - 1] for row in sheet.iter_rows(min_row=2)]
    assert len(cells) == len(TRAPS)
    for cell, note in zip(cells, TRAPS, strict=True):
        assert cell.data_type == "s"
        assert cell.quotePrefix == could_be_formula(note), note


def test_a_workbook_is_easy_to_fill(session: Session, editor: Any) -> None:
    Desk(session, actor=editor).record(said("in_use", "2024-08-01", precision=Precision.MONTH, coverage=40))
    session.commit()
    book = opened(exported(session, "xlsx", "fi"))
    sheet, words = book.worksheets
    assert (sheet.freeze_panes, words.freeze_panes) == ("A2", "A2")
    assert sheet["E2"].value == "8/2024"
    assert (sheet["E2"].number_format, sheet["F2"].value) == ("@", 40)
    assert sheet.column_dimensions["J"].width > sheet.column_dimensions["F"].width
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert set(lists) == {"D2:D5001", "G2:G5001"}
    for where, kind in (("D2:D5001", Status), ("G2:G5001", ExitHow)):
        title, _, span = lists[where].partition("!")
        assert title == f"'{words.title}'"
        allowed = [cell.value for (cell,) in words[span.replace("$", "")]]
        assert allowed == [WORDS[kind][value.value]["fi"] for value in kind]
    assert {row[1].value for row in words.iter_rows() if row[0].value == sheet["B1"].value} == set(METHODS)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_brings_nothing_until_it_is_filled(session: Session, editor: Any, kind: str, language: str) -> None:
    table = exporting.template(session, WORDS, language, "kainuu")
    file = writing.workbook(table, WORDS) if kind == "xlsx" else "".join(writing.csv_lines(table)).encode()
    plan = check(session, editor, file)
    assert (plan.rows, plan.left_out, plan.unknown) == ([], [2, 3], [])
    sheet = reading.read(file, reading.WEB)
    texts = reading.decoded(file).splitlines() if kind == "csv" else []
    assert all(line.startswith("# kainuu") for line in texts[1:])
    assert len(sheet.header.cells) == len(Column) - 5


def test_examples_of_a_template_are_good_rows(session: Session, editor: Any) -> None:
    table = exporting.template(session, WORDS, "code", "kainuu")
    rows = [[str(cell or "").removeprefix("# ") for cell in row] for row in table.rows]
    plan = check(session, editor, csv_file(*rows, header=table.header))
    # the second is of another method, which was never in use
    assert [(one.row, one.problem.code) for one in plan.wrong] == [(3, "no_start")]


def test_regions_one_by_one(session: Session) -> None:
    fill(session, {(region, "hyppely"): [said("in_use", "2024-01-01")] for region in ("lappi", "kainuu", "helsinki")})
    assert [row[0] for row in taken_columns(exported(session, regions=["lappi", "kainuu"]))] == ["kainuu", "lappi"]
    assert [row[0] for row in taken_columns(exported(session))] == ["kainuu", "lappi", "helsinki"]


def test_an_export_of_a_demo_says_so_and_stays_there(engine: Engine, session: Session) -> None:
    fill(session, {("kainuu", "hyppely"): [said("in_use", "2024-01-01")]})
    real = exported(session, "csv", "fi").decode()
    assert "Esimerkkiaineisto" not in real
    session.add(installation.Installation(id=1, demo=True))
    session.commit()
    for language, header in {
        "fi": "Esimerkkiaineisto",
        "sv": "Exempelmaterial",
        "en": "Example data",
        "code": "example",
    }.items():
        lines = exported(session, "csv", language).decode().splitlines()
        assert lines[0].endswith(f",{header}")
        assert lines[1].rpartition(",")[2] in {"keksitty", "påhittad", "made up"}
    file = exported(session, "xlsx", "sv")
    assert fates(check(session, ME, file)) == ["unchanged"]
    session.delete(session.exec(select(installation.Installation)).one())
    session.commit()
    with pytest.raises(Invalid) as caught:
        check(session, ME, file)
    assert caught.value.code == "made_up"


def test_an_export_of_very_many_like_rows_is_no_bomb(session: Session, editor: Any) -> None:
    row = ["kainuu", "hyppely", None, "käytössä", "8/2024", 40, None, None, None, "sama teksti " * 100]
    columns = [column for column in Column if column in {Column.METHOD_NAME, *exporting.columns.TAKEN}]
    table = exporting.Table(columns, iter([row] * 5000), {}, "fi")
    assert len(reading.read(writing.workbook(table, WORDS), reading.WEB).rows) == 5000
    assert ask().limits.rows == 5000
