"""`hyte adoption`: what it says, what it writes and with which code it ends."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlmodel import Session, select

from registry import db
from registry.cli import main
from registry.domain import people as domain_people
from registry.domain.models import AdoptionEntry
from registry.domain.permissions import system
from registry.settings import Settings
from registry.sheets import reading
from tests import people
from tests.sheets.sheets import HEADER, csv_file, opened, taken_columns, xlsx_file
from tests.world import World

METHOD = "terveystarkastus"
"""One that no public page speaks of: what those say is in the ledger from the start."""
USE = ("kainuu", METHOD, "in_use", "8/2024", "40", "", "", "", "=1+1")
LEFT = ("kainuu", METHOD, "abandoned", "1.5.2026", "", "replace", "not_effective", "nuotti", "")
FAULTY = (USE, ("lappi", "nuotti", "in_use", "2024"), ("kainuu", "uinti", "kaytosa", "31.11.2025", "140"))
EDITOR = people.email("region_editor")


@pytest.fixture
def settings(small_world: World, tmp_path: Path) -> Settings:
    return small_world.copy(tmp_path / "data").settings


@pytest.fixture
def run(settings: Settings) -> Any:
    """The command in the small world."""

    def run(*args: str, given: bytes | None = None) -> Result:
        env = {"HYTE_DATA_DIR": str(settings.data_dir), "DATABASE_URL": ""}
        return CliRunner().invoke(main, ["adoption", *args], input=given, env=env)

    run("export")  # the first command begins the ledger with what public pages say, and tells so
    return run


def recorded(settings: Settings) -> int:
    """How many entries of the method there are."""
    engine = db.make_engine(settings.database_url)
    with Session(engine) as session:
        found = len(session.exec(select(AdoptionEntry.id).where(AdoptionEntry.method_id == METHOD)).all())
    engine.dispose()
    return found


def written(path: Path, content: bytes) -> str:
    """A file."""
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize("kind", [csv_file, xlsx_file])
def test_a_sheet_is_taken(run: Any, settings: Settings, tmp_path: Path, kind: Any) -> None:
    file = written(tmp_path / "sheet", kind(USE, LEFT))
    dry = run("import", file, "--as", EDITOR, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert dry.stdout.splitlines() == [
        "row 2: kainuu/terveystarkastus in_use since 8/2024: new",
        "row 3: kainuu/terveystarkastus abandoned since 1.5.2026: new",
        "2 new; nothing was written",
    ]
    assert recorded(settings) == 0
    done = run("import", file, "--as", EDITOR.upper())
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "2 new")
    assert recorded(settings) == 2
    again = run("import", file, "--as", EDITOR)
    assert (again.exit_code, again.stdout.splitlines()[-1]) == (0, "0 new, 2 unchanged")
    assert recorded(settings) == 2


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_errors_are_told_and_nothing_is_taken(
    run: Any, settings: Settings, tmp_path: Path, more: tuple[str, ...]
) -> None:
    file = written(tmp_path / "sheet.csv", csv_file(*FAULTY))
    result = run("import", file, "--as", EDITOR, *more)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "1 new, 2 error; nothing was written"
    assert result.stderr.splitlines() == [
        "row 3, column A (region), 'lappi': You may not record entries of this region: lappi.",
        "row 4, column B (method), 'uinti': There is no such method in the registry: uinti.",
        "row 4, column C (status), 'kaytosa': Choose one of the list. You sent kaytosa.",
        "row 4, column D (since), '31.11.2025': That month has 30 days. You wrote 31.11.2025.",
        "row 4, column E (coverage), '140': Coverage can be from 0 to 100 %. You wrote 140.",
    ]
    assert recorded(settings) == 0


@pytest.mark.parametrize("who", ["administrator", "other_region_editor"])
def test_others_may_not(run: Any, settings: Settings, tmp_path: Path, who: str) -> None:
    result = run("import", written(tmp_path / "sheet.csv", csv_file(USE)), "--as", people.email(who))
    assert result.exit_code == 1
    assert "row 2, column A (region)" in result.stderr
    assert recorded(settings) == 0


def test_nobody(run: Any, settings: Settings, tmp_path: Path) -> None:
    file = written(tmp_path / "sheet.csv", csv_file(USE))
    assert run("import", file).exit_code == 2
    assert run("import", file, "--as", "ei.ole@example.fi").exit_code == 1
    engine = db.make_engine(settings.database_url)
    with db.transaction(engine) as session:
        somebody = people.person_id(session, "region_editor")
        domain_people.set_active(session, system("tests"), somebody, False)
    engine.dispose()
    result = run("import", file, "--as", EDITOR)
    assert result.exit_code == 1
    assert "nobody in use" in result.stderr
    assert recorded(settings) == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "The file is empty."), (b"a,b\n1,2\n", "The sheet lacks the column “Status”."), (b"PK\x03\x04", "damaged")],
)  # fmt: skip
def test_what_is_no_sheet(run: Any, tmp_path: Path, content: bytes, told: str) -> None:
    result = run("import", written(tmp_path / "sheet.csv", content), "--as", EDITOR)
    assert result.exit_code == 1
    assert told in result.stderr


def test_unknown_columns_and_remarks_are_told(run: Any) -> None:
    content = csv_file(("# ohje",), (*USE, "x"), header=(*HEADER, "Muuta"))
    result = run("import", "-", "--as", EDITOR, given=content)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "column J (Muuta) is not known and was left out",
        "rows that begin with # were left out: 2",
    ]


def test_out_and_in_again(run: Any, settings: Settings, tmp_path: Path, small_world: World) -> None:
    run("import", written(tmp_path / "sheet.csv", csv_file(USE, LEFT)), "--as", EDITOR)
    out = run("export")
    assert out.exit_code == 0
    assert out.stdout.splitlines()[0].startswith(
        "region,method,method_name,status,since,coverage,exit_how,exit_why,replaced_by,note,source"
    )
    assert [row for row in taken_columns(out.stdout_bytes) if row[1] == METHOD] == [
        ["kainuu", METHOD, "in_use", "2024-08", "40", "", "", "", "'=1+1"],
        ["kainuu", METHOD, "abandoned", "2026-05-01", "", "replace", "not_effective", "nuotti", ""],
    ]
    elsewhere = small_world.copy(tmp_path / "elsewhere").settings
    env = {"HYTE_DATA_DIR": str(elsewhere.data_dir), "DATABASE_URL": ""}
    taken = CliRunner().invoke(main, ["adoption", "import", "-", "--as", EDITOR], input=out.stdout_bytes, env=env)
    assert taken.exit_code == 0, taken.output
    again = CliRunner().invoke(main, ["adoption", "export"], env=env)
    assert taken_columns(again.stdout_bytes) == taken_columns(out.stdout_bytes)


def test_export_as_asked(run: Any, tmp_path: Path) -> None:
    run("import", written(tmp_path / "sheet.csv", csv_file(USE)), "--as", EDITOR)
    file = tmp_path / "out.xlsx"
    assert run("export", "--format", "xlsx", "-o", str(file), "--lang", "sv", "--region", "kainuu").exit_code == 0
    assert opened(file.read_bytes()).worksheets[0]["A1"].value == "Område"
    lappi = run("export", "--region", "lappi", "--lang", "fi")
    assert (lappi.exit_code, len(lappi.stdout.splitlines())) == (0, 1)
    assert lappi.stdout.startswith("Alue,")
    assert run("export", "--region", "ahvenanmaa").exit_code == 1
    assert len(reading.read(run("export", "--format", "xlsx").stdout_bytes, reading.WEB).rows) == 2
